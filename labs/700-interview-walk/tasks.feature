Feature: Interview: build the way of a request

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:api
  Scenario: web reaches the API by a short name, and not its admin port
    When web curls http://api
    Then it succeeds
    And it reaches pod "api"
    When web connects to api:9901 over TCP
    Then it ends as dropped

  @task:db
  Scenario: Writes reach the primary, reads reach any of them
    When api connects to db-0.db-nodes:5432 over TCP
    Then it succeeds
    And it reaches pod "db-0"
    When api connects to db:5432 over TCP
    Then it succeeds
    And 10 requests reach:
      | backend | share |
      | db-0    | 1/2   |
      | db-1    | 1/2   |
    When api looks up SRV records of "_postgres._tcp.db-nodes.shop.svc.cluster.local."
    Then it resolves to:
      | 0 50 5432 db-0.db-nodes.shop.svc.cluster.local |
      | 0 50 5432 db-1.db-nodes.shop.svc.cluster.local |

  @task:edge
  Scenario: The world sees the shop over HTTPS, and the API below /api
    When an external client curls https://shop.example.com/
    Then it succeeds
    And it reaches pod "web"
    When an external client curls https://shop.example.com/api/orders
    Then it succeeds
    And it reaches pod "api"
    When an external client curls http://shop.example.com/cart
    Then it redirects to "https://shop.example.com/cart"

  @task:readiness
  Scenario: Readiness decides about reads; the primary is found before it is ready
    When pod "db-1" becomes unready
    And api connects to db:5432 over TCP
    Then it succeeds
    And it reaches pod "db-0"
    When pod "db-0" becomes unready
    And api connects to db-0.db-nodes:5432 over TCP
    Then it succeeds
    And it reaches pod "db-0"
    When api connects to db:5432 over TCP
    Then it is refused
