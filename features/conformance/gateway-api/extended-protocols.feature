@conformance @gateway
Feature: What the proxy speaks to a backend (extended)
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  A pod says what it speaks with an annotation: strictly HTTP/2 in the clear, or WebSocket.

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-HTTPRouteBackendProtocolH2C
  Scenario Outline: A port that is h2c: a request in <version> reaches the backend
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: second, namespace: edge, labels: { app: second }, annotations: { podwire.dev/listen: 3001/H2C } }
      spec: { containers: [{ name: echo, image: echo }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: second, namespace: edge }
      spec: { selector: { app: second }, ports: [{ port: 8081, targetPort: 3001, appProtocol: kubernetes.io/h2c }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: second, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules: [{ backendRefs: [{ name: second, port: 8081 }] }]
      """
    When an external client curls http://203.0.113.201/ with:
      | option |
      | <flag> |
    Then the response status is 200
    And it reaches pod "second"

    Examples: upstream asks with prior knowledge only
      | version  | flag                    |
      | HTTP/2   | --http2-prior-knowledge |
      | HTTP/1.1 | -m 5                    |

  @upstream-HTTPRouteBackendProtocolWebSocket
  Scenario: A port that is ws: the connection is upgraded by the backend
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: talker, namespace: edge, labels: { app: talker } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: talker, namespace: edge }
      spec: { selector: { app: talker }, ports: [{ port: 8082, targetPort: 3000, appProtocol: kubernetes.io/ws }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: talker, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules: [{ backendRefs: [{ name: talker, port: 8082 }] }]
      """
    When an external client curls http://203.0.113.201/ws with:
      | header                              |
      | Connection: Upgrade                 |
      | Upgrade: websocket                  |
      | Origin: ws://gateway/talk           |
      | Sec-WebSocket-Version: 13           |
      | Sec-WebSocket-Key: aGVsbG8gd29ybGQ= |
    Then the response status is 101
    And the response header "upgrade" is "websocket"
    And it reaches pod "talker"
