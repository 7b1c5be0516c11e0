@conformance @gateway
Feature: TCPRoutes
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And the manifests in "streams.yaml"
    And namespace "edge"

  @upstream-TCPRouteMultipleRoutesAttachment
  Scenario: Of two routes on one listener both are accepted, and the older one has the traffic
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: TCP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TCPRoute
      metadata: { name: older, creationTimestamp: "2026-01-01T00:00:00Z", namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TCPRoute
      metadata: { name: newer, creationTimestamp: "2026-01-01T00:00:01Z", namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      """
    Then TCPRoute "newer" has:
      | status.parents[it].conditions[Accepted].status | True |
    And Gateway "it" has:
      | status.listeners[a].attachedRoutes              | 2    |
      | status.listeners[a].conditions[Accepted].status | True |
    When external connects to 203.0.113.210:9301 over TCP
    Then it reaches service "one"

  @upstream-TCPRouteParentRefAttachAll
  Scenario Outline: A route without a section is on every listener: <port>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: TCP }
          - { name: b, port: 9302, protocol: TCP }
          - { name: c, port: 9303, protocol: TCP }
          - { name: d, port: 9304, protocol: TCP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TCPRoute
      metadata: { name: all, namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      """
    When external connects to 203.0.113.210:<port> over TCP
    Then it reaches service "one"

    Examples:
      | port |
      | 9301 |
      | 9302 |
      | 9303 |
      | 9304 |

  @upstream-TCPRouteParentRefPortAndSectionName
  Scenario Outline: Listeners by section, by port, by both: <port>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: TCP }
          - { name: b, port: 9302, protocol: TCP }
          - { name: c, port: 9303, protocol: TCP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TCPRoute
      metadata: { name: by-section, namespace: edge }
      spec:
        parentRefs: [{ name: it, sectionName: a }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TCPRoute
      metadata: { name: by-port, namespace: edge }
      spec:
        parentRefs: [{ name: it, port: 9302 }]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TCPRoute
      metadata: { name: by-both, namespace: edge }
      spec:
        parentRefs: [{ name: it, sectionName: c, port: 9303 }]
        rules:
          - backendRefs: [{ name: three, port: 8080 }]
      """
    When external connects to 203.0.113.210:<port> over TCP
    Then it reaches service "<backend>"

    Examples:
      | port | backend |
      | 9301 | one     |
      | 9302 | two     |
      | 9303 | three   |

  @upstream-TCPRouteWeightedRouting
  Scenario: Weights are shares
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: TCP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TCPRoute
      metadata: { name: weighted, namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: one, port: 8080, weight: 70 }, { name: two, port: 8080, weight: 30 }, { name: three, port: 8080, weight: 0 }]
      """
    When external connects to 203.0.113.210:9301 over TCP
    Then 500 requests reach:
      | backend       | share |
      | service/one   | 70%   |
      | service/two   | 30%   |
      | service/three | 0%    |

  @upstream-TCPRouteInvalidBackendRefNonexistent
  Scenario: A Service that does not exist
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: TCP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TCPRoute
      metadata: { name: lost, namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: nobody, port: 8080 }]
      """
    Then TCPRoute "lost" has:
      | status.parents[it].conditions[ResolvedRefs].status | False           |
      | status.parents[it].conditions[ResolvedRefs].reason | BackendNotFound |

  @upstream-TCPRouteInvalidCrossNamespaceBackendRef
  Scenario: Without a grant nobody refers to another namespace's Service
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: TCP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TCPRoute
      metadata: { name: cross, namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: site, namespace: sites, port: 8080 }]
      """
    Then TCPRoute "cross" has:
      | status.parents[it].conditions[ResolvedRefs].status | False           |
      | status.parents[it].conditions[ResolvedRefs].reason | RefNotPermitted |

  @upstream-TCPRouteReferenceGrant
  Scenario: A grant lets it through until it is gone
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: TCP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TCPRoute
      metadata: { name: cross, namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: site, namespace: sites, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: grant, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: TCPRoute, namespace: edge }]
        to: [{ group: "", kind: Service, name: site }]
      """
    When external connects to 203.0.113.210:9301 over TCP
    Then it reaches service "sites/site"
    When I delete "referencegrant/sites/grant"
    Then TCPRoute "cross" has:
      | status.parents[it].conditions[ResolvedRefs].status | False           |
      | status.parents[it].conditions[ResolvedRefs].reason | RefNotPermitted |

  @upstream-TCPRouteInvalidNonTCPListener
  Scenario: A listener of another protocol takes none
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: other, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: only, port: 5300, protocol: HTTP, allowedRoutes: { kinds: [{ kind: HTTPRoute }] } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TCPRoute
      metadata: { name: apart, namespace: edge }
      spec:
        parentRefs: [{ name: other, sectionName: only }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      """
    Then TCPRoute "apart" has:
      | status.parents[other].conditions[Accepted].status | False                 |
      | status.parents[other].conditions[Accepted].reason | NotAllowedByListeners |
