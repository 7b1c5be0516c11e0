Feature: A port on every node

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:publish
  Scenario: Both nodes take web's visitors on 30080
    When an external client curls http://192.168.56.11:30080/
    Then it succeeds
    And it reaches pod "web"
    When an external client curls http://192.168.56.12:30080/
    Then it succeeds
    And it reaches pod "web"
    When admin curls http://web
    Then it succeeds
    And it reaches pod "web"

  @task:metrics
  Scenario: The exporter is seen on 30113, and the visitors still on 30080
    When external connects to 192.168.56.11:30113 over TCP
    Then it succeeds
    And it reaches pod "web"
    When web connects to web:9113 over TCP
    Then it succeeds
    When an external client curls http://192.168.56.12:30080/
    Then it succeeds
    And it reaches pod "web"

  @task:close
  Scenario: admin is for pods only
    When an external client curls http://192.168.56.11:31000/
    Then it is refused
    When web curls http://admin
    Then it succeeds
    And it reaches pod "admin"
