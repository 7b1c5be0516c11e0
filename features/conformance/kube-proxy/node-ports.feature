@conformance @service-proxy
Feature: Node ports are open on the addresses that the mode and --nodeport-addresses take
  Re-told from kubernetes/kubernetes pkg/proxy/iptables and pkg/proxy/nftables, proxier_test.go: one row a packet flow.
  The test node has endpoint 10.180.2.1 (fd00:10:180::2:1); another one runs elsewhere. Where upstream's table says that a packet
  is ignored, the node finds nobody who listens there.


  Rule: IPv4

    Background:
      Given the profile "nat-outgoing=false"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: { name: test-node }
        spec: { podCIDR: 10.244.0.0/24, podCIDRs: [10.244.0.0/24] }
        status:
          addresses:
            - { type: InternalIP, address: 192.168.0.2 }
            - { type: ExternalIP, address: 192.168.1.2 }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: ns1 }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: pod, namespace: ns1 }
        spec: { nodeName: test-node, containers: [{ name: app, image: a }] }
        status: { podIP: 10.244.0.99 }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: svc1, namespace: ns1 }
        spec:
          type: NodePort
          clusterIP: 10.96.0.41
          ports: [{ name: p80, port: 80, nodePort: 30001 }]
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
        addressType: IPv4
        endpoints:
          - { addresses: [10.180.0.1] }
          - { addresses: [10.180.2.1], nodeName: test-node }
        ports: [{ name: p80, port: 80 }]
        """
      And namespace "ns1"

    Scenario Outline: TestNodePorts (ipv4), <mode>, <flow>
      Given kube-proxy in <mode> mode
      And the profile "localhost-nodeports=<localhost>"
      And the profile "nodeport-addresses=<addresses>"
      When <client> curls <target>
      Then 2 requests reach:
        | backend    | share |
        | 10.180.2.1 | 1/2   |
        | 10.180.0.1 | 1/2   |
      And the server sees the client as "<seen>"

      Examples:
        | mode     | localhost | addresses                                   | flow                                                                                           | client         | target            | seen        |
        | iptables | true      |                                             | localhost-nodeports enabled: pod to cluster IP                                                 | pod/pod        | 10.96.0.41        | 10.244.0.99 |
        | iptables | true      |                                             | localhost-nodeports enabled: external to nodePort                                              | 203.0.113.2    | 192.168.0.2:30001 | 192.168.0.2 |
        | iptables | true      |                                             | localhost-nodeports enabled: node to nodePort                                                  | node/test-node | 192.168.0.2:30001 | 192.168.0.2 |
        | iptables | true      |                                             | localhost-nodeports enabled: localhost to nodePort                                             | node/test-node | 127.0.0.1:30001   | 192.168.0.2 |
        | iptables | true      |                                             | localhost-nodeports enabled: external to nodePort on secondary IP                              | 203.0.113.2    | 192.168.1.2:30001 | 192.168.0.2 |
        | iptables | false     |                                             | localhost-nodeports disabled: pod to cluster IP                                                | pod/pod        | 10.96.0.41        | 10.244.0.99 |
        | iptables | false     |                                             | localhost-nodeports disabled: external to nodePort                                             | 203.0.113.2    | 192.168.0.2:30001 | 192.168.0.2 |
        | iptables | false     |                                             | localhost-nodeports disabled: node to nodePort                                                 | node/test-node | 192.168.0.2:30001 | 192.168.0.2 |
        | iptables | false     |                                             | localhost-nodeports disabled: external to nodePort on secondary IP                             | 203.0.113.2    | 192.168.1.2:30001 | 192.168.0.2 |
        | iptables | false     | 192.168.0.0/24,127.0.0.1/32                 | localhost-nodeports disabled, localhost in nodeport-addresses: pod to cluster IP               | pod/pod        | 10.96.0.41        | 10.244.0.99 |
        | iptables | false     | 192.168.0.0/24,127.0.0.1/32                 | localhost-nodeports disabled, localhost in nodeport-addresses: external to nodePort            | 203.0.113.2    | 192.168.0.2:30001 | 192.168.0.2 |
        | iptables | false     | 192.168.0.0/24,127.0.0.1/32                 | localhost-nodeports disabled, localhost in nodeport-addresses: node to nodePort                | node/test-node | 192.168.0.2:30001 | 192.168.0.2 |
        | iptables | true      | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64 | localhost-nodeports enabled, multiple nodeport-addresses: pod to cluster IP                    | pod/pod        | 10.96.0.41        | 10.244.0.99 |
        | iptables | true      | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64 | localhost-nodeports enabled, multiple nodeport-addresses: external to nodePort                 | 203.0.113.2    | 192.168.0.2:30001 | 192.168.0.2 |
        | iptables | true      | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64 | localhost-nodeports enabled, multiple nodeport-addresses: node to nodePort                     | node/test-node | 192.168.0.2:30001 | 192.168.0.2 |
        | iptables | true      | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64 | localhost-nodeports enabled, multiple nodeport-addresses: external to nodePort on secondary IP | 203.0.113.2    | 192.168.1.2:30001 | 192.168.0.2 |
        | nftables | true      |                                             | no nodeport-addresses: pod to cluster IP                                                       | pod/pod        | 10.96.0.41        | 10.244.0.99 |
        | nftables | true      |                                             | no nodeport-addresses: external to nodePort                                                    | 203.0.113.2    | 192.168.0.2:30001 | 192.168.0.2 |
        | nftables | true      |                                             | no nodeport-addresses: node to nodePort                                                        | node/test-node | 192.168.0.2:30001 | 192.168.0.2 |
        | nftables | true      | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64 | multiple nodeport-addresses: pod to cluster IP                                                 | pod/pod        | 10.96.0.41        | 10.244.0.99 |
        | nftables | true      | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64 | multiple nodeport-addresses: external to nodePort                                              | 203.0.113.2    | 192.168.0.2:30001 | 192.168.0.2 |
        | nftables | true      | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64 | multiple nodeport-addresses: node to nodePort                                                  | node/test-node | 192.168.0.2:30001 | 192.168.0.2 |
        | nftables | true      | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64 | multiple nodeport-addresses: external to nodePort on secondary IP                              | 203.0.113.2    | 192.168.1.2:30001 | 192.168.0.2 |

    Scenario Outline: TestNodePorts (ipv4), <mode>, <flow>
      Given kube-proxy in <mode> mode
      And the profile "localhost-nodeports=<localhost>"
      And the profile "nodeport-addresses=<addresses>"
      When <client> curls <target>
      Then it is refused

      Examples:
        | mode     | localhost | addresses                                   | flow                                                                                              | client         | target            |
        | iptables | false     |                                             | localhost-nodeports disabled: localhost to nodePort                                               | node/test-node | 127.0.0.1:30001   |
        | iptables | false     | 192.168.0.0/24,127.0.0.1/32                 | localhost-nodeports disabled, localhost in nodeport-addresses: localhost to nodePort              | node/test-node | 127.0.0.1:30001   |
        | iptables | false     | 192.168.0.0/24,127.0.0.1/32                 | localhost-nodeports disabled, localhost in nodeport-addresses: secondary nodeIP ignores NodePorts | 203.0.113.2    | 192.168.1.2:30001 |
        | iptables | true      | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64 | localhost-nodeports enabled, multiple nodeport-addresses: localhost to nodePort                   | node/test-node | 127.0.0.1:30001   |
        | nftables | true      |                                             | no nodeport-addresses: secondary nodeIP ignores NodePorts                                         | 203.0.113.2    | 192.168.1.2:30001 |

  Rule: IPv6

    Background:
      Given the profile "nat-outgoing=false"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: { name: test-node }
        spec: { podCIDR: "fd00:10:244::/64", podCIDRs: ["fd00:10:244::/64"] }
        status:
          addresses:
            - { type: InternalIP, address: "2001:db8::1" }
            - { type: ExternalIP, address: "2001:db8:1::2" }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: ns1 }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: pod, namespace: ns1 }
        spec: { nodeName: test-node, containers: [{ name: app, image: a }] }
        status: { podIP: "fd00:10:244::99" }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: svc1, namespace: ns1 }
        spec:
          type: NodePort
          clusterIP: "fd00:10:96::41"
          ports: [{ name: p80, port: 80, nodePort: 30001 }]
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
        addressType: IPv6
        endpoints:
          - { addresses: ["fd00:10:180::1"] }
          - { addresses: ["fd00:10:180::2:1"], nodeName: test-node }
        ports: [{ name: p80, port: 80 }]
        """
      And namespace "ns1"

    Scenario Outline: TestNodePorts (ipv6), <mode>, <flow>
      Given kube-proxy in <mode> mode
      And the profile "localhost-nodeports=<localhost>"
      And the profile "nodeport-addresses=<addresses>"
      And the profile "ip-families=IPv6"
      When <client> curls <target>
      Then 2 requests reach:
        | backend          | share |
        | fd00:10:180::2:1 | 1/2   |
        | fd00:10:180::1   | 1/2   |
      And the server sees the client as "<seen>"

      Examples:
        | mode     | localhost | addresses                                                     | flow                                                                            | client         | target                | seen            |
        | iptables | true      |                                                               | localhost-nodeports enabled: pod to cluster IP                                  | pod/pod        | [fd00:10:96::41]      | fd00:10:244::99 |
        | iptables | true      |                                                               | localhost-nodeports enabled: external to nodePort                               | 2600:5200::1   | [2001:db8::1]:30001   | 2001:db8::1     |
        | iptables | true      |                                                               | localhost-nodeports enabled: node to nodePort                                   | node/test-node | [2001:db8::1]:30001   | 2001:db8::1     |
        | iptables | true      |                                                               | localhost-nodeports enabled: external to nodePort on secondary IP               | 2600:5200::1   | [2001:db8:1::2]:30001 | 2001:db8::1     |
        | iptables | false     |                                                               | localhost-nodeports disabled: pod to cluster IP                                 | pod/pod        | [fd00:10:96::41]      | fd00:10:244::99 |
        | iptables | false     |                                                               | localhost-nodeports disabled: external to nodePort                              | 2600:5200::1   | [2001:db8::1]:30001   | 2001:db8::1     |
        | iptables | false     |                                                               | localhost-nodeports disabled: node to nodePort                                  | node/test-node | [2001:db8::1]:30001   | 2001:db8::1     |
        | iptables | false     |                                                               | localhost-nodeports disabled: external to nodePort on secondary IP              | 2600:5200::1   | [2001:db8:1::2]:30001 | 2001:db8::1     |
        | iptables | false     | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64                   | localhost-nodeports disabled, multiple nodeport-addresses: pod to cluster IP    | pod/pod        | [fd00:10:96::41]      | fd00:10:244::99 |
        | iptables | false     | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64                   | localhost-nodeports disabled, multiple nodeport-addresses: external to nodePort | 2600:5200::1   | [2001:db8::1]:30001   | 2001:db8::1     |
        | iptables | false     | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64                   | localhost-nodeports disabled, multiple nodeport-addresses: node to nodePort     | node/test-node | [2001:db8::1]:30001   | 2001:db8::1     |
        | nftables | true      |                                                               | no nodeport-addresses: pod to cluster IP                                        | pod/pod        | [fd00:10:96::41]      | fd00:10:244::99 |
        | nftables | true      |                                                               | no nodeport-addresses: external to nodePort                                     | 2600:5200::1   | [2001:db8::1]:30001   | 2001:db8::1     |
        | nftables | true      |                                                               | no nodeport-addresses: node to nodePort                                         | node/test-node | [2001:db8::1]:30001   | 2001:db8::1     |
        | nftables | true      | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64,2001:db8:1::2/128 | multiple nodeport-addresses: pod to cluster IP                                  | pod/pod        | [fd00:10:96::41]      | fd00:10:244::99 |
        | nftables | true      | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64,2001:db8:1::2/128 | multiple nodeport-addresses: external to nodePort                               | 2600:5200::1   | [2001:db8::1]:30001   | 2001:db8::1     |
        | nftables | true      | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64,2001:db8:1::2/128 | multiple nodeport-addresses: node to nodePort                                   | node/test-node | [2001:db8::1]:30001   | 2001:db8::1     |
        | nftables | true      | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64,2001:db8:1::2/128 | multiple nodeport-addresses: external to nodePort on secondary IP               | 2600:5200::1   | [2001:db8:1::2]:30001 | 2001:db8::1     |

    Scenario Outline: TestNodePorts (ipv6), <mode>, <flow>
      Given kube-proxy in <mode> mode
      And the profile "localhost-nodeports=<localhost>"
      And the profile "nodeport-addresses=<addresses>"
      And the profile "ip-families=IPv6"
      When <client> curls <target>
      Then it is refused

      Examples:
        | mode     | localhost | addresses                                   | flow                                                                                          | client         | target                |
        | iptables | true      |                                             | localhost-nodeports enabled: localhost to nodePort                                            | node/test-node | [::1]:30001           |
        | iptables | false     |                                             | localhost-nodeports disabled: localhost to nodePort                                           | node/test-node | [::1]:30001           |
        | iptables | false     | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64 | localhost-nodeports disabled, multiple nodeport-addresses: localhost to nodePort              | node/test-node | [::1]:30001           |
        | iptables | false     | 192.168.0.0/24,192.168.1.0/24,2001:db8::/64 | localhost-nodeports disabled, multiple nodeport-addresses: secondary nodeIP ignores NodePorts | 2600:5200::1   | [2001:db8:1::2]:30001 |
        | nftables | true      |                                             | no nodeport-addresses: secondary nodeIP ignores NodePorts                                     | 2600:5200::1   | [2001:db8:1::2]:30001 |

  Rule: Health checks

    Scenario: TestHealthCheckNodePort (iptables)
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: { name: test-node }
        spec: { podCIDR: 10.244.0.0/24, podCIDRs: [10.244.0.0/24] }
        status:
          addresses:
            - { type: InternalIP, address: 192.168.0.2 }
            - { type: ExternalIP, address: 192.168.1.2 }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: ns1 }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: svc1, namespace: ns1 }
        spec:
          type: LoadBalancer
          clusterIP: 10.96.0.42
          externalTrafficPolicy: Local
          healthCheckNodePort: 30000
          ports: [{ name: p80, port: 80, nodePort: 30001 }]
        """
      And namespace "ns1"
      When 1.2.3.4 curls 192.168.0.2:30000
      Then the response status is 503
      When I delete "service/svc1"
      And 1.2.3.4 curls 192.168.0.2:30000
      Then it is refused
