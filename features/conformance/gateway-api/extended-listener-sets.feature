@conformance @gateway
Feature: ListenerSets (extended)
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-ListenerSetDefaultNotAllowed
  Scenario: A Gateway takes no ListenerSets unless it says so
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: own, port: 80, protocol: HTTP, hostname: "own.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: more, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l, port: 80, protocol: HTTP, hostname: "more.com" }
      """
    Then Gateway "host" has:
      | status.conditions[Accepted].status | True     |
      | status.attachedListenerSets        | (absent) |
    And ListenerSet "more" has:
      | status.conditions[Accepted].status   | False      |
      | status.conditions[Accepted].reason   | NotAllowed |
      | status.conditions[Programmed].status | False      |
      | status.conditions[Programmed].reason | NotAllowed |

  @upstream-ListenerSetAllowedNamespaceNone
  Scenario: A Gateway that takes none
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: None } }
        listeners:
          - { name: own, port: 80, protocol: HTTP, hostname: "own.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: more, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l, port: 80, protocol: HTTP, hostname: "more.com" }
      """
    Then Gateway "host" has:
      | status.conditions[Accepted].status | True     |
      | status.attachedListenerSets        | (absent) |
    And ListenerSet "more" has:
      | status.conditions[Accepted].status   | False      |
      | status.conditions[Accepted].reason   | NotAllowed |
      | status.conditions[Programmed].status | False      |
      | status.conditions[Programmed].reason | NotAllowed |

  @upstream-ListenerSetAllowedNamespaceSame
  Scenario: A Gateway that takes those of its own namespace
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: Same } }
        listeners:
          - { name: own, port: 80, protocol: HTTP, hostname: "own.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: here, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l, port: 80, protocol: HTTP, hostname: "here.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: there, namespace: apps }
      spec:
        parentRef: { name: host, namespace: edge }
        listeners:
          - { name: l, port: 80, protocol: HTTP, hostname: "there.com" }
      """
    Then Gateway "host" has:
      | status.attachedListenerSets | 1 |
    And ListenerSet "here" has:
      | status.conditions[Accepted].status   | True       |
      | status.conditions[Accepted].reason   | Accepted   |
      | status.conditions[Programmed].status | True       |
      | status.conditions[Programmed].reason | Programmed |
    And ListenerSet "apps/there" has:
      | status.conditions[Accepted].status   | False      |
      | status.conditions[Accepted].reason   | NotAllowed |
      | status.conditions[Programmed].status | False      |
      | status.conditions[Programmed].reason | NotAllowed |

  @upstream-ListenerSetAllowedNamespaceSelector
  Scenario: A Gateway that takes those of selected namespaces
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: Selector, selector: { matchLabels: { may: attach } } } }
        listeners:
          - { name: own, port: 80, protocol: HTTP, hostname: "own.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: here, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l, port: 80, protocol: HTTP, hostname: "here.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: there, namespace: apps }
      spec:
        parentRef: { name: host, namespace: edge }
        listeners:
          - { name: l, port: 80, protocol: HTTP, hostname: "there.com" }
      """
    Then Gateway "host" has:
      | status.attachedListenerSets | 1 |
    And ListenerSet "here" has:
      | status.conditions[Accepted].status   | False      |
      | status.conditions[Accepted].reason   | NotAllowed |
      | status.conditions[Programmed].status | False      |
      | status.conditions[Programmed].reason | NotAllowed |
    And ListenerSet "apps/there" has:
      | status.conditions[Accepted].status   | True       |
      | status.conditions[Accepted].reason   | Accepted   |
      | status.conditions[Programmed].status | True       |
      | status.conditions[Programmed].reason | Programmed |

  @upstream-ListenerSetHostnameConflict
  Scenario: The Gateway's listeners come first, then those of the older set
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: Same } }
        listeners:
          - { name: own, port: 80, protocol: HTTP, hostname: "own.com" }
          - { name: disputed, port: 80, protocol: HTTP, hostname: "disputed.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: set-1, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: good, port: 80, protocol: HTTP, hostname: "good-1.com" }
          - { name: disputed, port: 80, protocol: HTTP, hostname: "disputed.com" }
          - { name: later, port: 80, protocol: HTTP, hostname: "later.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: set-2, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: disputed, port: 80, protocol: HTTP, hostname: "disputed.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: set-3, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: good, port: 80, protocol: HTTP, hostname: "good-3.com" }
          - { name: later, port: 80, protocol: HTTP, hostname: "later.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: set-4, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: later, port: 80, protocol: HTTP, hostname: "later.com" }
      """
    Then Gateway "host" has:
      | status.conditions[Accepted].status                       | True  |
      | status.attachedListenerSets                              | 2     |
      | status.listeners[own].conditions[Accepted].status        | True  |
      | status.listeners[own].conditions[Conflicted].status      | False |
      | status.listeners[disputed].conditions[Accepted].status   | True  |
      | status.listeners[disputed].conditions[Conflicted].status | False |
    And ListenerSet "set-1" has:
      | status.conditions[Accepted].status                       | True             |
      | status.conditions[Programmed].status                     | True             |
      | status.conditions[Programmed].reason                     | Programmed       |
      | status.listeners[good].conditions[Accepted].status       | True             |
      | status.listeners[good].conditions[Conflicted].status     | False            |
      | status.listeners[disputed].conditions[Accepted].status   | False            |
      | status.listeners[disputed].conditions[Conflicted].status | True             |
      | status.listeners[disputed].conditions[Accepted].reason   | HostnameConflict |
      | status.listeners[disputed].conditions[Programmed].reason | HostnameConflict |
      | status.listeners[disputed].conditions[Conflicted].reason | HostnameConflict |
      | status.listeners[later].conditions[Accepted].status      | True             |
      | status.listeners[later].conditions[Conflicted].status    | False            |
    And ListenerSet "set-2" has:
      | status.conditions[Accepted].status                       | False             |
      | status.conditions[Accepted].reason                       | ListenersNotValid |
      | status.conditions[Programmed].status                     | False             |
      | status.conditions[Programmed].reason                     | ListenersNotValid |
      | status.listeners[disputed].conditions[Accepted].status   | False             |
      | status.listeners[disputed].conditions[Conflicted].status | True              |
      | status.listeners[disputed].conditions[Accepted].reason   | HostnameConflict  |
      | status.listeners[disputed].conditions[Programmed].reason | HostnameConflict  |
      | status.listeners[disputed].conditions[Conflicted].reason | HostnameConflict  |
    And ListenerSet "set-3" has:
      | status.conditions[Accepted].status                    | True             |
      | status.conditions[Programmed].status                  | True             |
      | status.listeners[good].conditions[Accepted].status    | True             |
      | status.listeners[good].conditions[Conflicted].status  | False            |
      | status.listeners[later].conditions[Accepted].status   | False            |
      | status.listeners[later].conditions[Conflicted].status | True             |
      | status.listeners[later].conditions[Accepted].reason   | HostnameConflict |
      | status.listeners[later].conditions[Programmed].reason | HostnameConflict |
      | status.listeners[later].conditions[Conflicted].reason | HostnameConflict |
    And ListenerSet "set-4" has:
      | status.conditions[Accepted].status                    | False             |
      | status.conditions[Accepted].reason                    | ListenersNotValid |
      | status.conditions[Programmed].status                  | False             |
      | status.conditions[Programmed].reason                  | ListenersNotValid |
      | status.listeners[later].conditions[Accepted].status   | False             |
      | status.listeners[later].conditions[Conflicted].status | True              |
      | status.listeners[later].conditions[Accepted].reason   | HostnameConflict  |
      | status.listeners[later].conditions[Programmed].reason | HostnameConflict  |
      | status.listeners[later].conditions[Conflicted].reason | HostnameConflict  |

  @upstream-ListenerSetProtocolConflict
  Scenario: The Gateway's listeners come first, then those of the older set
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: Same } }
        listeners:
          - { name: own, port: 80, protocol: HTTP, hostname: "own.com" }
          - { name: disputed, port: 80, protocol: HTTP, hostname: "disputed.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: set-1, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: good, port: 80, protocol: HTTP, hostname: "good-1.com" }
          - { name: disputed, port: 80, protocol: TCP }
          - { name: later, port: 80, protocol: HTTP, hostname: "later.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: set-2, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: disputed, port: 80, protocol: TCP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: set-3, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: good, port: 80, protocol: HTTP, hostname: "good-3.com" }
          - { name: later, port: 80, protocol: TCP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: set-4, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: later, port: 80, protocol: TCP }
      """
    Then Gateway "host" has:
      | status.conditions[Accepted].status                       | True  |
      | status.attachedListenerSets                              | 2     |
      | status.listeners[own].conditions[Accepted].status        | True  |
      | status.listeners[own].conditions[Conflicted].status      | False |
      | status.listeners[disputed].conditions[Accepted].status   | True  |
      | status.listeners[disputed].conditions[Conflicted].status | False |
    And ListenerSet "set-1" has:
      | status.conditions[Accepted].status                       | True             |
      | status.conditions[Programmed].status                     | True             |
      | status.conditions[Programmed].reason                     | Programmed       |
      | status.listeners[good].conditions[Accepted].status       | True             |
      | status.listeners[good].conditions[Conflicted].status     | False            |
      | status.listeners[disputed].conditions[Accepted].status   | False            |
      | status.listeners[disputed].conditions[Conflicted].status | True             |
      | status.listeners[disputed].conditions[Accepted].reason   | ProtocolConflict |
      | status.listeners[disputed].conditions[Programmed].reason | ProtocolConflict |
      | status.listeners[disputed].conditions[Conflicted].reason | ProtocolConflict |
      | status.listeners[later].conditions[Accepted].status      | True             |
      | status.listeners[later].conditions[Conflicted].status    | False            |
    And ListenerSet "set-2" has:
      | status.conditions[Accepted].status                       | False             |
      | status.conditions[Accepted].reason                       | ListenersNotValid |
      | status.conditions[Programmed].status                     | False             |
      | status.conditions[Programmed].reason                     | ListenersNotValid |
      | status.listeners[disputed].conditions[Accepted].status   | False             |
      | status.listeners[disputed].conditions[Conflicted].status | True              |
      | status.listeners[disputed].conditions[Accepted].reason   | ProtocolConflict  |
      | status.listeners[disputed].conditions[Programmed].reason | ProtocolConflict  |
      | status.listeners[disputed].conditions[Conflicted].reason | ProtocolConflict  |
    And ListenerSet "set-3" has:
      | status.conditions[Accepted].status                    | True             |
      | status.conditions[Programmed].status                  | True             |
      | status.listeners[good].conditions[Accepted].status    | True             |
      | status.listeners[good].conditions[Conflicted].status  | False            |
      | status.listeners[later].conditions[Accepted].status   | False            |
      | status.listeners[later].conditions[Conflicted].status | True             |
      | status.listeners[later].conditions[Accepted].reason   | ProtocolConflict |
      | status.listeners[later].conditions[Programmed].reason | ProtocolConflict |
      | status.listeners[later].conditions[Conflicted].reason | ProtocolConflict |
    And ListenerSet "set-4" has:
      | status.conditions[Accepted].status                    | False             |
      | status.conditions[Accepted].reason                    | ListenersNotValid |
      | status.conditions[Programmed].status                  | False             |
      | status.conditions[Programmed].reason                  | ListenersNotValid |
      | status.listeners[later].conditions[Accepted].status   | False             |
      | status.listeners[later].conditions[Conflicted].status | True              |
      | status.listeners[later].conditions[Accepted].reason   | ProtocolConflict  |
      | status.listeners[later].conditions[Programmed].reason | ProtocolConflict  |
      | status.listeners[later].conditions[Conflicted].reason | ProtocolConflict  |

  @upstream-ListenerSetReferenceGrant
  Scenario: A grant is for the set's own kind and namespace; the Gateway's is not handed on
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
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: All } }
        listeners:
          - { name: own, port: 443, protocol: HTTPS, hostname: "own.com", tls: { certificateRefs: [{ name: certificate, namespace: sites }] } }
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: for-gateways, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: edge }]
        to: [{ group: "", kind: Secret }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: for-sets, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: ListenerSet, namespace: edge }]
        to: [{ group: "", kind: Secret }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: granted, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l, port: 443, protocol: HTTPS, hostname: "granted.com", tls: { certificateRefs: [{ name: certificate, namespace: sites }] } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: refused, namespace: apps }
      spec:
        parentRef: { name: host, namespace: edge }
        listeners:
          - { name: l, port: 443, protocol: HTTPS, hostname: "refused.com", tls: { certificateRefs: [{ name: certificate, namespace: sites }] } }
      """
    Then ListenerSet "granted" has:
      | status.conditions[Accepted].status                  | True |
      | status.conditions[Programmed].status                | True |
      | status.listeners[l].conditions[ResolvedRefs].status | True |
    And ListenerSet "apps/refused" has:
      | status.conditions[Accepted].status                  | False             |
      | status.conditions[Accepted].reason                  | ListenersNotValid |
      | status.conditions[Programmed].status                | False             |
      | status.conditions[Programmed].reason                | ListenersNotValid |
      | status.listeners[l].conditions[ResolvedRefs].status | False             |
      | status.listeners[l].conditions[ResolvedRefs].reason | RefNotPermitted   |

  @upstream-ListenerSetAllowedRoutesSupportedKinds
  Scenario: Kinds of routes that the set's listener cannot take
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: All } }
        listeners:
          - { name: own, port: 80, protocol: HTTP, hostname: "own.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: more, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l, port: 443, protocol: TLS, hostname: "more.com", allowedRoutes: { kinds: [{ kind: HTTPRoute }] }, tls: { mode: Passthrough } }
      """
    Then ListenerSet "more" has:
      | status.listeners[l].conditions[ResolvedRefs].status | False             |
      | status.listeners[l].conditions[ResolvedRefs].reason | InvalidRouteKinds |
      | status.listeners[l].supportedKinds                  | []                |

  @upstream-ListenerSetRouteStatusScopedToParentRef
  Scenario: A route has the parents that it names, and no other
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: Same } }
        listeners:
          - { name: own, port: 80, protocol: HTTP, hostname: "own.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: more, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l, port: 80, protocol: HTTP, hostname: "more.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-gateway, namespace: edge }
      spec:
        parentRefs: [{ name: host }]
        rules:
          - matches: [{ path: { value: /gateway } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-set, namespace: edge }
      spec:
        parentRefs: [{ kind: ListenerSet, name: more }]
        rules:
          - matches: [{ path: { value: /set } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    Then Gateway "host" has:
      | status.attachedListenerSets          | 1 |
      | status.listeners[own].attachedRoutes | 1 |
    And ListenerSet "more" has:
      | status.listeners[l].attachedRoutes | 1 |
    And HTTPRoute "on-gateway" has:
      | status.parents[0].parentRef.kind              | Gateway  |
      | status.parents[0].conditions[Accepted].status | True     |
      | status.parents[1]                             | (absent) |
    And HTTPRoute "on-set" has:
      | status.parents[0].parentRef.kind              | ListenerSet |
      | status.parents[0].conditions[Accepted].status | True        |
      | status.parents[1]                             | (absent)    |

  @upstream-ListenerSetGatewayParentSectionNameNotFound
  Scenario: A set's listener is no section of the Gateway
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: Same } }
        listeners:
          - { name: own, port: 80, protocol: HTTP, hostname: "own.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: more, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l, port: 80, protocol: HTTP, hostname: "more.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: via-set, namespace: edge }
      spec:
        parentRefs: [{ kind: ListenerSet, name: more, sectionName: l }]
        rules:
          - matches: [{ path: { value: /good } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: via-gateway, namespace: edge }
      spec:
        parentRefs: [{ name: host, sectionName: l }]
        rules:
          - matches: [{ path: { value: /bad } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    Then HTTPRoute "via-gateway" has:
      | status.parents[host].conditions[Accepted].status | False            |
      | status.parents[host].conditions[Accepted].reason | NoMatchingParent |
    When an external client curls http://203.0.113.210/good with:
      | header         |
      | Host: more.com |
    Then it reaches service "one"
    When an external client curls http://203.0.113.210/bad with:
      | header        |
      | Host: own.com |
    Then the response status is 404

  @upstream-ListenerSetDualParentRefIndependence
  Scenario: Two parents are asked apart
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: Same } }
        listeners:
          - { name: own, port: 80, protocol: HTTP, hostname: "own.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: more, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l, port: 80, protocol: HTTP, hostname: "more.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: both, namespace: edge }
      spec:
        parentRefs: [{ name: host }, { kind: ListenerSet, name: more }]
        rules:
          - matches: [{ path: { value: /both } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: half, namespace: edge }
      spec:
        parentRefs: [{ name: host, sectionName: l }, { kind: ListenerSet, name: more, sectionName: l }]
        rules:
          - matches: [{ path: { value: /half } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    Then HTTPRoute "both" has:
      | status.parents[host].conditions[Accepted].status | True |
      | status.parents[more].conditions[Accepted].status | True |
    And HTTPRoute "half" has:
      | status.parents[host].conditions[Accepted].status | False            |
      | status.parents[host].conditions[Accepted].reason | NoMatchingParent |
      | status.parents[more].conditions[Accepted].status | True             |
    And ListenerSet "more" has:
      | status.listeners[l].attachedRoutes | 2 |

  @upstream-ListenerSetDualParentRefIndependence
  Scenario Outline: Two parents: <host> <path> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: Same } }
        listeners:
          - { name: own, port: 80, protocol: HTTP, hostname: "own.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: more, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l, port: 80, protocol: HTTP, hostname: "more.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: both, namespace: edge }
      spec:
        parentRefs: [{ name: host }, { kind: ListenerSet, name: more }]
        rules:
          - matches: [{ path: { value: /both } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: half, namespace: edge }
      spec:
        parentRefs: [{ name: host, sectionName: l }, { kind: ListenerSet, name: more, sectionName: l }]
        rules:
          - matches: [{ path: { value: /half } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | host     | path  | backend |
      | own.com  | /both | one     |
      | more.com | /both | one     |
      | more.com | /half | two     |

  @upstream-ListenerSetDualParentRefIndependence
  Scenario Outline: Two parents: <host> <path> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: Same } }
        listeners:
          - { name: own, port: 80, protocol: HTTP, hostname: "own.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: more, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l, port: 80, protocol: HTTP, hostname: "more.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: both, namespace: edge }
      spec:
        parentRefs: [{ name: host }, { kind: ListenerSet, name: more }]
        rules:
          - matches: [{ path: { value: /both } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: half, namespace: edge }
      spec:
        parentRefs: [{ name: host, sectionName: l }, { kind: ListenerSet, name: more, sectionName: l }]
        rules:
          - matches: [{ path: { value: /half } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is <status>

    Examples:
      | host    | path  | status |
      | own.com | /half | 404    |

  @upstream-ListenerSetHTTPRouting
  Scenario Outline: Routes of a Gateway and its sets: <host> <path> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: All } }
        listeners:
          - { name: g1, port: 80, protocol: HTTP, hostname: "g1.com" }
          - { name: g2, port: 80, protocol: HTTP, hostname: "g2.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: set-1, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l1, port: 80, protocol: HTTP, hostname: "s1-1.com" }
          - { name: l2, port: 80, protocol: HTTP, hostname: "s1-2.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: set-2, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l1, port: 80, protocol: HTTP, hostname: "s2-1.com" }
          - { name: l2, port: 80, protocol: HTTP, hostname: "s2-2.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: everywhere, namespace: edge }
      spec:
        parentRefs: [{ name: host }, { kind: ListenerSet, name: set-1 }, { kind: ListenerSet, name: set-2 }]
        rules:
          - matches: [{ path: { value: /route } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-gateway, namespace: edge }
      spec:
        parentRefs: [{ name: host }]
        rules:
          - matches: [{ path: { value: /gateway-route } }]
            backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-section, namespace: edge }
      spec:
        parentRefs: [{ name: host, sectionName: g1 }]
        rules:
          - matches: [{ path: { value: /gateway-section } }]
            backendRefs: [{ name: three, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-set-1, namespace: edge }
      spec:
        parentRefs: [{ kind: ListenerSet, name: set-1 }]
        rules:
          - matches: [{ path: { value: /set-1-route } }]
            backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-set-1-section, namespace: edge }
      spec:
        parentRefs: [{ kind: ListenerSet, name: set-1, sectionName: l1 }]
        rules:
          - matches: [{ path: { value: /set-1-section } }]
            backendRefs: [{ name: three, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-set-2, namespace: edge }
      spec:
        parentRefs: [{ kind: ListenerSet, name: set-2 }]
        rules:
          - matches: [{ path: { value: /set-2-route } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | host     | path             | backend |
      | g1.com   | /route           | one     |
      | g2.com   | /route           | one     |
      | s1-1.com | /route           | one     |
      | s1-2.com | /route           | one     |
      | s2-1.com | /route           | one     |
      | s2-2.com | /route           | one     |
      | g1.com   | /gateway-route   | two     |
      | g2.com   | /gateway-route   | two     |
      | g1.com   | /gateway-section | three   |
      | s1-1.com | /set-1-route     | two     |
      | s1-2.com | /set-1-route     | two     |
      | s1-1.com | /set-1-section   | three   |
      | s2-1.com | /set-2-route     | two     |
      | s2-2.com | /set-2-route     | two     |

  @upstream-ListenerSetHTTPRouting
  Scenario Outline: Routes of a Gateway and its sets: <host> <path> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: All } }
        listeners:
          - { name: g1, port: 80, protocol: HTTP, hostname: "g1.com" }
          - { name: g2, port: 80, protocol: HTTP, hostname: "g2.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: set-1, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l1, port: 80, protocol: HTTP, hostname: "s1-1.com" }
          - { name: l2, port: 80, protocol: HTTP, hostname: "s1-2.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: set-2, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: l1, port: 80, protocol: HTTP, hostname: "s2-1.com" }
          - { name: l2, port: 80, protocol: HTTP, hostname: "s2-2.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: everywhere, namespace: edge }
      spec:
        parentRefs: [{ name: host }, { kind: ListenerSet, name: set-1 }, { kind: ListenerSet, name: set-2 }]
        rules:
          - matches: [{ path: { value: /route } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-gateway, namespace: edge }
      spec:
        parentRefs: [{ name: host }]
        rules:
          - matches: [{ path: { value: /gateway-route } }]
            backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-section, namespace: edge }
      spec:
        parentRefs: [{ name: host, sectionName: g1 }]
        rules:
          - matches: [{ path: { value: /gateway-section } }]
            backendRefs: [{ name: three, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-set-1, namespace: edge }
      spec:
        parentRefs: [{ kind: ListenerSet, name: set-1 }]
        rules:
          - matches: [{ path: { value: /set-1-route } }]
            backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-set-1-section, namespace: edge }
      spec:
        parentRefs: [{ kind: ListenerSet, name: set-1, sectionName: l1 }]
        rules:
          - matches: [{ path: { value: /set-1-section } }]
            backendRefs: [{ name: three, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-set-2, namespace: edge }
      spec:
        parentRefs: [{ kind: ListenerSet, name: set-2 }]
        rules:
          - matches: [{ path: { value: /set-2-route } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is <status>

    Examples:
      | host     | path             | status |
      | s1-1.com | /gateway-route   | 404    |
      | s1-2.com | /gateway-route   | 404    |
      | s2-1.com | /gateway-route   | 404    |
      | s2-2.com | /gateway-route   | 404    |
      | g2.com   | /gateway-section | 404    |
      | s1-1.com | /gateway-section | 404    |
      | s1-2.com | /gateway-section | 404    |
      | s2-1.com | /gateway-section | 404    |
      | s2-2.com | /gateway-section | 404    |
      | g1.com   | /set-1-route     | 404    |
      | g2.com   | /set-1-route     | 404    |
      | s2-1.com | /set-1-route     | 404    |
      | s2-2.com | /set-1-route     | 404    |
      | g1.com   | /set-1-section   | 404    |
      | g2.com   | /set-1-section   | 404    |
      | s1-2.com | /set-1-section   | 404    |
      | s2-1.com | /set-1-section   | 404    |
      | s2-2.com | /set-1-section   | 404    |
      | g1.com   | /set-2-route     | 404    |
      | g2.com   | /set-2-route     | 404    |
      | s1-1.com | /set-2-route     | 404    |
      | s1-2.com | /set-2-route     | 404    |

  @upstream-ListenerSetAllowedRoutesNamespaces
  Scenario Outline: Namespaces are those of the set: <host> <path> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: All } }
        listeners:
          - { name: own, port: 80, protocol: HTTP, hostname: "own.com", allowedRoutes: { namespaces: { from: All } } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: set, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: all, port: 80, protocol: HTTP, hostname: "all.com", allowedRoutes: { namespaces: { from: All } } }
          - { name: same, port: 80, protocol: HTTP, hostname: "same.com", allowedRoutes: { namespaces: { from: Same } } }
          - { name: chosen, port: 80, protocol: HTTP, hostname: "chosen.com", allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { may: attach } } } } }
      ---
      apiVersion: v1
      kind: Namespace
      metadata: { name: stranger }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: same, namespace: edge }
      spec:
        parentRefs: [{ kind: ListenerSet, name: set, namespace: edge }]
        rules:
          - matches: [{ path: { value: /same } }]
            backendRefs: [{ name: one, namespace: edge, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: selected, namespace: apps }
      spec:
        parentRefs: [{ kind: ListenerSet, name: set, namespace: edge }]
        rules:
          - matches: [{ path: { value: /selected } }]
            backendRefs: [{ name: two, namespace: edge, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: stranger, namespace: stranger }
      spec:
        parentRefs: [{ kind: ListenerSet, name: set, namespace: edge }]
        rules:
          - matches: [{ path: { value: /stranger } }]
            backendRefs: [{ name: three, namespace: edge, port: 8080 }]
      ---
      apiVersion: v1
      kind: Namespace
      metadata: { name: far }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: far, namespace: far }
      spec:
        parentRef: { name: host, namespace: edge }
        listeners:
          - { name: same, port: 80, protocol: HTTP, hostname: "far.com", allowedRoutes: { namespaces: { from: Same } } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: in-far, namespace: far }
      spec:
        parentRefs: [{ kind: ListenerSet, name: far, namespace: far }]
        rules:
          - matches: [{ path: { value: /in-far } }]
            backendRefs: [{ name: one, namespace: edge, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: from-edge, namespace: edge }
      spec:
        parentRefs: [{ kind: ListenerSet, name: far, namespace: far }]
        rules:
          - matches: [{ path: { value: /from-edge } }]
            backendRefs: [{ name: two, namespace: edge, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: grant, namespace: edge }
      spec:
        from:
          - { group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: apps }
          - { group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: stranger }
          - { group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: far }
        to: [{ group: "", kind: Service }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | host       | path      | backend |
      | all.com    | /same     | one     |
      | all.com    | /selected | two     |
      | all.com    | /stranger | three   |
      | same.com   | /same     | one     |
      | chosen.com | /selected | two     |
      | far.com    | /in-far   | one     |

  @upstream-ListenerSetAllowedRoutesNamespaces
  Scenario Outline: Namespaces are those of the set: <host> <path> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: host, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        allowedListeners: { namespaces: { from: All } }
        listeners:
          - { name: own, port: 80, protocol: HTTP, hostname: "own.com", allowedRoutes: { namespaces: { from: All } } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: set, namespace: edge }
      spec:
        parentRef: { name: host }
        listeners:
          - { name: all, port: 80, protocol: HTTP, hostname: "all.com", allowedRoutes: { namespaces: { from: All } } }
          - { name: same, port: 80, protocol: HTTP, hostname: "same.com", allowedRoutes: { namespaces: { from: Same } } }
          - { name: chosen, port: 80, protocol: HTTP, hostname: "chosen.com", allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { may: attach } } } } }
      ---
      apiVersion: v1
      kind: Namespace
      metadata: { name: stranger }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: same, namespace: edge }
      spec:
        parentRefs: [{ kind: ListenerSet, name: set, namespace: edge }]
        rules:
          - matches: [{ path: { value: /same } }]
            backendRefs: [{ name: one, namespace: edge, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: selected, namespace: apps }
      spec:
        parentRefs: [{ kind: ListenerSet, name: set, namespace: edge }]
        rules:
          - matches: [{ path: { value: /selected } }]
            backendRefs: [{ name: two, namespace: edge, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: stranger, namespace: stranger }
      spec:
        parentRefs: [{ kind: ListenerSet, name: set, namespace: edge }]
        rules:
          - matches: [{ path: { value: /stranger } }]
            backendRefs: [{ name: three, namespace: edge, port: 8080 }]
      ---
      apiVersion: v1
      kind: Namespace
      metadata: { name: far }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: far, namespace: far }
      spec:
        parentRef: { name: host, namespace: edge }
        listeners:
          - { name: same, port: 80, protocol: HTTP, hostname: "far.com", allowedRoutes: { namespaces: { from: Same } } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: in-far, namespace: far }
      spec:
        parentRefs: [{ kind: ListenerSet, name: far, namespace: far }]
        rules:
          - matches: [{ path: { value: /in-far } }]
            backendRefs: [{ name: one, namespace: edge, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: from-edge, namespace: edge }
      spec:
        parentRefs: [{ kind: ListenerSet, name: far, namespace: far }]
        rules:
          - matches: [{ path: { value: /from-edge } }]
            backendRefs: [{ name: two, namespace: edge, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: grant, namespace: edge }
      spec:
        from:
          - { group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: apps }
          - { group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: stranger }
          - { group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: far }
        to: [{ group: "", kind: Service }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is <status>

    Examples:
      | host       | path       | status |
      | same.com   | /selected  | 404    |
      | same.com   | /stranger  | 404    |
      | chosen.com | /same      | 404    |
      | chosen.com | /stranger  | 404    |
      | far.com    | /from-edge | 404    |
