@route @R55
Feature: Ingresses on OpenShift become Routes, and lose something on the way

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Scenario Outline: <what>: <status>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        <tls>
        defaultBackend: { service: { name: web, port: { number: 80 } } }
        rules:
          - host: shop.apps.example.com
            http: { paths: [{ path: <path>, pathType: <type>, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.apps.example.com<asked>
    Then the response status is <status>

    Examples:
      | what                                          | tls                                                     | path | type   | asked | status |
      | A prefix                                      |                                                         | /    | Prefix | /a    | 200    |
      | Exact is dropped                              |                                                         | /a   | Exact  | /a    | 503    |
      | The default backend is dropped                |                                                         | /a   | Prefix | /b    | 503    |
      | TLS without a Secret: plain HTTP is sent on   | tls: [{ hosts: [shop.apps.example.com] }]               | /    | Prefix | /     | 302    |
      | TLS with a Secret that is missing: no Route   | tls: [{ hosts: [shop.apps.example.com], secretName: x }] | /    | Prefix | /     | 503    |

  Scenario: The Secret's certificate goes into the Route
    Given a TLS Secret "shop-tls" for "www.example.org"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        tls: [{ hosts: [www.example.org], secretName: shop-tls }]
        rules:
          - host: www.example.org
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls https://www.example.org/
    Then it reaches pod "web"
    And the served certificate is for "www.example.org"

  @R56
  Scenario: Annotations of ingress-nginx mean nothing here
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop, annotations: { nginx.ingress.kubernetes.io/permanent-redirect: "https://new.example.com" } }
      spec:
        rules:
          - host: shop.apps.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.apps.example.com/
    Then it reaches pod "web"
