@cluster-dns @D14
Feature: Aliases that lead nowhere
  ExternalName Services within the cluster's zone, followed as plugin/backend_lookup.go of coredns/coredns does: no more than
  eleven in a row, no target twice, and none that leads to no record. What is left out leaves its name without data.

  Background:
    Given the manifests in "fixtures/names.yaml"
    And the manifests in "fixtures/aliases.yaml"
    And namespace "shop"

  Scenario Outline: <what>
    When client looks up <type> records of "<name>.shop.svc.cluster.local."
    Then it ends as <ending>

    Examples:
      | what                                    | name     | type  | ending   |
      | an alias of itself                      | self     | A     | no-data  |
      | an alias of a name below itself         | below    | A     | no-data  |
      | two that name each other                | ping     | A     | no-data  |
      | the same for the other family           | pong     | AAAA  | no-data  |
      | the alias alone is there                | ping     | CNAME | answered |
      | an alias of a name that is missing      | nowhere  | A     | no-data  |
      | an alias of a headless one without pods | to-empty | A     | no-data  |
      | eleven aliases in a row                 | chain-11 | A     | answered |
      | twelve aliases in a row                 | chain-12 | A     | no-data  |

  Scenario: A chain of eleven ends at the Service's address
    When client looks up "chain-11"
    Then it resolves to:
      | 10.96.20.1 |

  Scenario: An alias has no SRV record, which CoreDNS leaves out
    `Services` of plugin/kubernetes/kubernetes.go: "SRV for external services is not yet implemented".
    When client looks up SRV records of "chain-1.shop.svc.cluster.local."
    Then it ends as no-data

  Scenario: A circle through a rewritten name ends as well
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              rewrite name exact round.example.com round.shop.svc.cluster.local
              kubernetes cluster.local
          }
      """
    When client looks up A records of "round.shop.svc.cluster.local."
    Then it ends as no-data
