@conformance @network-policy
Feature: Ports by name
  A port name in a policy is looked up among the container ports of the pod that is connected to, whichever
  direction the rule speaks of.

  Re-told from kubernetes/kubernetes, test/e2e/network/netpol/network_policy.go
  at commit 008b3652959ca58af8be3fb5b6ecfe9ae7638282.

  Background:
    Given the manifests in "namespaces.yaml"
    And the manifests in "pods/x-a.yaml"

  # upstream: NetworkPolicy between server and client should allow ingress access on one named port
  @upstream-named-port
  Scenario: The whole namespace takes connections on the port named serve-81-tcp alone
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: only-serve-81-tcp, namespace: x }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress:
          - ports: [{ port: serve-81-tcp }]
      """
    Then the connectivity is:
      |     | s-x-a.x:81 | s-x-b.x:81 | s-y-a.y:81 |
      | x/a | -          | ✓          | ✓          |
      | x/b | ✓          | -          | ✓          |
      | y/a | ✓          | ✓          | -          |
    And the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 |
      | x/a | -          | ✗          | ✓          |
      | x/b | ✗          | -          | ✓          |
      | y/a | ✗          | ✗          | -          |

  # upstream: NetworkPolicy between server and client should allow ingress access from namespace on one named port
  @upstream-named-port-from-namespace
  Scenario: Namespace y reaches one pod on one named port
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/y-a.yaml"
    And the manifests in "pods/z-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: y-on-serve-80-tcp, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
            ports: [{ port: serve-80-tcp, protocol: TCP }]
      """
    Then the connectivity is:
      |     | s-x-a.x:80 | s-x-b.x:80 | s-y-a.y:80 | s-z-a.z:80 |
      | x/a | -          | ✓          | ✓          | ✓          |
      | x/b | ✗          | -          | ✓          | ✓          |
      | y/a | ✓          | ✓          | -          | ✓          |
      | z/a | ✗          | ✓          | ✓          | -          |
    And the connectivity is:
      |     | s-x-a.x:81 | s-x-b.x:81 | s-y-a.y:81 | s-z-a.z:81 |
      | x/a | -          | ✓          | ✓          | ✓          |
      | x/b | ✗          | -          | ✓          | ✓          |
      | y/a | ✗          | ✓          | -          | ✓          |
      | z/a | ✗          | ✓          | ✓          | -          |

  # upstream: NetworkPolicy between server and client should allow egress access on one named port
  @upstream-named-port-egress
  Scenario: An egress rule asks the other side what its port is called
    By the Services' addresses, since x may not ask DNS: 10.96.1.11 is s-x-a, 10.96.2.11 s-y-a.

    Given the manifests in "pods/y-a.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: out-to-serve-80-tcp, namespace: x }
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - ports: [{ port: serve-80-tcp }]
      """
    Then the connectivity is:
      |     | 10.96.1.11:80 | 10.96.2.11:80 |
      | x/a | -             | ✓             |
      | y/a | ✓             | -             |
    And the connectivity is:
      |     | 10.96.1.11:81 | 10.96.2.11:81 |
      | x/a | -             | ✗             |
      | y/a | ✓             | -             |
