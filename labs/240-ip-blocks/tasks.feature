Feature: Blocks, and holes in them

  Background:
    Given the lab cluster
    And namespace "shop"
    And the external host "settle.bank.example" at "203.0.113.10"
    And the external host "batch.bank.example" at "203.0.113.200"
    And the external host "sandbox.bank.example" at "203.0.113.66"
    And the external host "tracker.example" at "192.0.2.200"

  @task:partner
  Scenario: Billing reaches the bank, and no other host outside
    Then the connectivity is:
      |         | settle.bank.example:443 | batch.bank.example:443 | tracker.example:443 | settle.bank.example:22 |
      | billing | ✓                       | ✓                      | ✗                   | ✗                      |
      | report  | ✓                       | ✓                      | ✓                   | ✓                      |
    And the connectivity is:
      |         | kube-dns.kube-system:53/UDP | kube-dns.kube-system:53/TCP | kube-dns.kube-system:9153 |
      | billing | ✓                           | ✓                           | ✗                         |

  @task:except
  Scenario: The sandbox is out of reach for billing
    Then the connectivity is:
      |         | sandbox.bank.example:443 | settle.bank.example:443 |
      | billing | ✗                        | ✓                       |
      | report  | ✓                        | ✓                       |

  @task:closed-world
  Scenario: Known visitors get in, strangers do not, and among pods only web asks billing
    When an external client at "198.51.100.7" curls http://192.168.56.11:30080/
    Then it succeeds
    And it reaches pod "web"
    And the server sees the client as "198.51.100.7"
    When an external client at "192.0.2.7" curls http://192.168.56.11:30080/
    Then it fails
    And only these connections are allowed:
      | from | to      | port |
      | web  | billing | 8080 |
      | web  | report  | 9100 |
