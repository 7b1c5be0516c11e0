@ingress @ingress-nginx
Feature: ingress-nginx, more of its annotations

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Scenario Outline: <annotation>: the backend is asked for <asked>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop, annotations: { nginx.ingress.kubernetes.io/<annotation> } }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com/a
    Then the backend is asked for "<asked>"

    Examples:
      | annotation                     | asked                      |
      | upstream-vhost: inside.example | http://inside.example/a    |
      | backend-protocol: HTTPS        | https://shop.example.com/a |
      | service-upstream: "true"       | http://shop.example.com/a  |

  @N16
  Scenario: Headers that the backend is told
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
      """
    When an external client at "198.51.100.7" curls http://shop.example.com/a
    Then the backend gets the header "X-Real-IP" with "198.51.100.7"
    And the backend gets the header "X-Forwarded-For" with "198.51.100.7"
    And the backend gets the header "X-Scheme" with "http"

  @N21
  Scenario: A snippet has the whole Ingress left out, as controllers allow none unless they are told to
    Given the profile "ingress-webhook=false"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop, annotations: { nginx.ingress.kubernetes.io/configuration-snippet: "return 418;" } }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    And the external host "shop.example.com" at "203.0.113.129"
    When an external client curls http://shop.example.com/
    Then the response status is 404
    When I run "kubectl get ingress shop -n shop -o jsonpath='{.status}'"
    Then the output does not contain "ip"

  Scenario: A cookie keeps the client with its endpoint
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
        annotations:
          nginx.ingress.kubernetes.io/affinity: cookie
          nginx.ingress.kubernetes.io/session-cookie-name: route
          nginx.ingress.kubernetes.io/session-cookie-max-age: "3600"
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /cart, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] }
      """
    When an external client curls http://shop.example.com/cart
    Then the response header "Set-Cookie" begins with "route="

  Scenario: Another name of the host, and the name with www
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
        annotations:
          nginx.ingress.kubernetes.io/server-alias: old.example.com
          nginx.ingress.kubernetes.io/from-to-www-redirect: "true"
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com/ with:
      | header                |
      | Host: old.example.com |
    Then it reaches pod "web"
    When an external client curls http://shop.example.com/foo with:
      | header                     |
      | Host: www.shop.example.com |
    Then it redirects to "http://shop.example.com:80/foo"

  Scenario Outline: CORS: origin <origin> is told <told>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
        annotations:
          nginx.ingress.kubernetes.io/enable-cors: "true"
          nginx.ingress.kubernetes.io/cors-allow-origin: https://*.example.com, https://other.example.org
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com/ with:
      | method  | header           |
      | OPTIONS | Origin: <origin> |
    Then the response status is <told>

    Examples:
      | origin                    | told |
      | https://www.example.com   | 204  |
      | https://other.example.org | 204  |
      | https://a.b.example.com   | 200  |
      | https://evil.example      | 200  |

  @N18
  Scenario Outline: default-backend answers where <what>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: empty, namespace: shop }
      spec: { selector: { app: empty }, ports: [{ port: 80 }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop, annotations: { nginx.ingress.kubernetes.io/default-backend: web } }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: <service>, port: { number: <port> } } } }] }
      """
    When an external client curls http://shop.example.com/
    Then it reaches pod "web"

    Examples:
      | what                        | service | port |
      | the Service has no endpoint | empty   | 80   |
      | there is no Service         | gone    | 80   |
      | the Service has no port     | cart    | 81   |

  @N1
  Scenario: Of Ingresses of the same second the last by name has a path that both want
    Given the profile "ingress-webhook=false"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: a, namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z" }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: b, namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z" }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] }
      """
    When an external client curls http://shop.example.com/
    Then it reaches pod "cart"
