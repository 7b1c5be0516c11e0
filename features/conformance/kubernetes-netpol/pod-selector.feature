@conformance @network-policy
Feature: Peers by pod: a podSelector looks into the policy's own namespace
  Every case isolates x/a for ingress and admits pods of x by their label. Pods of the same label elsewhere
  stay outside.

  Re-told from kubernetes/kubernetes, test/e2e/network/netpol/network_policy.go
  at commit 008b3652959ca58af8be3fb5b6ecfe9ae7638282.

  Background:
    Given the manifests in "namespaces.yaml"
    And the manifests in "pods/x-a.yaml"

  # upstream: NetworkPolicy between server and client should enforce policy to allow traffic from pods within server namespace based on PodSelector
  @upstream-pod-selector
  Scenario: Only the pod with the label, and only from the same namespace
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/x-c.yaml"
    And the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: b-may-call-a, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - podSelector: { matchLabels: { pod: b } }
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-x-c.x:80 | s-y-a.y:80 |
      | x/a | -          | ✓          | ✓          | ✓          |
      | x/b | ✓          | -          | ✓          | ✓          |
      | x/c | ✗          | ✓          | -          | ✓          |
      | y/a | ✗          | ✓          | ✓          | -          |

  # upstream: NetworkPolicy between server and client should enforce policy based on PodSelector with MatchExpressions
  @upstream-pod-selector-match-expressions
  Scenario: The same with the operator In
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: b-may-call-a, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - podSelector:
                  matchExpressions: [{ key: pod, operator: In, values: [b] }]
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 |
      | x/a | -          | ✓          | ✓          |
      | x/b | ✓          | -          | ✓          |
      | y/a | ✗          | ✓          | -          |

  # upstream: NetworkPolicy between server and client should enforce policy based on any PodSelectors
  @upstream-any-pod-selectors
  Scenario: Two peers in one rule: either may match
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/x-c.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: b-and-c-may-call-a, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - podSelector: { matchLabels: { pod: b } }
              - podSelector: { matchLabels: { pod: c } }
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-x-c.x:80 |
      | x/a | -          | ✓          | ✓          |
      | x/b | ✓          | -          | ✓          |
      | x/c | ✓          | ✓          | -          |
