Feature: Locked out at the edge

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:web
  Scenario: Visitors see the shop
    When an external client curls http://shop.example.com/
    Then it succeeds
    And it reaches pod "web"

  @task:api
  Scenario: The API answers at the edge and to the web server
    When an external client curls http://shop.example.com/api/orders
    Then it succeeds
    And it reaches pod "api"
    When web curls http://api
    Then it succeeds
    And it reaches pod "api"

  @task:closed-world
  Scenario: The edge reaches no database, and among pods there are two connections
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: probe, namespace: shop }
      spec: { selector: { app: db }, ports: [{ port: 80, targetPort: 5432 }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: probe, namespace: shop }
      spec:
        ingressClassName: nginx
        rules:
          - host: probe.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: probe, port: { number: 80 } } } }] }
      """
    When an external client curls http://probe.example.com/
    Then the response status is 504
    And only these connections are allowed:
      | from | to  | port |
      | web  | api | 8080 |
      | api  | db  | 5432 |
