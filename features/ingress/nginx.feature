@ingress @ingress-nginx
Feature: ingress-nginx, beyond the specification

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @N5 @N6
  Scenario Outline: <type> <path>: <request> is <status>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: <path>, pathType: <type>, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com<request>
    Then the response status is <status>

    Examples: A path that ends with a slash sends its name without one there, an Exact one too
      | type   | path  | request  | status |
      | Prefix | /foo  | /foo     | 200    |
      | Prefix | /foo  | /foo/    | 200    |
      | Prefix | /foo  | /foobar  | 404    |
      | Prefix | /foo/ | /foo     | 301    |
      | Exact  | /foo/ | /foo     | 301    |
      | Exact  | /foo  | /foo/    | 404    |
      | Prefix | /foo  | //foo    | 200    |
      | Prefix | /foo  | /%66oo   | 200    |

  @N7 @N8
  Scenario: One Ingress with a rewrite makes expressions of every path of the host
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: rewriting
        namespace: shop
        annotations: { nginx.ingress.kubernetes.io/rewrite-target: /$2 }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: "/x(/|$)(.*)", pathType: ImplementationSpecific, backend: { service: { name: cart, port: { number: 8000 } } } }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: innocent, namespace: shop }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /exact, pathType: Exact, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com/x/new
    Then it reaches pod "cart"
    When an external client curls http://shop.example.com/EXACTLY/anything
    Then it reaches pod "web"
    When an external client curls http://shop.example.com/y
    Then the response status is 404

  @N12 @N13
  Scenario Outline: TLS for <tls><note>: http <path> is <status>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
        annotations: { podwire.dev/none: ""<annotation> }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [<tls>] }]
        rules:
          - host: shop.example.com
            http: { paths: [{ path: <rule>, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com<path>
    Then the response status is <status>

    Examples: The way of an authority stays open where a rule is for it; any entry of TLS gives all the Ingress's hosts a certificate
      | tls              | note                  | rule                        | annotation                                           | path                              | status |
      | shop.example.com |                       | /                           |                                                      | /cart                             | 308    |
      | shop.example.com | , ssl-redirect: false | /                           | , nginx.ingress.kubernetes.io/ssl-redirect: "false"  | /cart                             | 200    |
      | shop.example.com | , its own rule        | /.well-known/acme-challenge |                                                      | /.well-known/acme-challenge/token | 200    |
      | shop.example.com | , the rule of all     | /                           |                                                      | /.well-known/acme-challenge/token | 308    |
      | else.example.com |                       | /                           |                                                      | /cart                             | 308    |

  @N12
  Scenario: TLS for a wildcard is TLS for each of its names
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: ["*.example.com"] }]
        rules:
          - host: "*.example.com"
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com/cart
    Then it redirects to "https://shop.example.com/cart"

  @N12
  Scenario Outline: The redirect to HTTPS drops the slash at the very end: <asked>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
        annotations: { nginx.ingress.kubernetes.io/force-ssl-redirect: "true", nginx.ingress.kubernetes.io/preserve-trailing-slash: "<keeps>" }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com<asked>
    Then it redirects to "https://shop.example.com<told>"

    Examples: Of the whole of path and query
      | asked       | keeps | told        |
      | /cart/      | false | /cart       |
      | /           | false |             |
      | /cart/?a=b  | false | /cart/?a=b  |
      | /cart?a=b/  | false | /cart?a=b   |
      | /cart/      | true  | /cart/      |

  Scenario Outline: <annotation>: <method> <path> is <status>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
        annotations: { nginx.ingress.kubernetes.io/<annotation> }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client at "198.51.100.7" curls http://shop.example.com<path>
    Then the response status is <status>

    Examples:
      | annotation                                   | method | path  | status |
      | app-root: /cart                              | GET    | /     | 302    |
      | app-root: /cart                              | GET    | /cart | 200    |
      | permanent-redirect: https://new.example.com  | GET    | /     | 301    |
      | temporal-redirect: https://new.example.com   | GET    | /     | 302    |
      | whitelist-source-range: 198.51.100.0/24      | GET    | /     | 200    |
      | whitelist-source-range: 192.0.2.0/24         | GET    | /     | 403    |
      | whitelist-source-range: no-block             | GET    | /     | 503    |
      | denylist-source-range: 198.51.100.7          | GET    | /     | 403    |

  Scenario: A canary takes its weight, or all that ask for it
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: canary
        namespace: shop
        annotations:
          nginx.ingress.kubernetes.io/canary: "true"
          nginx.ingress.kubernetes.io/canary-weight: "20"
          nginx.ingress.kubernetes.io/canary-by-header: X-Canary
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] }
      """
    When an external client curls http://shop.example.com/
    Then 100 requests reach:
      | backend | share |
      | web     | 80%   |
      | cart    | 20%   |
    When I run "curl -s http://shop.example.com/ >/dev/null; why"
    Then the output contains "because Ingress shop/shop serves"
    When I run:
      """bash
      until curl -s http://shop.example.com/ | grep -q 'Pod shop/cart'; do :; done
      why
      """
    Then the output contains "Ingress shop/canary Prefix / of shop.example.com has 20% of the requests"
    And the output contains "likewise    Pod shop/web (80%); this way 20%"
    When pod "cart" becomes unready
    And I run "curl -s http://shop.example.com/; why"
    Then the output contains "Ingress shop/shop Prefix / of shop.example.com leads to Service"
    When pod "cart" becomes ready
    When an external client curls http://shop.example.com/ with:
      | header           |
      | X-Canary: always |
    Then it reaches pod "cart"
    When an external client curls http://shop.example.com/ with:
      | header          |
      | X-Canary: never |
    Then it reaches pod "web"
