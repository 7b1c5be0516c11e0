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
            MIIBmjCCAUGgAwIBAgIJAOqqhRvRiPMVMAoGCCqGSM49BAMCMBwxGjAYBgNVBAMM
            EUV4YW1wbGUgUHVibGljIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQ1MDEwMTAwMDAw
            MFowGjEYMBYGA1UEAwwPd3d3LmV4YW1wbGUub3JnMFkwEwYHKoZIzj0CAQYIKoZI
            zj0DAQcDQgAEm8+2cZWbKibVys4pQeGR9tOhaI7onGKvp9jlZWzsJVRR1kp6MCkb
            d+h0mFPJ0Y7S0kHIE4nsbWhL0ah4SRjtoaNuMGwwDgYDVR0PAQH/BAQDAgWgMB0G
            A1UdDgQWBBTDl+BUkCZkW93Om1P4OJv0MLpdPTAfBgNVHSMEGDAWgBR+7CZ971jy
            t8Q6JY5IOeoKaZbgajAaBgNVHREEEzARgg93d3cuZXhhbXBsZS5vcmcwCgYIKoZI
            zj0EAwIDRwAwRAIgcZIGZ4W7rXwBF2Y6NODfgGTQWolnhYEhR6wWV8MzHTECIBBS
            S/jOC1eD5xtzWCPxYkWKvemrZmWHrS+7P4r1TbIE
            -----END CERTIFICATE-----
          key: |
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIGqqhRvRiPMVXH+JjSstamQjIeL85XU5aM+63AuVYpEeoAoGCCqGSM49
            AwEHoUQDQgAEm8+2cZWbKibVys4pQeGR9tOhaI7onGKvp9jlZWzsJVRR1kp6MCkb
            d+h0mFPJ0Y7S0kHIE4nsbWhL0ah4SRjtoQ==
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
            MIIBnTCCAUSgAwIBAgIICtcKX1jktOwwCgYIKoZIzj0EAwIwHDEaMBgGA1UEAwwR
            RXhhbXBsZSBQdWJsaWMgQ0EwHhcNMjUwMTAxMDAwMDAwWhcNNDUwMTAxMDAwMDAw
            WjAcMRowGAYDVQQDDBFvdGhlci5leGFtcGxlLm9yZzBZMBMGByqGSM49AgEGCCqG
            SM49AwEHA0IABDwPRzqQOA3GkYJT0T5L8d3fH1Rp3v7jZImI9CSUPJ4S9D/9Abaf
            EY+9zqxI98jZYwZuP/is5ozZEDC6df73CpmjcDBuMA4GA1UdDwEB/wQEAwIFoDAd
            BgNVHQ4EFgQUNIuIxn5AoEWJ57G/hBQXcRmqFgQwHwYDVR0jBBgwFoAUfuwmfe9Y
            8rfEOiWOSDnqCmmW4GowHAYDVR0RBBUwE4IRb3RoZXIuZXhhbXBsZS5vcmcwCgYI
            KoZIzj0EAwIDRwAwRAIgfMwqCjs/vQYEfrsdxkh0wV0xSMRKUCdaA00MsYqvBccC
            IBOJN8QHcRxhpTe3WMSuz4h0vIr+k9iu5J/ocB0qkkc2
            -----END CERTIFICATE-----
          key: |
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIArXCl9Y5LTsiDF7T5GOzKlEq+AYk07BjQo9yNvAJE8XoAoGCCqGSM49
            AwEHoUQDQgAEPA9HOpA4DcaRglPRPkvx3d8fVGne/uNkiYj0JJQ8nhL0P/0Btp8R
            j73OrEj3yNljBm4/+KzmjNkQMLp1/vcKmQ==
            -----END EC PRIVATE KEY-----
      """
    When an external client curls https://www.example.org/
    Then it ends as tls-failed
    And the served certificate is for "other.example.org"
    And curl says "no alternative certificate subject name matches target hostname 'www.example.org'"

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
            MIIBmjCCAUGgAwIBAgIJAOqqhRvRiPMVMAoGCCqGSM49BAMCMBwxGjAYBgNVBAMM
            EUV4YW1wbGUgUHVibGljIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQ1MDEwMTAwMDAw
            MFowGjEYMBYGA1UEAwwPd3d3LmV4YW1wbGUub3JnMFkwEwYHKoZIzj0CAQYIKoZI
            zj0DAQcDQgAEm8+2cZWbKibVys4pQeGR9tOhaI7onGKvp9jlZWzsJVRR1kp6MCkb
            d+h0mFPJ0Y7S0kHIE4nsbWhL0ah4SRjtoaNuMGwwDgYDVR0PAQH/BAQDAgWgMB0G
            A1UdDgQWBBTDl+BUkCZkW93Om1P4OJv0MLpdPTAfBgNVHSMEGDAWgBR+7CZ971jy
            t8Q6JY5IOeoKaZbgajAaBgNVHREEEzARgg93d3cuZXhhbXBsZS5vcmcwCgYIKoZI
            zj0EAwIDRwAwRAIgcZIGZ4W7rXwBF2Y6NODfgGTQWolnhYEhR6wWV8MzHTECIBBS
            S/jOC1eD5xtzWCPxYkWKvemrZmWHrS+7P4r1TbIE
            -----END CERTIFICATE-----
          key: |
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIArXCl9Y5LTsiDF7T5GOzKlEq+AYk07BjQo9yNvAJE8XoAoGCCqGSM49
            AwEHoUQDQgAEPA9HOpA4DcaRglPRPkvx3d8fVGne/uNkiYj0JJQ8nhL0P/0Btp8R
            j73OrEj3yNljBm4/+KzmjNkQMLp1/vcKmQ==
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

  @R22
  Scenario: A signature with SHA-1: HAProxy would not start with it, so the router refuses the Route
    Given the manifests in "fixtures/signed-with-sha1.yaml"
    Then Route "web" has:
      | status.ingress[0].conditions[0].reason  | ExtendedValidationFailed |
      | status.ingress[0].conditions[0].message | spec.tls.certificate: Invalid value: "redacted certificate data": router does not support CA-signed certs using SHA1 |

  @R22
  Scenario: With caCertificate the certificate has to come from there
    Given the manifests in "fixtures/signed-by-another.yaml"
    Then Route "web" has:
      | status.ingress[0].conditions[0].reason  | ExtendedValidationFailed |
      | status.ingress[0].conditions[0].message | spec.tls.certificate: Invalid value: "redacted certificate data": error verifying certificate: x509: certificate signed by unknown authority |
    Given the manifests in "fixtures/signed-by-its-authority.yaml"
    Then Route "web" has:
      | status.ingress[0].conditions[0].status | True |
