Feature: The online shop's network contract
  What may talk to what, agreed between the shop, data and monitoring teams.
  A change to the manifests that breaks a promise below does not ship.

  Background:
    Given the manifests in "manifests"

  Rule: Customers can shop

    Scenario: The edge serves pages from the frontend
      When shop/edge curls frontend:8080
      Then it succeeds
      And it reaches service "frontend"

    Scenario: The frontend renders a cart with the api's data
      When shop/frontend curls http://api:8080/cart
      Then it succeeds
      And it reaches service "api"

    Scenario Outline: The api asks <backend>
      When shop/api curls <backend>:8080
      Then it succeeds
      And it reaches service "<backend>"

      Examples:
        | backend |
        | catalog |
        | cart    |
        | payment |

    Scenario: A payment reaches the provider
      Given the external host "api.payments.example.com" at "203.0.113.10"
      When shop/payment connects to api.payments.example.com:443 over TCP
      Then it succeeds

    Scenario: The provider answers under its name inside the cluster too
      Given the external host "api.payments.example.com" at "203.0.113.10"
      When shop/payment connects to payment-provider:443 over TCP
      Then it succeeds

  Rule: Data stays with those who own it

    Scenario Outline: <client> keeps its rows in PostgreSQL
      When shop/<client> connects to postgres.data:5432 over TCP
      Then it succeeds
      And it reaches pod "data/postgres-0"

      Examples:
        | client  |
        | api     |
        | catalog |

    Scenario: The cart lives in Redis
      When shop/cart connects to redis.data:6379 over TCP
      Then it succeeds
      And it reaches service "data/redis"

    Scenario: The replica follows the primary by its stable name
      When data/postgres-1 connects to postgres-0.postgres-headless:5432 over TCP
      Then it succeeds
      And it reaches pod "data/postgres-0"

    Scenario: A stolen frontend gets nowhere near the database
      When shop/frontend connects to postgres.data:5432 over TCP
      Then it is denied by policy "shop/frontend"

    Scenario: Even an api that asks the wrong store is stopped
      When shop/api connects to redis.data:6379 over TCP
      Then it is denied by policy "shop/api"

    Scenario: The database accepts nobody new, even if that somebody's own policy would
      When I apply:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: payment-may-ask-anyone
          namespace: shop
        spec:
          podSelector:
            matchLabels:
              app.kubernetes.io/name: payment
          policyTypes: [Egress]
          egress:
            - {}
        """
      And shop/payment connects to postgres.data:5432 over TCP
      Then it is denied by policy "data/postgres"

    Scenario: A replica that still catches up can be found by the primary
      When pod "data/postgres-1" becomes unready
      And data/postgres-0 connects to postgres-1.postgres-headless:5432 over TCP
      Then it succeeds
      And it reaches pod "data/postgres-1"

  Rule: Nothing leaves but payments

    Scenario: Payments go to the provider's range only
      Given the external host "collector.example.net" at "198.51.100.7"
      When shop/payment connects to collector.example.net:443 over TCP
      Then it is denied by policy "shop/payment"

    Scenario Outline: <client> cannot phone home
      Given the external host "collector.example.net" at "198.51.100.7"
      When <client> curls http://collector.example.net
      Then it times out

      Examples:
        | client                |
        | shop/frontend         |
        | shop/api              |
        | data/postgres         |
        | monitoring/prometheus |

  Rule: Monitoring sees everything and touches nothing

    Scenario Outline: Prometheus scrapes <workload>
      When monitoring/prometheus connects to pod "<workload>" on port <port> over TCP
      Then it succeeds

      Examples:
        | workload      | port |
        | shop/edge     | 9113 |
        | shop/frontend | 9090 |
        | shop/payment  | 9090 |
        | data/postgres | 9187 |
        | data/redis    | 9121 |

    Scenario: Prometheus cannot use the shop's api
      When monitoring/prometheus curls http://api.shop:8080/orders
      Then it is denied by policy "monitoring/prometheus"

    Scenario: Grafana reads Prometheus
      When monitoring/grafana curls prometheus:9090
      Then it succeeds

    Scenario: Grafana cannot be pointed at the database
      When monitoring/grafana connects to postgres.data:5432 over TCP
      Then it is denied by policy "monitoring/grafana"

    Scenario: Metrics are for Prometheus alone
      When shop/frontend connects to pod "shop/api" on port 9090 over TCP
      Then it is denied by policy "shop/frontend"

  Rule: Every pod can look up names

    Scenario Outline: <client> resolves names over UDP and TCP
      When <client> looks up "<name>"
      Then it succeeds
      When <client> connects to kube-dns.kube-system:53 over TCP
      Then it succeeds

      Examples:
        | client                | name                           |
        | shop/frontend         | api                            |
        | shop/cart             | redis.data                     |
        | data/postgres         | postgres-1.postgres-headless   |
        | monitoring/prometheus | payment.shop.svc.cluster.local |

    Scenario: Without the DNS policy the shop stops, although every other rule still stands
      When I delete "networkpolicy/shop/allow-dns"
      And shop/frontend curls api:8080
      Then it times out
      And it ends as resolve-timeout

  Rule: That is all

    Scenario: The whole map
      Then only these connections are allowed:
        | from                  | to                    | port |
        | shop/edge             | shop/frontend         | 8080 |
        | shop/edge             | shop/api              | 8080 |
        | shop/frontend         | shop/api              | 8080 |
        | shop/api              | shop/catalog          | 8080 |
        | shop/api              | shop/cart             | 8080 |
        | shop/api              | shop/payment          | 8080 |
        | shop/api              | data/postgres         | 5432 |
        | shop/catalog          | data/postgres         | 5432 |
        | shop/cart             | data/redis            | 6379 |
        | data/postgres         | data/postgres         | 5432 |
        | monitoring/prometheus | shop/edge             | 9113 |
        | monitoring/prometheus | shop/frontend         | 9090 |
        | monitoring/prometheus | shop/api              | 9090 |
        | monitoring/prometheus | shop/catalog          | 9090 |
        | monitoring/prometheus | shop/cart             | 9090 |
        | monitoring/prometheus | shop/payment          | 9090 |
        | monitoring/prometheus | data/postgres         | 9187 |
        | monitoring/prometheus | data/redis            | 9121 |
        | monitoring/grafana    | monitoring/prometheus | 9090 |
