Feature: The policy that took the names away

  Background:
    Given the lab cluster
    And namespace "shop"
    And the external host "resolver.example" at "192.0.2.53"

  @task:udp
  Scenario: The frontend reaches the API by its name
    When frontend curls http://api
    Then it succeeds
    And it reaches pod "api"

  @task:tcp
  Scenario: The pods of shop ask DNS over UDP and TCP
    Then the connectivity is:
      |          | kube-dns.kube-system:53/UDP | kube-dns.kube-system:53/TCP |
      | frontend | ✓                           | ✓                           |
      | api      | ✓                           | ✓                           |

  @task:closed-world
  Scenario: One connection, DNS, and nothing else
    Then only these connections are allowed:
      | from     | to  | port |
      | frontend | api | 8080 |
    And the connectivity is:
      |          | resolver.example:443 | resolver.example:53/UDP | kube-dns.kube-system:53/TCP | kube-dns.kube-system:9153 |
      | frontend | ✗                    | ✗                       | ✓                           | ✗                         |
      | api      | ✗                    | ✗                       | ✓                           | ✗                         |
