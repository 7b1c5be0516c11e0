@conformance @gateway
Feature: TLS towards backends
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6). The pods' certificate is for abc.example.com,
  other.example.com and a SPIFFE identity, signed by Backend Root.

  Background:
    Given the manifests in "base.yaml"
    And the manifests in "backend-tls.yaml"
    And namespace "edge"

  @upstream-BackendTLSPolicy
  Scenario Outline: <authority> and <hostname>: <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: p, namespace: edge }
      spec:
        targetRefs: [{ group: "", kind: Service, name: secret, sectionName: btls }]
        validation:
          hostname: <hostname>
          caCertificateRefs: [{ group: "", kind: ConfigMap, name: <authority> }]
      """
    Then BackendTLSPolicy "p" has:
      | status.ancestors[same].conditions[Accepted].status     | True         |
      | status.ancestors[same].conditions[Accepted].reason     | Accepted     |
      | status.ancestors[same].conditions[ResolvedRefs].status | True         |
      | status.ancestors[same].conditions[ResolvedRefs].reason | ResolvedRefs |
    When an external client curls http://203.0.113.201/
    Then the response status is <status>

    Examples:
      | authority       | hostname             | status |
      | authority       | abc.example.com      | 200    |
      | authority       | mismatch.example.com | 502    |
      | other-authority | abc.example.com      | 502    |

  @upstream-BackendTLSPolicy
  Scenario: TLS on either side of the proxy, with a certificate each
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: p, namespace: edge }
      spec:
        targetRefs: [{ group: "", kind: Service, name: secret, sectionName: btls }]
        validation:
          hostname: abc.example.com
          caCertificateRefs: [{ group: "", kind: ConfigMap, name: authority }]
      """
    When an external client curls https://example.org/ with:
      | option                                  |
      | --resolve example.org:443:203.0.113.204 |
    Then the response status is 200
    And the served certificate is for "example.org"

  @upstream-BackendTLSPolicy
  Scenario: A ConfigMap that comes, breaks and is mended
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: p, namespace: edge }
      spec:
        targetRefs: [{ group: "", kind: Service, name: secret, sectionName: btls }]
        validation:
          hostname: abc.example.com
          caCertificateRefs: [{ group: "", kind: ConfigMap, name: late }]
      """
    Then BackendTLSPolicy "p" has:
      | status.ancestors[same].conditions[Accepted].status     | False                   |
      | status.ancestors[same].conditions[Accepted].reason     | NoValidCACertificate    |
      | status.ancestors[same].conditions[ResolvedRefs].reason | InvalidCACertificateRef |
    When I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: late, namespace: edge }
      data:
        ca.crt: |
          -----BEGIN CERTIFICATE-----
          MIIBhzCCAS2gAwIBAgIIeYLeEGEDyMcwCgYIKoZIzj0EAwIwFzEVMBMGA1UEAwwM
          QmFja2VuZCBSb290MB4XDTI1MDEwMTAwMDAwMFoXDTQ1MDEwMTAwMDAwMFowFzEV
          MBMGA1UEAwwMQmFja2VuZCBSb290MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
          g34uxUfCl7uLF65wlaTzYW7VF3prF5KBlGGuTaJgWWU/bztoEmcRTKi1eRvplUCb
          4tr0fD2juKuTs0nYnfd/xqNjMGEwDgYDVR0PAQH/BAQDAgGGMA8GA1UdEwEB/wQF
          MAMBAf8wHQYDVR0OBBYEFFrYdive072yOnQEaE+mvU/BLY5WMB8GA1UdIwQYMBaA
          FFrYdive072yOnQEaE+mvU/BLY5WMAoGCCqGSM49BAMCA0gAMEUCIQC4UPuQxGvb
          93MzQh1Lay/RpdXW2r74GCiPoQnvTBREigIgSaR0Y9ybHaM4e+CRSmgTKDdHAYy8
          cxHo+1KEBz6xixI=
          -----END CERTIFICATE-----
      """
    Then BackendTLSPolicy "p" has:
      | status.ancestors[same].conditions[Accepted].status     | True |
      | status.ancestors[same].conditions[ResolvedRefs].status | True |
    When I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: late, namespace: edge }
      data: { ca.crt: "" }
      """
    Then BackendTLSPolicy "p" has:
      | status.ancestors[same].conditions[Accepted].reason     | NoValidCACertificate    |
      | status.ancestors[same].conditions[ResolvedRefs].reason | InvalidCACertificateRef |

  @upstream-BackendTLSPolicyInvalidCACertificateRef
  Scenario Outline: A ConfigMap that is <what>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: p, namespace: edge }
      spec:
        targetRefs: [{ group: "", kind: Service, name: secret }]
        validation:
          hostname: abc.example.com
          caCertificateRefs: [{ group: "", kind: ConfigMap, name: <name> }]
      """
    Then BackendTLSPolicy "p" has:
      | status.ancestors[same].conditions[Accepted].status     | False                   |
      | status.ancestors[same].conditions[Accepted].reason     | NoValidCACertificate    |
      | status.ancestors[same].conditions[ResolvedRefs].status | False                   |
      | status.ancestors[same].conditions[ResolvedRefs].reason | InvalidCACertificateRef |
    When an external client curls http://203.0.113.201/
    Then the response status is 500

    Examples:
      | what          | name        |
      | not there     | nonexistent |
      | without a key | malformed   |

  @upstream-BackendTLSPolicyInvalidKind
  Scenario: Certificates from a kind that nobody knows
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: p, namespace: edge }
      spec:
        targetRefs: [{ group: "", kind: Service, name: secret }]
        validation:
          hostname: abc.example.com
          caCertificateRefs: [{ group: invalid.io, kind: InvalidKind, name: invalid }]
      """
    Then BackendTLSPolicy "p" has:
      | status.ancestors[same].conditions[Accepted].status     | False                |
      | status.ancestors[same].conditions[Accepted].reason     | NoValidCACertificate |
      | status.ancestors[same].conditions[ResolvedRefs].status | False                |
      | status.ancestors[same].conditions[ResolvedRefs].reason | InvalidKind          |
    When an external client curls http://203.0.113.201/
    Then the response status is 500

  @upstream-BackendTLSPolicyConflictResolution
  Scenario Outline: Two policies for one target, <section>: the first by name counts
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: first, namespace: edge }
      spec:
        targetRefs: [<target>]
        validation:
          hostname: other.example.com
          caCertificateRefs: [{ group: "", kind: ConfigMap, name: authority }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: second, namespace: edge }
      spec:
        targetRefs: [<target>]
        validation:
          hostname: mismatch.example.com
          caCertificateRefs: [{ group: "", kind: ConfigMap, name: authority }]
      """
    Then BackendTLSPolicy "first" has:
      | status.ancestors[same].conditions[Accepted].status | True     |
      | status.ancestors[same].conditions[Accepted].reason | Accepted |
    And BackendTLSPolicy "second" has:
      | status.ancestors[same].conditions[Accepted].status | False      |
      | status.ancestors[same].conditions[Accepted].reason | Conflicted |
    When an external client curls http://203.0.113.201/
    Then the response status is 200

    Examples:
      | section                | target                                                         |
      | without a section name | { group: "", kind: Service, name: secret }                     |
      | with the same one      | { group: "", kind: Service, name: secret, sectionName: btls }  |

  @upstream-BackendTLSPolicyConflictResolution
  Scenario Outline: A policy for the Service, and one for a port of it: <path> is <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: whole, namespace: edge }
      spec:
        targetRefs: [{ group: "", kind: Service, name: secret }]
        validation:
          hostname: mismatch.example.com
          caCertificateRefs: [{ group: "", kind: ConfigMap, name: authority }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: port, namespace: edge }
      spec:
        targetRefs: [{ group: "", kind: Service, name: secret, sectionName: btls }]
        validation:
          hostname: other.example.com
          caCertificateRefs: [{ group: "", kind: ConfigMap, name: authority }]
      """
    Then BackendTLSPolicy "whole" has:
      | status.ancestors[same].conditions[Accepted].status | True |
    And BackendTLSPolicy "port" has:
      | status.ancestors[same].conditions[Accepted].status | True |
    When an external client curls http://203.0.113.201<path>
    Then the response status is <status>

    Examples:
      | path    | status |
      | /first  | 200    |
      | /second | 502    |

  @upstream-BackendTLSPolicyObservedGenerationBump
  Scenario: Conditions follow the policy's generation
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: p, namespace: edge }
      spec:
        targetRefs: [{ group: "", kind: Service, name: secret, sectionName: btls }]
        validation:
          hostname: abc.example.com
          caCertificateRefs: [{ group: "", kind: ConfigMap, name: authority }]
      """
    When I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: p, namespace: edge }
      spec:
        targetRefs: [{ group: "", kind: Service, name: secret, sectionName: btls }]
        validation:
          hostname: foo.example.com
          caCertificateRefs: [{ group: "", kind: ConfigMap, name: authority }]
      """
    Then BackendTLSPolicy "p" has:
      | metadata.generation                                                | 2    |
      | status.ancestors[same].conditions[Accepted].status                 | True |
      | status.ancestors[same].conditions[Accepted].observedGeneration     | 2    |
      | status.ancestors[same].conditions[ResolvedRefs].observedGeneration | 2    |

  @upstream-BackendTLSPolicySANValidation
  Scenario Outline: Subject alternative names <names>: <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: p, namespace: edge }
      spec:
        targetRefs: [{ group: "", kind: Service, name: secret, sectionName: btls }]
        validation:
          hostname: abc.example.com
          caCertificateRefs: [{ group: "", kind: ConfigMap, name: authority }]
          subjectAltNames: [<names>]
      """
    Then BackendTLSPolicy "p" has:
      | status.ancestors[same].conditions[Accepted].status | True |
    When an external client curls http://203.0.113.201/
    Then the response status is <status>

    Examples:
      | names                                                                                                         | status |
      | { type: Hostname, hostname: abc.example.com }                                                                 | 200    |
      | { type: Hostname, hostname: dce.example.com }                                                                 | 502    |
      | { type: URI, uri: "spiffe://abc.example.com/test-identity" }                                                  | 200    |
      | { type: URI, uri: "spiffe://def.example.com/test-identity" }                                                  | 502    |
      | { type: URI, uri: "spiffe://abc.example.com/test-identity" }, { type: Hostname, hostname: abc.example.com }   | 200    |
      | { type: URI, uri: "spiffe://def.example.com/test-identity" }, { type: Hostname, hostname: def.example.com }   | 502    |

  @upstream-BackendTLSPolicyGRPCRoute
  Scenario Outline: Calls: <authority> and <hostname>: <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: calls, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        hostnames: [calls.example.com]
        rules:
          - matches: [{ method: { service: podwire.Echo, method: Echo } }]
            backendRefs: [{ name: secret, port: 443 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: p, namespace: edge }
      spec:
        targetRefs: [{ group: "", kind: Service, name: secret, sectionName: btls }]
        validation:
          hostname: <hostname>
          caCertificateRefs: [{ group: "", kind: ConfigMap, name: <authority> }]
      """
    Then BackendTLSPolicy "p" has:
      | status.ancestors[same].conditions[Accepted].status     | True |
      | status.ancestors[same].conditions[ResolvedRefs].status | True |
    When an external client curls http://calls.example.com/podwire.Echo/Echo with:
      | method | header                         | option                                       |
      | POST   | Content-Type: application/grpc | --resolve calls.example.com:80:203.0.113.201 |
    Then the response status is <status>

    Examples:
      | authority       | hostname             | status |
      | authority       | abc.example.com      | 200    |
      | authority       | mismatch.example.com | 502    |
      | other-authority | abc.example.com      | 502    |

  @upstream-BackendTLSPolicyTLSRouteTerminate
  Scenario Outline: A TLSRoute whose TLS ends at the Gateway, and begins again: <hostname>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: ends, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, tls: { mode: Terminate, certificateRefs: [{ name: certificate }] } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: simple, namespace: edge }
      spec:
        parentRefs: [{ name: ends }]
        hostnames: [example.org]
        rules:
          - backendRefs: [{ name: secret, port: 443 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: p, namespace: edge }
      spec:
        targetRefs: [{ group: "", kind: Service, name: secret, sectionName: btls }]
        validation:
          hostname: <hostname>
          caCertificateRefs: [{ group: "", kind: ConfigMap, name: authority }]
      """
    When an external client curls https://example.org/ with:
      | option                                  |
      | --resolve example.org:443:203.0.113.210 |
    Then it ends as <ending>

    Examples:
      | hostname             | ending   |
      | abc.example.com      | answered |
      | mismatch.example.com | closed   |
