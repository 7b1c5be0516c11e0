@ingress @ingress-nginx
Feature: What the ConfigMap of ingress-nginx says for all Ingresses

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Scenario Outline: <setting><annotation>: <path> is <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
      data: { <setting> }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: slow, labels: { app: slow }, annotations: { podwire.dev/answers: delay=8s } }
      spec: { containers: [{ name: slow, image: slow, ports: [{ containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: slow }
      spec: { selector: { app: slow }, ports: [{ port: 80, targetPort: 8080 }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { podwire.dev/none: ""<annotation> } }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [shop.example.com] }]
        rules:
          - host: shop.example.com
            http:
              paths:
                - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
                - { path: /slow, pathType: Prefix, backend: { service: { name: slow, port: { number: 80 } } } }
      """
    When 192.0.2.9 curls http://shop.example.com<path> with:
      | option |
      | -k     |
    Then the response status is <status>

    Examples: An annotation goes before it
      | setting                                                       | annotation                                             | path  | status |
      | ssl-redirect: "false"                                         |                                                        | /a    | 200    |
      | ssl-redirect: "false"                                         | , nginx.ingress.kubernetes.io/ssl-redirect: "true"     | /a    | 308    |
      | http-redirect-code: "301"                                     |                                                        | /a    | 301    |
      | http-redirect-code: "200"                                     |                                                        | /a    | 308    |
      | ssl-redirect: "false", whitelist-source-range: 198.51.100.0/24 |                                                       | /a    | 403    |
      | ssl-redirect: "false", whitelist-source-range: 198.51.100.0/24 | , nginx.ingress.kubernetes.io/whitelist-source-range: 192.0.2.0/24 | /a | 200 |
      | ssl-redirect: "false", denylist-source-range: 192.0.2.9       |                                                        | /a    | 403    |
      | ssl-redirect: "false", proxy-read-timeout: "5"                |                                                        | /slow | 504    |
      | ssl-redirect: "false", proxy-read-timeout: "5"                | , nginx.ingress.kubernetes.io/proxy-read-timeout: "9"  | /slow | 200    |
      | ssl-redirect: "false", proxy-read-timeout: 5s                 |                                                        | /slow | 200    |

  @N14
  Scenario Outline: <settings>: clients are told <told>, whatever the answer
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
      data: { <settings> }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/whitelist-source-range: 192.0.2.0/24 } }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [shop.example.com] }]
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When 192.0.2.9 curls https://shop.example.com/ with:
      | option |
      | -k     |
    Then the response status is 200
    And the response header "Strict-Transport-Security" is "<told>"
    When 198.51.100.9 curls https://shop.example.com/ with:
      | option |
      | -k     |
    Then the response status is 403
    And the response header "Strict-Transport-Security" is "<told>"

    Examples:
      | settings                                                 | told                                         |
      | hsts: "true"                                             | max-age=31536000; includeSubDomains          |
      | hsts-max-age: "60", hsts-include-subdomains: "false"     | max-age=60                                   |
      | hsts-preload: "true"                                     | max-age=31536000; includeSubDomains; preload |

  @N14
  Scenario: They may be told nothing
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
      data: { hsts: "false" }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [shop.example.com] }]
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When 192.0.2.9 curls https://shop.example.com/ with:
      | option |
      | -k     |
    Then there is no response header "Strict-Transport-Security"

  Scenario Outline: backend-protocol AUTO_HTTP speaks to the pod as the client came: <scheme>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/backend-protocol: AUTO_HTTP } }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When 192.0.2.9 curls <scheme>://shop.example.com/ with:
      | option |
      | -k     |
    Then the backend is asked for "<scheme>://shop.example.com/"

    Examples:
      | scheme |
      | http   |
      | https  |

  Scenario: Settings that come first leave the controller's namespace its labels, which policies go by
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
      data: { hsts: "false" }
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: from-the-edge }
      spec:
        podSelector: {}
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { app.kubernetes.io/name: ingress-nginx } } }] }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com/
    Then it reaches pod "web"
