Feature: An Ingress that nobody serves

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:class
  Scenario: The shop is served at the edge
    When an external client curls http://203.0.113.129/ with:
      | header                 |
      | Host: shop.example.com |
    Then it succeeds
    And it reaches pod "web"
    When an external client curls http://203.0.113.129/ with:
      | header                 |
      | Host: toys.example.com |
    Then the response status is 404

  @task:typo
  Scenario: The blog is served at the edge
    When an external client curls http://203.0.113.129/ with:
      | header                 |
      | Host: blog.example.com |
    Then it succeeds
    And it reaches pod "blog"
    When an external client curls http://203.0.113.129/ with:
      | header                 |
      | Host: toys.example.com |
    Then the response status is 404

  @task:default
  Scenario: A chart that names no class is served as well
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: from-a-chart, namespace: shop }
      spec:
        rules:
          - host: chart.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    And an external client curls http://203.0.113.129/ with:
      | header                  |
      | Host: chart.example.com |
    Then it succeeds
    And it reaches pod "web"
