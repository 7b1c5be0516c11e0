@ingress @ingress-nginx
Feature: ingress-nginx asks clients for a certificate, and replaces errors
  auth-tls-secret is a setting of the whole host: the Secret's ca.crt says whose clients may come in. 400 is what nginx
  answers to a client without a certificate, or with somebody else's; 403 what the controller makes of a Secret that it
  cannot use.

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Rule: Client certificates

    Background:
      Given the manifests in "fixtures/client-authority.yaml"
      And a TLS Secret "shop-tls" for "shop.example.com"
      And a TLS Secret "alice" for "alice" issued by "Staff Root"
      And a TLS Secret "mallory" for "mallory" issued by "Other Root"

    Scenario Outline: verify-client <mode>, a client with <option>: <status>
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: shop
          namespace: shop
          annotations:
            nginx.ingress.kubernetes.io/auth-tls-secret: shop/staff
            nginx.ingress.kubernetes.io/auth-tls-verify-client: "<mode>"
        spec:
          ingressClassName: nginx
          tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """
      When an external client curls https://shop.example.com/ with:
        | option   |
        | <option> |
      Then the response status is <status>

      Examples:
        | mode           | option                | status |
        | on             | -L                    | 400    |
        | on             | --cert secret/alice   | 200    |
        | on             | --cert secret/mallory | 400    |
        | optional       | -L                    | 200    |
        | optional       | --cert secret/mallory | 400    |
        | optional_no_ca | --cert secret/mallory | 200    |
        | off            | -L                    | 200    |

    Scenario Outline: Secret <reference>, subject <pattern>: <status>
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: shop
          namespace: shop
          annotations:
            nginx.ingress.kubernetes.io/auth-tls-secret: <reference>
            nginx.ingress.kubernetes.io/auth-tls-match-cn: "<pattern>"
        spec:
          ingressClassName: nginx
          tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """
      When an external client curls https://shop.example.com/ with:
        | option              |
        | --cert secret/alice |
      Then the response status is <status>

      Examples:
        | reference   | pattern         | status |
        | shop/staff  | CN=(alice\|bob) | 200    |
        | shop/staff  | CN=bob          | 403    |
        | shop/nobody | CN=alice        | 403    |
        | other/staff | CN=alice        | 403    |

    # authtls reads the Secret before it asks for the mode; a Secret without ca.crt disables it (controller.go, createServers).
    Scenario Outline: Secret <reference> and verify-client <mode>, without a certificate: <status>
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: shop
          namespace: shop
          annotations:
            nginx.ingress.kubernetes.io/auth-tls-secret: <reference>
            nginx.ingress.kubernetes.io/auth-tls-verify-client: "<mode>"
        spec:
          ingressClassName: nginx
          tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """
      When an external client curls https://shop.example.com/
      Then the response status is <status>

      Examples:
        | reference     | mode | status |
        | shop/nobody   | off  | 403    |
        | shop/shop-tls | on   | 200    |
        | shop/staff    | off  | 200    |

    Scenario: An error page for clients without a certificate
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: shop
          namespace: shop
          annotations:
            nginx.ingress.kubernetes.io/auth-tls-secret: shop/staff
            nginx.ingress.kubernetes.io/auth-tls-error-page: https://help.example.com/certificates
        spec:
          ingressClassName: nginx
          tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """
      When an external client curls https://shop.example.com/
      Then the response status is 302

  Rule: custom-http-errors

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: broken
          namespace: shop
          labels: { app: broken }
          annotations: { podwire.dev/listen: 8080/TCP }
        spec: { containers: [{ name: broken, image: broken }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: broken, namespace: shop }
        spec: { selector: { app: broken }, ports: [{ port: 80, targetPort: 8080 }] }
        """

    Scenario Outline: Errors <errors> with default backend <backend>: <status>
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: shop
          namespace: shop
          annotations:
            nginx.ingress.kubernetes.io/custom-http-errors: "<errors>"
            nginx.ingress.kubernetes.io/default-backend: <backend>
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: broken, port: { number: 80 } } } }] }
        """
      When an external client curls http://shop.example.com/
      Then the response status is <status>

      Examples:
        | errors   | backend | status |
        | 502,503  | web     | 200    |
        | 404      | web     | 502    |
        | 502      | nobody  | 404    |
        | 502      | broken  | 502    |

    Scenario: What nginx refuses itself is replaced as well
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: shop
          namespace: shop
          annotations:
            nginx.ingress.kubernetes.io/custom-http-errors: "403"
            nginx.ingress.kubernetes.io/default-backend: cart
            nginx.ingress.kubernetes.io/allowlist-source-range: 192.0.2.0/28
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """
      When an external client curls http://shop.example.com/
      Then the response status is 200
      And it reaches service "cart"
