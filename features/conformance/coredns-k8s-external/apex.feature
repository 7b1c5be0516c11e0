@conformance @cluster-dns
Feature: TestApex: the zone itself and its name server
  Re-told from coredns/coredns, plugin/k8s_external/apex_test.go, in its order; addresses are ours. Upstream's tests give the
  server an address of their own; here it is the external address of a Service that selects the DNS pods.

  Background:
    Given the manifests in "fixtures/index.yaml"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local {
                  namespaces testns
              }
              k8s_external example.com {
                  headless
              }
          }
      """

  Scenario Outline: <case>: <type> of <name>
    When testns/client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | case                      | name                 | type | ending   |
      | 0 SOA at the apex         | example.com.         | SOA  | answered |
      | 2 SRV at the apex         | example.com.         | SRV  | no-data  |
      | 3 SRV of the dns label    | dns.example.com.     | SRV  | no-data  |
      | 4 NS of the dns label     | dns.example.com.     | NS   | no-data  |
      | 5 SRV of the name server  | ns1.dns.example.com. | SRV  | no-data  |
      | 6 NS of the name server   | ns1.dns.example.com. | NS   | no-data  |
      | 7 AAAA of the name server | ns1.dns.example.com. | AAAA | no-data  |

  Scenario: 1 NS at the apex
    When testns/client looks up NS records of "example.com."
    Then it resolves to:
      | ns1.dns.example.com |

  Scenario: 8 A of the name server
    When testns/client looks up A records of "ns1.dns.example.com."
    Then it resolves to:
      | 203.0.113.53 |

  Scenario Outline: Other names below the dns label do not exist (serveSubApex): <name>
    When testns/client looks up A records of "<name>"
    Then it ends as name-not-found

    Examples:
      | name                   |
      | ns2.dns.example.com.   |
      | a.ns1.dns.example.com. |
      | ns1.a.dns.example.com. |
