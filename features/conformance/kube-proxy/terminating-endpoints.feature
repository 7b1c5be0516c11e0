@conformance @service-proxy
Feature: Terminating endpoints serve when nothing else is left
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

  Scenario Outline: TestTerminatingEndpointsTrafficPolicyLocal (ready and terminating), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        type: LoadBalancer
        clusterIP: 10.96.0.41
        externalTrafficPolicy: Local
        internalTrafficPolicy: Cluster
        ports: [{ name: p80, port: 80, nodePort: 30001 }]
      status: { loadBalancer: { ingress: [{ ip: 1.2.3.4 }] } }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.2.1], nodeName: test-node, conditions: { ready: true, serving: true, terminating: false } }
        - { addresses: [10.180.0.1], nodeName: test-node, conditions: { ready: false, serving: true, terminating: true } }
      ports: [{ name: p80, port: 80 }]
      """
    When <client> curls <target>
    Then 2 requests reach:
      | backend    | share  |
      | 10.180.2.1 | <near> |
      | 10.180.0.1 | <far>  |
    And the server sees the client as "<seen>"

    Examples:
      | mode     | flow              | client      | target     | near | far | seen        |
      | iptables | pod to cluster IP | pod/pod     | 10.96.0.41 | 1/1  | 0%  | 10.244.0.99 |
      | iptables | external to LB    | 203.0.113.2 | 1.2.3.4    | 1/1  | 0%  | 203.0.113.2 |
      | nftables | pod to cluster IP | pod/pod     | 10.96.0.41 | 1/1  | 0%  | 10.244.0.99 |
      | nftables | external to LB    | 203.0.113.2 | 1.2.3.4    | 1/1  | 0%  | 203.0.113.2 |

  Scenario Outline: TestTerminatingEndpointsTrafficPolicyLocal (only terminating ones on the node), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        type: LoadBalancer
        clusterIP: 10.96.0.41
        externalTrafficPolicy: Local
        internalTrafficPolicy: Cluster
        ports: [{ name: p80, port: 80, nodePort: 30001 }]
      status: { loadBalancer: { ingress: [{ ip: 1.2.3.4 }] } }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.2.1], nodeName: test-node, conditions: { ready: false, serving: true, terminating: true } }
        - { addresses: [10.180.0.1], nodeName: another-node, conditions: { ready: true, serving: true, terminating: false } }
      ports: [{ name: p80, port: 80 }]
      """
    When <client> curls <target>
    Then 2 requests reach:
      | backend    | share  |
      | 10.180.2.1 | <near> |
      | 10.180.0.1 | <far>  |
    And the server sees the client as "<seen>"

    Examples:
      | mode     | flow                                      | client      | target            | near | far | seen        |
      | iptables | pod to cluster IP takes the ready one     | pod/pod     | 10.96.0.41        | 0%   | 1/1 | 10.244.0.99 |
      | iptables | external to node port takes the local one | 203.0.113.2 | 192.168.0.2:30001 | 1/1  | 0%  | 203.0.113.2 |
      | nftables | pod to cluster IP takes the ready one     | pod/pod     | 10.96.0.41        | 0%   | 1/1 | 10.244.0.99 |
      | nftables | external to node port takes the local one | 203.0.113.2 | 192.168.0.2:30001 | 1/1  | 0%  | 203.0.113.2 |

  Scenario Outline: TestTerminatingEndpointsTrafficPolicyCluster (nothing but terminating), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        type: LoadBalancer
        clusterIP: 10.96.0.41
        externalTrafficPolicy: Cluster
        internalTrafficPolicy: Cluster
        ports: [{ name: p80, port: 80, nodePort: 30001 }]
      status: { loadBalancer: { ingress: [{ ip: 1.2.3.4 }] } }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.2.1], nodeName: test-node, conditions: { ready: false, serving: true, terminating: true } }
        - { addresses: [10.180.0.1], nodeName: another-node, conditions: { ready: false, serving: true, terminating: true } }
      ports: [{ name: p80, port: 80 }]
      """
    When <client> curls <target>
    Then 2 requests reach:
      | backend    | share  |
      | 10.180.2.1 | <near> |
      | 10.180.0.1 | <far>  |
    And the server sees the client as "<seen>"

    Examples:
      | mode     | flow              | client      | target     | near | far | seen        |
      | iptables | pod to cluster IP | pod/pod     | 10.96.0.41 | 1/2  | 1/2 | 10.244.0.99 |
      | iptables | external to LB    | 203.0.113.2 | 1.2.3.4    | 1/2  | 1/2 | 192.168.0.2 |
      | nftables | pod to cluster IP | pod/pod     | 10.96.0.41 | 1/2  | 1/2 | 10.244.0.99 |
      | nftables | external to LB    | 203.0.113.2 | 1.2.3.4    | 1/2  | 1/2 | 192.168.0.2 |

  Scenario Outline: TestTerminatingEndpointsTrafficPolicyCluster (one that no longer serves), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        type: LoadBalancer
        clusterIP: 10.96.0.41
        externalTrafficPolicy: Cluster
        internalTrafficPolicy: Cluster
        ports: [{ name: p80, port: 80, nodePort: 30001 }]
      status: { loadBalancer: { ingress: [{ ip: 1.2.3.4 }] } }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.2.1], nodeName: test-node, conditions: { ready: false, serving: true, terminating: true } }
        - { addresses: [10.180.0.1], nodeName: another-node, conditions: { ready: false, serving: false, terminating: true } }
      ports: [{ name: p80, port: 80 }]
      """
    When <client> curls <target>
    Then 2 requests reach:
      | backend    | share  |
      | 10.180.2.1 | <near> |
      | 10.180.0.1 | <far>  |
    And the server sees the client as "<seen>"

    Examples:
      | mode     | flow              | client      | target     | near | far | seen        |
      | iptables | pod to cluster IP | pod/pod     | 10.96.0.41 | 1/1  | 0%  | 10.244.0.99 |
      | iptables | external to LB    | 203.0.113.2 | 1.2.3.4    | 1/1  | 0%  | 192.168.0.2 |
      | nftables | pod to cluster IP | pod/pod     | 10.96.0.41 | 1/1  | 0%  | 10.244.0.99 |
      | nftables | external to LB    | 203.0.113.2 | 1.2.3.4    | 1/1  | 0%  | 192.168.0.2 |

  Scenario Outline: TestTerminatingEndpointsTrafficPolicyLocal (nothing left on the node), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        type: LoadBalancer
        clusterIP: 10.96.0.41
        externalTrafficPolicy: Local
        internalTrafficPolicy: Cluster
        ports: [{ name: p80, port: 80, nodePort: 30001 }]
      status: { loadBalancer: { ingress: [{ ip: 1.2.3.4 }] } }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.2.1], nodeName: test-node, conditions: { ready: false, serving: false, terminating: true } }
        - { addresses: [10.180.0.1], nodeName: another-node, conditions: { ready: true, serving: true, terminating: false } }
      ports: [{ name: p80, port: 80 }]
      """
    When <client> curls <target>
    Then it ends as <ending>

    Examples:
      | mode     | flow                  | client      | target            | ending  |
      | iptables | external to node port | 203.0.113.2 | 192.168.0.2:30001 | dropped |
      | nftables | external to node port | 203.0.113.2 | 192.168.0.2:30001 | dropped |

  Scenario Outline: TestTerminatingEndpointsTrafficPolicyCluster (nothing left anywhere), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        type: LoadBalancer
        clusterIP: 10.96.0.41
        externalTrafficPolicy: Cluster
        internalTrafficPolicy: Cluster
        ports: [{ name: p80, port: 80, nodePort: 30001 }]
      status: { loadBalancer: { ingress: [{ ip: 1.2.3.4 }] } }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.2.1], nodeName: test-node, conditions: { ready: false, serving: false, terminating: true } }
        - { addresses: [10.180.0.1], nodeName: another-node, conditions: { ready: false, serving: false, terminating: true } }
      ports: [{ name: p80, port: 80 }]
      """
    When <client> curls <target>
    Then it ends as <ending>

    Examples:
      | mode     | flow              | client      | target     | ending  |
      | iptables | pod to cluster IP | pod/pod     | 10.96.0.41 | refused |
      | iptables | external to LB    | 203.0.113.2 | 1.2.3.4    | refused |
      | nftables | pod to cluster IP | pod/pod     | 10.96.0.41 | refused |
      | nftables | external to LB    | 203.0.113.2 | 1.2.3.4    | refused |

