Feature: The way of a request

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:service
  Scenario: The frontend reaches web by its name
    When frontend curls http://web
    Then it succeeds
    And it reaches pod "web"

  @task:edge
  Scenario: A browser outside reaches web through the edge
    When an external client curls http://shop.example.com/
    Then it succeeds
    And it reaches pod "web"
    When an external client curls http://shop.example.com/cart/7
    Then it succeeds
    And it reaches pod "web"

  @task:api-path
  Scenario: Below /api the same host is served by api
    When an external client curls http://shop.example.com/api/orders
    Then it succeeds
    And it reaches pod "api"
    When an external client curls http://shop.example.com/api
    Then it succeeds
    And it reaches pod "api"
    When an external client curls http://shop.example.com/cart/7
    Then it succeeds
    And it reaches pod "web"
