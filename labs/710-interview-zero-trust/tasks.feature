Feature: Interview: zero trust, without an outage

  Background:
    Given the lab cluster
    And the external host "settle.bank.example" at "203.0.113.10"
    And the external host "tracker.example" at "192.0.2.200"

  @task:data
  Scenario: The database takes the api, the backup and the scraper, and nobody else
    Then the connectivity is:
      |                       | db.data:5432 |
      | shop/api              | ✓            |
      | data/backup           | ✓            |
      | shop/web              | ✗            |
      | dev/tester            | ✗            |
      | monitoring/prometheus | ✗            |

  @task:shop
  Scenario: The edge and the web server get through, strangers do not
    When an external client curls http://shop.example.com/
    Then it succeeds
    And it reaches pod "shop/web"
    And the connectivity is:
      |                       | api.shop:80 | web.shop:80 |
      | shop/web              | ✓           | -           |
      | shop/api              | -           | ✗           |
      | dev/tester            | ✗           | ✗           |
      | monitoring/prometheus | ✗           | ✗           |

  @task:egress
  Scenario: Only the api leaves the cluster, only to the bank, and everybody finds names
    Then the connectivity is:
      |             | settle.bank.example:443 | settle.bank.example:80 | tracker.example:443 | kube-dns.kube-system:53/UDP | kube-dns.kube-system:53/TCP | kube-dns.kube-system:9153 |
      | shop/api    | ✓                       | ✗                      | ✗                   | ✓                           | ✓                           | ✗                         |
      | shop/web    | ✗                       | ✗                      | ✗                   | ✓                           | ✓                           | ✗                         |
      | data/db     | ✗                       | ✗                      | ✗                   | ✓                           | ✓                           | ✗                         |
      | data/backup | ✗                       | ✗                      | ✗                   | ✓                           | ✓                           | ✗                         |

  @task:closed-world
  Scenario: The list, the whole list, and nothing but the list
    Then only these connections are allowed:
      | from                  | to         | port |
      | shop/web              | shop/api   | 3000 |
      | shop/api              | data/db    | 5432 |
      | shop/api              | shop/cache | 6379 |
      | data/backup           | data/db    | 5432 |
      | monitoring/prometheus | shop/web   | 9113 |
      | monitoring/prometheus | shop/api   | 9100 |
      | monitoring/prometheus | data/db    | 9187 |
    When shop/web curls http://api
    Then it succeeds
    When an external client curls http://shop.example.com/
    Then it succeeds
