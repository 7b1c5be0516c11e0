@conformance @network-policy
Feature: Egress: what a pod may open itself
  A policy isolates egress when its policyTypes say so. The other side may still refuse what the client's side
  allows, and the other way round. Probes name the Services' addresses, since DNS is egress too and these
  policies do not let it through: in 10.96.N.M the N counts the namespaces x, y, z and the M is 11 for a, 12
  for b, 13 for c, so 10.96.2.12 is s-y-b.

  Re-told from kubernetes/kubernetes, test/e2e/network/netpol/network_policy.go
  at commit 008b3652959ca58af8be3fb5b6ecfe9ae7638282.

  Background:
    Given the manifests in "namespaces.yaml"
    And the manifests in "pods/x-a.yaml"

  # upstream: NetworkPolicy between server and client should deny egress from pods based on PodSelector
  @upstream-deny-egress-by-pod-selector
  Scenario: One pod gets nowhere; the others and the way to it stay open
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: a-stays-in, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Egress]
        egress: []
      """
    Then the connectivity is:
      |     | 10.96.1.11:80 | 10.96.1.12:80 | 10.96.2.11:80 |
      | x/a | -             | ✗             | ✗             |
      | x/b | ✓             | -             | ✓             |
      | y/a | ✓             | ✓             | -             |

  # upstream: NetworkPolicy between server and client should deny egress from all pods in a namespace
  @upstream-deny-egress-of-a-namespace
  Scenario: No pod of the namespace gets anywhere, not even to its neighbour
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: x-stays-in, namespace: x }
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress: []
      """
    Then the connectivity is:
      |     | 10.96.1.11:80 | 10.96.1.12:80 | 10.96.2.11:80 |
      | x/a | -             | ✗             | ✗             |
      | x/b | ✗             | -             | ✗             |
      | y/a | ✓             | ✓             | -             |

  # upstream: NetworkPolicy between server and client should work with Ingress, Egress specified together
  @upstream-ingress-and-egress-together
  Scenario: One policy for both directions: b may come in on any port, a may go out to port 80
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/x-c.yaml"
    And the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: both-directions, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Egress, Ingress]
        ingress:
          - from:
              - podSelector: { matchLabels: { pod: b } }
        egress:
          - ports: [{ port: 80 }]
      """
    Then the connectivity is:
      |     | 10.96.1.11:80 | 10.96.1.12:80 | 10.96.1.13:80 | 10.96.2.11:80 |
      | x/a | -             | ✓             | ✓             | ✓             |
      | x/b | ✓             | -             | ✓             | ✓             |
      | x/c | ✗             | ✓             | -             | ✓             |
      | y/a | ✗             | ✓             | ✓             | -             |
    And the connectivity is:
      |     | 10.96.1.11:81 | 10.96.1.12:81 | 10.96.1.13:81 | 10.96.2.11:81 |
      | x/a | -             | ✗             | ✗             | ✗             |
      | x/b | ✓             | -             | ✓             | ✓             |
      | x/c | ✗             | ✓             | -             | ✓             |
      | y/a | ✗             | ✓             | ✓             | -             |

  # upstream: NetworkPolicy between server and client should support denying of egress traffic on the client side (even if the server explicitly allows this traffic)
  @upstream-deny-egress-on-the-client-side
  Scenario: Both y/a and y/b admit x/a, but x/a may only call y/a
    Given the manifests in "pods/y-a.yaml"
    And the manifests in "pods/y-b.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: out-to-y-a, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Egress]
        egress:
          - to:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
                podSelector: { matchLabels: { pod: a } }
      """
    And I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: x-a-into-a, namespace: "y" }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: x } }
                podSelector: { matchLabels: { pod: a } }
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: x-a-into-b, namespace: "y" }
      spec:
        podSelector: { matchLabels: { pod: b } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: x } }
                podSelector: { matchLabels: { pod: a } }
      """
    Then the connectivity is:
      |     | 10.96.1.11:80 | 10.96.2.11:80 | 10.96.2.12:80 |
      | x/a | -             | ✓             | ✗             |
      | y/a | ✓             | -             | ✗             |
      | y/b | ✓             | ✗             | -             |

  # upstream: NetworkPolicy between server and client should enforce egress policy allowing traffic to a server in a different namespace based on PodSelector and NamespaceSelector
  @upstream-egress-to-a-different-namespace
  Scenario: One pod of one other namespace is the only way out
    Given the manifests in "pods/y-a.yaml"
    And the manifests in "pods/y-b.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: out-to-y-a, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Egress]
        egress:
          - to:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
                podSelector: { matchLabels: { pod: a } }
      """
    Then the connectivity is:
      |     | 10.96.1.11:80 | 10.96.2.11:80 | 10.96.2.12:80 |
      | x/a | -             | ✓             | ✗             |
      | y/a | ✓             | -             | ✓             |
      | y/b | ✓             | ✓             | -             |

  # upstream: NetworkPolicy between server and client should enforce policy based on NamespaceSelector with MatchExpressions using default ns label
  @upstream-default-namespace-label-match-expressions
  Scenario: Out to every namespace but y, by the name label nobody wrote
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/z-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: out-but-not-to-y, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Egress]
        egress:
          - to:
              - namespaceSelector:
                  matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: ["y"] }]
      """
    Then the connectivity is:
      |     | 10.96.1.11:80 | 10.96.1.12:80 | 10.96.2.11:80 | 10.96.3.11:80 |
      | x/a | -             | ✓             | ✗             | ✓             |
      | x/b | ✓             | -             | ✓             | ✓             |
      | y/a | ✓             | ✓             | -             | ✓             |
      | z/a | ✓             | ✓             | ✓             | -             |
