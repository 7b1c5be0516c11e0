Feature: An address from the cloud

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:public
  Scenario: The shop answers at its reserved address
    When an external client curls http://203.0.113.150/
    Then it succeeds
    And it reaches pod "web"

  @task:partners
  Scenario: Partners get through to their API, others do not
    When an external client at "198.51.100.7" curls http://203.0.113.151/
    Then it succeeds
    And it reaches pod "partner-api"
    When an external client at "192.0.2.7" curls http://203.0.113.151/
    Then it ends as dropped

  @task:back-door
  Scenario: The nodes have no second door to the API
    When an external client at "192.0.2.7" curls http://192.168.56.11:31443/
    Then it is refused
    When an external client at "198.51.100.7" curls http://203.0.113.151/
    Then it succeeds
    And it reaches pod "partner-api"
    When web curls http://partner-api
    Then it succeeds
    And it reaches pod "partner-api"
