@service-proxy
Feature: A load balancer's address leads to the nodes, and from there to endpoints

  Background:
    Given the manifests in "fixtures/three-nodes.yaml"
    And namespace "shop"

  Scenario: Without a controller the Service stays pending
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    Then Service "web" has:
      | status.loadBalancer | (absent) |

  Scenario: A cloud gives it an address
    Given the profile "load-balancer=cloud"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: LoadBalancer
        loadBalancerIP: 203.0.113.150
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    When an external client curls http://203.0.113.150
    Then it succeeds
    And it reaches service "web"

  @S13
  Scenario: Another controller's class is left alone
    Given the profile "load-balancer=cloud"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: LoadBalancer
        loadBalancerClass: example.com/other
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    Then Service "web" has:
      | status.loadBalancer | (absent) |

  Rule: The address in the status is what counts

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec:
          type: LoadBalancer
          externalTrafficPolicy: Local
          loadBalancerSourceRanges: [198.51.100.0/24, 10.244.0.0/16]
          selector: { app: web }
          ports: [{ port: 80, targetPort: http, nodePort: 30080 }]
        status: { loadBalancer: { ingress: [{ ip: 203.0.113.50 }] } }
        """

    @S58 @S69
    Scenario: Only nodes with a ready endpoint get traffic
      When an external client at "198.51.100.7" curls http://203.0.113.50
      Then it succeeds
      And 2 requests reach:
        | backend   | share |
        | pod/web-a | 1/2   |
        | pod/web-b | 1/2   |

    @S69
    Scenario: No healthy node, no answer
      When pod "web-a" becomes unready
      And pod "web-b" becomes unready
      And an external client at "198.51.100.7" curls http://203.0.113.50
      Then it ends as dropped

    @S65
    Scenario: The source ranges keep others out of the load balancer's address, and out of nothing else
      When an external client at "192.0.2.7" curls http://203.0.113.50
      Then it ends as dropped
      When an external client at "192.0.2.7" curls 192.168.56.11:30080
      Then it succeeds

    @S60 @S65
    Scenario: Pods come to every endpoint through the address, when the ranges hold them
      When client-c curls http://203.0.113.50
      Then it succeeds
      And 2 requests reach:
        | backend   | share |
        | pod/web-a | 1/2   |
        | pod/web-b | 1/2   |

  @S66
  Scenario: With ipMode Proxy the address is the load balancer's own business: no rule on the nodes speaks of it
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      status: { loadBalancer: { ingress: [{ ip: 203.0.113.50, ipMode: Proxy }] } }
      """
    And the external host "balancer.example.com" at "203.0.113.50"
    When client-a curls http://203.0.113.50
    Then 1 requests reach:
      | backend      | share |
      | 203.0.113.50 | 1/1   |
