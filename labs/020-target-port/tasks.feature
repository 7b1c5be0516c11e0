Feature: The misspelt targetPort

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:catalog
  Scenario: checkout reads the catalog
    When checkout curls http://catalog
    Then it succeeds
    And it reaches pod "catalog"

  @task:prices
  Scenario: checkout asks for prices on the usual port
    When checkout curls http://prices
    Then it succeeds
    And it reaches pod "prices"

  @task:stock
  Scenario: Both releases of stock answer
    When checkout curls http://stock
    Then it succeeds
    And 100 requests reach:
      | backend     | share |
      | stock-blue  | 1/2   |
      | stock-green | 1/2   |
