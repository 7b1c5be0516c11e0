Feature: The host is taken

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:claim
  Scenario: shop.example.com is served by project shop
    When an external client curls http://shop.example.com/
    Then it succeeds
    And it reaches pod "web"

  @task:share
  Scenario: Below /blog the host is served by project blog
    When an external client curls http://shop.example.com/blog/first
    Then it succeeds
    And it reaches pod "blog/blog"
    When an external client curls http://shop.example.com/
    Then it succeeds
    And it reaches pod "web"

  @task:wildcard
  Scenario: Every customer has a host
    When an external client curls http://red.tenants.example.com/
    Then it succeeds
    And it reaches pod "tenants"
    When an external client curls http://blue.tenants.example.com/
    Then it succeeds
    And it reaches pod "tenants"
