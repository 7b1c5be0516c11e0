@service-proxy
Feature: The same Service in iptables, nftables, IPVS and without kube-proxy
  Each row is something that a cluster does differently when nothing but the mode changes; tags count the rows.

  Background:
    Given the manifests in "fixtures/three-nodes.yaml"
    And namespace "shop"

  @mode-1
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

  @mode-4 @S57
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

  @mode-5 @S58 @S59
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

  @mode-7 @S60
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

  @mode-7
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

  @mode-9 @S67
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

  @mode-8 @S68
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

  @mode-2
  Scenario Outline: <mode>: an address of the service range that no Service has
    Given kube-proxy in <mode> mode
    When client-a curls http://10.96.200.200
    Then it ends as dropped
    When I run "kubectl exec client-a -- curl -m 1 http://10.96.200.200; why"
    Then the output contains "<reason>"

    Examples:
      | mode     | reason                                          |
      | iptables | nobody has 10.96.200.200                        |
      | nftables | no Service has 10.96.200.200                    |
      | ipvs     | nobody has 10.96.200.200                        |
      | none     | nobody has 10.96.200.200                        |

  @mode-3
  Scenario Outline: <mode>: an echo request to a cluster IP
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { clusterIP: 10.96.0.80, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    When I run "kubectl exec client-a -- ping -c 1 10.96.0.80"
    Then the output contains "<output>"
    And the exit code is 1

    Examples:
      | mode     | output                                               |
      | iptables | 1 packets transmitted, 0 received, 100% packet loss  |
      | nftables | From 192.168.56.11 icmp_seq=1 Destination Port Unreachable |
      | ipvs     | From 10.96.0.80 icmp_seq=1 Destination Port Unreachable |
      | none     | 1 packets transmitted, 0 received, 100% packet loss  |

  @mode-6 @S58
  Scenario Outline: <mode>: externalTrafficPolicy Local, a client outside and a node without an endpoint
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: NodePort
        externalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80, targetPort: http, nodePort: 30080 }]
      """
    When an external client curls 192.168.56.13:30080
    Then it ends as dropped
    When an external client curls 192.168.56.11:30080
    Then it reaches pod "web-a"

    Examples:
      | mode     |
      | iptables |
      | nftables |
      | ipvs     |
      | none     |

  @mode-7 @S60
  Scenario Outline: <mode>: a pod uses its own node's port with externalTrafficPolicy Local
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: NodePort
        externalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80, targetPort: http, nodePort: 30080 }]
      """
    When client-a curls 192.168.56.11:30080
    Then 2 requests reach:
      | backend   | share |
      | pod/web-a | <a>   |
      | pod/web-b | <b>   |

    Examples:
      | mode     | a   | b   |
      | iptables | 1/2 | 1/2 |
      | nftables | 1/2 | 1/2 |
      | ipvs     | 1/1 | 0/1 |

  @mode-10
  Scenario Outline: <mode>: every endpoint gets its share
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { clusterIP: 10.96.0.80, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    When client-c curls http://web
    Then 2 requests reach:
      | backend   | share |
      | pod/web-a | 1/2   |
      | pod/web-b | 1/2   |

    Examples:
      | mode     |
      | iptables |
      | nftables |
      | ipvs     |
      | none     |

  @mode-11
  Scenario Outline: <mode>: the source port behind the node's address is random
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { clusterIP: 10.96.0.80, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    When I run "ssh a"
    And I run "<command>"
    Then the output contains "<rule>"

    Examples:
      | mode     | command          | rule                    |
      | iptables | iptables-save    | MASQUERADE --random-fully |
      | nftables | nft list ruleset | masquerade fully-random |

  @mode-12
  Scenario: iptables alone drops what connection tracking finds invalid, and lets through what it marked
    Given kube-proxy in iptables mode
    When I run "ssh a"
    And I run "iptables-save"
    Then the output contains "-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP"
    And the output contains "-A KUBE-FORWARD -m comment --comment \"kubernetes forwarding rules\" -m mark --mark 0x4000/0x4000 -j ACCEPT"

  @mode-12
  Scenario: nftables has no such rules
    Given kube-proxy in nftables mode
    When I run "ssh a"
    And I run "nft list ruleset"
    Then the output contains "table ip kube-proxy {"
    And the output does not contain "ct state invalid"
