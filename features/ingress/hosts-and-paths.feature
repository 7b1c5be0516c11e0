@ingress
Feature: Which rule takes a request

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http:
              paths:
                - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
                - { path: /cart, pathType: Prefix, backend: { service: { name: cart, port: { name: web } } } }
                - { path: /cart/help, pathType: Exact, backend: { service: { name: web, port: { name: http } } } }
          - host: "*.example.com"
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] }
      """

  @I19 @I20 @I21 @I22
  Scenario Outline: <path> goes to <pod>
    When an external client curls http://shop.example.com<path>
    Then it reaches pod "<pod>"

    Examples: The longest path wins, element by element
      | path          | pod  |
      | /             | web  |
      | /anything     | web  |
      | /cart         | cart |
      | /cart/        | cart |
      | /cart/1?a=b   | cart |
      | /cartoon      | web  |
      | /CART         | web  |
      | /cart/help    | web  |
      | /cart/help/me | cart |

  @I15 @I16 @I17
  Scenario Outline: Host <host> goes to <pod>
    When an external client curls http://shop.example.com/ with:
      | header       |
      | Host: <host> |
    Then it reaches pod "<pod>"

    Examples: A name of its own beats the wildcard, which stands for one label; case and port do not count
      | host                  | pod  |
      | shop.example.com      | web  |
      | SHOP.example.com      | web  |
      | shop.example.com:8080 | web  |
      | shop.example.com.     | web  |
      | beta.example.com      | cart |

  @I16 @I26
  Scenario Outline: Host <host> belongs to nobody
    When an external client curls http://shop.example.com/ with:
      | header       |
      | Host: <host> |
    Then the response status is 404

    Examples:
      | host               |
      | example.com        |
      | a.beta.example.com |
      | other.example.org  |

  @I23
  Scenario: Other hosts' paths are not asked once a host has matched
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: everywhere, namespace: shop }
      spec:
        ingressClassName: nginx
        rules:
          - http: { paths: [{ path: /status, pathType: Exact, backend: { service: { name: web, port: { number: 80 } } } }] }
          - host: only.example.org
            http: { paths: [{ path: /only, pathType: Exact, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://only.example.org/status
    Then the response status is 404
    When an external client curls http://only.example.org/status with:
      | header              |
      | Host: nobody.invalid |
    Then it reaches pod "web"

  @I24 @I25
  Scenario: A default backend is for the Ingress's own hosts
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: fallback, namespace: shop }
      spec:
        ingressClassName: nginx
        defaultBackend: { service: { name: cart, port: { number: 8000 } } }
        rules:
          - host: own.example.org
            http: { paths: [{ path: /web, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
          - host: bare.example.org
      """
    When an external client curls http://own.example.org/web
    Then it reaches pod "web"
    When an external client curls http://own.example.org/elsewhere
    Then it reaches pod "cart"
    When an external client curls http://bare.example.org/
    Then it reaches pod "cart"
    When an external client curls http://own.example.org/ with:
      | header               |
      | Host: nobody.invalid |
    Then the response status is 404

  @I34
  Scenario: The same host and path twice goes to the older Ingress
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: a-later-one, namespace: shop, creationTimestamp: "2026-06-02T00:00:00Z" }
      spec:
        ingressClassName: nginx
        rules:
          - host: twice.example.org
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: the-first, namespace: shop, creationTimestamp: "2026-06-01T00:00:00Z" }
      spec:
        ingressClassName: nginx
        rules:
          - host: twice.example.org
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] }
      """
    When an external client curls http://twice.example.org/
    Then it reaches pod "cart"
