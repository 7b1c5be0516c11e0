@conformance @network-policy
Feature: Ports by number and by protocol
  A rule with ports admits its peers on those ports only; a protocol without a port means every port of that
  protocol.

  Re-told from kubernetes/kubernetes, test/e2e/network/netpol/network_policy.go
  at commit 008b3652959ca58af8be3fb5b6ecfe9ae7638282.

  Background:
    Given the manifests in "namespaces.yaml"
    And the manifests in "pods/x-a.yaml"

  # upstream: NetworkPolicy between server and client should enforce policy based on Ports
  @upstream-ports
  Scenario: Namespace y may use port 81, nobody else may
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

  # upstream: NetworkPolicy between server and client should enforce ingress policy allowing any port traffic to a server on a specific protocol
  @upstream-any-port-of-a-protocol
  Scenario: All of TCP is let in, UDP is not
    Given the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: tcp-only, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - ports: [{ protocol: TCP }]
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-y-a.y:80 |
      | x/a | -          | ✓          |
      | y/a | ✓          | -          |
    And the connectivity is:
      |     | s-x-a.x:80/UDP | s-y-a.y:80/UDP |
      | x/a | -              | ✓              |
      | y/a | ✗              | -              |
