Feature: A name for somebody else's server

  Background:
    Given the lab cluster
    And namespace "shop"
    And the external host "api.payments.example" at "203.0.113.80"
    And the external host "db7.legacy.example" at "203.0.113.7"

  @task:payments
  Scenario: payments leads to the provider
    When checkout looks up "payments"
    Then it resolves to:
      | 203.0.113.80 |
    When checkout connects to payments:443 over TCP
    Then it succeeds

  @task:mail
  Scenario: mail leads to the relay in the other namespace
    When checkout connects to mail:25 over TCP
    Then it succeeds
    And it reaches pod "data/mail"

  @task:orders-db
  Scenario: orders-db has moved in
    When checkout connects to orders-db:5432 over TCP
    Then it succeeds
    And it reaches pod "orders-db"
