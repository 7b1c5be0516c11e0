@conformance @network-policy
Feature: Peers by namespace: a namespaceSelector alone, beside a podSelector, and together with one
  Every case isolates x/a for ingress. Namespaces are told apart by the name label that the API server puts on
  each of them.

  Re-told from kubernetes/kubernetes, test/e2e/network/netpol/network_policy.go
  at commit 008b3652959ca58af8be3fb5b6ecfe9ae7638282.

  Background:
    Given the manifests in "namespaces.yaml"
    And the manifests in "pods/x-a.yaml"

  # upstream: NetworkPolicy between server and client should enforce policy to allow ingress traffic from pods in all namespaces
  @upstream-all-namespaces
  Scenario: An empty namespaceSelector means all namespaces, the policy's own among them
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/z-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: any-namespace, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector: {}
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 | s-z-a.z:80 |
      | x/a | -          | ✓          | ✓          | ✓          |
      | x/b | ✓          | -          | ✓          | ✓          |
      | y/a | ✓          | ✓          | -          | ✓          |
      | z/a | ✓          | ✓          | ✓          | -          |

  # upstream: NetworkPolicy between server and client should enforce policy to allow traffic only from a different namespace, based on NamespaceSelector
  @upstream-namespace-selector
  Scenario: One other namespace, and not the pod's own
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/z-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: from-y, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 | s-z-a.z:80 |
      | x/a | -          | ✓          | ✓          | ✓          |
      | x/b | ✗          | -          | ✓          | ✓          |
      | y/a | ✓          | ✓          | -          | ✓          |
      | z/a | ✗          | ✓          | ✓          | -          |

  # upstream: NetworkPolicy between server and client should enforce policy based on NamespaceSelector with MatchExpressions
  @upstream-namespace-selector-match-expressions
  Scenario: The same with the operator In
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/z-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: from-y, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector:
                  matchExpressions: [{ key: kubernetes.io/metadata.name, operator: In, values: ["y"] }]
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 | s-z-a.z:80 |
      | x/a | -          | ✓          | ✓          | ✓          |
      | x/b | ✗          | -          | ✓          | ✓          |
      | y/a | ✓          | ✓          | -          | ✓          |
      | z/a | ✗          | ✓          | ✓          | -          |

  # upstream: NetworkPolicy between server and client should enforce policy based on PodSelector or NamespaceSelector
  @upstream-pod-selector-or-namespace-selector
  Scenario: Two list items: any namespace but x, or pod b of x
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/x-c.yaml"
    And the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: elsewhere-or-b, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector:
                  matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [x] }]
              - podSelector: { matchLabels: { pod: b } }
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-x-c.x:80 | s-y-a.y:80 |
      | x/a | -          | ✓          | ✓          | ✓          |
      | x/b | ✓          | -          | ✓          | ✓          |
      | x/c | ✗          | ✓          | -          | ✓          |
      | y/a | ✓          | ✓          | ✓          | -          |

  # upstream: NetworkPolicy between server and client should enforce policy based on PodSelector and NamespaceSelector
  @upstream-pod-selector-and-namespace-selector
  Scenario: One list item with both selectors: a pod b, outside x
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/y-b.yaml"
    And the manifests in "pods/z-b.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: b-elsewhere, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector:
                  matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [x] }]
                podSelector: { matchLabels: { pod: b } }
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 | s-y-b.y:80 | s-z-b.z:80 |
      | x/a | -          | ✓          | ✓          | ✓          | ✓          |
      | x/b | ✗          | -          | ✓          | ✓          | ✓          |
      | y/a | ✗          | ✓          | -          | ✓          | ✓          |
      | y/b | ✓          | ✓          | ✓          | -          | ✓          |
      | z/b | ✓          | ✓          | ✓          | ✓          | -          |

  # upstream: NetworkPolicy between server and client should enforce policy based on Multiple PodSelectors and NamespaceSelectors
  @upstream-multiple-pod-selectors-and-namespace-selectors
  Scenario: Both selectors with expressions: pods b and c, outside x
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/y-b.yaml"
    And the manifests in "pods/y-c.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: b-and-c-elsewhere, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector:
                  matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [x] }]
                podSelector:
                  matchExpressions: [{ key: pod, operator: In, values: [b, c] }]
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 | s-y-b.y:80 | s-y-c.y:80 |
      | x/a | -          | ✓          | ✓          | ✓          | ✓          |
      | x/b | ✗          | -          | ✓          | ✓          | ✓          |
      | y/a | ✗          | ✓          | -          | ✓          | ✓          |
      | y/b | ✓          | ✓          | ✓          | -          | ✓          |
      | y/c | ✓          | ✓          | ✓          | ✓          | -          |

  # upstream: NetworkPolicy between server and client should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector
  @upstream-pod-in-a-different-namespace
  Scenario: One pod of one other namespace, and nobody else
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/y-b.yaml"
    And the manifests in "pods/z-a.yaml"
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
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 | s-y-b.y:80 | s-z-a.z:80 |
      | x/a | -          | ✓          | ✓          | ✓          | ✓          |
      | x/b | ✗          | -          | ✓          | ✓          | ✓          |
      | y/a | ✓          | ✓          | -          | ✓          | ✓          |
      | y/b | ✗          | ✓          | ✓          | -          | ✓          |
      | z/a | ✗          | ✓          | ✓          | ✓          | -          |

  # upstream: NetworkPolicy between server and client should enforce policy to allow traffic based on NamespaceSelector with MatchLabels using default ns label
  @upstream-default-namespace-label
  Scenario: Nobody has to label a namespace with its own name
    The label kubernetes.io/metadata.name is on y although no manifest of this folder writes it.

    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/z-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: from-y-by-name, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 | s-z-a.z:80 |
      | x/a | -          | ✓          | ✓          | ✓          |
      | x/b | ✗          | -          | ✓          | ✓          |
      | y/a | ✓          | ✓          | -          | ✓          |
      | z/a | ✗          | ✓          | ✓          | -          |
