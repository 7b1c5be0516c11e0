Feature: Nobody, except

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:deny
  Scenario: Strangers and wrong neighbours get nowhere
    Then the connectivity is:
      |            | frontend.shop:80 | api.shop:80 | db.shop:5432 |
      | dev/tester | ✗                | ✗           | ✗            |
      | frontend   | -                | -           | ✗            |
      | api        | ✗                | -           | -            |
      | db         | ✗                | ✗           | -            |

  @task:frontend-api
  Scenario: The frontend, and nobody else, reaches the API
    Then the connectivity is:
      |            | api.shop:80 |
      | frontend   | ✓           |
      | dev/tester | ✗           |
      | db         | ✗           |

  @task:closed-world
  Scenario: Two connections, and no other
    Then only these connections are allowed:
      | from     | to  | port |
      | frontend | api | 8080 |
      | api      | db  | 5432 |
