Feature: Which path takes the request

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:cart
  Scenario: All below /cart is the cart's, a cartoon is not
    When an external client curls http://shop.example.com/cart/7
    Then it succeeds
    And it reaches pod "cart"
    When an external client curls http://shop.example.com/cart
    Then it succeeds
    And it reaches pod "cart"
    When an external client curls http://shop.example.com/cartoon
    Then it succeeds
    And it reaches pod "web"

  @task:status
  Scenario: The status page, and nothing below it
    When an external client curls http://shop.example.com/status
    Then it succeeds
    And it reaches pod "status"
    When an external client curls http://shop.example.com/status/internal
    Then it succeeds
    And it reaches pod "web"

  @task:tenants
  Scenario: One rule takes the customers' hosts
    When an external client curls http://203.0.113.129/ with:
      | header                      |
      | Host: blue.shop.example.com |
    Then it succeeds
    And it reaches pod "tenants"
    When an external client curls http://203.0.113.129/ with:
      | header                       |
      | Host: green.shop.example.com |
    Then it succeeds
    And it reaches pod "tenants"
    When an external client curls http://shop.example.com/
    Then it succeeds
    And it reaches pod "web"
    When an external client curls http://203.0.113.129/ with:
      | header                        |
      | Host: a.blue.shop.example.com |
    Then the response status is 404
