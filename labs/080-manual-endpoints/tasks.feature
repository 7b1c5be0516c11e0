Feature: Endpoints by hand

  Background:
    Given the lab cluster
    And namespace "shop"
    And the external host "erp1.corp.example" at "203.0.113.40"
    And the external host "erp2.corp.example" at "203.0.113.41"
    And the external host "amqp.corp.example" at "203.0.113.60"

  @task:link
  Scenario: orders reaches the ERP system by its name
    When orders connects to erp:443 over TCP
    Then it succeeds

  @task:port-name
  Scenario: orders reaches the warehouse
    When orders connects to warehouse:5672 over TCP
    Then it succeeds
    And 10 requests reach:
      | backend      | share |
      | 203.0.113.60 | 1/1   |

  @task:both
  Scenario: Both machines share the orders
    When orders connects to erp:443 over TCP
    Then it succeeds
    And 100 requests reach:
      | backend      | share |
      | 203.0.113.40 | 1/2   |
      | 203.0.113.41 | 1/2   |
