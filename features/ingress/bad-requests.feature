@ingress
Feature: Requests that somebody means badly
  Where an expression is tried by going back and forth, a short path can keep a proxy busy for years. Here, as in RE2, the
  time grows with the length of the path alone.

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And the ingress controller is "ingress-nginx"
    And namespace "shop"

  Scenario Outline: An expression that backtracks for ever elsewhere gives its <status> at once
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: evil, namespace: shop, annotations: { nginx.ingress.kubernetes.io/use-regex: "true" } }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: "/(a+)+$", pathType: ImplementationSpecific, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com/<path>
    Then the response status is <status>

    Examples:
      | path                                                                      | status |
      | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  | 200    |
      | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab | 404    |
