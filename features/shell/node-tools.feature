Feature: On a node, its tools show what kube-proxy keeps there
  The listings themselves are compared with the real programs' in engine/surfaces/shell/*-parity.test.ts.

  Background:
    Given namespace "default"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web, labels: { app: web } }
      spec: { nodeName: worker-1, containers: [{ name: web, image: "nginx:1.27", ports: [{ containerPort: 8080, name: http }] }] }
      status: { podIP: 10.244.1.80 }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { clusterIP: 10.96.0.80, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """

  Scenario: nft lists one chain of a table
    Given kube-proxy in nftables mode
    When I run "ssh worker-1 nft list chain ip kube-proxy nat-prerouting"
    Then the output is:
      """
      table ip kube-proxy {
      	chain nat-prerouting {
      		type nat hook prerouting priority dstnat; policy accept;
      		jump services
      	}
      }
      """

  Scenario Outline: nft <words>
    Given kube-proxy in nftables mode
    When I run "ssh worker-1 nft <words>"
    Then the output contains "<fact>"
    And the exit code is <code>

    Examples:
      | words                                 | fact                                         | code |
      | list tables                           | table ip6 kube-proxy                         | 0    |
      | list map ip kube-proxy service-ips    | 10.96.0.80 . tcp . 80 : goto service-        | 0    |
      | list set ip kube-proxy cluster-ips    | 10.96.0.1, 10.96.0.10,                       | 0    |
      | -a list chain ip kube-proxy services  | chain services { # handle                    | 0    |
      | list ruleset                          | meta l4proto tcp dnat to 10.244.1.80:8080    | 0    |
      | list chain ip kube-proxy nothing      | Error: No such file or directory             | 1    |
      | -j list ruleset                       | nft: no JSON here                            | 1    |
      | add table ip mine                     | nft add: the rules here are kube-proxy's     | 1    |

  Scenario: iptables lists a chain with its rules and who jumps to it
    When I run "ssh worker-1 iptables -t nat -nL KUBE-SERVICES --line-numbers"
    Then the output contains "Chain KUBE-SERVICES (2 references)"
    And the output contains "/* default/web cluster IP */ tcp dpt:80"
    And the exit code is 0

  Scenario Outline: iptables <words>
    When I run "ssh worker-1 <tool> <words>"
    Then the output contains "<fact>"
    And the exit code is <code>

    Examples:
      | tool          | words                     | fact                                                | code |
      | iptables      | -t nat -S KUBE-MARK-MASQ  | -A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000 | 0    |
      | iptables      | -nvL FORWARD              | /* kubernetes forwarding rules */                   | 0    |
      | iptables      | -t mangle -L              | Chain POSTROUTING (policy ACCEPT)                   | 0    |
      | iptables      | -L KUBE-SERVICE           | chain `KUBE-SERVICE' in table `filter'              | 1    |
      | iptables      | -t nut -L                 | table 'nut' does not exist                          | 3    |
      | iptables      | -A INPUT -j DROP          | iptables -A: the rules here are kube-proxy's        | 1    |
      | iptables-save | -t nat                    | to-destination 10.244.1.80:8080                     | 0    |
      | ip6tables     | -S FORWARD                | -P FORWARD ACCEPT                                   | 0    |

  Scenario: A pod may not look at a node's rules
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: tools }
      spec: { containers: [{ name: c, image: nicolaka/netshoot }] }
      """
    When I run "kubectl exec tools -- iptables -t nat -L"
    Then the output contains "Permission denied (you must be root)"
    When I run "kubectl exec tools -- nft list ruleset"
    Then the output contains "Operation not permitted (you must be root)"

  Scenario: ipvsadm shows a Service as a virtual server with its endpoints
    Given kube-proxy in ipvs mode
    When I run "ssh worker-1 ipvsadm -Ln -t 10.96.0.80:80"
    Then the output contains "TCP 10.96.0.80:80 rr"
    And the output contains "-> 10.244.1.80:8080 Masq 1 0 0"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: default }
      spec:
        type: NodePort
        clusterIP: 10.96.0.80
        selector: { app: web }
        sessionAffinity: ClientIP
        ports: [{ port: 80, targetPort: http, nodePort: 30080 }]
      """
    And I run "ssh worker-1 ipvsadm -Ln"
    Then the output contains "TCP 10.96.0.80:80 rr persistent 10800"
    And the output contains ":30080 rr persistent 10800"

  Scenario Outline: In mode ipvs: <command>
    Given kube-proxy in ipvs mode
    When I run "ssh worker-1 <command>"
    Then the output contains "<fact>"
    And the exit code is <code>

    Examples:
      | command                     | fact                                                        | code |
      | ipset list KUBE-CLUSTER-IP  | 10.96.0.80,tcp:80                                           | 0    |
      | ipset list KUBE-LOOP-BACK   | 10.244.1.80,tcp:8080,10.244.1.80                            | 0    |
      | ipset list KUBE-NOTHING     | The set with the given name does not exist                  | 1    |
      | ipvsadm -Ln -t 10.96.0.80:1 | No such service                                             | 255  |
      | ipvsadm -Sn                 | -a -t 10.96.0.80:80 -r 10.244.1.80:8080 -m -w 1             | 0    |
      | ipvsadm -C                  | the servers here are kube-proxy's                           | 1    |

  Scenario Outline: On any node: <command>
    When I run "ssh worker-1 <command>"
    Then the output contains "<fact>"
    And the exit code is <code>

    Examples:
      | command               | fact                                                                     | code |
      | ipvsadm -Ln           | # kube-proxy runs in mode iptables here                                  | 0    |
      | conntrack -L          | 0 flow entries have been shown.                                          | 0    |
      | ss -lnt               | State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess          | 0    |
      | ss -ln                | Netid State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess    | 0    |
      | crictl ps             | CONTAINER IMAGE CREATED STATE NAME ATTEMPT POD ID POD NAMESPACE          | 0    |
      | crictl ps --name web  | Running web 0                                                            | 0    |
      | crictl pods           | POD ID CREATED STATE NAME NAMESPACE ATTEMPT RUNTIME                      | 0    |
      | crictl pods --name we | Ready web default 0 (default)                                            | 0    |
      | crictl images         | this shell knows crictl ps and crictl pods                               | 1    |

  Scenario: crictl knows the pods of its node alone
    When I run "ssh control-plane crictl pods --name ^web$ -q | wc -l"
    Then the output is:
      """
      0
      """
    When I run "ssh worker-1 crictl ps --name ^web$ -q | wc -c"
    Then the output is:
      """
      65
      """

  Scenario Outline: Routes to the pods of another node as <cni> makes them
    Given the <cni> CNI
    When I run "ssh worker-1 ip route"
    Then the output contains "<route>"
    When I run "ssh worker-1 ip addr"
    Then the output contains "<device>"

    Examples:
      | cni            | route                                                  | device                                         |
      | calico         | via 192.168.56.11 dev tunl0 proto bird onlink          | tunl0@NONE: <NOARP,UP,LOWER_UP> mtu 1480       |
      | flannel        | dev flannel.1 onlink                                   | flannel.1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 |
      | cilium         | dev cilium_host proto kernel src                       | cilium_host@cilium_net:                        |
      | ovn-kubernetes | 10.96.0.0/12 via 169.254.169.4 dev br-ex mtu 1400      | ovn-k8s-mp0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1400 |
      | weave          | 10.244.0.0/16 dev weave proto kernel scope link        | weave: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1376 |

  Scenario: In mode ipvs a node has the Service addresses itself, so a packet for them goes nowhere else
    Given kube-proxy in ipvs mode
    When I run "ssh worker-1 ip addr show kube-ipvs0"
    Then the output contains "inet 10.96.0.80/32 scope global kube-ipvs0"
    When I run "ssh worker-1 ip route get 10.96.0.80"
    Then the output contains "local 10.96.0.80 dev lo"

  Scenario: In mode iptables nobody has them: the route is only the way out, and the rules come first
    When I run "ssh worker-1 ip route get 10.96.0.80"
    Then the output contains "10.96.0.80 via 192.168.56.1 dev eth0"
