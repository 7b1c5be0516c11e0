@conformance @gateway
Feature: Which listeners take a route
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-HTTPRouteCrossNamespace
  Scenario: A namespace that the listener selects may attach
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: cross, namespace: sites }
      spec:
        parentRefs: [{ name: chosen, namespace: edge }]
        rules:
          - backendRefs: [{ name: site, port: 8080 }]
      """
    When an external client curls http://203.0.113.203/
    Then the response status is 200
    And it reaches service "sites/site"

  @upstream-HTTPRouteInvalidCrossNamespaceParentRef
  Scenario: A listener for its own namespace takes no route of another one
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: cross, namespace: sites }
      spec:
        parentRefs: [{ name: same, namespace: edge }]
        rules:
          - backendRefs: [{ name: site, port: 8080 }]
      """
    Then HTTPRoute "sites/cross" has:
      | status.parents[same].conditions[Accepted].status     | False                 |
      | status.parents[same].conditions[Accepted].reason     | NotAllowedByListeners |
      | status.parents[same].conditions[ResolvedRefs].status | True                  |
    And Gateway "same" has:
      | status.listeners[http].attachedRoutes | 0 |

  @upstream-HTTPRouteInvalidParentRefNotMatchingSectionName
  Scenario: A listener that is not there
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: lost, namespace: edge }
      spec:
        parentRefs: [{ name: same, port: 80, sectionName: http1 }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      """
    Then HTTPRoute "lost" has:
      | status.parents[same].conditions[Accepted].status | False            |
      | status.parents[same].conditions[Accepted].reason | NoMatchingParent |
    And Gateway "same" has:
      | status.listeners[http].attachedRoutes | 0 |

  @upstream-HTTPRouteMultipleGateways
  Scenario Outline: Two Gateways share a route and have one each: <address> <path> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: shared, namespace: edge }
      spec:
        parentRefs: [{ name: same }, { name: all }]
        rules:
          - matches: [{ path: { value: /shared } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-same, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: / } }]
            backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-all, namespace: edge }
      spec:
        parentRefs: [{ name: all }]
        rules:
          - matches: [{ path: { value: / } }]
            backendRefs: [{ name: three, port: 8080 }]
      """
    When an external client curls http://<address><path>
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | address       | path    | backend |
      | 203.0.113.201 | /shared | one     |
      | 203.0.113.201 | /       | two     |
      | 203.0.113.202 | /shared | one     |
      | 203.0.113.202 | /       | three   |

  @upstream-HTTPRouteListenerPortMatching
  Scenario Outline: Listeners by port: <port> <host> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: ports, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: l1, port: 80, protocol: HTTP, hostname: "foo.com" }
          - { name: l2, port: 8080, protocol: HTTP, hostname: "foo.com" }
          - { name: l3, port: 8080, protocol: HTTP, hostname: "bar.com" }
          - { name: l4, port: 8090, protocol: HTTP, hostname: "foo.com" }
          - { name: l5, port: 8090, protocol: HTTP, hostname: "bar.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: one, namespace: edge }
      spec:
        parentRefs: [{ name: ports, port: 80 }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: two, namespace: edge }
      spec:
        parentRefs: [{ name: ports, port: 8080 }]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: three, namespace: edge }
      spec:
        parentRefs: [{ name: ports, port: 8090, sectionName: l4 }]
        rules:
          - backendRefs: [{ name: three, port: 8080 }]
      """
    When an external client curls http://203.0.113.210:<port>/ with:
      | header       |
      | Host: <host> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | port | host         | backend |
      | 80   | foo.com      | one     |
      | 8080 | foo.com:8080 | two     |
      | 8080 | bar.com:8080 | two     |
      | 8090 | foo.com:8090 | three   |

  @upstream-HTTPRouteListenerPortMatching
  Scenario Outline: Listeners by port: <port> <host> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: ports, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: l1, port: 80, protocol: HTTP, hostname: "foo.com" }
          - { name: l2, port: 8080, protocol: HTTP, hostname: "foo.com" }
          - { name: l3, port: 8080, protocol: HTTP, hostname: "bar.com" }
          - { name: l4, port: 8090, protocol: HTTP, hostname: "foo.com" }
          - { name: l5, port: 8090, protocol: HTTP, hostname: "bar.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: one, namespace: edge }
      spec:
        parentRefs: [{ name: ports, port: 80 }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: two, namespace: edge }
      spec:
        parentRefs: [{ name: ports, port: 8080 }]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: three, namespace: edge }
      spec:
        parentRefs: [{ name: ports, port: 8090, sectionName: l4 }]
        rules:
          - backendRefs: [{ name: three, port: 8080 }]
      """
    When an external client curls http://203.0.113.210:<port>/ with:
      | header       |
      | Host: <host> |
    Then the response status is <status>

    Examples:
      | port | host         | status |
      | 8090 | bar.com:8090 | 404    |

  @upstream-HTTPRouteInvalidParentRefSectionNameNotMatchingPort
  Scenario: A section name and a port have to mean the same listener
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: lost, namespace: edge }
      spec:
        parentRefs: [{ name: same, port: 81, sectionName: http }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      """
    Then HTTPRoute "lost" has:
      | status.parents[same].conditions[Accepted].status | False            |
      | status.parents[same].conditions[Accepted].reason | NoMatchingParent |

  @upstream-HTTPRouteObservedGenerationBump
  Scenario: Conditions follow the route's generation
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: moving, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      """
    Then HTTPRoute "moving" has:
      | metadata.generation                                          | 1 |
      | status.parents[same].conditions[Accepted].observedGeneration | 1 |
    When I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: moving, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      """
    Then HTTPRoute "moving" has:
      | metadata.generation                                              | 2 |
      | status.parents[same].conditions[Accepted].observedGeneration     | 2 |
      | status.parents[same].conditions[ResolvedRefs].observedGeneration | 2 |
    When an external client curls http://203.0.113.201/
    Then it reaches service "two"

  @upstream-HTTPRouteDisallowedKind
  Scenario: A listener that takes TLSRoutes takes no HTTPRoute
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: tls-only, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, tls: { mode: Passthrough }, allowedRoutes: { kinds: [{ kind: TLSRoute }] } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: http, namespace: edge }
      spec:
        parentRefs: [{ name: tls-only }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      """
    Then HTTPRoute "http" has:
      | status.parents[tls-only].conditions[Accepted].status     | False                 |
      | status.parents[tls-only].conditions[Accepted].reason     | NotAllowedByListeners |
      | status.parents[tls-only].conditions[ResolvedRefs].status | True                  |
    And Gateway "tls-only" has:
      | status.listeners[tls].attachedRoutes | 0 |
