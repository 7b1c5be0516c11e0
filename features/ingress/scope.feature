@ingress
Feature: How far an Ingress reaches

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @I12
  Scenario: Without a class, and without a default one, nobody acts on it, and its status stays empty
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://203.0.113.129/ with:
      | header                 |
      | Host: shop.example.com |
    Then the response status is 404
    When I run "kubectl get ingress shop -o jsonpath={.status.loadBalancer.ingress[0].ip}"
    Then the output does not contain "203.0.113.129"

  @I18
  Scenario: A rule without a host takes the hosts that no other rule names
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /cart, pathType: Prefix, backend: { service: { name: cart, port: { name: web } } } }] }
          - http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://203.0.113.129/ with:
      | header                    |
      | Host: another.example.com |
    Then it reaches pod "web"
    When an external client curls http://shop.example.com/
    Then the response status is 404

  @I28
  Scenario: A Service of the same name in another namespace is no backend
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: front }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: front }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com/
    Then the response status is 503

  @I36
  Scenario: A host that only the TLS entry names has its certificate, and no path
    Given a TLS Secret "shop-tls" for "shop.example.com, extra.example.com"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [extra.example.com], secretName: shop-tls }]
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls https://extra.example.com/ with:
      | option                                       |
      | --resolve extra.example.com:443:203.0.113.129 |
    Then the response status is 404
    And the served certificate is for "extra.example.com"

  @I40
  Scenario Outline: Once <what> the way is gone, whatever the status says
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: { name: web }
      spec: { controller: k8s.io/ingress-nginx }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        ingressClassName: web
        defaultBackend: { service: { name: web, port: { number: 80 } } }
      """
    When an external client curls http://203.0.113.129/
    Then it reaches pod "web"
    When I run:
      """
      <command>
      """
    And an external client curls http://203.0.113.129/
    Then the response status is 404
    And Ingress "shop" has:
      | status.loadBalancer.ingress[0].ip | 203.0.113.129 |

    Examples:
      | what                    | command                                                                       |
      | the class is deleted    | kubectl delete ingressclass web                                               |
      | another class is named  | kubectl patch ingress shop -p '{"spec":{"ingressClassName":"somebody-elses"}}' |

  @I42
  Scenario: The controller listens on its two ports and no other
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec: { ingressClassName: nginx, defaultBackend: { service: { name: web, port: { number: 80 } } } }
      """
    When external connects to 203.0.113.129:443 over TCP
    Then it succeeds
    When external connects to 203.0.113.129:5432 over TCP
    Then it ends as dropped

  @N4
  Scenario Outline: ingress-nginx takes ImplementationSpecific for Prefix: <path> is <status>
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
            http: { paths: [{ path: /cart, pathType: ImplementationSpecific, backend: { service: { name: cart, port: { name: web } } } }] }
      """
    When an external client curls http://shop.example.com<path>
    Then the response status is <status>

    Examples:
      | path         | status |
      | /cart/1      | 200    |
      | /cartoon     | 404    |
      | /shop/..//cart/1 | 200 |

  @N11
  Scenario: ingress-nginx matches the path it has cleaned up, and the pod gets it as it came
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
            http: { paths: [{ path: /cart, pathType: Prefix, backend: { service: { name: cart, port: { name: web } } } }] }
      """
    When an external client curls http://shop.example.com//%63art/1
    Then it reaches pod "cart"
    And the backend is asked for "http://shop.example.com//%63art/1"
