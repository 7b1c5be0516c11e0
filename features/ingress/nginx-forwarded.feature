@ingress @ingress-nginx
Feature: Whom ingress-nginx believes about the client

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Rule: A load balancer that ends TLS says so in a header

    @N15
    Scenario: By default its word counts for nothing: the client is sent where it came from, for ever
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/force-ssl-redirect: "true" } }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """
      When an external client curls http://shop.example.com/cart with:
        | header                   |
        | X-Forwarded-Proto: https |
      Then the response status is 308
      And it redirects to "https://shop.example.com/cart"

    @N15
    Scenario Outline: use-forwarded-headers: "<setting>", X-Forwarded-Proto: <proto>: <status>
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
        data: { use-forwarded-headers: "<setting>" }
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
      When an external client curls http://shop.example.com/cart with:
        | header                     |
        | X-Forwarded-Proto: <proto> |
      Then the response status is <status>

      Examples:
        | setting | proto | status |
        | true    | https | 200    |
        | true    | http  | 308    |
        | false   | https | 308    |
        | yes     | https | 308    |

    @N15 @N16
    Scenario: What is believed is passed on
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
        data: { use-forwarded-headers: "true", compute-full-forwarded-for: "true" }
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
      When 198.51.100.7 curls http://shop.example.com/ with:
        | header                          |
        | X-Forwarded-Proto: https        |
        | X-Forwarded-Port: 443           |
        | X-Forwarded-Host: www.shop.test |
        | X-Forwarded-For: 192.0.2.1      |
      Then the backend is asked for "http://www.shop.test/"
      And the backend gets the header "X-Forwarded-Proto" with "https"
      And the backend gets the header "X-Forwarded-Port" with "443"
      And the backend gets the header "X-Forwarded-For" with "192.0.2.1, 198.51.100.7"
      And the backend gets the header "X-Real-IP" with "192.0.2.1"

    @N16
    Scenario: What is not believed is moved out of the way
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
      When 198.51.100.7 curls http://shop.example.com/ with:
        | header                          |
        | X-Forwarded-Host: www.shop.test |
        | X-Forwarded-For: 192.0.2.1      |
        | Proxy: http://evil.example      |
      Then the backend is asked for "http://shop.example.com/"
      And the backend gets the header "X-Forwarded-For" with "198.51.100.7"
      And the backend gets the header "X-Forwarded-Host" with "shop.example.com"
      And the backend gets the header "X-Original-Forwarded-For" with "192.0.2.1"
      And the backend gets the header "X-Original-Forwarded-Host" with "www.shop.test"
      And the backend gets no header "Proxy"

  Rule: An address list

    Background:
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/allowlist-source-range: 192.0.2.0/24 } }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """

    @N15
    Scenario Outline: <settings>, X-Forwarded-For: <list>: <status>
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
        data: { <settings> }
        """
      When 198.51.100.7 curls http://shop.example.com/ with:
        | header                  |
        | X-Forwarded-For: <list> |
      Then the response status is <status>

      Examples: From the right, as far as proxies are trusted; all of IPv4 by default, so that anybody may say who he is
        | settings                                                                | list                     | status |
        | use-forwarded-headers: "false"                                          | 192.0.2.1                | 403    |
        | use-forwarded-headers: "true"                                           | 192.0.2.1                | 200    |
        | use-forwarded-headers: "true"                                           | 192.0.2.1, 203.0.113.9   | 200    |
        | use-forwarded-headers: "true", proxy-real-ip-cidr: 198.51.100.0/24      | 192.0.2.1, 203.0.113.9   | 403    |
        | use-forwarded-headers: "true", proxy-real-ip-cidr: 198.51.100.0/24      | 203.0.113.9, 192.0.2.1   | 200    |
        | use-forwarded-headers: "true", proxy-real-ip-cidr: 10.0.0.0/8           | 192.0.2.1                | 403    |
        | use-forwarded-headers: "true", proxy-real-ip-cidr: "198.51.100.7, ::/0" | 192.0.2.1                | 200    |
        | enable-real-ip: "true"                                                  | 192.0.2.1                | 200    |
        | use-forwarded-headers: "true"                                           | nonsense                 | 403    |
        | use-forwarded-headers: "true", forwarded-for-header: CF-Connecting-IP   | 192.0.2.1                | 403    |

    @I43
    Scenario Outline: externalTrafficPolicy <policy> of the controller's Service: it sees <seen>, and answers <status>
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
        spec:
          type: LoadBalancer
          externalTrafficPolicy: <policy>
          selector:
            app.kubernetes.io/component: controller
            app.kubernetes.io/instance: ingress-nginx
            app.kubernetes.io/name: ingress-nginx
          ports: [{ name: http, port: 80, targetPort: http }, { name: https, port: 443, targetPort: https }]
        status: { loadBalancer: { ingress: [{ ip: 203.0.113.200 }] } }
        """
      When an external client at "192.0.2.9" curls http://shop.example.com/
      Then the response status is <status>

      Examples:
        | policy  | seen        | status |
        | Local   | the client  | 200    |
        | Cluster | a node      | 403    |

    @I43
    Scenario Outline: loadBalancerSourceRanges let <client> as far as: <ending>
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
        spec:
          type: LoadBalancer
          externalTrafficPolicy: Local
          loadBalancerSourceRanges: [192.0.2.0/28, 198.51.100.0/24]
          selector:
            app.kubernetes.io/component: controller
            app.kubernetes.io/instance: ingress-nginx
            app.kubernetes.io/name: ingress-nginx
          ports: [{ name: http, port: 80, targetPort: http }, { name: https, port: 443, targetPort: https }]
        status: { loadBalancer: { ingress: [{ ip: 203.0.113.200 }] } }
        """
      When an external client at "<client>" curls http://shop.example.com/
      Then it ends as <ending>

      Examples: The list of the Ingress is asked only of those that come through
        | client       | ending   |
        | 192.0.2.9    | answered |
        | 198.51.100.7 | answered |
        | 192.0.2.99   | dropped  |

  Rule: A wildcard

    @N10
    Scenario Outline: *.example.com and the Host <host>: <status>
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop }
        spec:
          ingressClassName: nginx
          rules:
            - host: "*.example.com"
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """
      When an external client curls http://203.0.113.129/ with:
        | header       |
        | Host: <host> |
      Then the response status is <status>

      Examples: One label of letters, digits, underscores and dashes
        | host               | status |
        | shop.example.com   | 200    |
        | SHOP_1-a.EXAMPLE.com | 200  |
        | a.b.example.com    | 404    |
        | example.com        | 404    |
        | a~b.example.com    | 404    |
        | a+b.example.com    | 404    |
