@service-proxy
Feature: A node tells load balancers whether it has a ready endpoint
  A load balancer with policy Local must not send anything to nodes that would drop it. So the Service gets one more port,
  healthCheckNodePort, on which every node answers for itself: 200 with a ready endpoint, 503 without.

  Background:
    Given the manifests in "fixtures/three-nodes.yaml"
    And namespace "shop"

  Rule: Policy Local

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec:
          type: LoadBalancer
          externalTrafficPolicy: Local
          healthCheckNodePort: 32000
          selector: { app: web }
          ports: [{ port: 80, targetPort: http, nodePort: 30080 }]
        status: { loadBalancer: { ingress: [{ ip: 203.0.113.50 }] } }
        """

    @S69
    Scenario Outline: <client> asks <node>
      When <client> curls <node>:32000/healthz
      Then the response status is <status>

      Examples:
        | client   | node          | status |
        | external | 192.168.56.11 | 200    |
        | external | 192.168.56.12 | 200    |
        | external | 192.168.56.13 | 503    |
        | node/c   | 192.168.56.11 | 200    |
        | node/c   | 192.168.56.13 | 503    |
        | client-c | 192.168.56.13 | 503    |

    @S69
    Scenario: The answer follows readiness
      When pod "web-a" becomes unready
      And an external client curls 192.168.56.11:32000
      Then the response status is 503
      When pod "web-a" becomes ready
      And an external client curls 192.168.56.11:32000
      Then the response status is 200

    @S69
    Scenario: The node says how many, so that load balancers can weigh it
      When an external client curls 192.168.56.11:32000/healthz
      Then the response header "X-Load-Balancing-Endpoint-Weight" is "1"
      When I run "ssh c curl -s http://192.168.56.11:32000/healthz"
      Then the output contains "\"localEndpoints\": 1,"
      And the output contains "\"serviceProxyHealthy\": true"
      When I run "ssh a curl -is http://192.168.56.13:32000/healthz"
      Then the output contains "503 Service Unavailable"
      And the output contains "X-Load-Balancing-Endpoint-Weight: 0"
      And the output contains "\"localEndpoints\": 0,"

    # It still serves, and it is not ready: the last requests come through, new ones are sent elsewhere.
    @S69 @S55
    Scenario: A terminating endpoint does not count
      When pod "web-a" starts terminating
      And an external client curls 192.168.56.11:32000
      Then the response status is 503
      When an external client curls 192.168.56.11:30080
      Then it reaches pod "web-a"

    @S69
    Scenario: It speaks HTTP and nothing else
      When external connects to 192.168.56.11:32000 over TCP
      Then it succeeds
      When an external client curls https://192.168.56.11:32000
      Then it ends as tls-failed
      When external connects to 192.168.56.11:32000 over UDP
      Then it is refused

    @S67 @S69
    Scenario Outline: <mode>: the port is open on the addresses that node ports are open on
      Given kube-proxy in <mode> mode
      When an external client curls 198.51.100.11:32000
      Then it ends as <ending>

      Examples:
        | mode     | ending   |
        | iptables | answered |
        | nftables | refused  |
        | ipvs     | answered |

  @S15 @S69
  Scenario: Policy Cluster has no such port
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: LoadBalancer
        selector: { app: web }
        ports: [{ port: 80, targetPort: http, nodePort: 30080 }]
      """
    When an external client curls 192.168.56.11:32000
    Then it is refused

  @S15 @S69
  Scenario: The port is allocated when nobody asks for one
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: other, namespace: shop }
      spec:
        type: LoadBalancer
        externalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    Then Service "other" has:
      | spec.healthCheckNodePort | 31553 |

  @S15
  Scenario: It stays when the Service is applied without it, and another one is refused
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: LoadBalancer
        externalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    Then Service "web" has:
      | spec.healthCheckNodePort | 32000 |
      | spec.ports[0].nodePort   | 30080 |
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: LoadBalancer
        externalTrafficPolicy: Local
        healthCheckNodePort: 32001
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    Then applying is refused with "spec.healthCheckNodePort: Forbidden: field is immutable"
