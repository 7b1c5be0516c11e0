Feature: Permission to point

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:backend
  Scenario: pay is published, the ledger is not
    When an external client curls http://203.0.113.200/pay
    Then it succeeds
    And it reaches pod "payments/pay"
    When an external client curls http://203.0.113.200/ledger
    Then the response status is 500
    When an external client curls http://203.0.113.200/
    Then it succeeds
    And it reaches pod "web"

  @task:certificate
  Scenario: The shop answers over HTTPS
    When an external client curls https://shop.example.com/ with:
      | option                                       |
      | --resolve shop.example.com:443:203.0.113.200 |
    Then it succeeds
    And it reaches pod "web"

  @task:revoke
  Scenario: The salaries are nobody's business
    When an external client curls http://203.0.113.200/salaries
    Then the response status is 500
    When an external client curls http://203.0.113.200/
    Then it succeeds
    And it reaches pod "web"
