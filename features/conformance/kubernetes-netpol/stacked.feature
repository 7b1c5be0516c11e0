@conformance @network-policy
Feature: Several policies on one pod add up
  There is no order and no precedence: a connection is let through once any rule of any policy that selects
  the pod allows it.

  Re-told from kubernetes/kubernetes, test/e2e/network/netpol/network_policy.go
  at commit 008b3652959ca58af8be3fb5b6ecfe9ae7638282.

  Background:
    Given the manifests in "namespaces.yaml"
    And the manifests in "pods/x-a.yaml"

  # upstream: NetworkPolicy between server and client should enforce multiple, stacked policies with overlapping podSelectors
  @upstream-stacked-policies
  Scenario: A policy for port 81, then one for port 80 beside it
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/y-b.yaml"
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
            ports: [{ port: 81, protocol: TCP }]
      """
    Then the connectivity is:
      |     | s-x-a.x:81 | s-x-b.x:81 | s-y-a.y:81 | s-y-b.y:81 | s-z-a.z:81 |
      | x/a | -          | ✓          | ✓          | ✓          | ✓          |
      | x/b | ✗          | -          | ✓          | ✓          | ✓          |
      | y/a | ✓          | ✓          | -          | ✓          | ✓          |
      | y/b | ✓          | ✓          | ✓          | -          | ✓          |
      | z/a | ✗          | ✓          | ✓          | ✓          | -          |
    And the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 | s-y-b.y:80 | s-z-a.z:80 |
      | x/a | -          | ✓          | ✓          | ✓          | ✓          |
      | x/b | ✗          | -          | ✓          | ✓          | ✓          |
      | y/a | ✗          | ✓          | -          | ✓          | ✓          |
      | y/b | ✗          | ✓          | ✓          | -          | ✓          |
      | z/a | ✗          | ✓          | ✓          | ✓          | -          |
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: y-on-80, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
            ports: [{ port: 80, protocol: TCP }]
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 | s-y-b.y:80 | s-z-a.z:80 |
      | x/a | -          | ✓          | ✓          | ✓          | ✓          |
      | x/b | ✗          | -          | ✓          | ✓          | ✓          |
      | y/a | ✓          | ✓          | -          | ✓          | ✓          |
      | y/b | ✓          | ✓          | ✓          | -          | ✓          |
      | z/a | ✗          | ✓          | ✓          | ✓          | -          |

  # upstream: NetworkPolicy between server and client should enforce multiple ingress policies with ingress allow-all policy taking precedence
  @upstream-ingress-allow-all-beside-a-port
  Scenario: Ingress on port 80 only, then a policy beside it that allows everything
    Given the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: in-on-80, namespace: x }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress:
          - ports: [{ port: 80 }]
      """
    Then the connectivity is:
      |     | s-x-a.x:81 | s-y-a.y:81 |
      | x/a | -          | ✓          |
      | y/a | ✗          | -          |
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: in-on-anything, namespace: x }
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

  # upstream: NetworkPolicy between server and client should enforce multiple egress policies with egress allow-all policy taking precedence
  @upstream-egress-allow-all-beside-a-port
  Scenario: Egress to port 80 only, then a policy beside it that allows everything
    By the Services' addresses, since x may not ask DNS at first: 10.96.1.11 is s-x-a, 10.96.2.11 s-y-a.

    Given the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: out-on-80, namespace: x }
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - ports: [{ port: 80 }]
      """
    Then the connectivity is:
      |     | 10.96.1.11:81 | 10.96.2.11:81 |
      | x/a | -             | ✗             |
      | y/a | ✓             | -             |
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: out-on-anything, namespace: x }
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - {}
      """
    Then the connectivity is:
      |     | 10.96.1.11:81 | 10.96.2.11:81 |
      | x/a | -             | ✓             |
      | y/a | ✓             | -             |
