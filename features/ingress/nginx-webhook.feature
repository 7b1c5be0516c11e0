@ingress @ingress-nginx
Feature: What ingress-nginx' admission webhook lets nobody store

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Rule: A host and path that an Ingress has already

    Background:
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: first }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /cart, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """

    @N2
    Scenario Outline: A second one of <host> <type> <path><note>: <outcome>
      When I run:
        """bash
        kubectl apply -f - <<END
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: second, annotations: { podwire.dev/none: ""<annotation> } }
        spec:
          ingressClassName: <class>
          rules:
            - host: <host>
              http: { paths: [{ path: <path>, pathType: <type>, backend: { service: { name: cart, port: { number: 8000 } } } }] }
        END
        """
      Then the output contains "<outcome>"

      Examples:
        | note                | host              | type                   | path   | class    | annotation                                                           | outcome |
        |                     | shop.example.com  | Prefix                 | /cart  | nginx    |                                                                      | Error from server (BadRequest): error when creating \"STDIN\": admission webhook \"validate.nginx.ingress.kubernetes.io\" denied the request: host \"shop.example.com\" and path \"/cart\" is already defined in ingress shop/first |
        |                     | shop.example.com  | Exact                  | /cart  | nginx    |                                                                      | host \"shop.example.com\" and path \"/cart\" is already defined in ingress shop/first |
        |                     | shop.example.com  | ImplementationSpecific | /cart  | nginx    |                                                                      | host \"shop.example.com\" and path \"/cart\" is already defined in ingress shop/first |
        |                     | shop.example.com  | Prefix                 | /cart/ | nginx    |                                                                      | ingress.networking.k8s.io/second created |
        |                     | other.example.com | Prefix                 | /cart  | nginx    |                                                                      | ingress.networking.k8s.io/second created |
        | , a canary          | shop.example.com  | Prefix                 | /cart  | nginx    | , nginx.ingress.kubernetes.io/canary: "true"                         | ingress.networking.k8s.io/second created |
        | , a canary no more  | shop.example.com  | Prefix                 | /cart  | nginx    | , nginx.ingress.kubernetes.io/canary: "false"                        | ingress.networking.k8s.io/second created |
        | of another class    | shop.example.com  | Prefix                 | /cart  | internal |                                                                      | ingress.networking.k8s.io/second created |

    @N2
    Scenario: The rest of the Ingress is not stored either, and the first one serves on
      When I apply:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: second }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http:
                paths:
                  - { path: /new, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }
                  - { path: /cart, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }
        """
      Then applying is refused with 'admission webhook "validate.nginx.ingress.kubernetes.io" denied the request: host "shop.example.com" and path "/cart" is already defined in ingress shop/first'
      When an external client curls http://shop.example.com/new
      Then the response status is 404
      When an external client curls http://shop.example.com/cart
      Then it reaches pod "web"

    @N2
    Scenario: What is there may be changed, but not to what another has
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: second }
        spec:
          ingressClassName: nginx
          rules:
            - host: other.example.com
              http: { paths: [{ path: /cart, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] }
        """
      When I run:
        """bash
        kubectl patch ingress first --type=json -p '[{"op":"replace","path":"/spec/rules/0/http/paths/0/backend/service/name","value":"cart"}]'
        kubectl patch ingress second --type=json -p '[{"op":"replace","path":"/spec/rules/0/host","value":"shop.example.com"}]'
        """
      Then the output contains "ingress.networking.k8s.io/first patched"
      And the output contains 'host "shop.example.com" and path "/cart" is already defined in ingress shop/first'

    @N2
    Scenario: A second canary passes while the first has a Service of its own, and gets no request: the controller asks the older one
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: beta }
        spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: canary, creationTimestamp: "2026-01-02T00:00:00Z", annotations: { nginx.ingress.kubernetes.io/canary: "true", nginx.ingress.kubernetes.io/canary-by-header: X-Canary } }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /cart, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] }
        """
      When I apply:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: later, creationTimestamp: "2026-01-03T00:00:00Z", annotations: { nginx.ingress.kubernetes.io/canary: "true", nginx.ingress.kubernetes.io/canary-by-header: X-Later } }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /cart, pathType: Prefix, backend: { service: { name: beta, port: { number: 80 } } } }] }
        """
      And an external client curls http://shop.example.com/cart with:
        | header           |
        | X-Canary: always |
      Then it reaches service "cart"
      When an external client curls http://shop.example.com/cart with:
        | header          |
        | X-Later: always |
      Then it reaches service "web"

    @N2
    Scenario: A second canary is refused where the first one has the path for itself, since its Service is an older Ingress's too
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: canary, annotations: { nginx.ingress.kubernetes.io/canary: "true" } }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /new, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """
      When I apply:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: later, annotations: { nginx.ingress.kubernetes.io/canary: "true" } }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /new, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] }
        """
      Then applying is refused with 'host "shop.example.com" and path "/new" is already defined in ingress shop/canary'

    @N2
    Scenario: Without the webhook the older one has the path, and nobody is told
      Given the profile "ingress-webhook=false"
      And these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: second, creationTimestamp: "2026-06-01T00:00:00Z" }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /cart, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] }
        """
      When an external client curls http://shop.example.com/cart
      Then it reaches pod "web"

  Rule: Files, and what was there before them

    @N2
    Scenario: Files that say it twice are refused as they would be one after the other
      When I apply:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: everything }
        spec: { ingressClassName: nginx, defaultBackend: { service: { name: web, port: { number: 80 } } } }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: rest }
        spec:
          ingressClassName: nginx
          rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] } }]
        """
      Then applying is refused with 'host "_" and path "/" is already defined in ingress shop/everything'

    @N2
    Scenario: What a snapshot holds was taken long ago, and nobody asks the webhook again
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: first, uid: 5d1bb9bd-4b5c-4a3e-8f1d-1c2b3a4d5e6f, creationTimestamp: "2026-01-01T00:00:00Z" }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: second, uid: 6e2cc0ce-5c6d-4b4f-9a2e-2d3c4b5e6f70, creationTimestamp: "2026-01-02T00:00:00Z" }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] }
        """
      When an external client curls http://shop.example.com/
      Then it reaches pod "web"

  Rule: Paths that are expressions

    @N9
    Scenario Outline: <type> <path>, strict-validate-path-type <strict>: <outcome>
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
        data: { none: ""<setting> }
        """
      When I run:
        """bash
        kubectl apply -f - <<END
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: "<path>", pathType: <type>, backend: { service: { name: web, port: { number: 80 } } } }] }
        END
        """
      Then the output contains "<outcome>"

      Examples:
        | strict     | setting                              | type                   | path      | outcome |
        | by default |                                      | Prefix                 | /a(/.*)   | denied the request: ingress contains invalid paths: path /a(/.*) cannot be used with pathType Prefix |
        | by default |                                      | Exact                  | /~me      | denied the request: ingress contains invalid paths: path /~me cannot be used with pathType Exact |
        | by default |                                      | Prefix                 | /a-b_c.d/ | ingress.networking.k8s.io/shop created |
        | by default |                                      | ImplementationSpecific | /a(/.*)   | ingress.networking.k8s.io/shop created |
        | off        | , strict-validate-path-type: "false" | Prefix                 | /a(/.*)   | ingress.networking.k8s.io/shop created |
        | off        | , strict-validate-path-type: "false" | Prefix                 | /a(/.*)   | Warning: path /a(/.*) cannot be used with pathType Prefix |
        | nonsense   | , strict-validate-path-type: "nope"  | Prefix                 | /a(/.*)   | ingress contains invalid paths |
        | off        | , strict-validate-path-type: "false" | Prefix                 | /etc/nginx/x | denied the request: invalid object: invalid rule in ingress shop/shop: invalid http path: invalid value found: /etc/nginx/x |

    @N9
    Scenario: Without the webhook a Prefix is taken as it is written
      Given the profile "ingress-webhook=false"
      And these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: "/a(/.*)", pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """
      When an external client curls http://shop.example.com/a/b
      Then the response status is 404

  Rule: Annotations

    @N21
    Scenario Outline: An annotation that <what> is refused: <words>
      When I apply:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/<annotation> } }
        spec: { ingressClassName: nginx, defaultBackend: { service: { name: web, port: { number: 80 } } } }
        """
      Then applying is refused with "<words>"

      Examples:
        | what                | annotation                             | words |
        | is a snippet        | server-snippet: "return 418;"          | nginx.ingress.kubernetes.io/server-snippet annotation cannot be used. Snippet directives are disabled by the Ingress administrator |
        | holds a line break  | permanent-redirect: "/a\\nb"           | annotation nginx.ingress.kubernetes.io/permanent-redirect contains invalid value |
        | is misread          | load-balance: least_conn               | annotation nginx.ingress.kubernetes.io/load-balance contains invalid value |

    @N21
    Scenario Outline: <settings>: a snippet is <outcome>
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
        data: { <settings> }
        """
      When I run:
        """bash
        kubectl apply -f - <<END
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/configuration-snippet: "return 418;" } }
        spec: { ingressClassName: nginx, defaultBackend: { service: { name: web, port: { number: 80 } } } }
        END
        """
      Then the output contains "<words>"

      Examples: Both settings have to let it in
        | settings                                                              | outcome | words |
        | allow-snippet-annotations: "true"                                     | refused | annotation group ConfigurationSnippet contains risky annotation based on ingress configuration |
        | annotations-risk-level: Critical                                      | refused | Snippet directives are disabled by the Ingress administrator |
        | allow-snippet-annotations: "true", annotations-risk-level: Critical   | stored  | ingress.networking.k8s.io/shop created |
        | allow-snippet-annotations: "true", annotations-risk-level: nonsense   | refused | annotation group ConfigurationSnippet contains risky annotation based on ingress configuration |
        | annotation-value-word-blocklist: "return,load_module", allow-snippet-annotations: "true" | refused | nginx.ingress.kubernetes.io/configuration-snippet annotation contains invalid word return |
