@conformance @gateway
Feature: Who may refer to what
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-HTTPRouteInvalidCrossNamespaceBackendRef
  Scenario: Without a grant nobody refers to another namespace's Service
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: cross, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - backendRefs: [{ name: site, namespace: sites, port: 8080 }]
      """
    Then HTTPRoute "cross" has:
      | status.parents[same].conditions[ResolvedRefs].status | False           |
      | status.parents[same].conditions[ResolvedRefs].reason | RefNotPermitted |
    When an external client curls http://203.0.113.201/
    Then the response status is 500

  @upstream-HTTPRouteInvalidReferenceGrant
  Scenario: Seven grants that are each wrong in one thing
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: cross, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - backendRefs: [{ name: site, namespace: sites, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-namespace, namespace: edge }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge }]
        to: [{ group: "", kind: Service, name: site }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-from-group, namespace: sites }
      spec:
        from: [{ group: example.com, kind: HTTPRoute, namespace: edge }]
        to: [{ group: "", kind: Service, name: site }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-from-kind, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: edge }]
        to: [{ group: "", kind: Service, name: site }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-from-namespace, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: apps }]
        to: [{ group: "", kind: Service, name: site }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-to-group, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge }]
        to: [{ group: example.com, kind: Service, name: site }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-to-kind, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge }]
        to: [{ group: "", kind: Secret, name: site }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-to-name, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge }]
        to: [{ group: "", kind: Service, name: other }]
      """
    Then HTTPRoute "cross" has:
      | status.parents[same].conditions[ResolvedRefs].status | False           |
      | status.parents[same].conditions[ResolvedRefs].reason | RefNotPermitted |
    When an external client curls http://203.0.113.201/
    Then the response status is 500

  @upstream-HTTPRoutePartiallyInvalidViaInvalidReferenceGrant
  Scenario: A grant for one of two backends
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: partly, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /v2 } }]
            backendRefs: [{ name: app-two, namespace: apps, port: 8080 }]
          - backendRefs: [{ name: app-one, namespace: apps, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: one, namespace: apps }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge }]
        to: [{ group: "", kind: Service, name: app-one }]
      """
    Then HTTPRoute "partly" has:
      | status.parents[same].conditions[ResolvedRefs].status | False           |
      | status.parents[same].conditions[ResolvedRefs].reason | RefNotPermitted |
    When an external client curls http://203.0.113.201/v2
    Then the response status is 500
    When an external client curls http://203.0.113.201/
    Then the response status is 200
    And it reaches service "apps/app-one"

  @upstream-HTTPRouteReferenceGrant
  Scenario: A grant lets it through until it is gone
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: cross, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - backendRefs: [{ name: site, namespace: sites, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: grant, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge }]
        to: [{ group: "", kind: Service, name: site }]
      """
    When an external client curls http://203.0.113.201/
    Then the response status is 200
    And it reaches service "sites/site"
    When I delete "referencegrant/sites/grant"
    And an external client curls http://203.0.113.201/
    Then the response status is 500
    And HTTPRoute "cross" has:
      | status.parents[same].conditions[ResolvedRefs].status | False           |
      | status.parents[same].conditions[ResolvedRefs].reason | RefNotPermitted |

  @upstream-GatewaySecretMissingReferenceGrant
  Scenario: A certificate of another namespace needs a grant
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Secret
      metadata: { name: certificate, namespace: sites }
      type: kubernetes.io/tls
      stringData:
        tls.crt: |
          -----BEGIN CERTIFICATE-----
          MIICAzCCAamgAwIBAgIIOwpeG0AD370wCgYIKoZIzj0EAwIwHDEaMBgGA1UEAwwR
          RXhhbXBsZSBQdWJsaWMgQ0EwHhcNMjUwMTAxMDAwMDAwWhcNNDUwMTAxMDAwMDAw
          WjAWMRQwEgYDVQQDDAtleGFtcGxlLm9yZzBZMBMGByqGSM49AgEGCCqGSM49AwEH
          A0IABOk/bx1ggA4b8tNLRilEmi/Rl5+DLXZ3LT0BZyDSYHgeAcc5sBJZoS8Jl8Op
          DYCr08n9iw2KfcwGxOyzBiq0TA2jgdowgdcwDgYDVR0PAQH/BAQDAgWgMB0GA1Ud
          DgQWBBQYgdWbId6Gp8KUBxqmxPdI7ICSZjAfBgNVHSMEGDAWgBR+7CZ971jyt8Q6
          JY5IOeoKaZbgajCBhAYDVR0RBH0we4ILZXhhbXBsZS5vcmeCDSouZXhhbXBsZS5v
          cmeCC2V4YW1wbGUuY29tgg0qLmV4YW1wbGUuY29tggpmb29iYXIuY29tggkqLmZv
          by5jb22CCSouYmFyLmNvbYINKi53d3cuYmFyLmNvbYIKKi53aWxkLm9yZ4cEywBx
          yTAKBggqhkjOPQQDAgNIADBFAiEAuOE5NEKdZJWydNMEF35QhGvH+pSw/+hRs1Hm
          7XVdQHoCICfbsakpvQpIkQbkAhVrr96ZOkeGK96Mc1E4g/IKooN9
          -----END CERTIFICATE-----
        tls.key: |
          -----BEGIN EC PRIVATE KEY-----
          MHcCAQEEIDsKXhtAA9+9JrzbwQns4scrFM435GhcaOVXJJG4IPwAoAoGCCqGSM49
          AwEHoUQDQgAE6T9vHWCADhvy00tGKUSaL9GXn4MtdnctPQFnINJgeB4BxzmwElmh
          LwmXw6kNgKvTyf2LDYp9zAbE7LMGKrRMDQ==
          -----END EC PRIVATE KEY-----
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: crossing, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: https, port: 443, protocol: HTTPS, allowedRoutes: { namespaces: { from: All } }, tls: { certificateRefs: [{ name: certificate, namespace: sites }] } }
      """
    Then Gateway "crossing" has:
      | status.listeners[https].conditions[ResolvedRefs].status | False           |
      | status.listeners[https].conditions[ResolvedRefs].reason | RefNotPermitted |
      | status.listeners[https].supportedKinds[0].kind          | HTTPRoute       |
      | status.listeners[https].attachedRoutes                  | 0               |

  @upstream-GatewaySecretInvalidReferenceGrant
  Scenario: Seven grants for the certificate that are each wrong in one thing
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Secret
      metadata: { name: certificate, namespace: sites }
      type: kubernetes.io/tls
      stringData:
        tls.crt: |
          -----BEGIN CERTIFICATE-----
          MIICAzCCAamgAwIBAgIIOwpeG0AD370wCgYIKoZIzj0EAwIwHDEaMBgGA1UEAwwR
          RXhhbXBsZSBQdWJsaWMgQ0EwHhcNMjUwMTAxMDAwMDAwWhcNNDUwMTAxMDAwMDAw
          WjAWMRQwEgYDVQQDDAtleGFtcGxlLm9yZzBZMBMGByqGSM49AgEGCCqGSM49AwEH
          A0IABOk/bx1ggA4b8tNLRilEmi/Rl5+DLXZ3LT0BZyDSYHgeAcc5sBJZoS8Jl8Op
          DYCr08n9iw2KfcwGxOyzBiq0TA2jgdowgdcwDgYDVR0PAQH/BAQDAgWgMB0GA1Ud
          DgQWBBQYgdWbId6Gp8KUBxqmxPdI7ICSZjAfBgNVHSMEGDAWgBR+7CZ971jyt8Q6
          JY5IOeoKaZbgajCBhAYDVR0RBH0we4ILZXhhbXBsZS5vcmeCDSouZXhhbXBsZS5v
          cmeCC2V4YW1wbGUuY29tgg0qLmV4YW1wbGUuY29tggpmb29iYXIuY29tggkqLmZv
          by5jb22CCSouYmFyLmNvbYINKi53d3cuYmFyLmNvbYIKKi53aWxkLm9yZ4cEywBx
          yTAKBggqhkjOPQQDAgNIADBFAiEAuOE5NEKdZJWydNMEF35QhGvH+pSw/+hRs1Hm
          7XVdQHoCICfbsakpvQpIkQbkAhVrr96ZOkeGK96Mc1E4g/IKooN9
          -----END CERTIFICATE-----
        tls.key: |
          -----BEGIN EC PRIVATE KEY-----
          MHcCAQEEIDsKXhtAA9+9JrzbwQns4scrFM435GhcaOVXJJG4IPwAoAoGCCqGSM49
          AwEHoUQDQgAE6T9vHWCADhvy00tGKUSaL9GXn4MtdnctPQFnINJgeB4BxzmwElmh
          LwmXw6kNgKvTyf2LDYp9zAbE7LMGKrRMDQ==
          -----END EC PRIVATE KEY-----
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: crossing, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: https, port: 443, protocol: HTTPS, allowedRoutes: { namespaces: { from: All } }, tls: { certificateRefs: [{ name: certificate, namespace: sites }] } }
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-namespace, namespace: apps }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: edge }]
        to: [{ group: "", kind: Secret, name: certificate }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-from-group, namespace: sites }
      spec:
        from: [{ group: example.com, kind: Gateway, namespace: edge }]
        to: [{ group: "", kind: Secret, name: certificate }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-from-kind, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge }]
        to: [{ group: "", kind: Secret, name: certificate }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-from-namespace, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: apps }]
        to: [{ group: "", kind: Secret, name: certificate }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-to-group, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: edge }]
        to: [{ group: example.com, kind: Secret, name: certificate }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-to-kind, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: edge }]
        to: [{ group: "", kind: Service, name: certificate }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-to-name, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: edge }]
        to: [{ group: "", kind: Secret, name: other }]
      """
    Then Gateway "crossing" has:
      | status.listeners[https].conditions[ResolvedRefs].status | False           |
      | status.listeners[https].conditions[ResolvedRefs].reason | RefNotPermitted |
      | status.listeners[https].supportedKinds[0].kind          | HTTPRoute       |
      | status.listeners[https].attachedRoutes                  | 0               |

  @upstream-GatewaySecretReferenceGrantSpecific
  Scenario: A grant for this certificate
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Secret
      metadata: { name: certificate, namespace: sites }
      type: kubernetes.io/tls
      stringData:
        tls.crt: |
          -----BEGIN CERTIFICATE-----
          MIICAzCCAamgAwIBAgIIOwpeG0AD370wCgYIKoZIzj0EAwIwHDEaMBgGA1UEAwwR
          RXhhbXBsZSBQdWJsaWMgQ0EwHhcNMjUwMTAxMDAwMDAwWhcNNDUwMTAxMDAwMDAw
          WjAWMRQwEgYDVQQDDAtleGFtcGxlLm9yZzBZMBMGByqGSM49AgEGCCqGSM49AwEH
          A0IABOk/bx1ggA4b8tNLRilEmi/Rl5+DLXZ3LT0BZyDSYHgeAcc5sBJZoS8Jl8Op
          DYCr08n9iw2KfcwGxOyzBiq0TA2jgdowgdcwDgYDVR0PAQH/BAQDAgWgMB0GA1Ud
          DgQWBBQYgdWbId6Gp8KUBxqmxPdI7ICSZjAfBgNVHSMEGDAWgBR+7CZ971jyt8Q6
          JY5IOeoKaZbgajCBhAYDVR0RBH0we4ILZXhhbXBsZS5vcmeCDSouZXhhbXBsZS5v
          cmeCC2V4YW1wbGUuY29tgg0qLmV4YW1wbGUuY29tggpmb29iYXIuY29tggkqLmZv
          by5jb22CCSouYmFyLmNvbYINKi53d3cuYmFyLmNvbYIKKi53aWxkLm9yZ4cEywBx
          yTAKBggqhkjOPQQDAgNIADBFAiEAuOE5NEKdZJWydNMEF35QhGvH+pSw/+hRs1Hm
          7XVdQHoCICfbsakpvQpIkQbkAhVrr96ZOkeGK96Mc1E4g/IKooN9
          -----END CERTIFICATE-----
        tls.key: |
          -----BEGIN EC PRIVATE KEY-----
          MHcCAQEEIDsKXhtAA9+9JrzbwQns4scrFM435GhcaOVXJJG4IPwAoAoGCCqGSM49
          AwEHoUQDQgAE6T9vHWCADhvy00tGKUSaL9GXn4MtdnctPQFnINJgeB4BxzmwElmh
          LwmXw6kNgKvTyf2LDYp9zAbE7LMGKrRMDQ==
          -----END EC PRIVATE KEY-----
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: crossing, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: https, port: 443, protocol: HTTPS, allowedRoutes: { namespaces: { from: All } }, tls: { certificateRefs: [{ name: certificate, namespace: sites }] } }
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: grant, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: edge }]
        to: [{ group: "", kind: Secret, name: certificate }]
      """
    Then Gateway "crossing" has:
      | status.listeners[https].conditions[ResolvedRefs].status | True         |
      | status.listeners[https].conditions[ResolvedRefs].reason | ResolvedRefs |
      | status.listeners[https].supportedKinds[0].kind          | HTTPRoute    |
      | status.listeners[https].attachedRoutes                  | 0            |

  @upstream-GatewaySecretReferenceGrantAllInNamespace
  Scenario: A grant for every Secret of the namespace
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Secret
      metadata: { name: certificate, namespace: sites }
      type: kubernetes.io/tls
      stringData:
        tls.crt: |
          -----BEGIN CERTIFICATE-----
          MIICAzCCAamgAwIBAgIIOwpeG0AD370wCgYIKoZIzj0EAwIwHDEaMBgGA1UEAwwR
          RXhhbXBsZSBQdWJsaWMgQ0EwHhcNMjUwMTAxMDAwMDAwWhcNNDUwMTAxMDAwMDAw
          WjAWMRQwEgYDVQQDDAtleGFtcGxlLm9yZzBZMBMGByqGSM49AgEGCCqGSM49AwEH
          A0IABOk/bx1ggA4b8tNLRilEmi/Rl5+DLXZ3LT0BZyDSYHgeAcc5sBJZoS8Jl8Op
          DYCr08n9iw2KfcwGxOyzBiq0TA2jgdowgdcwDgYDVR0PAQH/BAQDAgWgMB0GA1Ud
          DgQWBBQYgdWbId6Gp8KUBxqmxPdI7ICSZjAfBgNVHSMEGDAWgBR+7CZ971jyt8Q6
          JY5IOeoKaZbgajCBhAYDVR0RBH0we4ILZXhhbXBsZS5vcmeCDSouZXhhbXBsZS5v
          cmeCC2V4YW1wbGUuY29tgg0qLmV4YW1wbGUuY29tggpmb29iYXIuY29tggkqLmZv
          by5jb22CCSouYmFyLmNvbYINKi53d3cuYmFyLmNvbYIKKi53aWxkLm9yZ4cEywBx
          yTAKBggqhkjOPQQDAgNIADBFAiEAuOE5NEKdZJWydNMEF35QhGvH+pSw/+hRs1Hm
          7XVdQHoCICfbsakpvQpIkQbkAhVrr96ZOkeGK96Mc1E4g/IKooN9
          -----END CERTIFICATE-----
        tls.key: |
          -----BEGIN EC PRIVATE KEY-----
          MHcCAQEEIDsKXhtAA9+9JrzbwQns4scrFM435GhcaOVXJJG4IPwAoAoGCCqGSM49
          AwEHoUQDQgAE6T9vHWCADhvy00tGKUSaL9GXn4MtdnctPQFnINJgeB4BxzmwElmh
          LwmXw6kNgKvTyf2LDYp9zAbE7LMGKrRMDQ==
          -----END EC PRIVATE KEY-----
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: crossing, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: https, port: 443, protocol: HTTPS, allowedRoutes: { namespaces: { from: All } }, tls: { certificateRefs: [{ name: certificate, namespace: sites }] } }
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: grant, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: edge }]
        to: [{ group: "", kind: Secret }]
      """
    Then Gateway "crossing" has:
      | status.listeners[https].conditions[ResolvedRefs].status | True         |
      | status.listeners[https].conditions[ResolvedRefs].reason | ResolvedRefs |
      | status.listeners[https].supportedKinds[0].kind          | HTTPRoute    |
      | status.listeners[https].attachedRoutes                  | 0            |
