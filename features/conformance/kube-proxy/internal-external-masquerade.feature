@conformance @service-proxy
Feature: Who is hidden behind the node, with and without a detector of local traffic and --masquerade-all
  Re-told from kubernetes/kubernetes pkg/proxy/iptables and pkg/proxy/nftables, proxier_test.go: one row a packet flow.
  Service svc1 has both policies Cluster, svc2 the external one Local, svc3 the internal one. Each has an endpoint on the test
  node (10.180.0.x) and one elsewhere (10.180.1.x). The node's own packets have its address with and without masquerading, so
  those rows tell the endpoints alone.

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
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        type: LoadBalancer
        clusterIP: 10.96.0.41
        ports: [{ name: p80, port: 80, nodePort: 30001 }]
      status: { loadBalancer: { ingress: [{ ip: 1.2.3.4 }] } }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.0.1], nodeName: test-node }
        - { addresses: [10.180.1.1], nodeName: remote }
      ports: [{ name: p80, port: 80 }]
      ---
      apiVersion: v1
      kind: Namespace
      metadata: { name: ns2 }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: svc2, namespace: ns2 }
      spec:
        type: LoadBalancer
        clusterIP: 10.96.0.42
        externalTrafficPolicy: Local
        ports: [{ name: p80, port: 80, nodePort: 30002 }]
      status: { loadBalancer: { ingress: [{ ip: 5.6.7.8 }] } }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc2-1, namespace: ns2, labels: { kubernetes.io/service-name: svc2 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.0.2], nodeName: test-node }
        - { addresses: [10.180.1.2], nodeName: remote }
      ports: [{ name: p80, port: 80 }]
      ---
      apiVersion: v1
      kind: Namespace
      metadata: { name: ns3 }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: svc3, namespace: ns3 }
      spec:
        type: LoadBalancer
        clusterIP: 10.96.0.43
        internalTrafficPolicy: Local
        ports: [{ name: p80, port: 80, nodePort: 30003 }]
      status: { loadBalancer: { ingress: [{ ip: 9.10.11.12 }] } }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc3-1, namespace: ns3, labels: { kubernetes.io/service-name: svc3 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.0.3], nodeName: test-node }
        - { addresses: [10.180.1.3], nodeName: remote }
      ports: [{ name: p80, port: 80 }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: pod, namespace: ns1 }
      spec: { nodeName: test-node, containers: [{ name: app, image: a }] }
      status: { podIP: 10.244.0.99 }
      """
    And namespace "ns1"

  Scenario Outline: TestInternalExternalMasquerade (base), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And the profile "detect-local=cluster-cidr"
    And the profile "masquerade-all=false"
    When <client> curls <target>
    Then 2 requests reach:
      | backend  | share  |
      | <local>  | <near> |
      | <remote> | <far>  |
    And the server sees the client as "<seen>"

    Examples:
      | mode     | flow                                 | client         | target            | local      | near | remote     | far | seen        |
      | iptables | pod to ClusterIP                     | pod/pod        | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 10.244.0.99 |
      | iptables | pod to NodePort                      | pod/pod        | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | pod to LB                            | pod/pod        | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | node to ClusterIP                    | node/test-node | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | node to NodePort                     | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | localhost to NodePort                | node/test-node | 127.0.0.1:30001   | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | node to LB                           | node/test-node | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | external to NodePort                 | 203.0.113.2    | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | external to LB                       | 203.0.113.2    | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | pod to ClusterIP with eTP:Local      | pod/pod        | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 10.244.0.99 |
      | iptables | pod to NodePort with eTP:Local       | pod/pod        | 192.168.0.2:30002 | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 10.244.0.99 |
      | iptables | pod to LB with eTP:Local             | pod/pod        | 5.6.7.8           | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 10.244.0.99 |
      | iptables | node to ClusterIP with eTP:Local     | node/test-node | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | iptables | node to NodePort with eTP:Local      | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | localhost to NodePort with eTP:Local | node/test-node | 127.0.0.1:30002   | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | iptables | node to LB with eTP:Local            | node/test-node | 5.6.7.8           | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | iptables | external to NodePort with eTP:Local  | 203.0.113.2    | 192.168.0.2:30002 | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | iptables | external to LB with eTP:Local        | 203.0.113.2    | 5.6.7.8           | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | iptables | pod to ClusterIP with iTP:Local      | pod/pod        | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 10.244.0.99 |
      | iptables | pod to NodePort with iTP:Local       | pod/pod        | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | pod to LB with iTP:Local             | pod/pod        | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | node to ClusterIP with iTP:Local     | node/test-node | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 192.168.0.2 |
      | iptables | node to NodePort with iTP:Local      | node/test-node | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | localhost to NodePort with iTP:Local | node/test-node | 127.0.0.1:30003   | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | node to LB with iTP:Local            | node/test-node | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | external to NodePort with iTP:Local  | 203.0.113.2    | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | external to LB with iTP:Local        | 203.0.113.2    | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | pod to ClusterIP                     | pod/pod        | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 10.244.0.99 |
      | nftables | pod to NodePort                      | pod/pod        | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | pod to LB                            | pod/pod        | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to ClusterIP                    | node/test-node | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to NodePort                     | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to LB                           | node/test-node | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | external to NodePort                 | 203.0.113.2    | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | external to LB                       | 203.0.113.2    | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | pod to ClusterIP with eTP:Local      | pod/pod        | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 10.244.0.99 |
      | nftables | pod to NodePort with eTP:Local       | pod/pod        | 192.168.0.2:30002 | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 10.244.0.99 |
      | nftables | pod to LB with eTP:Local             | pod/pod        | 5.6.7.8           | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 10.244.0.99 |
      | nftables | node to ClusterIP with eTP:Local     | node/test-node | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | nftables | node to NodePort with eTP:Local      | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to LB with eTP:Local            | node/test-node | 5.6.7.8           | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | nftables | external to NodePort with eTP:Local  | 203.0.113.2    | 192.168.0.2:30002 | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | nftables | external to LB with eTP:Local        | 203.0.113.2    | 5.6.7.8           | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | nftables | pod to ClusterIP with iTP:Local      | pod/pod        | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 10.244.0.99 |
      | nftables | pod to NodePort with iTP:Local       | pod/pod        | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | pod to LB with iTP:Local             | pod/pod        | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | node to ClusterIP with iTP:Local     | node/test-node | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 192.168.0.2 |
      | nftables | node to NodePort with iTP:Local      | node/test-node | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | node to LB with iTP:Local            | node/test-node | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | external to NodePort with iTP:Local  | 203.0.113.2    | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | external to LB with iTP:Local        | 203.0.113.2    | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |

  # Upstream sends these to the node; here nothing outside the cluster has a route for a cluster IP.
  Scenario Outline: TestInternalExternalMasquerade (base), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And the profile "detect-local=cluster-cidr"
    And the profile "masquerade-all=false"
    When 203.0.113.2 curls <target>
    Then it ends as dropped

    Examples:
      | mode     | flow                                 | target     |
      | iptables | external to ClusterIP                | 10.96.0.41 |
      | iptables | external to ClusterIP with eTP:Local | 10.96.0.42 |
      | iptables | external to ClusterIP with iTP:Local | 10.96.0.43 |
      | nftables | external to ClusterIP                | 10.96.0.41 |
      | nftables | external to ClusterIP with eTP:Local | 10.96.0.42 |
      | nftables | external to ClusterIP with iTP:Local | 10.96.0.43 |

  Scenario Outline: TestInternalExternalMasquerade (no LocalTrafficDetector), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And the profile "detect-local=none"
    And the profile "masquerade-all=false"
    When <client> curls <target>
    Then 2 requests reach:
      | backend  | share  |
      | <local>  | <near> |
      | <remote> | <far>  |
    And the server sees the client as "<seen>"

    Examples:
      | mode     | flow                                 | client         | target            | local      | near | remote     | far | seen        |
      | iptables | pod to ClusterIP                     | pod/pod        | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 10.244.0.99 |
      | iptables | pod to NodePort                      | pod/pod        | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | pod to LB                            | pod/pod        | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | node to ClusterIP                    | node/test-node | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | node to NodePort                     | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | localhost to NodePort                | node/test-node | 127.0.0.1:30001   | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | node to LB                           | node/test-node | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | external to NodePort                 | 203.0.113.2    | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | external to LB                       | 203.0.113.2    | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | pod to ClusterIP with eTP:Local      | pod/pod        | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 10.244.0.99 |
      | iptables | pod to NodePort with eTP:Local       | pod/pod        | 192.168.0.2:30002 | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 10.244.0.99 |
      | iptables | pod to LB with eTP:Local             | pod/pod        | 5.6.7.8           | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 10.244.0.99 |
      | iptables | node to ClusterIP with eTP:Local     | node/test-node | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | iptables | node to NodePort with eTP:Local      | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | localhost to NodePort with eTP:Local | node/test-node | 127.0.0.1:30002   | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | iptables | node to LB with eTP:Local            | node/test-node | 5.6.7.8           | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | iptables | external to NodePort with eTP:Local  | 203.0.113.2    | 192.168.0.2:30002 | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | iptables | external to LB with eTP:Local        | 203.0.113.2    | 5.6.7.8           | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | iptables | pod to ClusterIP with iTP:Local      | pod/pod        | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 10.244.0.99 |
      | iptables | pod to NodePort with iTP:Local       | pod/pod        | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | pod to LB with iTP:Local             | pod/pod        | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | node to ClusterIP with iTP:Local     | node/test-node | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 192.168.0.2 |
      | iptables | node to NodePort with iTP:Local      | node/test-node | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | localhost to NodePort with iTP:Local | node/test-node | 127.0.0.1:30003   | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | node to LB with iTP:Local            | node/test-node | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | external to NodePort with iTP:Local  | 203.0.113.2    | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | external to LB with iTP:Local        | 203.0.113.2    | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | pod to ClusterIP                     | pod/pod        | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 10.244.0.99 |
      | nftables | pod to NodePort                      | pod/pod        | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | pod to LB                            | pod/pod        | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to ClusterIP                    | node/test-node | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to NodePort                     | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to LB                           | node/test-node | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | external to NodePort                 | 203.0.113.2    | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | external to LB                       | 203.0.113.2    | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | pod to ClusterIP with eTP:Local      | pod/pod        | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 10.244.0.99 |
      | nftables | pod to NodePort with eTP:Local       | pod/pod        | 192.168.0.2:30002 | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 10.244.0.99 |
      | nftables | pod to LB with eTP:Local             | pod/pod        | 5.6.7.8           | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 10.244.0.99 |
      | nftables | node to ClusterIP with eTP:Local     | node/test-node | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | nftables | node to NodePort with eTP:Local      | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to LB with eTP:Local            | node/test-node | 5.6.7.8           | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | nftables | external to NodePort with eTP:Local  | 203.0.113.2    | 192.168.0.2:30002 | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | nftables | external to LB with eTP:Local        | 203.0.113.2    | 5.6.7.8           | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | nftables | pod to ClusterIP with iTP:Local      | pod/pod        | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 10.244.0.99 |
      | nftables | pod to NodePort with iTP:Local       | pod/pod        | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | pod to LB with iTP:Local             | pod/pod        | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | node to ClusterIP with iTP:Local     | node/test-node | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 192.168.0.2 |
      | nftables | node to NodePort with iTP:Local      | node/test-node | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | node to LB with iTP:Local            | node/test-node | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | external to NodePort with iTP:Local  | 203.0.113.2    | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | external to LB with iTP:Local        | 203.0.113.2    | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |

  # Upstream sends these to the node; here nothing outside the cluster has a route for a cluster IP.
  Scenario Outline: TestInternalExternalMasquerade (no LocalTrafficDetector), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And the profile "detect-local=none"
    And the profile "masquerade-all=false"
    When 203.0.113.2 curls <target>
    Then it ends as dropped

    Examples:
      | mode     | flow                                 | target     |
      | iptables | external to ClusterIP                | 10.96.0.41 |
      | iptables | external to ClusterIP with eTP:Local | 10.96.0.42 |
      | iptables | external to ClusterIP with iTP:Local | 10.96.0.43 |
      | nftables | external to ClusterIP                | 10.96.0.41 |
      | nftables | external to ClusterIP with eTP:Local | 10.96.0.42 |
      | nftables | external to ClusterIP with iTP:Local | 10.96.0.43 |

  Scenario Outline: TestInternalExternalMasquerade (masqueradeAll), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And the profile "detect-local=cluster-cidr"
    And the profile "masquerade-all=true"
    When <client> curls <target>
    Then 2 requests reach:
      | backend  | share  |
      | <local>  | <near> |
      | <remote> | <far>  |
    And the server sees the client as "<seen>"

    Examples:
      | mode     | flow                                 | client         | target            | local      | near | remote     | far | seen        |
      | iptables | pod to ClusterIP                     | pod/pod        | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | pod to NodePort                      | pod/pod        | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | pod to LB                            | pod/pod        | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | node to ClusterIP                    | node/test-node | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | node to NodePort                     | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | localhost to NodePort                | node/test-node | 127.0.0.1:30001   | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | node to LB                           | node/test-node | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | external to NodePort                 | 203.0.113.2    | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | external to LB                       | 203.0.113.2    | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | pod to ClusterIP with eTP:Local      | pod/pod        | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | iptables | pod to NodePort with eTP:Local       | pod/pod        | 192.168.0.2:30002 | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 10.244.0.99 |
      | iptables | pod to LB with eTP:Local             | pod/pod        | 5.6.7.8           | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 10.244.0.99 |
      | iptables | node to ClusterIP with eTP:Local     | node/test-node | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | iptables | node to NodePort with eTP:Local      | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | localhost to NodePort with eTP:Local | node/test-node | 127.0.0.1:30002   | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | iptables | node to LB with eTP:Local            | node/test-node | 5.6.7.8           | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | iptables | external to NodePort with eTP:Local  | 203.0.113.2    | 192.168.0.2:30002 | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | iptables | external to LB with eTP:Local        | 203.0.113.2    | 5.6.7.8           | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | iptables | pod to ClusterIP with iTP:Local      | pod/pod        | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 192.168.0.2 |
      | iptables | pod to NodePort with iTP:Local       | pod/pod        | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | pod to LB with iTP:Local             | pod/pod        | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | node to ClusterIP with iTP:Local     | node/test-node | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 192.168.0.2 |
      | iptables | node to NodePort with iTP:Local      | node/test-node | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | localhost to NodePort with iTP:Local | node/test-node | 127.0.0.1:30003   | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | node to LB with iTP:Local            | node/test-node | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | external to NodePort with iTP:Local  | 203.0.113.2    | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | external to LB with iTP:Local        | 203.0.113.2    | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | pod to ClusterIP                     | pod/pod        | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | pod to NodePort                      | pod/pod        | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | pod to LB                            | pod/pod        | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to ClusterIP                    | node/test-node | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to NodePort                     | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to LB                           | node/test-node | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | external to NodePort                 | 203.0.113.2    | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | external to LB                       | 203.0.113.2    | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | pod to ClusterIP with eTP:Local      | pod/pod        | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | nftables | pod to NodePort with eTP:Local       | pod/pod        | 192.168.0.2:30002 | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 10.244.0.99 |
      | nftables | pod to LB with eTP:Local             | pod/pod        | 5.6.7.8           | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 10.244.0.99 |
      | nftables | node to ClusterIP with eTP:Local     | node/test-node | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | nftables | node to NodePort with eTP:Local      | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to LB with eTP:Local            | node/test-node | 5.6.7.8           | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | nftables | external to NodePort with eTP:Local  | 203.0.113.2    | 192.168.0.2:30002 | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | nftables | external to LB with eTP:Local        | 203.0.113.2    | 5.6.7.8           | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | nftables | pod to ClusterIP with iTP:Local      | pod/pod        | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 192.168.0.2 |
      | nftables | pod to NodePort with iTP:Local       | pod/pod        | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | pod to LB with iTP:Local             | pod/pod        | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | node to ClusterIP with iTP:Local     | node/test-node | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 192.168.0.2 |
      | nftables | node to NodePort with iTP:Local      | node/test-node | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | node to LB with iTP:Local            | node/test-node | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | external to NodePort with iTP:Local  | 203.0.113.2    | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | external to LB with iTP:Local        | 203.0.113.2    | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |

  # Upstream sends these to the node; here nothing outside the cluster has a route for a cluster IP.
  Scenario Outline: TestInternalExternalMasquerade (masqueradeAll), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And the profile "detect-local=cluster-cidr"
    And the profile "masquerade-all=true"
    When 203.0.113.2 curls <target>
    Then it ends as dropped

    Examples:
      | mode     | flow                                 | target     |
      | iptables | external to ClusterIP                | 10.96.0.41 |
      | iptables | external to ClusterIP with eTP:Local | 10.96.0.42 |
      | iptables | external to ClusterIP with iTP:Local | 10.96.0.43 |
      | nftables | external to ClusterIP                | 10.96.0.41 |
      | nftables | external to ClusterIP with eTP:Local | 10.96.0.42 |
      | nftables | external to ClusterIP with iTP:Local | 10.96.0.43 |

  Scenario Outline: TestInternalExternalMasquerade (masqueradeAll, no LocalTrafficDetector), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And the profile "detect-local=none"
    And the profile "masquerade-all=true"
    When <client> curls <target>
    Then 2 requests reach:
      | backend  | share  |
      | <local>  | <near> |
      | <remote> | <far>  |
    And the server sees the client as "<seen>"

    Examples:
      | mode     | flow                                 | client         | target            | local      | near | remote     | far | seen        |
      | iptables | pod to ClusterIP                     | pod/pod        | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | pod to NodePort                      | pod/pod        | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | pod to LB                            | pod/pod        | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | node to ClusterIP                    | node/test-node | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | node to NodePort                     | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | localhost to NodePort                | node/test-node | 127.0.0.1:30001   | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | node to LB                           | node/test-node | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | external to NodePort                 | 203.0.113.2    | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | external to LB                       | 203.0.113.2    | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | pod to ClusterIP with eTP:Local      | pod/pod        | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | iptables | pod to NodePort with eTP:Local       | pod/pod        | 192.168.0.2:30002 | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 10.244.0.99 |
      | iptables | pod to LB with eTP:Local             | pod/pod        | 5.6.7.8           | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 10.244.0.99 |
      | iptables | node to ClusterIP with eTP:Local     | node/test-node | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | iptables | node to NodePort with eTP:Local      | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | iptables | localhost to NodePort with eTP:Local | node/test-node | 127.0.0.1:30002   | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | iptables | node to LB with eTP:Local            | node/test-node | 5.6.7.8           | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | iptables | external to NodePort with eTP:Local  | 203.0.113.2    | 192.168.0.2:30002 | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | iptables | external to LB with eTP:Local        | 203.0.113.2    | 5.6.7.8           | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | iptables | pod to ClusterIP with iTP:Local      | pod/pod        | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 192.168.0.2 |
      | iptables | pod to NodePort with iTP:Local       | pod/pod        | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | pod to LB with iTP:Local             | pod/pod        | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | node to ClusterIP with iTP:Local     | node/test-node | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 192.168.0.2 |
      | iptables | node to NodePort with iTP:Local      | node/test-node | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | localhost to NodePort with iTP:Local | node/test-node | 127.0.0.1:30003   | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | node to LB with iTP:Local            | node/test-node | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | external to NodePort with iTP:Local  | 203.0.113.2    | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | iptables | external to LB with iTP:Local        | 203.0.113.2    | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | pod to ClusterIP                     | pod/pod        | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | pod to NodePort                      | pod/pod        | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | pod to LB                            | pod/pod        | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to ClusterIP                    | node/test-node | 10.96.0.41        | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to NodePort                     | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to LB                           | node/test-node | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | external to NodePort                 | 203.0.113.2    | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | external to LB                       | 203.0.113.2    | 1.2.3.4           | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | pod to ClusterIP with eTP:Local      | pod/pod        | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | nftables | pod to NodePort with eTP:Local       | pod/pod        | 192.168.0.2:30002 | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 10.244.0.99 |
      | nftables | pod to LB with eTP:Local             | pod/pod        | 5.6.7.8           | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 10.244.0.99 |
      | nftables | node to ClusterIP with eTP:Local     | node/test-node | 10.96.0.42        | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | nftables | node to NodePort with eTP:Local      | node/test-node | 192.168.0.2:30001 | 10.180.0.1 | 1/2  | 10.180.1.1 | 1/2 | 192.168.0.2 |
      | nftables | node to LB with eTP:Local            | node/test-node | 5.6.7.8           | 10.180.0.2 | 1/2  | 10.180.1.2 | 1/2 | 192.168.0.2 |
      | nftables | external to NodePort with eTP:Local  | 203.0.113.2    | 192.168.0.2:30002 | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | nftables | external to LB with eTP:Local        | 203.0.113.2    | 5.6.7.8           | 10.180.0.2 | 1/1  | 10.180.1.2 | 0%  | 203.0.113.2 |
      | nftables | pod to ClusterIP with iTP:Local      | pod/pod        | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 192.168.0.2 |
      | nftables | pod to NodePort with iTP:Local       | pod/pod        | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | pod to LB with iTP:Local             | pod/pod        | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | node to ClusterIP with iTP:Local     | node/test-node | 10.96.0.43        | 10.180.0.3 | 1/1  | 10.180.1.3 | 0%  | 192.168.0.2 |
      | nftables | node to NodePort with iTP:Local      | node/test-node | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | node to LB with iTP:Local            | node/test-node | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | external to NodePort with iTP:Local  | 203.0.113.2    | 192.168.0.2:30003 | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |
      | nftables | external to LB with iTP:Local        | 203.0.113.2    | 9.10.11.12        | 10.180.0.3 | 1/2  | 10.180.1.3 | 1/2 | 192.168.0.2 |

  # Upstream sends these to the node; here nothing outside the cluster has a route for a cluster IP.
  Scenario Outline: TestInternalExternalMasquerade (masqueradeAll, no LocalTrafficDetector), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And the profile "detect-local=none"
    And the profile "masquerade-all=true"
    When 203.0.113.2 curls <target>
    Then it ends as dropped

    Examples:
      | mode     | flow                                 | target     |
      | iptables | external to ClusterIP                | 10.96.0.41 |
      | iptables | external to ClusterIP with eTP:Local | 10.96.0.42 |
      | iptables | external to ClusterIP with iTP:Local | 10.96.0.43 |
      | nftables | external to ClusterIP                | 10.96.0.41 |
      | nftables | external to ClusterIP with eTP:Local | 10.96.0.42 |
      | nftables | external to ClusterIP with iTP:Local | 10.96.0.43 |
