Feature: It works on one node

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:reports
  Scenario: Every request for reports is answered
    When dashboard connects to reports:80 over TCP
    Then it succeeds
    And it reaches pod "reports"

  @task:nodes
  Scenario: The shop is up on both nodes
    When an external client curls http://192.168.56.11:30080/
    Then it succeeds
    And it reaches pod "web"
    When an external client curls http://192.168.56.12:30080/
    Then it succeeds
    And it reaches pod "web"
    When dashboard curls http://web.shop
    Then it succeeds

  @task:names
  Scenario: The dashboard reads the shop's catalogue, and finds staging's by its longer name
    When dashboard curls http://catalog
    Then it succeeds
    And it reaches pod "shop/catalog"
    When dashboard curls http://catalog.staging
    Then it succeeds
    And it reaches pod "staging/catalog"
