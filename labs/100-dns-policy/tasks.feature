Feature: What a pod reads in resolv.conf

  Background:
    Given the lab cluster

  @task:importer
  Scenario: The importer finds stock in its own namespace
    When warehouse/importer curls http://stock
    Then it succeeds
    And it reaches pod "warehouse/stock"

  @task:scanner
  Scenario: The scanner finds it too, from the host's network
    When warehouse/scanner curls http://stock
    Then it succeeds
    And it reaches pod "warehouse/stock"

  @task:report
  Scenario: The report in shop finds it by the same short name
    When shop/report curls http://stock
    Then it succeeds
    And it reaches pod "warehouse/stock"
