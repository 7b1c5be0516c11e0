@conformance @gateway
Feature: What a route makes of its backends
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-HTTPRouteInvalidNonExistentBackendRef
  Scenario: A Service that does not exist
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: lost, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - backendRefs: [{ name: nobody, port: 8080 }]
      """
    Then HTTPRoute "lost" has:
      | status.parents[same].conditions[ResolvedRefs].status | False           |
      | status.parents[same].conditions[ResolvedRefs].reason | BackendNotFound |
    When an external client curls http://203.0.113.201/
    Then the response status is 500

  @upstream-HTTPRouteInvalidBackendRefUnknownKind
  Scenario: A backend of a kind that nobody knows
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: odd, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - backendRefs: [{ group: unknown.example.com, kind: Thing, name: one, port: 8080 }]
      """
    Then HTTPRoute "odd" has:
      | status.parents[same].conditions[ResolvedRefs].status | False       |
      | status.parents[same].conditions[ResolvedRefs].reason | InvalidKind |
    When an external client curls http://203.0.113.201/v2
    Then the response status is 500

  @upstream-HTTPRouteNoBackendRefs
  Scenario Outline: Rules without backends: <path> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: none, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { type: Exact, value: /omitted } }]
          - matches: [{ path: { type: Exact, value: /empty } }]
            backendRefs: []
          - matches: [{ path: { value: / } }]
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path>
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | path     | backend |
      | /forward | one     |

  @upstream-HTTPRouteNoBackendRefs
  Scenario Outline: Rules without backends: <path> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: none, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { type: Exact, value: /omitted } }]
          - matches: [{ path: { type: Exact, value: /empty } }]
            backendRefs: []
          - matches: [{ path: { value: / } }]
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path>
    Then the response status is <status>

    Examples:
      | path     | status |
      | /omitted | 500    |
      | /empty   | 500    |

  @upstream-HTTPRouteWeight
  Scenario: Weights are shares
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: weighted, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - backendRefs: [{ name: one, port: 8080, weight: 70 }, { name: two, port: 8080, weight: 30 }, { name: three, port: 8080, weight: 0 }]
      """
    When an external client curls http://203.0.113.201/
    Then the response status is 200
    And 500 requests reach:
      | backend       | share |
      | service/one   | 70%   |
      | service/two   | 30%   |
      | service/three | 0%    |

  @upstream-HTTPRouteServiceTypes
  Scenario Outline: Endpoints of a Service count, whoever wrote them: <service>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: types, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { type: Exact, value: /manual } }]
            backendRefs: [{ name: manual, port: 8080 }]
          - matches: [{ path: { type: Exact, value: /headless } }]
            backendRefs: [{ name: headless, port: 8080 }]
          - matches: [{ path: { type: Exact, value: /headless-manual } }]
            backendRefs: [{ name: headless-manual, port: 8080 }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: fixed, namespace: edge, labels: { app: fixed } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000, name: http }] }] }
      status: { podIP: 10.244.1.50, podIPs: [{ ip: 10.244.1.50 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: manual, namespace: edge }
      spec: { ports: [{ name: first, port: 8080, targetPort: 3000 }] }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: manual-ip4, namespace: edge, labels: { kubernetes.io/service-name: manual } }
      addressType: IPv4
      ports: [{ name: first, port: 3000, protocol: TCP }]
      endpoints: [{ addresses: [10.244.1.50], conditions: { ready: true } }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: headless, namespace: edge }
      spec: { clusterIP: None, selector: { app: fixed }, ports: [{ name: first, port: 8080, targetPort: 3000 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: headless-manual, namespace: edge }
      spec: { clusterIP: None, ports: [{ name: first, port: 8080, targetPort: 3000 }] }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: headless-manual-ip4, namespace: edge, labels: { kubernetes.io/service-name: headless-manual } }
      addressType: IPv4
      ports: [{ name: first, port: 3000, protocol: TCP }]
      endpoints: [{ addresses: [10.244.1.50], conditions: { ready: true } }]
      """
    When an external client curls http://203.0.113.201/<service>
    Then the response status is 200
    And it reaches service "<service>"
    And it reaches pod "fixed"

    Examples:
      | service         |
      | manual          |
      | headless        |
      | headless-manual |
