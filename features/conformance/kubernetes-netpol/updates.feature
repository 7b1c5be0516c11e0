@conformance @network-policy
Feature: Changes: policies, labels of pods and of namespaces
  What a policy selects and admits follows the objects as they are now; a deleted policy leaves nothing
  behind.

  Re-told from kubernetes/kubernetes, test/e2e/network/netpol/network_policy.go
  at commit 008b3652959ca58af8be3fb5b6ecfe9ae7638282.

  Background:
    Given the manifests in "namespaces.yaml"
    And the manifests in "pods/x-a.yaml"

  # upstream: NetworkPolicy between server and client should enforce updated policy
  @upstream-updated-policy
  Scenario: Everything was let in until the rules were taken away
    Given the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: changes-its-mind, namespace: x }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress:
          - {}
      """
    Then the connectivity is:
      |     | s-x-a.x:81 | s-y-a.y:81 |
      | x/a | -          | ✓          |
      | y/a | ✓          | -          |
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: changes-its-mind, namespace: x }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress: []
      """
    Then the connectivity is:
      |     | s-x-a.x:81 | s-y-a.y:81 |
      | x/a | -          | ✓          |
      | y/a | ✗          | -          |

  # upstream: NetworkPolicy between server and client should allow ingress access from updated namespace
  @upstream-updated-namespace
  Scenario: Namespace y gets the label that the policy asks for
    Given the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: labelled-namespaces, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { ns2: updated } }
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-y-a.y:80 |
      | x/a | -          | ✓          |
      | y/a | ✗          | -          |
    When I apply:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: "y", labels: { ns: "y", ns2: updated } }
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-y-a.y:80 |
      | x/a | -          | ✓          |
      | y/a | ✓          | -          |

  # upstream: NetworkPolicy between server and client should allow ingress access from updated pod
  @upstream-updated-pod-as-peer
  Scenario: Pod b gets the second of the two labels that the policy asks for
    Given the manifests in "pods/x-b.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: labelled-pods, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - podSelector: { matchLabels: { pod: b, pod2: updated } }
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 |
      | x/a | -          | ✓          |
      | x/b | ✗          | -          |
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: b, namespace: x, labels: { pod: b, pod2: updated } }
      spec:
        containers:
          - { name: cont-80-tcp, image: agnhost, ports: [{ name: serve-80-tcp, containerPort: 80, protocol: TCP }] }
          - { name: cont-80-udp, image: agnhost, ports: [{ name: serve-80-udp, containerPort: 80, protocol: UDP }] }
          - { name: cont-80-sctp, image: agnhost, ports: [{ name: serve-80-sctp, containerPort: 80, protocol: SCTP }] }
          - { name: cont-81-tcp, image: agnhost, ports: [{ name: serve-81-tcp, containerPort: 81, protocol: TCP }] }
          - { name: cont-81-udp, image: agnhost, ports: [{ name: serve-81-udp, containerPort: 81, protocol: UDP }] }
          - { name: cont-81-sctp, image: agnhost, ports: [{ name: serve-81-sctp, containerPort: 81, protocol: SCTP }] }
      status: { podIP: 10.244.1.12 }
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 |
      | x/a | -          | ✓          |
      | x/b | ✓          | -          |

  # upstream: NetworkPolicy between server and client should deny ingress access to updated pod
  @upstream-updated-pod-as-target
  Scenario: Pod a gets the label that a deny policy waits for
    Given the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: isolated-by-label, namespace: x }
      spec:
        podSelector: { matchLabels: { target: isolated } }
        policyTypes: [Ingress]
        ingress: []
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-y-a.y:80 |
      | x/a | -          | ✓          |
      | y/a | ✓          | -          |
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: a, namespace: x, labels: { pod: a, target: isolated } }
      spec:
        containers:
          - { name: cont-80-tcp, image: agnhost, ports: [{ name: serve-80-tcp, containerPort: 80, protocol: TCP }] }
          - { name: cont-80-udp, image: agnhost, ports: [{ name: serve-80-udp, containerPort: 80, protocol: UDP }] }
          - { name: cont-80-sctp, image: agnhost, ports: [{ name: serve-80-sctp, containerPort: 80, protocol: SCTP }] }
          - { name: cont-81-tcp, image: agnhost, ports: [{ name: serve-81-tcp, containerPort: 81, protocol: TCP }] }
          - { name: cont-81-udp, image: agnhost, ports: [{ name: serve-81-udp, containerPort: 81, protocol: UDP }] }
          - { name: cont-81-sctp, image: agnhost, ports: [{ name: serve-81-sctp, containerPort: 81, protocol: SCTP }] }
      status: { podIP: 10.244.1.11 }
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-y-a.y:80 |
      | x/a | -          | ✓          |
      | y/a | ✗          | -          |

  # upstream: NetworkPolicy between server and client should stop enforcing policies after they are deleted
  @upstream-deleted-policies
  Scenario: The last policy goes and everything connects again
    By the Services' addresses, since x cannot ask DNS at first: 10.96.1.11 is s-x-a, 10.96.2.11 s-y-a.

    Given the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: deny-all, namespace: x }
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
        ingress: []
        egress: []
      """
    Then the connectivity is:
      |     | 10.96.1.11:80 | 10.96.2.11:80 |
      | x/a | -             | ✗             |
      | y/a | ✗             | -             |
    When I delete "networkpolicy/x/deny-all"
    Then the connectivity is:
      |     | 10.96.1.11:80 | 10.96.2.11:80 |
      | x/a | -             | ✓             |
      | y/a | ✓             | -             |
