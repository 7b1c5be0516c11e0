Feature: How a lab works

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:reach-api
  Scenario: frontend reaches api
    When frontend curls http://api
    Then it succeeds
    And it reaches pod "api"

  @task:only-frontend
  Scenario: Nobody but frontend reaches api
    Then only these connections are allowed:
      | from     | to  | port |
      | frontend | api | 8080 |
