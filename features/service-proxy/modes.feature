@service-proxy
Feature: The same Service in iptables, nftables, IPVS and without kube-proxy
  Each row is something that a cluster does differently when nothing but the mode changes.

  Background:
    Given the manifests in "fixtures/three-nodes.yaml"
    And namespace "shop"

  Scenario Outline: <mode>: a port that the Service does not have
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    When client-a curls http://web:81
    Then it ends as <ending>

    Examples:
      | mode     | ending  |
      | iptables | dropped |
      | nftables | refused |
      | ipvs     | refused |
      | none     | dropped |

  Scenario Outline: <mode>: a Service without endpoints
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: gone, namespace: shop }
      spec: { selector: { app: gone }, ports: [{ port: 80 }] }
      """
    When client-a curls http://gone
    Then it is refused

    Examples:
      | mode     |
      | iptables |
      | nftables |
      | ipvs     |
      | none     |

  Scenario Outline: <mode>: internalTrafficPolicy Local on a node without an endpoint, Service of type <type>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: <type>
        internalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    When client-c curls http://web
    Then it ends as <ending>

    Examples:
      | mode     | type      | ending   |
      | iptables | ClusterIP | dropped  |
      | nftables | ClusterIP | dropped  |
      | ipvs     | ClusterIP | refused  |
      | iptables | NodePort  | dropped  |
      | ipvs     | NodePort  | answered |

  Scenario Outline: <mode>: a pod uses a load balancer's address with externalTrafficPolicy Local
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: LoadBalancer
        externalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      status: { loadBalancer: { ingress: [{ ip: 203.0.113.50 }] } }
      """
    When client-a curls http://203.0.113.50
    Then 2 requests reach:
      | backend   | share |
      | pod/web-a | <a>   |
      | pod/web-b | <b>   |

    Examples:
      | mode     | a   | b   |
      | iptables | 1/2 | 1/2 |
      | nftables | 1/2 | 1/2 |

  Scenario: IPVS keeps such a pod on its node
    Given kube-proxy in ipvs mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: LoadBalancer
        externalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      status: { loadBalancer: { ingress: [{ ip: 203.0.113.50 }] } }
      """
    When client-a curls http://203.0.113.50
    Then it reaches pod "web-a"
    When client-c curls http://203.0.113.50
    Then it succeeds

  Scenario Outline: <mode>: a node port on a node's second address
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: http, nodePort: 30080 }] }
      """
    When an external client curls 198.51.100.11:30080
    Then it ends as <ending>

    Examples:
      | mode     | ending   |
      | iptables | answered |
      | nftables | refused  |
      | ipvs     | answered |

  @S68
  Scenario Outline: <mode>: a node port on the node's loopback interface
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: http, nodePort: 30080 }] }
      """
    When node "c" curls 127.0.0.1:30080
    Then it ends as <ending>

    Examples:
      | mode     | ending   |
      | iptables | answered |
      | nftables | refused  |
      | ipvs     | refused  |
      | none     | refused  |

  Scenario Outline: <mode>: whom a policy sees behind a load balancer's address
    Given kube-proxy in <mode> mode
    And the <cni> CNI
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      status: { loadBalancer: { ingress: [{ ip: 203.0.113.50 }] } }
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: clients, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: web } }
        ingress: [{ from: [{ podSelector: { matchLabels: { app: client } } }] }]
      """
    When client-c curls http://203.0.113.50
    Then it ends as <ending>

    Examples:
      | mode     | cni    | ending   |
      | iptables | calico | dropped  |
      | none     | cilium | answered |
