Feature: Ports in a policy

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:pod-port
  Scenario: The frontend calls the API, and nobody debugs it
    When frontend curls http://api
    Then it succeeds
    And the connectivity is:
      |          | api:80 | api:6060 |
      | frontend | ✓      | ✗        |
      | statsd   | ✗      | ✗        |

  @task:named
  Scenario: Both releases of the cart serve the frontend
    When frontend curls http://cart
    Then it succeeds
    And 10 requests reach:
      | backend | share |
      | cart-v1 | 1/2   |
      | cart-v2 | 1/2   |
    When api curls http://cart
    Then it fails

  @task:closed-world
  Scenario: Counters arrive, and the table is complete
    Then only these connections are allowed:
      | from     | to      | port     |
      | frontend | api     | 8080     |
      | frontend | cart-v1 | 8080     |
      | frontend | cart-v2 | 9000     |
      | frontend | statsd  | 8125/UDP |
      | api      | statsd  | 8125/UDP |
      | cart-v1  | statsd  | 8125/UDP |
      | cart-v2  | statsd  | 8125/UDP |
