@conformance @service-proxy
Feature: A cluster IP has a rule for each protocol and port
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

  Scenario Outline: TestClusterIPGeneral, <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        clusterIP: 10.96.0.42
        ports:
          - { name: http, port: 80 }
          - { name: https, port: 443 }
          - { name: dns-udp, port: 53, protocol: UDP }
          - { name: dns-tcp, port: 53 }
          - { name: dns-sctp, port: 53, protocol: SCTP }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.2.1], nodeName: test-node }
        - { addresses: [10.180.0.1], nodeName: node2 }
      ports:
        - { name: http, port: 80 }
        - { name: https, port: 8443 }
        - { name: dns-udp, port: 53, protocol: UDP }
        - { name: dns-tcp, port: 5353 }
        - { name: dns-sctp, port: 53, protocol: SCTP }
      """
    When pod/pod connects to 10.96.0.42:<port> over <protocol>
    Then 2 requests reach:
      | backend    | share |
      | 10.180.2.1 | 1/2   |
      | 10.180.0.1 | 1/2   |
    And the server sees the client as "10.244.0.99"

    Examples:
      | mode     | flow                                   | port | protocol |
      | iptables | clusterIP with multiple endpoints      | 80   | TCP      |
      | iptables | clusterIP with TargetPort              | 443  | TCP      |
      | iptables | TCP, UDP, and SCTP on same port (TCP)  | 53   | TCP      |
      | iptables | TCP, UDP, and SCTP on same port (UDP)  | 53   | UDP      |
      | iptables | TCP, UDP, and SCTP on same port (SCTP) | 53   | SCTP     |
      | nftables | clusterIP with multiple endpoints      | 80   | TCP      |
      | nftables | clusterIP with TargetPort              | 443  | TCP      |
      | nftables | TCP, UDP, and SCTP on same port (TCP)  | 53   | TCP      |
      | nftables | TCP, UDP, and SCTP on same port (UDP)  | 53   | UDP      |
      | nftables | TCP, UDP, and SCTP on same port (SCTP) | 53   | SCTP     |

  Scenario Outline: TestClusterIPGeneral, <mode>: <flow>
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        clusterIP: 10.96.0.42
        ports:
          - { name: http, port: 80 }
          - { name: https, port: 443 }
          - { name: dns-udp, port: 53, protocol: UDP }
          - { name: dns-tcp, port: 53 }
          - { name: dns-sctp, port: 53, protocol: SCTP }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: svc1-1, namespace: ns1, labels: { kubernetes.io/service-name: svc1 } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.180.2.1], nodeName: test-node }
        - { addresses: [10.180.0.1], nodeName: node2 }
      ports:
        - { name: http, port: 80 }
        - { name: https, port: 8443 }
        - { name: dns-udp, port: 53, protocol: UDP }
        - { name: dns-tcp, port: 5353 }
        - { name: dns-sctp, port: 53, protocol: SCTP }
      """
    When pod/pod connects to <target> over <protocol>
    Then it ends as <ending>

    Examples:
      | mode     | flow                                     | target          | protocol | ending  |
      | iptables | TCP-only port does not match UDP traffic | 10.96.0.42:80   | UDP      | dropped |
      | nftables | TCP-only port does not match UDP traffic | 10.96.0.42:80   | UDP      | refused |
      | iptables | a port that the Service lacks            | 10.96.0.42:8080 | TCP      | dropped |
      | nftables | a port that the Service lacks            | 10.96.0.42:8080 | TCP      | refused |
      | iptables | packet to unallocated cluster ip         | 10.96.0.50:80   | TCP      | dropped |
      | nftables | packet to unallocated cluster ip         | 10.96.0.50:80   | TCP      | dropped |

  Scenario: TestClusterIPGeneral: hairpin to cluster IP is masqueraded
    Given the profile "nat-outgoing=false"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: svc1, namespace: ns1 }
      spec:
        clusterIP: 10.96.0.41
        selector: { app: self }
        ports: [{ port: 80, targetPort: 8080 }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: self, namespace: ns1, labels: { app: self } }
      spec: { nodeName: test-node, containers: [{ name: app, image: a, ports: [{ containerPort: 8080 }] }] }
      """
    When pod/self curls 10.96.0.41
    Then it reaches pod "self"
    And the server sees the client as "192.168.0.2"
