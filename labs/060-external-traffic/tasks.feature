Feature: Who is calling?

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:source
  Scenario: The server sees the visitor
    When an external client at "198.51.100.7" curls http://192.168.56.11:30080/
    Then the server sees the client as "198.51.100.7"
    When an external client at "198.51.100.7" curls http://192.168.56.12:30080/
    Then the server sees the client as "198.51.100.7"

  @task:inside
  Scenario: The report on gamma reads web, also while gamma runs no pod of it
    When report curls http://web
    Then it succeeds
    And it reaches pod "web"

  @task:every-node
  Scenario: The visitor is served, and seen, on all three nodes
    When an external client at "198.51.100.7" curls http://192.168.56.11:30080/
    Then the server sees the client as "198.51.100.7"
    When an external client at "198.51.100.7" curls http://192.168.56.12:30080/
    Then the server sees the client as "198.51.100.7"
    When an external client at "198.51.100.7" curls http://192.168.56.13:30080/
    Then it succeeds
    And it reaches pod "web"
    And the server sees the client as "198.51.100.7"
