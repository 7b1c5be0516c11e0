Feature: Who stands behind a Service

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:search
  Scenario: Search is found
    When tester curls http://search
    Then it succeeds
    And it reaches pod "search"

  @task:orders
  Scenario: Every request for orders ends at the API
    When tester curls http://orders
    Then it succeeds
    And it reaches pod "orders"

  @task:cart
  Scenario: The cart is served by version 2 alone
    When tester curls http://cart
    Then it succeeds
    And it reaches pod "cart-v2"
