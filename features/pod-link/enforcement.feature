@pod-link @network-policy
Feature: Who enforces a NetworkPolicy
  The API server stores policies for every network plugin; only some plugins do anything about them.

  Background:
    Given the manifests in "fixtures/two-nodes.yaml"
    And namespace "shop"
    And a default-deny policy

  Scenario Outline: <cni> enforces
    Given the <cni> CNI
    When client connects to pod "far" on port 8080 over TCP
    Then it is denied by policy "default-deny"

    Examples:
      | cni            |
      | calico         |
      | cilium         |
      | ovn-kubernetes |
      | weave          |

  Scenario: Flannel accepts the policy and lets everything through
    Given the flannel CNI
    When client connects to pod "far" on port 8080 over TCP
    Then it succeeds
    And NetworkPolicy "shop/default-deny" has:
      | spec.policyTypes[0] | Ingress |

  Scenario: Calico is what a scenario gets that asks for nothing
    When client connects to pod "far" on port 8080 over TCP
    Then it is denied by policy "default-deny"
