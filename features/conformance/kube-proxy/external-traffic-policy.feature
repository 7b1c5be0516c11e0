@conformance @service-proxy
Feature: External traffic policy decides who is reached, and who is seen
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

  Scenario Outline: TestExternalTrafficPolicyLocal (both policies of one Service), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        type: LoadBalancer
        clusterIP: 10.96.0.41
        externalIPs: [192.168.99.11]
        externalTrafficPolicy: Local
        ports: [{ name: p80, port: 80, nodePort: 30001 }]
      status: { loadBalancer: { ingress: [{ ip: 1.2.3.4 }] } }
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
    When <client> curls <target>
    Then 2 requests reach:
      | backend    | share  |
      | 10.180.2.1 | <near> |
      | 10.180.0.1 | <far>  |
    And the server sees the client as "<seen>"

    Examples:
      | mode     | flow                                            | client      | target            | near | far | seen        |
      | iptables | pod to cluster IP hits both endpoints           | pod/pod     | 10.96.0.41        | 1/2  | 1/2 | 10.244.0.99 |
      | iptables | pod to external IP hits both endpoints          | pod/pod     | 192.168.99.11     | 1/2  | 1/2 | 10.244.0.99 |
      | iptables | external to external IP hits only the local one | 203.0.113.2 | 192.168.99.11     | 1/1  | 0%  | 203.0.113.2 |
      | iptables | pod to LB IP hits both endpoints                | pod/pod     | 1.2.3.4           | 1/2  | 1/2 | 10.244.0.99 |
      | iptables | external to LB IP hits only the local one       | 203.0.113.2 | 1.2.3.4           | 1/1  | 0%  | 203.0.113.2 |
      | iptables | pod to NodePort hits both endpoints             | pod/pod     | 192.168.0.2:30001 | 1/2  | 1/2 | 10.244.0.99 |
      | iptables | external to NodePort hits only the local one    | 203.0.113.2 | 192.168.0.2:30001 | 1/1  | 0%  | 203.0.113.2 |
      | nftables | pod to cluster IP hits both endpoints           | pod/pod     | 10.96.0.41        | 1/2  | 1/2 | 10.244.0.99 |
      | nftables | pod to external IP hits both endpoints          | pod/pod     | 192.168.99.11     | 1/2  | 1/2 | 10.244.0.99 |
      | nftables | external to external IP hits only the local one | 203.0.113.2 | 192.168.99.11     | 1/1  | 0%  | 203.0.113.2 |
      | nftables | pod to LB IP hits both endpoints                | pod/pod     | 1.2.3.4           | 1/2  | 1/2 | 10.244.0.99 |
      | nftables | external to LB IP hits only the local one       | 203.0.113.2 | 1.2.3.4           | 1/1  | 0%  | 203.0.113.2 |
      | nftables | pod to NodePort hits both endpoints             | pod/pod     | 192.168.0.2:30001 | 1/2  | 1/2 | 10.244.0.99 |
      | nftables | external to NodePort hits only the local one    | 203.0.113.2 | 192.168.0.2:30001 | 1/1  | 0%  | 203.0.113.2 |

  Scenario Outline: TestExternalTrafficPolicyCluster (the default), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        type: LoadBalancer
        clusterIP: 10.96.0.41
        externalIPs: [192.168.99.11]
        externalTrafficPolicy: Cluster
        ports: [{ name: p80, port: 80, nodePort: 30001 }]
      status: { loadBalancer: { ingress: [{ ip: 1.2.3.4 }] } }
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
    When <client> curls <target>
    Then 2 requests reach:
      | backend    | share  |
      | 10.180.2.1 | <near> |
      | 10.180.0.1 | <far>  |
    And the server sees the client as "<seen>"

    Examples:
      | mode     | flow                                 | client      | target            | near | far | seen        |
      | iptables | pod to cluster IP, its address kept  | pod/pod     | 10.96.0.41        | 1/2  | 1/2 | 10.244.0.99 |
      | iptables | pod to external IP, masqueraded      | pod/pod     | 192.168.99.11     | 1/2  | 1/2 | 192.168.0.2 |
      | iptables | external to external IP, masqueraded | 203.0.113.2 | 192.168.99.11     | 1/2  | 1/2 | 192.168.0.2 |
      | iptables | pod to LB IP, masqueraded            | pod/pod     | 1.2.3.4           | 1/2  | 1/2 | 192.168.0.2 |
      | iptables | external to LB IP, masqueraded       | 203.0.113.2 | 1.2.3.4           | 1/2  | 1/2 | 192.168.0.2 |
      | iptables | pod to NodePort, masqueraded         | pod/pod     | 192.168.0.2:30001 | 1/2  | 1/2 | 192.168.0.2 |
      | iptables | external to NodePort, masqueraded    | 203.0.113.2 | 192.168.0.2:30001 | 1/2  | 1/2 | 192.168.0.2 |
      | nftables | pod to cluster IP, its address kept  | pod/pod     | 10.96.0.41        | 1/2  | 1/2 | 10.244.0.99 |
      | nftables | pod to external IP, masqueraded      | pod/pod     | 192.168.99.11     | 1/2  | 1/2 | 192.168.0.2 |
      | nftables | external to external IP, masqueraded | 203.0.113.2 | 192.168.99.11     | 1/2  | 1/2 | 192.168.0.2 |
      | nftables | pod to LB IP, masqueraded            | pod/pod     | 1.2.3.4           | 1/2  | 1/2 | 192.168.0.2 |
      | nftables | external to LB IP, masqueraded       | 203.0.113.2 | 1.2.3.4           | 1/2  | 1/2 | 192.168.0.2 |
      | nftables | pod to NodePort, masqueraded         | pod/pod     | 192.168.0.2:30001 | 1/2  | 1/2 | 192.168.0.2 |
      | nftables | external to NodePort, masqueraded    | 203.0.113.2 | 192.168.0.2:30001 | 1/2  | 1/2 | 192.168.0.2 |

