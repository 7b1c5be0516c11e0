Feature: The same pod again

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:sticky
  Scenario: A client of the cart meets its pod again
    When frontend curls http://cart
    Then it succeeds
    And the same client reaches the same pod again
    And after 300 seconds the same client reaches the same pod again

  @task:timeout
  Scenario: The wizard remembers a client for ten minutes, and not longer
    When frontend curls http://wizard
    Then it succeeds
    And after 599 seconds the same client reaches the same pod again
    And after 599 seconds the same client reaches the same pod again
    And after 601 seconds the same client may reach another pod

  @task:spread
  Scenario: The search shares its work
    When frontend curls http://search
    Then it succeeds
    And the same client may reach another pod
