Feature: Port 53 is the wrong port

  Background:
    Given the lab cluster
    And namespace "shop"
    And the external host "resolver.example" at "192.0.2.53"

  @task:dns
  Scenario: The pods of shop look up names, and ask nobody else
    Then the connectivity is:
      |          | dns-default.openshift-dns:53/UDP | dns-default.openshift-dns:53/TCP | resolver.example:53/UDP |
      | frontend | ✓                                | ✓                                | ✗                       |
      | api      | ✓                                | ✓                                | ✗                       |

  @task:api
  Scenario: The frontend reaches the API by its name
    When frontend curls http://api
    Then it succeeds
    And it reaches pod "api"

  @task:closed-world
  Scenario: One connection in the shop, and no other
    Then only these connections are allowed:
      | from       | to                  | port |
      | frontend   | api                 | 8080 |
      | dev/tester | openshift-dns/debug | 8080 |
