Feature: Requests and objects that want to be more than they are
  What is too large is answered with the status of the proxy that stands there, at once; what would put lines of its own
  into a message is refused, or never gets into one.

  Background:
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: web, namespace: shop, labels: { app: web } }
      spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
      """
    And namespace "shop"

  Rule: ingress-nginx

    Background:
      Given the ingress controller is "ingress-nginx"
      And these manifests:
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

    @ingress
    Scenario Outline: <what> is <status>
      When I run:
        """bash
        curl -s -o /dev/null -w '%{http_code}' <curl>
        """
      Then the output contains "<status>"

      Examples: printf's field width makes the length
        | what                 | curl                                                                                      | status |
        | a URL of 8 KB        | http://shop.example.com/$(printf '%8000s' \| tr ' ' a)                                    | 200    |
        | a URL of 64 KB       | http://shop.example.com/$(printf '%65000s' \| tr ' ' a)                                   | 414    |
        | a header of 8 KB     | -H "X-A: $(printf '%8000s' \| tr ' ' a)" http://shop.example.com/                         | 200    |
        | a header of 64 KB    | -H "X-A: $(printf '%65000s' \| tr ' ' a)" http://shop.example.com/                        | 400    |
        | 40 KB in five        | -H "A: $(printf '%8000s' \| tr ' ' a)" -H "B: $(printf '%8000s' \| tr ' ' a)" -H "C: $(printf '%8000s' \| tr ' ' a)" -H "D: $(printf '%8000s' \| tr ' ' a)" -H "E: $(printf '%8000s' \| tr ' ' a)" http://shop.example.com/ | 400 |

    @ingress
    Scenario: An Ingress whose annotation holds a line break is left out altogether
      Given the profile "ingress-webhook=false"
      And I run:
        """bash
        kubectl annotate ingress shop "nginx.ingress.kubernetes.io/permanent-redirect=$(printf 'https://a.example.com\r\nX-Evil: 1')"
        kubectl rollout restart deployment/ingress-nginx-controller -n ingress-nginx
        """
      When an external client curls http://shop.example.com/
      Then the response status is 404

  Rule: A Gateway

    Background:
      Given these manifests:
        """yaml
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: shop }
        spec: { gatewayClassName: eg, listeners: [{ name: http, port: 80, protocol: HTTP }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: shop, namespace: shop }
        spec:
          parentRefs: [{ name: edge }]
          hostnames: [shop.example.com]
          rules: [{ backendRefs: [{ name: web, port: 80 }] }]
        """

    @gateway
    Scenario Outline: A URL of <bytes> bytes is <status>
      When I run:
        """bash
        curl -s -o /dev/null -w '%{http_code}' http://shop.example.com/$(printf '%<bytes>s' | tr ' ' a)
        """
      Then the output contains "<status>"

      Examples:
        | bytes | status |
        | 61000 | 200    |
        | 62000 | 431    |

    @gateway
    Scenario Outline: <where> with a line break in its value: 500
      Given these manifests:
        """yaml
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: shop, namespace: shop }
        spec:
          parentRefs: [{ name: edge }]
          hostnames: [shop.example.com]
          rules: [{ <backends> filters: [<filter>] }]
        """
      When an external client curls http://shop.example.com/
      Then the response status is 500

      Examples:
        | where             | backends                                 | filter                                                                                                            |
        | a response header | backendRefs: [{ name: web, port: 80 }],  | { type: ResponseHeaderModifier, responseHeaderModifier: { set: [{ name: X-A, value: "a\\r\\nX-Evil: 1" }] } }      |
        | a redirect        |                                          | { type: RequestRedirect, requestRedirect: { path: { type: ReplaceFullPath, replaceFullPath: "/a\\r\\nX-Evil: 1" } } } |

  Rule: A router of OpenShift

    Background:
      Given the profile "openshift"
      And these manifests:
        """yaml
        apiVersion: route.openshift.io/v1
        kind: Route
        metadata: { name: shop, namespace: shop }
        spec: { host: shop.apps.example.com, to: { kind: Service, name: web }, tls: { termination: edge, insecureEdgeTerminationPolicy: Allow } }
        """

    @route
    Scenario Outline: A URL of <bytes> bytes is <status>
      When I run:
        """bash
        curl -s -o /dev/null -w '%{http_code}' http://shop.apps.example.com/$(printf '%<bytes>s' | tr ' ' a)
        """
      Then the output contains "<status>"

      Examples:
        | bytes | status |
        | 24000 | 200    |
        | 65000 | 400    |

    @route
    @R47
    Scenario Outline: hsts_header: <written> is <told>
      Given I run:
        """bash
        kubectl annotate route shop "haproxy.router.openshift.io/hsts_header=$(printf '<written>')"
        """
      When an external client curls https://shop.apps.example.com/
      Then the response status is 200
      And the response header "strict-transport-security" is "<told>"

      Examples: what the router does not recognise counts for nothing
        | written                         | told                           |
        | max-age=31536000                | max-age=31536000               |
        | max-age=1;includeSubDomains     | max-age=1;includeSubDomains    |
        | max-age=1;preload               | max-age=1;preload              |

    @route
    Scenario Outline: hsts_header: <written> is not shown
      Given I run:
        """bash
        kubectl annotate route shop "haproxy.router.openshift.io/hsts_header=$(printf '<written>')"
        """
      When an external client curls https://shop.apps.example.com/
      Then the response status is 200
      And there is no response header "strict-transport-security"

      Examples:
        | written                  |
        | max-age=1\\r\\nX-Evil: 1 |
        | for ever                 |
