@service-proxy
Feature: A node port on the node's own loopback interface
  kube-proxy in iptables mode, and only for IPv4, lets a node reach its node ports through 127.0.0.1. The packet leaves under
  the node's address, because nothing comes back to 127.0.0.1 from elsewhere.

  Background:
    Given the manifests in "fixtures/three-nodes.yaml"
    And namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: LoadBalancer
        selector: { app: web }
        ports: [{ port: 80, targetPort: http, nodePort: 30080 }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: local, namespace: shop }
      spec:
        type: LoadBalancer
        externalTrafficPolicy: Local
        healthCheckNodePort: 32000
        selector: { app: web }
        ports: [{ port: 80, targetPort: http, nodePort: 30081 }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: agent, namespace: shop }
      spec: { nodeName: c, hostNetwork: true, containers: [{ name: agent, image: "agent:1" }] }
      """

  @S68
  Scenario Outline: <client> at 127.0.0.1:<port>
    When <client> curls 127.0.0.1:<port>
    Then it succeeds
    And 2 requests reach:
      | backend   | share |
      | pod/web-a | 1/2   |
      | pod/web-b | 1/2   |
    And the server sees the client as "192.168.56.13"

    Examples:
      | client | port  |
      | node/c | 30080 |
      | node/c | 30081 |
      | agent  | 30080 |

  @S68
  Scenario: localhost is the same
    When node "c" curls localhost:30080
    Then it succeeds

  @S68
  Scenario Outline: It is the node's, and IPv4's: <client> at <address>
    When <client> curls <address>
    Then it is refused

    Examples:
      | client   | address         |
      | client-c | 127.0.0.1:30080 |
      | client-c | localhost:30080 |
      | node/c   | [::1]:30080     |
      | external | 127.0.0.1:30080 |

  @S68 @S57
  Scenario: Without an endpoint it is refused
    When pod "web-a" becomes unready
    And pod "web-b" becomes unready
    And node "c" curls 127.0.0.1:30080
    Then it is refused

  @S69
  Scenario: The health check listens there too
    When node "a" curls 127.0.0.1:32000
    Then the response status is 200
    When node "c" curls 127.0.0.1:32000
    Then the response status is 503
