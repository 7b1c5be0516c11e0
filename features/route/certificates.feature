@route
Feature: Certificates of Routes
  A Route may carry its own certificate; without one the router shows its default, which is for one label below its domain.

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @R53
  Scenario: A Route's own certificate
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec:
        host: www.example.org
        to: { kind: Service, name: web }
        tls:
          termination: edge
          certificate: |
            -----BEGIN CERTIFICATE-----
            MIIBPzCB7KADAgECAgRXIVtLMAoGCCqGSM49BAMCMBwxGjAYBgNVBAMMEUV4YW1w
            bGUgUHVibGljIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQ1MDEwMTAwMDAwMFowGjEY
            MBYGA1UEAwwPd3d3LmV4YW1wbGUub3JnMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
            QgAEBLlqz/A1Vqts/Hvi0WjHTq2Us/PUiTpfAEXmuzzWtXBP6jmEI/4d1XZvkFkK
            w6Q9ngBf5kXU8zqJqAd3GN2+66MeMBwwGgYDVR0RBBMwEYIPd3d3LmV4YW1wbGUu
            b3JnMAoGCCqGSM49BAMCA0IABPP+WdyPmpWYq3towUYXxJ2iw/Cwg45prF/q5Sg7
            FRoPXNl+c6CN0jo1fK8e+cCTcq1frOXqg7BpjteEdAcSzVg=
            -----END CERTIFICATE-----
          key: |
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIAS5as/wNVarbPx74tFox06tlLPz1Ik6XwBF5rs81rVwoAoGCCqGSM49
            AwEHoUQDQgAEBLlqz/A1Vqts/Hvi0WjHTq2Us/PUiTpfAEXmuzzWtXBP6jmEI/4d
            1XZvkFkKw6Q9ngBf5kXU8zqJqAd3GN2+6w==
            -----END EC PRIVATE KEY-----
      """
    When an external client curls https://www.example.org/
    Then it reaches pod "web"
    And the served certificate is for "www.example.org"
    And the served certificate is "Route shop/web"

  @R53
  Scenario: The name in a certificate is not compared when the Route is admitted; clients compare it
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec:
        host: www.example.org
        to: { kind: Service, name: web }
        tls:
          termination: edge
          certificate: |
            -----BEGIN CERTIFICATE-----
            MIIBQzCB8KADAgECAgQXif0IMAoGCCqGSM49BAMCMBwxGjAYBgNVBAMMEUV4YW1w
            bGUgUHVibGljIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQ1MDEwMTAwMDAwMFowHDEa
            MBgGA1UEAwwRb3RoZXIuZXhhbXBsZS5vcmcwWTATBgcqhkjOPQIBBggqhkjOPQMB
            BwNCAASruv2c5+Yp6FNDmNWy//Sh3pvwMNtqbQzXVlnYg6lmZxx9OitAcS4GyTwH
            Wp3gS06R1wxZVtswbWo/NIQP7jEooyAwHjAcBgNVHREEFTATghFvdGhlci5leGFt
            cGxlLm9yZzAKBggqhkjOPQQDAgNCAARmx+CR0mOM/b4urQjvGrk0y5Y19VY30EHC
            kzxt7gzjUhFgR+ZFhFsDLDFy5wBlBnukwkE8k1b10DfaeQnqm8S9
            -----END CERTIFICATE-----
          key: |
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIKu6/Zzn5inoU0OY1bL/9KHem/Aw22ptDNdWWdiDqWZnoAoGCCqGSM49
            AwEHoUQDQgAEq7r9nOfmKehTQ5jVsv/0od6b8DDbam0M11ZZ2IOpZmccfTorQHEu
            Bsk8B1qd4EtOkdcMWVbbMG1qPzSED+4xKA==
            -----END EC PRIVATE KEY-----
      """
    When an external client curls https://www.example.org/
    Then it ends as tls-failed
    And the served certificate is for "other.example.org"
    And curl says "no alternative certificate subject name matches target host name 'www.example.org'"

  @R22
  Scenario: A key that belongs to another certificate: the router refuses the Route
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec:
        host: www.example.org
        to: { kind: Service, name: web }
        tls:
          termination: edge
          certificate: |
            -----BEGIN CERTIFICATE-----
            MIIBPzCB7KADAgECAgRXIVtLMAoGCCqGSM49BAMCMBwxGjAYBgNVBAMMEUV4YW1w
            bGUgUHVibGljIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQ1MDEwMTAwMDAwMFowGjEY
            MBYGA1UEAwwPd3d3LmV4YW1wbGUub3JnMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
            QgAEBLlqz/A1Vqts/Hvi0WjHTq2Us/PUiTpfAEXmuzzWtXBP6jmEI/4d1XZvkFkK
            w6Q9ngBf5kXU8zqJqAd3GN2+66MeMBwwGgYDVR0RBBMwEYIPd3d3LmV4YW1wbGUu
            b3JnMAoGCCqGSM49BAMCA0IABPP+WdyPmpWYq3towUYXxJ2iw/Cwg45prF/q5Sg7
            FRoPXNl+c6CN0jo1fK8e+cCTcq1frOXqg7BpjteEdAcSzVg=
            -----END CERTIFICATE-----
          key: |
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIKu6/Zzn5inoU0OY1bL/9KHem/Aw22ptDNdWWdiDqWZnoAoGCCqGSM49
            AwEHoUQDQgAEq7r9nOfmKehTQ5jVsv/0od6b8DDbam0M11ZZ2IOpZmccfTorQHEu
            Bsk8B1qd4EtOkdcMWVbbMG1qPzSED+4xKA==
            -----END EC PRIVATE KEY-----
      """
    Then Route "web" has:
      | spec.host                               | www.example.org          |
      | status.ingress[0].conditions[0].status | False                    |
      | status.ingress[0].conditions[0].reason | ExtendedValidationFailed |

  @R53
  Scenario: Without one of its own the router's default certificate is shown
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: web.apps.example.com, to: { kind: Service, name: web }, tls: { termination: edge } }
      """
    When an external client curls https://web.apps.example.com/
    Then it reaches pod "web"
    And the served certificate is for "*.apps.example.com"
