Feature: May I come in?

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:attach
  Scenario: The shop is served at the Gateway, the playground is not
    When an external client curls http://203.0.113.200/ with:
      | header                 |
      | Host: shop.example.com |
    Then it succeeds
    And it reaches pod "web"
    When an external client curls http://203.0.113.200/ with:
      | header                |
      | Host: toy.example.com |
    Then the response status is 404

  @task:hostname
  Scenario: The search is served under its name
    When an external client curls http://203.0.113.200/ with:
      | header                   |
      | Host: search.example.com |
    Then it succeeds
    And it reaches pod "search/search"

  @task:shared-host
  Scenario: Below /search the shop's host belongs to the search
    When an external client curls http://203.0.113.200/search?q=tea with:
      | header                 |
      | Host: shop.example.com |
    Then it succeeds
    And it reaches pod "search/search"
    When an external client curls http://203.0.113.200/cart with:
      | header                 |
      | Host: shop.example.com |
    Then it succeeds
    And it reaches pod "web"
