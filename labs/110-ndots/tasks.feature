Feature: Five dots, and a namespace called io

  Background:
    Given the lab cluster
    And namespace "shop"
    And the external host "quay.io" at "203.0.113.30"

  @task:builder
  Scenario: The builder finds the registry, the mirror and the api
    When builder looks up "quay.io"
    Then it resolves to:
      | 203.0.113.30 |
    When builder curls http://quay.io.svc.cluster.local
    Then it succeeds
    And it reaches pod "io/quay"
    When builder curls http://api
    Then it succeeds
    And it reaches pod "api"

  @task:legacy
  Scenario: legacy finds api by its short name
    When legacy curls http://api
    Then it succeeds
    And it reaches pod "api"

  @task:hostname
  Scenario: The database's primary has a name of its own
    When builder connects to primary.db:5432 over TCP
    Then it succeeds
    And it reaches pod "primary"
