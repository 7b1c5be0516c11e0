@conformance @network-policy
Feature: Isolation: what a policy closes by selecting pods
  A pod that no policy selects is open in both directions. The first policy that selects it for a direction
  closes that direction, and rules open it again.

  Re-told from kubernetes/kubernetes, test/e2e/network/netpol/network_policy.go
  at commit 008b3652959ca58af8be3fb5b6ecfe9ae7638282.

  Background:
    Given the manifests in "namespaces.yaml"
    And the manifests in "pods/x-a.yaml"

  # upstream: NetworkPolicy between server and client should support a 'default-deny-ingress' policy
  @upstream-default-deny-ingress
  Scenario: Nobody gets into a namespace whose pods are all isolated for ingress
    Two pods on either side: inside x nothing connects any more, from x to y and within y everything does.

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
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 | s-y-b.y:80 |
      | x/a | -          | ✗          | ✓          | ✓          |
      | x/b | ✗          | -          | ✓          | ✓          |
      | y/a | ✗          | ✗          | -          | ✓          |
      | y/b | ✗          | ✗          | ✓          | -          |

  # upstream: NetworkPolicy between server and client should support a 'default-deny-all' policy
  @upstream-default-deny-all
  Scenario: Nobody gets in or out once both directions are isolated
    By the Services' addresses, since x cannot ask DNS any more: 10.96.1.11 is s-x-a, 10.96.1.12 s-x-b,
    10.96.2.11 s-y-a.

    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
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
      |     | 10.96.1.11:80 | 10.96.1.12:80 | 10.96.2.11:80 |
      | x/a | -             | ✗             | ✗             |
      | x/b | ✗             | -             | ✗             |
      | y/a | ✗             | ✗             | -             |

  # upstream: NetworkPolicy between server and client should enforce policy to allow ingress traffic for a target
  @upstream-allow-ingress-to-a-target
  Scenario: A second policy opens one pod of a closed namespace to everybody
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
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
      metadata: { name: open-a, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector: {}
                podSelector: {}
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 |
      | x/a | -          | ✗          | ✓          |
      | x/b | ✓          | -          | ✓          |
      | y/a | ✓          | ✗          | -          |

  # upstream: NetworkPolicy between server and client should support allow-all policy
  @upstream-allow-all
  Scenario: A policy with one empty rule isolates the pods and lets everything in again
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: allow-everything, namespace: x }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress:
          - {}
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 |
      | x/a | -          | ✓          | ✓          |
      | x/b | ✓          | -          | ✓          |
      | y/a | ✓          | ✓          | -          |
    And the connectivity is:
      |     | s-x-a.x:81 | s-x-b.x:81 | s-y-a.y:81 |
      | x/a | -          | ✓          | ✓          |
      | x/b | ✓          | -          | ✓          |
      | y/a | ✓          | ✓          | -          |

  # upstream: NetworkPolicy between server and client should deny ingress from pods on other namespaces
  @upstream-deny-ingress-from-other-namespaces
  Scenario: An empty podSelector as a peer means the policy's own namespace only
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/z-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: own-namespace-only, namespace: x }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress:
          - from:
              - podSelector: {}
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 | s-z-a.z:80 |
      | x/a | -          | ✓          | ✓          | ✓          |
      | x/b | ✓          | -          | ✓          | ✓          |
      | y/a | ✗          | ✗          | -          | ✓          |
      | z/a | ✗          | ✗          | ✓          | -          |

  # upstream: NetworkPolicy between server and client should enforce policies to check ingress and egress policies can be controlled independently based on PodSelector
  @upstream-independent-ingress-and-egress
  Scenario: Closing a pod for ingress leaves its egress as it was
    First the egress is isolated and opened entirely, then the ingress is closed: a still reaches b, b no
    longer reaches a.

    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: a-may-call-anybody, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Egress]
        egress:
          - {}
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 |
      | x/a | -          | ✓          | ✓          |
      | x/b | ✓          | -          | ✓          |
      | y/a | ✓          | ✓          | -          |
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: nobody-calls-a, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress: []
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 |
      | x/a | -          | ✓          | ✓          |
      | x/b | ✗          | -          | ✓          |
      | y/a | ✗          | ✓          | -          |
