Feature: Three policies that protect nobody

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:typo
  Scenario: Only the api reaches the database
    Then the connectivity is:
      |          | db:5432 |
      | api      | ✓       |
      | intruder | ✗       |

  @task:place
  Scenario: Only the api reaches the ledger
    Then the connectivity is:
      |          | ledger.payments:80 |
      | api      | ✓                  |
      | intruder | ✗                  |
      | db       | ✗                  |

  @task:closed-world
  Scenario: The caches are guarded as well, and the api itself stays open inside the shop
    Then only these connections are allowed:
      | from            | to              | port |
      | api             | db              | 5432 |
      | api             | payments/ledger | 8080 |
      | api             | cache-a         | 6379 |
      | api             | cache-b         | 6379 |
      | intruder        | api             | 8080 |
      | db              | api             | 8080 |
      | cache-a         | api             | 8080 |
      | cache-b         | api             | 8080 |
      | payments/ledger | api             | 8080 |
