Feature: The shop is down

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:edge
  Scenario: Visitors see the shop again
    When an external client curls http://shop.example.com/
    Then it succeeds
    And it reaches pod "web"

  @task:api
  Scenario: The web server reaches the API
    When web curls http://api
    Then it succeeds
    And it reaches pod "api"

  @task:db
  Scenario: The API reaches the database
    When api connects to db:5432 over TCP
    Then it succeeds
    And it reaches pod "db"

  @task:closed-world
  Scenario: Every hop is open, and nothing beside
    When an external client curls http://shop.example.com/
    Then it succeeds
    And only these connections are allowed:
      | from                  | to  | port |
      | web                   | api | 3000 |
      | api                   | db  | 5432 |
      | monitoring/prometheus | web | 9113 |
      | monitoring/prometheus | api | 9100 |
