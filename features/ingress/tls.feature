@ingress
Feature: HTTPS at the edge

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"
    And a TLS Secret "shop-tls" for "shop.example.com"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        ingressClassName: nginx
        tls:
          - { hosts: [shop.example.com], secretName: shop-tls }
          - { hosts: [gone.example.com], secretName: gone-tls }
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
          - host: gone.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
          - host: plain.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """

  @I35
  Scenario: The certificate of the host's own Secret is trusted, and the backend is spoken to in plain HTTP
    When an external client curls https://shop.example.com/
    Then it reaches pod "web"

  @I35 @I37
  Scenario Outline: <host>: without a certificate of its own the client stops, unless it does not care
    When an external client curls https://<host>/
    Then it ends as tls-failed
    When an external client curls https://<host>/ with:
      | option |
      | -k     |
    Then it reaches pod "web"

    Examples:
      | host              |
      | plain.example.com |
      | gone.example.com  |

  @I38
  Scenario: The certificate goes by the TLS hello, the route by the Host header
    When an external client curls https://shop.example.com/ with:
      | header                  |
      | Host: nobody.example.com |
    Then the response status is 404
