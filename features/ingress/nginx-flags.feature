@ingress @ingress-nginx
Feature: What flags of ingress-nginx and blocks of its ConfigMap do to requests

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Rule: A default backend of one's own

    Background:
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /a, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """
      And I run:
        """bash
        kubectl patch deployment ingress-nginx-controller -n ingress-nginx --type=json -p '[{"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"--default-backend-service=shop/cart"}]'
        """

    @N18
    Scenario Outline: It answers for <what>
      When an external client curls http://203.0.113.129<path> with:
        | header       |
        | Host: <host> |
      Then it reaches pod "cart"

      Examples:
        | what                     | host              | path |
        | a host that nobody has   | other.example.com | /    |
        | a path that no rule has  | shop.example.com  | /b   |

    @N18
    Scenario: Without an endpoint the controller's own 404 is back
      When pod "cart" becomes unready
      And an external client curls http://203.0.113.129/
      Then the response status is 404

    @N18
    Scenario: It has the pages in place of errors, too
      When I run:
        """bash
        kubectl annotate ingress shop nginx.ingress.kubernetes.io/custom-http-errors=403 nginx.ingress.kubernetes.io/denylist-source-range=0.0.0.0/0
        """
      And an external client curls http://shop.example.com/a
      Then it reaches pod "cart"
      And the backend gets the header "X-Code" with "403"

  Rule: TLS that ends in the pod

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: secure, labels: { app: secure }, annotations: { podwire.dev/listen: 8443/TLS } }
        spec: { containers: [{ name: secure, image: secure }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: secure }
        spec: { selector: { app: secure }, ports: [{ port: 443, targetPort: 8443 }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: shop
          annotations:
            nginx.ingress.kubernetes.io/ssl-passthrough: "true"
            nginx.ingress.kubernetes.io/whitelist-source-range: 192.0.2.0/24
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: secure, port: { number: 443 } } } }] }
        """

    Scenario: Without the flag the annotation has no effect: the controller ends TLS itself, and its list counts
      When an external client curls https://shop.example.com/ with:
        | option |
        | -k     |
      Then the response status is 403
      And the served certificate is "Kubernetes Ingress Controller Fake Certificate"

    Scenario: With it the pod is spoken to through its Service, and no other annotation counts
      Given I run:
        """bash
        kubectl patch deployment ingress-nginx-controller -n ingress-nginx --type=json -p '[{"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"--enable-ssl-passthrough"}]'
        """
      When an external client curls https://shop.example.com/ with:
        | option |
        | -k     |
      Then it reaches pod "secure"
      When pod "secure" becomes unready
      And an external client curls https://shop.example.com/ with:
        | option |
        | -k     |
      Then it ends as closed

  Rule: Requests that nobody is to answer

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
        data: { block-user-agents: "BadBot,~*crawler", block-referers: http://evil.example/, block-cidrs: 198.51.100.0/24 }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/app-root: /start } }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: listed, annotations: { nginx.ingress.kubernetes.io/whitelist-source-range: 198.51.100.0/24 } }
        spec:
          ingressClassName: nginx
          rules:
            - host: listed.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """

    Scenario Outline: <client> asks <host><path> with <header>: <status>
      When <client> curls http://<host>.example.com<path> with:
        | header   |
        | <header> |
      Then the response status is <status>

      Examples: What a header says is looked at before anything else; a location with a list of its own asks that one
        | client       | host   | path | header                        | status |
        | 192.0.2.9    | shop   | /    | User-Agent: badbot            | 403    |
        | 192.0.2.9    | shop   | /    | User-Agent: MyCrawler/2       | 403    |
        | 192.0.2.9    | shop   | /    | Referer: http://evil.example/ | 403    |
        | 192.0.2.9    | shop   | /    | User-Agent: curl              | 302    |
        | 192.0.2.9    | shop   | /a   | User-Agent: curl              | 200    |
        | 198.51.100.7 | shop   | /a   | User-Agent: curl              | 403    |
        | 198.51.100.7 | listed | /a   | User-Agent: curl              | 200    |

  Rule: A name for each request

    @N16
    Scenario: The client's own, or one that the controller makes
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
        """
      When an external client curls http://shop.example.com/ with:
        | header             |
        | X-Request-ID: mine |
      Then the backend gets the header "X-Request-ID" with "mine"
