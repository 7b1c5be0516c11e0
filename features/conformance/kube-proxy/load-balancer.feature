@conformance @service-proxy
Feature: Source ranges guard the load balancer's addresses, and nothing else
  Re-told from kubernetes/kubernetes pkg/proxy/iptables and pkg/proxy/nftables, proxier_test.go: one row a packet flow.
  The test node has endpoint 10.180.2.1; 10.180.0.1 runs elsewhere. Clients outside are 203.0.113.2 and 203.0.113.130.

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
      """
    And namespace "ns1"

  Scenario Outline: TestLoadBalancer (accepted), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        type: LoadBalancer
        clusterIP: 10.96.0.41
        loadBalancerSourceRanges: [192.168.0.0/24, " 203.0.113.0/25"]
        ports: [{ name: p80, port: 80, nodePort: 30001 }]
      status: { loadBalancer: { ingress: [{ ip: 1.2.3.4 }, { ip: 5.6.7.8 }] } }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.2.1], nodeName: test-node }
      ports: [{ name: p80, port: 80 }]
      """
    When <client> curls <target>
    Then 2 requests reach:
      | backend    | share  |
      | 10.180.2.1 | <near> |
      | 10.180.0.1 | <far>  |
    And the server sees the client as "<seen>"

    Examples:
      | mode     | flow                                              | client         | target            | near | far | seen        |
      | iptables | pod to cluster IP                                 | pod/pod        | 10.96.0.41        | 1/1  | 0%  | 10.244.0.99 |
      | iptables | external to nodePort                              | 203.0.113.2    | 192.168.0.2:30001 | 1/1  | 0%  | 192.168.0.2 |
      | iptables | nodePort bypasses LoadBalancerSourceRanges        | 203.0.113.130  | 192.168.0.2:30001 | 1/1  | 0%  | 192.168.0.2 |
      | iptables | accepted external to LB1                          | 203.0.113.2    | 1.2.3.4           | 1/1  | 0%  | 192.168.0.2 |
      | iptables | accepted external to LB2                          | 203.0.113.2    | 5.6.7.8           | 1/1  | 0%  | 192.168.0.2 |
      | iptables | node to LB1 (allowed by LoadBalancerSourceRanges) | node/test-node | 1.2.3.4           | 1/1  | 0%  | 192.168.0.2 |
      | iptables | node to LB2 (allowed by LoadBalancerSourceRanges) | node/test-node | 5.6.7.8           | 1/1  | 0%  | 192.168.0.2 |
      | nftables | pod to cluster IP                                 | pod/pod        | 10.96.0.41        | 1/1  | 0%  | 10.244.0.99 |
      | nftables | external to nodePort                              | 203.0.113.2    | 192.168.0.2:30001 | 1/1  | 0%  | 192.168.0.2 |
      | nftables | nodePort bypasses LoadBalancerSourceRanges        | 203.0.113.130  | 192.168.0.2:30001 | 1/1  | 0%  | 192.168.0.2 |
      | nftables | accepted external to LB1                          | 203.0.113.2    | 1.2.3.4           | 1/1  | 0%  | 192.168.0.2 |
      | nftables | accepted external to LB2                          | 203.0.113.2    | 5.6.7.8           | 1/1  | 0%  | 192.168.0.2 |
      | nftables | node to LB1 (allowed by LoadBalancerSourceRanges) | node/test-node | 1.2.3.4           | 1/1  | 0%  | 192.168.0.2 |
      | nftables | node to LB2 (allowed by LoadBalancerSourceRanges) | node/test-node | 5.6.7.8           | 1/1  | 0%  | 192.168.0.2 |

  Scenario Outline: TestLoadBalancer (dropped), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        type: LoadBalancer
        clusterIP: 10.96.0.41
        loadBalancerSourceRanges: [192.168.0.0/24, " 203.0.113.0/25"]
        ports: [{ name: p80, port: 80, nodePort: 30001 }]
      status: { loadBalancer: { ingress: [{ ip: 1.2.3.4 }, { ip: 5.6.7.8 }] } }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.2.1], nodeName: test-node }
      ports: [{ name: p80, port: 80 }]
      """
    When <client> curls <target>
    Then it ends as <ending>

    Examples:
      | mode     | flow                                             | client        | target  | ending  |
      | iptables | blocked external to LB1                          | 203.0.113.130 | 1.2.3.4 | dropped |
      | iptables | blocked external to LB2                          | 203.0.113.130 | 5.6.7.8 | dropped |
      | iptables | pod to LB1 (blocked by LoadBalancerSourceRanges) | pod/pod       | 1.2.3.4 | dropped |
      | iptables | pod to LB2 (blocked by LoadBalancerSourceRanges) | pod/pod       | 5.6.7.8 | dropped |
      | nftables | blocked external to LB1                          | 203.0.113.130 | 1.2.3.4 | dropped |
      | nftables | blocked external to LB2                          | 203.0.113.130 | 5.6.7.8 | dropped |
      | nftables | pod to LB1 (blocked by LoadBalancerSourceRanges) | pod/pod       | 1.2.3.4 | dropped |
      | nftables | pod to LB2 (blocked by LoadBalancerSourceRanges) | pod/pod       | 5.6.7.8 | dropped |

