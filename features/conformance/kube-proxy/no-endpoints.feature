@conformance @service-proxy
Feature: Without endpoints the node refuses at once
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

  Scenario Outline: TestNoEndpointsReject (every address of the Service), <mode>: <flow>
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
      """
    When <client> curls <target>
    Then it ends as <ending>

    Examples:
      | mode     | flow                    | client      | target            | ending  |
      | iptables | pod to cluster IP       | pod/pod     | 10.96.0.41        | refused |
      | iptables | external to external IP | 203.0.113.2 | 192.168.99.11     | refused |
      | iptables | pod to NodePort         | pod/pod     | 192.168.0.2:30001 | refused |
      | iptables | external to NodePort    | 203.0.113.2 | 192.168.0.2:30001 | refused |
      | iptables | pod to LB IP            | pod/pod     | 1.2.3.4           | refused |
      | iptables | external to LB IP       | 203.0.113.2 | 1.2.3.4           | refused |
      | nftables | pod to cluster IP       | pod/pod     | 10.96.0.41        | refused |
      | nftables | external to external IP | 203.0.113.2 | 192.168.99.11     | refused |
      | nftables | pod to NodePort         | pod/pod     | 192.168.0.2:30001 | refused |
      | nftables | external to NodePort    | 203.0.113.2 | 192.168.0.2:30001 | refused |
      | nftables | pod to LB IP            | pod/pod     | 1.2.3.4           | refused |
      | nftables | external to LB IP       | 203.0.113.2 | 1.2.3.4           | refused |

