@conformance @gateway
Feature: Timeouts and retries (extended)
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  How slow a backend is, and how often it fails, upstream says in the query; here the pod's annotation says it.

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-HTTPRouteTimeoutRequest
  Scenario Outline: The whole request: <path> of a backend that takes <delay> is a <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: slow, namespace: edge, labels: { app: slow }, annotations: { podwire.dev/answers: delay=<delay> } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: slow, namespace: edge }
      spec: { selector: { app: slow }, ports: [{ port: 8080, targetPort: 3000 }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: limits, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /limited } }]
            timeouts: { request: 500ms }
            backendRefs: [{ name: slow, port: 8080 }]
          - matches: [{ path: { value: /unlimited } }]
            timeouts: { request: 0s }
            backendRefs: [{ name: slow, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path>
    Then the response status is <status>

    Examples:
      | path       | delay | status |
      | /limited   | 0s    | 200    |
      | /limited   | 1s    | 504    |
      | /unlimited | 1s    | 200    |

  @upstream-HTTPRouteTimeoutBackendRequest
  Scenario Outline: One try: <path> of a backend that takes <delay> is a <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: slow, namespace: edge, labels: { app: slow }, annotations: { podwire.dev/answers: delay=<delay> } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: slow, namespace: edge }
      spec: { selector: { app: slow }, ports: [{ port: 8080, targetPort: 3000 }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: limits, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /limited } }]
            timeouts: { backendRequest: 500ms }
            backendRefs: [{ name: slow, port: 8080 }]
          - matches: [{ path: { value: /unlimited } }]
            timeouts: { backendRequest: 0s }
            backendRefs: [{ name: slow, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path>
    Then the response status is <status>

    Examples:
      | path       | delay | status |
      | /limited   | 0s    | 200    |
      | /limited   | 1s    | 504    |
      | /unlimited | 1s    | 200    |

  @upstream-HTTPRouteRetry
  Scenario Outline: A backend that answers <code> the first <times> times: <path> is a <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: weak, namespace: edge, labels: { app: weak }, annotations: { podwire.dev/answers: status=<code>; first=<times> } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: weak, namespace: edge }
      spec: { selector: { app: weak }, ports: [{ port: 8080, targetPort: 3000 }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: retries, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /one-code } }]
            retry: { codes: [500], attempts: 3 }
            backendRefs: [{ name: weak, port: 8080 }]
          - matches: [{ path: { value: /all-codes } }]
            retry: { codes: [500, 502, 503, 504], attempts: 2 }
            backendRefs: [{ name: weak, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path>
    Then the response status is <status>
    And it reaches pod "edge/weak"

    Examples:
      | path       | code | times | status |
      | /one-code  | 500  | 2     | 200    |
      | /one-code  | 500  | 4     | 500    |
      | /one-code  | 503  | 2     | 503    |
      | /all-codes | 500  | 1     | 200    |
      | /all-codes | 500  | 3     | 500    |
      | /all-codes | 502  | 1     | 200    |
      | /all-codes | 502  | 3     | 502    |
      | /all-codes | 503  | 1     | 200    |
      | /all-codes | 503  | 3     | 503    |
      | /all-codes | 504  | 1     | 200    |
      | /all-codes | 504  | 3     | 504    |

  @upstream-HTTPRouteRetryConnectionError
  Scenario Outline: A backend that closes the first <times> connections is a <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: weak, namespace: edge, labels: { app: weak }, annotations: { podwire.dev/answers: close; first=<times> } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: weak, namespace: edge }
      spec: { selector: { app: weak }, ports: [{ port: 8080, targetPort: 3000 }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: retries, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /no-code } }]
            retry: { attempts: 3 }
            backendRefs: [{ name: weak, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/no-code
    Then the response status is <status>

    Examples:
      | times | status |
      | 2     | 200    |
      | 4     | 503    |

  @upstream-HTTPRouteRetryWithTimeouts
  Scenario Outline: <path> of a backend that fails the first <times> times, each after <delay>, is a <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: weak, namespace: edge, labels: { app: weak }, annotations: { podwire.dev/answers: status=500; first=<times>; delay=<delay> } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: weak, namespace: edge }
      spec: { selector: { app: weak }, ports: [{ port: 8080, targetPort: 3000 }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: retries, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /one-try } }]
            retry: { attempts: 2 }
            timeouts: { backendRequest: 200ms }
            backendRefs: [{ name: weak, port: 8080 }]
          - matches: [{ path: { value: /all-tries } }]
            retry: { codes: [500], attempts: 5 }
            timeouts: { backendRequest: 200ms, request: 400ms }
            backendRefs: [{ name: weak, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path>
    Then the response status is <status>

    Examples:
      | path       | times | delay | status |
      | /one-try   | 2     | 300ms | 200    |
      | /one-try   | 3     | 300ms | 504    |
      | /all-tries | 1     | 0s    | 200    |
      | /all-tries | 4     | 100ms | 504    |
