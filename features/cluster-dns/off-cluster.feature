@cluster-dns @service-proxy
Feature: A laptop is not in the cluster
  Names of Services resolve in pods that ask the cluster's server, and cluster IPs are translated on nodes. The traces of
  these requests say so as hints.

  Background:
    Given the manifests in "fixtures/names.yaml"
    And namespace "shop"

  Scenario Outline: <client> looks up <name>
    When <client> looks up "<name>"
    Then the name does not resolve

    Examples:
      | client             | name                       |
      | external           | api                        |
      | external           | api.shop                   |
      | external           | api.shop.svc.cluster.local |
      | node/control-plane | api.shop.svc.cluster.local |

  Scenario: The cluster IP is nobody's out there
    When an external client curls http://10.96.20.1
    Then it ends as dropped

  Scenario: A pod that asks its node's resolver is as far away, and its own dnsPolicy brings it back
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: agent, namespace: shop }
      spec: { hostNetwork: true, containers: [{ name: agent, image: "agent:1" }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: other, namespace: shop }
      spec: { hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet, containers: [{ name: agent, image: "agent:1" }] }
      """
    When agent looks up "api"
    Then the name does not resolve
    When agent curls http://10.96.20.1
    Then it succeeds
    When other looks up "api"
    Then it resolves to:
      | 10.96.20.1 |
