@ingress @ingress-nginx
Feature: In which order ingress-nginx decides

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Scenario Outline: <annotations>: <method> <path> is <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: empty }
      spec: { selector: { app: empty }, ports: [{ port: 80 }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { <annotations> } }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [shop.example.com] }]
        rules:
          - host: shop.example.com
            http:
              paths:
                - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
                - { path: /empty, pathType: Prefix, backend: { service: { name: empty, port: { number: 80 } } } }
      """
    When I run:
      """bash
      curl -s -o /dev/null -w '%{http_code}' -X <method> -H "<header>" -d "<body>" http://shop.example.com<path>
      """
    Then the output contains "<status>"

    Examples: The server before the location, its size before all that it does, its own redirect before the one to HTTPS
      | annotations                                                                                                                        | method  | path   | header         | body | status |
      | nginx.ingress.kubernetes.io/app-root: /start, nginx.ingress.kubernetes.io/proxy-body-size: "1"                                      | POST    | /      | X-A: b         | aaa  | 302    |
      | nginx.ingress.kubernetes.io/app-root: /start, nginx.ingress.kubernetes.io/whitelist-source-range: 198.51.100.0/24                   | POST    | /      | X-A: b         | a    | 302    |
      | nginx.ingress.kubernetes.io/permanent-redirect: https://new.example.com, nginx.ingress.kubernetes.io/proxy-body-size: "1"           | POST    | /a     | X-A: b         | aaa  | 413    |
      | nginx.ingress.kubernetes.io/proxy-body-size: "1"                                                                                    | POST    | /a     | X-A: b         | aaa  | 413    |
      | nginx.ingress.kubernetes.io/proxy-body-size: "0"                                                                                    | POST    | /a     | X-A: b         | aaa  | 308    |
      | nginx.ingress.kubernetes.io/permanent-redirect: https://new.example.com                                                             | POST    | /a     | X-A: b         | a    | 301    |
      | nginx.ingress.kubernetes.io/permanent-redirect: https://new.example.com, nginx.ingress.kubernetes.io/whitelist-source-range: 198.51.100.0/24 | POST | /a | X-A: b      | a    | 301    |
      | nginx.ingress.kubernetes.io/permanent-redirect: https://new.example.com, nginx.ingress.kubernetes.io/permanent-redirect-code: "308" | POST    | /a     | X-A: b         | a    | 308    |
      | nginx.ingress.kubernetes.io/permanent-redirect: https://new.example.com, nginx.ingress.kubernetes.io/permanent-redirect-code: "404" | POST    | /a     | X-A: b         | a    | 301    |
      | nginx.ingress.kubernetes.io/temporal-redirect: https://b.example.com, nginx.ingress.kubernetes.io/permanent-redirect: https://a.example.com | POST | /a | X-A: b       | a    | 302    |
      | nginx.ingress.kubernetes.io/temporal-redirect: https://b.example.com, nginx.ingress.kubernetes.io/temporal-redirect-code: "307"     | POST    | /a     | X-A: b         | a    | 307    |
      | nginx.ingress.kubernetes.io/temporal-redirect: https://b.example.com, nginx.ingress.kubernetes.io/temporal-redirect-code: "308"     | POST    | /a     | X-A: b         | a    | 302    |
      | nginx.ingress.kubernetes.io/whitelist-source-range: nonsense, nginx.ingress.kubernetes.io/permanent-redirect: https://a.example.com  | POST    | /a     | X-A: b         | a    | 503    |
      | nginx.ingress.kubernetes.io/auth-type: basic, nginx.ingress.kubernetes.io/auth-secret: nobody                                        | POST    | /a     | X-A: b         | a    | 503    |
      | nginx.ingress.kubernetes.io/enable-cors: "true", nginx.ingress.kubernetes.io/permanent-redirect: https://a.example.com              | OPTIONS | /a     | Origin: http://o.example | a | 204 |
      | nginx.ingress.kubernetes.io/ssl-redirect: "true"                                                                                    | POST    | /empty | X-A: b         | a    | 308    |
      | nginx.ingress.kubernetes.io/ssl-redirect: "false", nginx.ingress.kubernetes.io/whitelist-source-range: 198.51.100.0/24              | POST    | /empty | X-A: b         | a    | 503    |
      | nginx.ingress.kubernetes.io/ssl-redirect: "false", nginx.ingress.kubernetes.io/whitelist-source-range: 198.51.100.0/24              | POST    | /a     | X-A: b         | a    | 403    |

  Scenario: A literal target takes the place of the whole path, and the query stays
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/rewrite-target: /new, nginx.ingress.kubernetes.io/x-forwarded-prefix: /old } }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /old, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com/old/a/b?c=d
    Then the backend is asked for "http://shop.example.com/new?c=d"
    And the backend gets the header "X-Forwarded-Prefix" with "/old"

  Scenario: Without a rewrite the prefix is not told
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/x-forwarded-prefix: /old } }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /old, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com/old/a
    Then the backend gets no header "X-Forwarded-Prefix"

  Scenario Outline: A canary by <what>, and <sent>: <pod>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: canary, annotations: { nginx.ingress.kubernetes.io/canary: "true", <annotations> } }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] }
      """
    When an external client curls http://shop.example.com/ with:
      | header |
      | <sent> |
    Then it reaches pod "<pod>"

    Examples: The header before the cookie before the weight; a value goes before a pattern
      | what                        | annotations                                                                                                                                                       | sent               | pod  |
      | a header's value            | nginx.ingress.kubernetes.io/canary-by-header: X-C, nginx.ingress.kubernetes.io/canary-by-header-value: beta                                                       | X-C: beta          | cart |
      | a header's value            | nginx.ingress.kubernetes.io/canary-by-header: X-C, nginx.ingress.kubernetes.io/canary-by-header-value: beta                                                       | X-C: always        | web  |
      | a header's pattern          | nginx.ingress.kubernetes.io/canary-by-header: X-C, nginx.ingress.kubernetes.io/canary-by-header-pattern: "^b"                                                      | X-C: beta          | cart |
      | a value beside a pattern    | nginx.ingress.kubernetes.io/canary-by-header: X-C, nginx.ingress.kubernetes.io/canary-by-header-value: gamma, nginx.ingress.kubernetes.io/canary-by-header-pattern: "^b" | X-C: beta    | web  |
      | a cookie                    | nginx.ingress.kubernetes.io/canary-by-cookie: c                                                                                                                   | Cookie: c=always   | cart |
      | a cookie                    | nginx.ingress.kubernetes.io/canary-by-cookie: c                                                                                                                   | Cookie: c=yes      | web  |
      | a cookie and all the weight | nginx.ingress.kubernetes.io/canary-by-cookie: c, nginx.ingress.kubernetes.io/canary-weight: "100"                                                                 | Cookie: c=never    | web  |
      | a header and all the weight | nginx.ingress.kubernetes.io/canary-by-header: X-C, nginx.ingress.kubernetes.io/canary-weight: "100"                                                               | X-C: never         | web  |

  Scenario: A share of a total of one's own
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: canary, annotations: { nginx.ingress.kubernetes.io/canary: "true", nginx.ingress.kubernetes.io/canary-weight: "50", nginx.ingress.kubernetes.io/canary-weight-total: "200" } }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] }
      """
    When an external client curls http://shop.example.com/
    Then 100 requests reach:
      | backend | share |
      | web     | 3/4   |
      | cart    | 1/4   |
