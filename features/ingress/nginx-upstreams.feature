@ingress @ingress-nginx
Feature: What ingress-nginx makes of Services that paths share

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Rule: A canary of the whole traffic

    Background:
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop, creationTimestamp: "2026-01-01T00:00:00Z" }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http:
                paths:
                  - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
                  - { path: /api, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
                  - { path: /named, pathType: Prefix, backend: { service: { name: web, port: { name: http } } } }
            - host: other.example.com
              http: { paths: [{ path: /, pathType: Exact, backend: { service: { name: web, port: { number: 80 } } } }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: canary, creationTimestamp: "2026-01-02T00:00:00Z", annotations: { nginx.ingress.kubernetes.io/canary: "true", nginx.ingress.kubernetes.io/canary-weight: "100" } }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /api, pathType: ImplementationSpecific, backend: { service: { name: cart, port: { number: 8000 } } } }] }
        """

    Scenario Outline: It stands behind the Service port of its path, and so behind every path that names that: <url> reaches <pod>
      When an external client curls <url>
      Then it reaches pod "<pod>"

      Examples: The port by its name is another one to the controller
        | url                            | pod  |
        | http://shop.example.com/api    | cart |
        | http://shop.example.com/       | cart |
        | http://other.example.com/      | cart |
        | http://shop.example.com/named  | web  |

    Scenario: Without an endpoint of the main Service nobody is asked, whatever the weight
      When pod "web" becomes unready
      And an external client curls http://shop.example.com/api
      Then the response status is 503

    Scenario: Without an endpoint of its own it takes nothing
      When pod "cart" becomes unready
      And an external client curls http://shop.example.com/api
      Then it reaches pod "web"

    Scenario: A cookie of affinity goes before all that the canary asks for
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: sticky, annotations: { nginx.ingress.kubernetes.io/affinity: cookie, nginx.ingress.kubernetes.io/session-cookie-name: stay } }
        spec:
          ingressClassName: nginx
          rules:
            - host: sticky.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """
      When I run:
        """bash
        kubectl annotate ingress canary --overwrite nginx.ingress.kubernetes.io/canary-weight=0 nginx.ingress.kubernetes.io/canary-by-header=X-C
        cookie=$(curl -si http://sticky.example.com/ | grep -io 'stay=[0-9a-f]*')
        curl -s -H "X-C: always" http://sticky.example.com/ | grep -o 'shop/[a-z]*' | sed 's/^/fresh /'
        curl -s -H "X-C: always" -H "Cookie: $cookie" http://sticky.example.com/ | grep -o 'shop/[a-z]*' | sed 's/^/stuck /'
        """
      Then the output contains "fresh shop/cart"
      And the output contains "stuck shop/web"

  Rule: A canary without a path to stand behind

    Scenario Outline: A canary <what> gets no request
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop, creationTimestamp: "2026-01-01T00:00:00Z" }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /a, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: canary, creationTimestamp: "2026-01-02T00:00:00Z", annotations: { nginx.ingress.kubernetes.io/canary: "true", nginx.ingress.kubernetes.io/canary-weight: "100" } }
        spec:
          ingressClassName: nginx
          rules:
            - host: <host>
              http: { paths: [{ path: <path>, pathType: <type>, backend: { service: { name: cart, port: { number: 8000 } } } }] }
        """
      When an external client curls http://shop.example.com<path> with:
        | header       |
        | Host: <host> |
      Then the response status is <status>
      When an external client curls http://shop.example.com/a
      Then it reaches pod "web"

      Examples:
        | what               | host              | path | type   | status |
        | of another path    | shop.example.com  | /b   | Prefix | 404    |
        | of another type    | shop.example.com  | /a   | Exact  | 200    |
        | of another host    | shop2.example.com | /a   | Prefix | 404    |

  Rule: Paths, names and ports

    @N7
    Scenario Outline: rewrite-target <target> of path <path> <does> the exact path beside it
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: rewriting, annotations: { nginx.ingress.kubernetes.io/rewrite-target: <target> } }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: <path>, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: innocent }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /exact, pathType: Exact, backend: { service: { name: web, port: { number: 80 } } } }] }
        """
      When an external client curls http://shop.example.com/EXACTLY
      Then the response status is <status>

      Examples: A target that says the path again rewrites nothing
        | target | path  | does    | status |
        | /other | /cart | opens   | 200    |
        | /cart  | /cart | leaves  | 404    |

    @N19
    Scenario: Of aliases those of the oldest Ingress count
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: older, creationTimestamp: "2026-01-01T00:00:00Z", annotations: { nginx.ingress.kubernetes.io/server-alias: "one.example.com, two.example.com" } }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: younger, creationTimestamp: "2026-01-02T00:00:00Z", annotations: { nginx.ingress.kubernetes.io/server-alias: three.example.com } }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /cart, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] }
        """
      When an external client curls http://203.0.113.129/cart with:
        | header                |
        | Host: two.example.com |
      Then it reaches pod "cart"
      When an external client curls http://203.0.113.129/cart with:
        | header                  |
        | Host: three.example.com |
      Then the response status is 404

    @I27
    Scenario Outline: Port <port>: <status>
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: numbers }
        spec: { selector: { app: web }, ports: [{ name: web, port: 81, targetPort: 8080 }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: names }
        spec: { selector: { app: web }, ports: [{ name: web, port: 81, targetPort: http }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: <service>, port: { <port> } } } }] }
        """
      When an external client curls http://shop.example.com/
      Then the response status is <status>

      Examples: ingress-nginx takes the targetPort too, where the specification knows the Service's own port alone
        | service | port         | status |
        | numbers | number: 81   | 200    |
        | numbers | name: web    | 200    |
        | numbers | number: 8080 | 200    |
        | names   | name: http   | 200    |
        | names   | number: 8080 | 503    |
        | numbers | number: 80   | 503    |
