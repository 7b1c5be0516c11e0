@gateway
Feature: Rules of the specification that no conformance test shows
  Facts from the comments in apis/v1 of kubernetes-sigs/gateway-api, after release 1.6.

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @G10
  Scenario: A listener that is not accepted counts its routes all the same
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: torn, namespace: shop }
      spec:
        gatewayClassName: eg
        listeners:
          - { name: http, port: 80, protocol: HTTP }
          - { name: tcp, port: 80, protocol: TCP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: waiting, namespace: shop }
      spec: { parentRefs: [{ name: torn }], hostnames: [torn.example.com], rules: [{ backendRefs: [{ name: gone, port: 80 }] }] }
      """
    Then Gateway "torn" has:
      | status.listeners[http].attachedRoutes              | 1     |
      | status.listeners[http].conditions[Accepted].status | False |
      | status.listeners[tcp].attachedRoutes               | 0     |
    And HTTPRoute "waiting" has:
      | status.parents[0].conditions[Accepted].status     | True  |
      | status.parents[0].conditions[ResolvedRefs].status | False |

  @G27
  Scenario Outline: <host> is of the route with the longest fitting host, whatever the others' paths: <pod>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: wide, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: ["*.example.com"]
        rules: [{ matches: [{ path: { type: Exact, value: /orders } }], backendRefs: [{ name: web, port: 80 }] }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: narrow, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: ["*.b.example.com", own.example.com]
        rules: [{ backendRefs: [{ name: cart, port: 8000 }] }]
      """
    When an external client curls http://<host>/orders
    Then it reaches pod "<pod>"

    Examples:
      | host            | pod  |
      | a.example.com   | web  |
      | a.b.example.com | cart |
      | own.example.com | cart |

  @G39
  Scenario: A parent that is not there leaves no trace in the status
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: lost, namespace: shop }
      spec:
        parentRefs: [{ name: egde }, { name: edge }]
        hostnames: [lost.example.com]
        rules: [{ backendRefs: [{ name: web, port: 80 }] }]
      """
    Then HTTPRoute "lost" has:
      | status.parents[0].parentRef.name | edge     |
      | status.parents[1]                | (absent) |

  @G40
  Scenario: What a reference leaves out is a Gateway of the route's own namespace
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: brief, namespace: shop }
      spec: { parentRefs: [{ name: edge }], hostnames: [brief.example.com] }
      """
    Then HTTPRoute "brief" has:
      | spec.parentRefs[0].group                | gateway.networking.k8s.io |
      | spec.parentRefs[0].kind                 | Gateway                   |
      | status.parents[0].parentRef.namespace   | (absent)                  |
      | spec.rules[0].matches[0].path.type      | PathPrefix                |
      | spec.rules[0].matches[0].path.value     | /                         |

  @G49
  Scenario Outline: A port that says <protocol>: <resolved>, <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: told, namespace: shop }
      spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http, appProtocol: <protocol> }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: told, namespace: shop }
      spec: { parentRefs: [{ name: edge }], hostnames: [told.example.com], rules: [{ backendRefs: [{ name: told, port: 80 }] }] }
      """
    Then HTTPRoute "told" has:
      | status.parents[0].conditions[Accepted].status     | True       |
      | status.parents[0].conditions[ResolvedRefs].reason | <resolved> |
    When an external client curls http://told.example.com/
    Then the response status is <status>

    Examples:
      | protocol          | resolved            | status |
      | http              | ResolvedRefs        | 200    |
      | kubernetes.io/ws  | ResolvedRefs        | 200    |
      | mysql             | UnsupportedProtocol | 500    |
      | kubernetes.io/wss | UnsupportedProtocol | 500    |

  @G62
  Scenario: A rule's filters come first, then those of the backend
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: ordered, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [ordered.example.com]
        rules:
          - filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Who, value: rule }], add: [{ name: X-Way, value: rule }] } }
            backendRefs:
              - name: web
                port: 80
                filters:
                  - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Who, value: backend }], add: [{ name: X-Way, value: backend }] } }
      """
    When an external client curls http://ordered.example.com/
    Then the backend gets the header "X-Who" with "backend"
    And the backend gets the header "X-Way" with "rule,backend"

  @G80 @G83
  Scenario Outline: Weights of <weights>: <what>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: shares, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [shares.example.com]
        rules: [{ backendRefs: [{ name: web, port: 80, weight: <web> }, { name: cart, port: 8000, weight: <cart> }, { name: gone, port: 80, weight: <gone> }] }]
      """
    When an external client curls http://shares.example.com/
    Then it succeeds for <percent>% of connections

    Examples: what cannot be used keeps its share, and answers 500
      | weights   | web | cart | gone | percent | what                          |
      | 3, 1, 0   | 3   | 1    | 0    | 100     | zero is none                  |
      | 1, 1, 2   | 1   | 1    | 2    | 50      | half of the requests are lost |
      | 0, 0, 1   | 0   | 0    | 1    | 0       | all of them are               |
      | 0, 0, 0   | 0   | 0    | 0    | 0       | nobody is left                |

  @G84
  Scenario: A Service without a ready endpoint is a 503, and one that is missing a 500
    When pod "web" becomes unready
    And I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: down, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [down.example.com]
        rules:
          - { matches: [{ path: { value: /gone } }], backendRefs: [{ name: gone, port: 80 }] }
          - { backendRefs: [{ name: web, port: 80 }] }
      """
    And an external client curls http://down.example.com/
    Then the response status is 503
    When an external client curls http://down.example.com/gone
    Then the response status is 500

  @G86
  Scenario: A call whose backend cannot be used is unavailable, for its share
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: calls, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [calls.example.com]
        rules:
          - { matches: [{ method: { service: shop.Cart, method: Lost } }], backendRefs: [{ name: gone, port: 80 }] }
          - { backendRefs: [{ name: cart, port: 8000 }, { name: gone, port: 80 }] }
      """
    When an external client curls http://calls.example.com/shop.Cart/Lost
    Then the response status is 503
    When an external client curls http://calls.example.com/shop.Cart/Add
    Then it succeeds for 50% of connections

  @G87
  Scenario: A connection whose backend cannot be used is closed, for its share
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: streams, namespace: shop }
      spec:
        gatewayClassName: eg
        addresses: [{ value: 203.0.113.210 }]
        listeners: [{ name: tcp, port: 9000, protocol: TCP }, { name: udp, port: 9000, protocol: UDP }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TCPRoute
      metadata: { name: tcp, namespace: shop }
      spec:
        parentRefs: [{ name: streams }]
        rules: [{ backendRefs: [{ name: web, port: 80, weight: 3 }, { name: gone, port: 80 }] }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: UDPRoute
      metadata: { name: udp, namespace: shop }
      spec: { parentRefs: [{ name: streams }], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }
      """
    When external connects to 203.0.113.210:9000 over TCP
    Then it succeeds for 75% of connections
    And TCPRoute "tcp" has:
      | status.parents[0].conditions[ResolvedRefs].reason | BackendNotFound |
    And UDPRoute "udp" has:
      | status.parents[0].conditions[ResolvedRefs].reason  | BackendNotFound                                      |
      | status.parents[0].conditions[ResolvedRefs].message | Service shop/web has no port 80/UDP, only 80/TCP     |
    When external connects to 203.0.113.210:9000 over UDP
    Then it ends as dropped

  @G88
  Scenario Outline: A backend that takes 2 seconds, and a limit of <limit>: <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: slow, namespace: shop, labels: { app: slow }, annotations: { podwire.dev/answers: delay=2s } }
      spec: { containers: [{ name: slow, image: slow, ports: [{ containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: slow, namespace: shop }
      spec: { selector: { app: slow }, ports: [{ port: 80, targetPort: 8080 }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: slow, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [slow.example.com]
        rules: [{ timeouts: { request: <limit> }, backendRefs: [{ name: slow, port: 80 }] }]
      """
    When an external client curls http://slow.example.com/
    Then the response status is <status>

    Examples:
      | limit  | status |
      | 1s     | 504    |
      | 2500ms | 200    |
      | 0s     | 200    |
      | 0h0m0s | 200    |
