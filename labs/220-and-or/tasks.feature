Feature: One dash too many

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:and
  Scenario: The Prometheus of monitoring, and no other pod, scrapes the API
    Then the connectivity is:
      |                       | api.shop:9090 |
      | monitoring/prometheus | ✓             |
      | monitoring/grafana    | ✗             |
      | prometheus            | ✗             |
      | frontend              | ✗             |

  @task:other-namespace
  Scenario: The backup in ops reaches the database
    Then the connectivity is:
      |             | db.shop:5432 |
      | ops/backup  | ✓            |
      | ops/console | ✗            |
      | api         | ✗            |

  @task:closed-world
  Scenario: admin is for the shop's own pods, and the table is complete
    Then only these connections are allowed:
      | from                  | to    | port |
      | frontend              | api   | 8080 |
      | monitoring/prometheus | api   | 9090 |
      | ops/backup            | db    | 5432 |
      | frontend              | admin | 8000 |
      | api                   | admin | 8000 |
      | prometheus            | admin | 8000 |
      | db                    | admin | 8000 |
