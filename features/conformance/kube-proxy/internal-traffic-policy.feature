@conformance @service-proxy
Feature: Internal traffic policy Local stays on the node or goes nowhere
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

  Scenario Outline: TestInternalTrafficPolicy (Cluster), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        clusterIP: 10.96.0.41
        internalTrafficPolicy: Cluster
        ports: [{ name: p80, port: 80 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.2.1], nodeName: test-node }
        - { addresses: [10.180.0.1], nodeName: host1 }
      ports: [{ name: p80, port: 80 }]
      """
    When <client> curls <target>
    Then 2 requests reach:
      | backend    | share  |
      | 10.180.2.1 | <near> |
      | 10.180.0.1 | <far>  |
    And the server sees the client as "<seen>"

    Examples:
      | mode     | flow | client  | target     | near | far | seen        |
      | iptables | both | pod/pod | 10.96.0.41 | 1/2  | 1/2 | 10.244.0.99 |
      | nftables | both | pod/pod | 10.96.0.41 | 1/2  | 1/2 | 10.244.0.99 |

  Scenario Outline: TestInternalTrafficPolicy (Local with a local endpoint), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        clusterIP: 10.96.0.41
        internalTrafficPolicy: Local
        ports: [{ name: p80, port: 80 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.2.1], nodeName: test-node }
        - { addresses: [10.180.0.1], nodeName: host1 }
      ports: [{ name: p80, port: 80 }]
      """
    When <client> curls <target>
    Then 2 requests reach:
      | backend    | share  |
      | 10.180.2.1 | <near> |
      | 10.180.0.1 | <far>  |
    And the server sees the client as "<seen>"

    Examples:
      | mode     | flow               | client  | target     | near | far | seen        |
      | iptables | only the local one | pod/pod | 10.96.0.41 | 1/1  | 0%  | 10.244.0.99 |
      | nftables | only the local one | pod/pod | 10.96.0.41 | 1/1  | 0%  | 10.244.0.99 |

  Scenario Outline: TestInternalTrafficPolicy (Local without a local endpoint), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        clusterIP: 10.96.0.41
        internalTrafficPolicy: Local
        ports: [{ name: p80, port: 80 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.2.1], nodeName: host0 }
        - { addresses: [10.180.0.1], nodeName: host1 }
      ports: [{ name: p80, port: 80 }]
      """
    When <client> curls <target>
    Then it ends as <ending>

    Examples:
      | mode     | flow    | client  | target     | ending  |
      | iptables | dropped | pod/pod | 10.96.0.41 | dropped |
      | nftables | dropped | pod/pod | 10.96.0.41 | dropped |

  Scenario Outline: TestInternalTrafficPolicy (Local without any endpoint), <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        clusterIP: 10.96.0.41
        internalTrafficPolicy: Local
        ports: [{ name: p80, port: 80 }]
      """
    When <client> curls <target>
    Then it ends as <ending>

    Examples:
      | mode     | flow    | client  | target     | ending  |
      | iptables | refused | pod/pod | 10.96.0.41 | refused |
      | nftables | refused | pod/pod | 10.96.0.41 | refused |

