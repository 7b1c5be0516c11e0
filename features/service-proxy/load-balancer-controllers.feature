@service-proxy
Feature: Who gives a load balancer its address, and at which node its packets come in
  Kubernetes itself gives Services of type LoadBalancer nothing: they stay pending until a controller fills their status.

  Background:
    Given the manifests in "fixtures/three-nodes.yaml"
    And namespace "shop"

  @S13
  Scenario Outline: <controller>, class "<class>": <what>
    Given the profile "load-balancer=<controller>"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop, annotations: { <annotation> } }
      spec: { type: LoadBalancer, <class> selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    Then Service "web" has:
      | <field> | <value> |

    Examples:
      | controller | class                                           | annotation                                    | what               | field                                   | value                    |
      | none       |                                                 |                                               | pending            | status.loadBalancer                     | (absent)                 |
      | cloud      |                                                 |                                               | an address         | status.loadBalancer.ingress[0].ipMode   | VIP                      |
      | cloud      | loadBalancerClass: example.com/other,           |                                               | pending            | status.loadBalancer                     | (absent)                 |
      | hostname   |                                                 |                                               | a name             | status.loadBalancer.ingress[0].ip       | (absent)                 |
      | hostname   | loadBalancerClass: service.k8s.aws/nlb,         |                                               | a name             | status.loadBalancer.ingress[0].hostname | eb78a544.elb.example.com |
      | metallb    |                                                 | metallb.io/loadBalancerIPs: 203.0.113.200     | the one it wants   | status.loadBalancer.ingress[0].ip       | 203.0.113.200            |
      | metallb    |                                                 | metallb.io/loadBalancerIPs: 192.0.2.1         | not of the pool    | status.loadBalancer                     | (absent)                 |
      | metallb    | loadBalancerClass: example.com/other,           |                                               | pending            | status.loadBalancer                     | (absent)                 |
      | kube-vip   | loadBalancerClass: kube-vip.io/kube-vip-class,  | kube-vip.io/loadbalancerIPs: 192.0.2.1        | the one it wants   | status.loadBalancer.ingress[0].ip       | 192.0.2.1                |

  Scenario: Two Services want one address of MetalLB
    Given the profile "load-balancer=metallb"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: first, namespace: shop, annotations: { metallb.io/loadBalancerIPs: 203.0.113.200 } }
      spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: second, namespace: shop, annotations: { metallb.io/loadBalancerIPs: 203.0.113.200 } }
      spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    Then Service "first" has:
      | status.loadBalancer.ingress[0].ip | 203.0.113.200 |
    And Service "second" has:
      | status.loadBalancer | (absent) |

  Scenario Outline: <controller>, policy <policy>: the address belongs to <who>
    Given the profile "load-balancer=<controller>"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: LoadBalancer
        loadBalancerIP: 203.0.113.201
        externalTrafficPolicy: <policy>
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    When an external client curls http://203.0.113.201
    Then 12 requests reach:
      | backend   | share |
      | pod/web-a | <a>   |
      | pod/web-b | <b>   |
    And the server sees the client as "<seen>"

    Examples: One node masks every client, or only its own pods serve
      | controller | policy  | who        | a   | b   | seen          |
      | metallb    | Cluster | node b     | 1/2 | 1/2 | 192.168.56.12 |
      | metallb    | Local   | node b     | 0/1 | 1/1 | 203.0.113.7   |
      | kube-vip   | Cluster | node a     | 1/2 | 1/2 | 192.168.56.11 |
      | kube-vip   | Local   | node a     | 1/1 | 0/1 | 203.0.113.7   |
      | cloud      | Local   | both nodes | 1/2 | 1/2 | 203.0.113.7   |

  Scenario: The node that answered has lost its pod, and another one takes the address
    Given the profile "load-balancer=kube-vip"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: LoadBalancer
        loadBalancerIP: 203.0.113.200
        externalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    When an external client curls http://203.0.113.200
    Then it reaches pod "web-a"
    When pod "web-a" becomes unready
    And an external client curls http://203.0.113.200
    Then it reaches pod "web-b"

  Scenario Outline: <controller>: nobody can serve
    Given the profile "load-balancer=<controller>"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { type: LoadBalancer, loadBalancerIP: 203.0.113.200, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    When pod "web-a" becomes unready
    And pod "web-b" becomes unready
    And an external client curls http://203.0.113.200
    Then it ends as <ending>

    Examples: MetalLB announces nothing, the others let kube-proxy reject
      | controller | ending  |
      | metallb    | dropped |
      | kube-vip   | refused |
      | cloud      | refused |

  Scenario: Without node ports the address works all the same, for kube-proxy knows it
    Given the profile "load-balancer=metallb"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: LoadBalancer
        allocateLoadBalancerNodePorts: false
        loadBalancerIP: 203.0.113.200
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    Then Service "web" has:
      | spec.ports[0].nodePort | (absent) |
    When an external client curls http://203.0.113.200
    Then it succeeds
