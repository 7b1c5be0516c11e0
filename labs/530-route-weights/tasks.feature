Feature: Shares, and a locked door

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:quarter
  Scenario: One visitor in four sees the next release
    When an external client curls http://shop.apps.example.com/
    Then it succeeds
    And 100 requests reach:
      | backend | share |
      | web     | 75%   |
      | next    | 25%   |

  @task:beta
  Scenario: Testers see the next release only
    When an external client curls http://beta.apps.example.com/
    Then it succeeds
    And it reaches pod "next"

  @task:closed-world
  Scenario: The router gets through, and among pods only the two releases reach the api
    When an external client curls http://shop.apps.example.com/
    Then it succeeds
    And only these connections are allowed:
      | from | to  | port |
      | web  | api | 8080 |
      | next | api | 8080 |
    When I apply:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: probe, namespace: shop }
      spec: { host: probe.apps.example.com, to: { kind: Service, name: api } }
      """
    And an external client curls http://probe.apps.example.com/
    Then it fails
