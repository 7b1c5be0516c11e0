Feature: 503, and the pods are fine

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:metrics
  Scenario: The metrics of the api can be read at the edge, and it still serves on port 80
    When an external client curls http://shop.example.com/metrics
    Then it succeeds
    And it reaches pod "api"
    When api curls http://api:9090/metrics
    Then it succeeds
    When web curls http://api
    Then it succeeds

  @task:name
  Scenario: The shop's start page
    When an external client curls http://shop.example.com/
    Then it succeeds
    And it reaches pod "web"

  @task:docs
  Scenario: The documentation of the other namespace
    When an external client curls http://shop.example.com/docs/install
    Then it succeeds
    And it reaches pod "docs/docs"
