@conformance @network-policy
Feature: Peers by address: ipBlock and except
  Upstream builds the blocks from the address of a running pod; here the pods' addresses are fixed
  (10.244.N.M, numbered like the Services). The wide block is the /4 around it. Probes name the Services'
  addresses, since DNS is egress too and these policies do not let it through: in 10.96.N.M the N counts the
  namespaces x, y, z and the M is 11 for a, 12 for b, 13 for c, so 10.96.2.12 is s-y-b.

  Re-told from kubernetes/kubernetes, test/e2e/network/netpol/network_policy.go
  at commit 008b3652959ca58af8be3fb5b6ecfe9ae7638282.

  Background:
    Given the manifests in "namespaces.yaml"
    And the manifests in "pods/x-a.yaml"

  # upstream: NetworkPolicy between server and client should allow egress access to server in CIDR block
  @upstream-egress-cidr
  Scenario: Out to one pod by its address
    Given the manifests in "pods/y-a.yaml"
    And the manifests in "pods/y-b.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: out-to-a-block, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Egress]
        egress:
          - to:
              - ipBlock: { cidr: 10.244.2.12/32 }
      """
    Then the connectivity is:
      |     | 10.96.1.11:80 | 10.96.2.11:80 | 10.96.2.12:80 |
      | x/a | -             | ✗             | ✓             |
      | y/a | ✓             | -             | ✓             |
      | y/b | ✓             | ✓             | -             |

  # upstream: NetworkPolicy between server and client should enforce except clause while egress access to server in CIDR block
  @upstream-egress-cidr-except
  Scenario: Out to a wide block, but not to the one address cut from it
    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/x-c.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: out-to-a-block, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Egress]
        egress:
          - to:
              - ipBlock: { cidr: 0.0.0.0/4, except: [10.244.1.12/32] }
      """
    Then the connectivity is:
      |     | 10.96.1.11:80 | 10.96.1.12:80 | 10.96.1.13:80 |
      | x/a | -             | ✗             | ✓             |
      | x/b | ✓             | -             | ✓             |
      | x/c | ✓             | ✓             | -             |

  # upstream: NetworkPolicy between server and client should ensure an IP overlapping both IPBlock.CIDR and IPBlock.Except is allowed
  @upstream-overlapping-cidr-and-except
  Scenario: The address that was cut out becomes the only one let through
    The update replaces the rules: nothing of the wide block is left.

    Given the manifests in "pods/x-b.yaml"
    And the manifests in "pods/x-c.yaml"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: out-to-a-block, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Egress]
        egress:
          - to:
              - ipBlock: { cidr: 0.0.0.0/4, except: [10.244.1.12/32] }
      """
    Then the connectivity is:
      |     | 10.96.1.11:80 | 10.96.1.12:80 | 10.96.1.13:80 |
      | x/a | -             | ✗             | ✓             |
      | x/b | ✓             | -             | ✓             |
      | x/c | ✓             | ✓             | -             |
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: out-to-a-block, namespace: x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Egress]
        egress:
          - to:
              - ipBlock: { cidr: 10.244.1.12/32 }
      """
    Then the connectivity is:
      |     | 10.96.1.11:80 | 10.96.1.12:80 | 10.96.1.13:80 |
      | x/a | -             | ✓             | ✗             |
      | x/b | ✓             | -             | ✓             |
      | x/c | ✓             | ✓             | -             |
