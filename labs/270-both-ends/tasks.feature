Feature: Both ends of the line

  Background:
    Given the lab cluster
    And namespace "shop"
    And the external host "tracker.example" at "192.0.2.200"

  @task:db
  Scenario: api and worker use the database, the frontend does not
    Then the connectivity is:
      |          | db:5432 |
      | api      | ✓       |
      | worker   | ✓       |
      | frontend | ✗       |

  @task:scrape
  Scenario: Prometheus scrapes the worker
    When monitoring/prometheus connects to worker.shop:9100 over TCP
    Then it succeeds
    And it reaches pod "worker"

  @task:closed-world
  Scenario: Four connections, DNS, and nothing else
    Then only these connections are allowed:
      | from                  | to     | port |
      | frontend              | api    | 8080 |
      | api                   | db     | 5432 |
      | worker                | db     | 5432 |
      | monitoring/prometheus | worker | 9100 |
    And the connectivity is:
      |          | tracker.example:443 | kube-dns.kube-system:53/UDP | kube-dns.kube-system:53/TCP | kube-dns.kube-system:9153 |
      | api      | ✗                   | ✓                           | ✓                           | ✗                         |
      | worker   | ✗                   | ✓                           | ✓                           | ✗                         |
      | frontend | ✗                   | ✓                           | ✓                           | ✗                         |
      | db       | ✗                   | ✓                           | ✓                           | ✗                         |
    When frontend curls http://api
    Then it succeeds
