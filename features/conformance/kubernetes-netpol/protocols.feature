@conformance @network-policy
Feature: TCP, UDP and SCTP are told apart
  A rule for one protocol opens nothing of another, and a policy that only speaks of SCTP or UDP isolates the
  pod for TCP as well.

  Re-told from kubernetes/kubernetes, test/e2e/network/netpol/network_policy.go
  at commit 008b3652959ca58af8be3fb5b6ecfe9ae7638282.

  Background:
    Given the manifests in "namespaces.yaml"
    And the manifests in "pods/x-a.yaml"

  # upstream: NetworkPolicy between server and client should not mistakenly treat 'protocol: SCTP' as 'protocol: TCP', even if the plugin doesn't support SCTP
  @upstream-sctp-is-not-tcp
  Scenario: SCTP port 81 is open in a closed namespace, TCP port 81 is not
    Given the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: deny-ingress, namespace: x }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress: []
      """
    And I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: sctp-on-81, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - ports: [{ port: 81, protocol: SCTP }]
      """
    Then the connectivity is:
      |     | s-x-a.x:81 | s-y-a.y:81 |
      | x/a | -          | ✓          |
      | y/a | ✗          | -          |

  # upstream: NetworkPolicy between server and client should properly isolate pods that are selected by a policy allowing SCTP, even if the plugin doesn't support SCTP
  @upstream-sctp-rule-isolates
  Scenario: A policy for SCTP port 80 alone closes TCP port 81
    Given the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: sctp-on-80, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - ports: [{ port: 80, protocol: SCTP }]
      """
    Then the connectivity is:
      |     | s-x-a.x:81 | s-y-a.y:81 |
      | x/a | -          | ✓          |
      | y/a | ✗          | -          |

  # upstream: NetworkPolicy between server and client should not allow access by TCP when a policy specifies only UDP
  @upstream-udp-is-not-tcp
  Scenario: A policy for UDP port 81 alone closes TCP port 81
    Given the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: udp-on-81, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - ports: [{ port: 81, protocol: UDP }]
      """
    Then the connectivity is:
      |     | s-x-a.x:81 | s-y-a.y:81 |
      | x/a | -          | ✓          |
      | y/a | ✗          | -          |

  # upstream: NetworkPolicy between server and client using UDP should support a 'default-deny-ingress' policy
  @upstream-udp-default-deny-ingress
  Scenario: UDP: nobody gets into a namespace whose pods are all isolated for ingress
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/y-b.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: deny-ingress, namespace: x }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress: []
      """
    Then the connectivity is:
      |     | s-x-a.x:80/UDP | s-x-b.x:80/UDP | s-y-a.y:80/UDP | s-y-b.y:80/UDP |
      | x/a | -              | ✗              | ✓              | ✓              |
      | x/b | ✗              | -              | ✓              | ✓              |
      | y/a | ✗              | ✗              | -              | ✓              |
      | y/b | ✗              | ✗              | ✓              | -              |

  # upstream: NetworkPolicy between server and client using UDP should enforce policy based on Ports
  @upstream-udp-ports
  Scenario: UDP: namespace y may use port 81, nobody else may
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/z-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: y-on-81, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
            ports: [{ port: 81, protocol: UDP }]
      """
    Then the connectivity is:
      |     | s-x-a.x:81/UDP | s-x-b.x:81/UDP | s-y-a.y:81/UDP | s-z-a.z:81/UDP |
      | x/a | -              | ✓              | ✓              | ✓              |
      | x/b | ✗              | -              | ✓              | ✓              |
      | y/a | ✓              | ✓              | -              | ✓              |
      | z/a | ✗              | ✓              | ✓              | -              |

  # upstream: NetworkPolicy between server and client using UDP should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector
  @upstream-udp-pod-in-a-different-namespace
  Scenario: UDP: one pod of one other namespace, and nobody else
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: from-y-a, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
                podSelector: { matchLabels: { pod: a } }
      """
    Then the connectivity is:
      |     | s-x-a.x:80/UDP | s-x-b.x:80/UDP | s-y-a.y:80/UDP |
      | x/a | -              | ✓              | ✓              |
      | x/b | ✗              | -              | ✓              |
      | y/a | ✓              | ✓              | -              |

  # upstream: NetworkPolicy between server and client using SCTP should support a 'default-deny-ingress' policy
  @upstream-sctp-default-deny-ingress
  Scenario: SCTP: nobody gets into a namespace whose pods are all isolated for ingress
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/y-b.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: deny-ingress, namespace: x }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress: []
      """
    Then the connectivity is:
      |     | s-x-a.x:80/SCTP | s-x-b.x:80/SCTP | s-y-a.y:80/SCTP | s-y-b.y:80/SCTP |
      | x/a | -               | ✗               | ✓               | ✓               |
      | x/b | ✗               | -               | ✓               | ✓               |
      | y/a | ✗               | ✗               | -               | ✓               |
      | y/b | ✗               | ✗               | ✓               | -               |

  # upstream: NetworkPolicy between server and client using SCTP should enforce policy based on Ports
  @upstream-sctp-ports
  Scenario: SCTP: namespace y may use port 81, nobody else may
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/z-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: y-on-81, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
            ports: [{ port: 81, protocol: SCTP }]
      """
    Then the connectivity is:
      |     | s-x-a.x:81/SCTP | s-x-b.x:81/SCTP | s-y-a.y:81/SCTP | s-z-a.z:81/SCTP |
      | x/a | -               | ✓               | ✓               | ✓               |
      | x/b | ✗               | -               | ✓               | ✓               |
      | y/a | ✓               | ✓               | -               | ✓               |
      | z/a | ✗               | ✓               | ✓               | -               |

  # upstream: NetworkPolicy between server and client using SCTP should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector
  @upstream-sctp-pod-in-a-different-namespace
  Scenario: SCTP: one pod of one other namespace, and nobody else
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: from-y-a, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
                podSelector: { matchLabels: { pod: a } }
      """
    Then the connectivity is:
      |     | s-x-a.x:80/SCTP | s-x-b.x:80/SCTP | s-y-a.y:80/SCTP |
      | x/a | -               | ✓               | ✓               |
      | x/b | ✗               | -               | ✓               |
      | y/a | ✓               | ✓               | -               |
