@ingress @ingress-nginx
Feature: What ingress-nginx makes of values that it does not read
  Each annotation has a validator (internal/ingress/annotations of v1.15), and its parser decides what a refused value comes to:
  the default, a location that answers 503, a whole Ingress that is left out, or protection that is not there.

  Background:
    Given the ingress controller is "ingress-nginx"
    And the profile "ingress-webhook=false"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Scenario Outline: <annotation>: <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Secret
      metadata: { name: users, namespace: shop }
      stringData: { auth: "eve:{PLAIN}plain" }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { <annotation> } }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: other }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /other, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      """
    When external curls http://shop.example.com/
    Then the response status is <status>

    Examples: The default holds
      | annotation                                                                      | status |
      | nginx.ingress.kubernetes.io/force-ssl-redirect: "yes"                           | 200    |
      | nginx.ingress.kubernetes.io/backend-protocol: HTTP2                             | 200    |
      | nginx.ingress.kubernetes.io/app-root: "/app?from=root"                          | 200    |
      | nginx.ingress.kubernetes.io/app-root: "/a\\nb"                                  | 200    |
      | nginx.ingress.kubernetes.io/rewrite-targe: /there                               | 200    |
      | nginx.ingress.kubernetes.io/auth-secret: users                                  | 200    |
      | nginx.ingress.kubernetes.io/temporal-redirect: "", nginx.ingress.kubernetes.io/permanent-redirect: https://new.example.com | 200 |
      | nginx.ingress.kubernetes.io/permanent-redirect-code: "", nginx.ingress.kubernetes.io/permanent-redirect: https://new.example.com | 200 |

    Examples: The location answers 503
      | annotation                                                                      | status |
      | nginx.ingress.kubernetes.io/whitelist-source-range: 10.0.0.0/33                 | 503    |
      | nginx.ingress.kubernetes.io/whitelist-source-range: "203.0.113.0/24,"           | 503    |
      | nginx.ingress.kubernetes.io/allowlist-source-range: ""                          | 503    |
      | nginx.ingress.kubernetes.io/denylist-source-range: office                       | 503    |
      | nginx.ingress.kubernetes.io/auth-url: auth.shop.svc                             | 503    |
      | nginx.ingress.kubernetes.io/auth-url: http://auth.shop.svc, nginx.ingress.kubernetes.io/auth-method: get | 503 |
      | nginx.ingress.kubernetes.io/auth-url: http://auth.shop.svc, nginx.ingress.kubernetes.io/auth-response-headers: X-User X-Mail | 503 |
      | nginx.ingress.kubernetes.io/auth-url: http://auth..shop.svc/                    | 503    |

    Examples: The Ingress is left out, and another one has the host
      | annotation                                                                      | status |
      | nginx.ingress.kubernetes.io/auth-type: Basic, nginx.ingress.kubernetes.io/auth-secret: users | 404 |
      | nginx.ingress.kubernetes.io/auth-type: basic, nginx.ingress.kubernetes.io/auth-secret: users, nginx.ingress.kubernetes.io/auth-realm: "Members only!" | 404 |
      | nginx.ingress.kubernetes.io/limit-rps: " "                                      | 404    |
      | nginx.ingress.kubernetes.io/fastcgi-index: /index.php                           | 404    |
      | nginx.ingress.kubernetes.io/limit-rps: "one"                                    | 404    |
      | nginx.ingress.kubernetes.io/limit-allowlist: everybody                          | 404    |
      | nginx.ingress.kubernetes.io/load-balance: round-robin                           | 404    |
      | nginx.ingress.kubernetes.io/client-body-buffer-size: 1MB                        | 404    |
      | nginx.ingress.kubernetes.io/custom-http-errors: "404,5xx"                       | 404    |
      | nginx.ingress.kubernetes.io/default-backend: other/errors                       | 404    |
      | nginx.ingress.kubernetes.io/permanent-redirect: "https://new.example.com/#top"  | 404    |
      | nginx.ingress.kubernetes.io/temporal-redirect: https://new.example.com, nginx.ingress.kubernetes.io/temporal-redirect-code: found | 404 |
      | nginx.ingress.kubernetes.io/from-to-www-redirect: "yes"                         | 404    |
      | nginx.ingress.kubernetes.io/ssl-passthrough: "on"                               | 404    |
      | nginx.ingress.kubernetes.io/auth-url: "http://auth.shop.svc/<who>"              | 404    |

    Examples: A whole group of annotations goes with it
      | annotation                                                                      | status |
      | nginx.ingress.kubernetes.io/auth-url: http://nobody.shop.svc, nginx.ingress.kubernetes.io/auth-always-set-cookie: "true" | 500 |
      | nginx.ingress.kubernetes.io/auth-url: http://nobody.shop.svc, nginx.ingress.kubernetes.io/auth-always-set-cookie: "yes"  | 200 |
      | nginx.ingress.kubernetes.io/temporal-redirect: /moved                           | 200    |
      | nginx.ingress.kubernetes.io/temporal-redirect: /moved, nginx.ingress.kubernetes.io/permanent-redirect: https://new.example.com | 200 |

    Examples: What another annotation has to ask for is not looked at without it
      | annotation                                                                      | status |
      | nginx.ingress.kubernetes.io/auth-realm: "Members only!"                         | 200    |
      | nginx.ingress.kubernetes.io/auth-method: get                                    | 200    |
      | nginx.ingress.kubernetes.io/temporal-redirect-code: found                       | 200    |
      | nginx.ingress.kubernetes.io/auth-tls-match-cn: shop                             | 200    |
      | nginx.ingress.kubernetes.io/temporal-redirect: https://new.example.com, nginx.ingress.kubernetes.io/permanent-redirect: "#" | 302 |
      | nginx.ingress.kubernetes.io/allowlist-source-range: 0.0.0.0/0, nginx.ingress.kubernetes.io/whitelist-source-range: office | 200 |

    Examples: A rewrite to somewhere else is a redirect
      | annotation                                                                      | status |
      | nginx.ingress.kubernetes.io/rewrite-target: https://new.example.com/            | 302    |

  Scenario Outline: annotations-risk-level <level> and <annotation>: <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
      data: { annotations-risk-level: <level> }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/<annotation> } }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: other }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /other, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      """
    When external curls http://shop.example.com/
    Then the response status is <status>

    Examples:
      | level    | annotation                      | status |
      | High     | server-alias: a.example.com     | 200    |
      | Medium   | server-alias: a.example.com     | 404    |
      | Medium   | proxy-body-size: 8m             | 200    |
      | low      | proxy-body-size: 8m             | 404    |
      | nonsense | proxy-body-size: 8m             | 404    |
      | Low      | proxy-read-timeout: "5"         | 200    |

  Scenario Outline: ConfigMap <what>: <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
      data: { global-allowed-response-headers: "X-Shop, X-More" }
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: headers, namespace: shop }
      data: { <header>: "open" }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/<annotation> } }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      """
    When I run "curl -si http://shop.example.com/"
    Then the output contains "<status>"

    Examples:
      | what                          | header | annotation                                                                | status       |
      | with an allowed header        | X-Shop | custom-headers: shop/headers                                              | X-Shop: open |
      | with another header           | X-Else | custom-headers: shop/headers                                              | 503          |
      | without its namespace         | X-Shop | custom-headers: headers                                                   | 503          |
      | that is not there             | X-Shop | custom-headers: shop/gone                                                 | 503          |
      | of the question, not there    | X-Shop | auth-url: http://web.shop.svc.cluster.local/, nginx.ingress.kubernetes.io/auth-proxy-set-headers: shop/gone | 503 |
      | of the question               | X-Shop | auth-url: http://web.shop.svc.cluster.local/, nginx.ingress.kubernetes.io/auth-proxy-set-headers: shop/headers | 200 |
      | of FastCGI, not there         | X-Shop | fastcgi-params-configmap: gone                                            | 503          |
      | of FastCGI, somewhere else    | X-Shop | fastcgi-params-configmap: other/gone                                      | 200          |

  Scenario Outline: The trace names the Ingress that is left out, where <who> answers
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/auth-type: Basic } }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: other }
      spec: { ingressClassName: nginx, <other> }
      """
    When I run:
      """bash
      curl -s -o /dev/null --resolve shop.example.com:80:203.0.113.129 http://shop.example.com<path>
      why
      """
    Then the output contains "<words>"

    Examples:
      | who                    | path  | other | words |
      | a default backend      | /     | defaultBackend: { service: { name: cart, port: { number: 8000 } } } | act on it: it refuses the value of nginx.ingress.kubernetes.io/auth-type |
      | a wildcard             | /a    | rules: [{ host: "*.example.com", http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] } }] | Ingress shop/shop would take shop.example.com/a |
      | the same host          | /     | rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] } }] | Ingress shop/shop would take shop.example.com/ |
      | nobody, by its paths,  | /     | rules: [{ host: shop.example.com, http: { paths: [{ path: /b, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] } }] | Ingress shop/shop would take shop.example.com/ |

  Scenario: The trace does not name it where a longer path wins anyway
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/auth-type: Basic } }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: other }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /b, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] } }]
      """
    When I run:
      """bash
      curl -s -o /dev/null http://shop.example.com/b
      why | grep -c 'would take'
      """
    Then the output contains "0"

  Scenario Outline: A ConfigMap that lets two bytes in, and proxy-body-size <size>: three bytes are <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
      data: { proxy-body-size: "2" }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/proxy-body-size: "<size>" } }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      """
    When I run:
      """bash
      curl -s -o /dev/null -w '%{http_code}' -d aaa http://shop.example.com/
      """
    Then the output contains "<status>"

    Examples:
      | size         | status |
      | 10m          | 200    |
      | 10 megabytes | 413    |
      | 10MB         | 413    |

  Scenario Outline: A canary whose weight is <weight> takes no requests
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop-canary, annotations: { nginx.ingress.kubernetes.io/canary: "true", nginx.ingress.kubernetes.io/canary-weight: "<weight>" } }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: cart, port: { number: 8000 } } } }] } }]
      """
    When external curls http://shop.example.com/
    Then it reaches pod "web"

    Examples:
      | weight |
      | abc    |
      | 10%    |
      | 99.5   |
