@ingress
Feature: An Ingress before a Service that is a name

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"
    And the external host "api.partner.example" at "203.0.113.10"

  @I31
  Scenario Outline: <controller>, <name>, port <port>: <status>
    Given the ingress controller is "<controller>"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: partner }
      spec: { type: ExternalName, externalName: <name><ports> }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: partner, port: { <port> } } } }] }
      """
    When an external client curls http://shop.example.com/
    Then the response status is <status>

    Examples: The port need not be the Service's; a name without address, an address in place of a name and the controller itself lead nowhere
      | controller    | name                       | ports                                           | port        | status |
      | spec          | api.partner.example        |                                                 | number: 80  | 200    |
      | ingress-nginx | api.partner.example        |                                                 | number: 80  | 200    |
      | ingress-nginx | api.partner.example.       |                                                 | number: 80  | 200    |
      | ingress-nginx | web.shop.svc.cluster.local |                                                 | number: 80  | 200    |
      | ingress-nginx | web.shop                   |                                                 | number: 80  | 200    |
      | ingress-nginx | web.shop.svc.cluster.local | , ports: [{ name: http, port: 81, targetPort: 80 }] | name: http  | 200    |
      | ingress-nginx | wbe.shop.svc.cluster.local |                                                 | number: 80  | 503    |
      | spec          | wbe.shop.svc.cluster.local |                                                 | number: 80  | 503    |
      | ingress-nginx | 203.0.113.10               |                                                 | number: 80  | 503    |
      | ingress-nginx | localhost                  |                                                 | number: 80  | 503    |
      | ingress-nginx | web.shop.svc.cluster.local |                                                 | number: 81  | 504    |

  Rule: ingress-nginx

    Background:
      Given the ingress controller is "ingress-nginx"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: partner }
        spec: { type: ExternalName, externalName: web.shop.svc.cluster.local }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: partner, port: { number: 80 } } } }] }
        """

    @I31
    Scenario: Whom the name leads to is asked for the shop's own host, unless an annotation says another
      When an external client curls http://shop.example.com/
      Then it reaches pod "web"
      And the backend is asked for "http://shop.example.com/"
      When I run "kubectl annotate ingress shop nginx.ingress.kubernetes.io/upstream-vhost=api.partner.example"
      And an external client curls http://shop.example.com/
      Then the backend is asked for "http://api.partner.example/"

    @I31
    Scenario: A controller that may not ask the DNS server finds nobody
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: edge, namespace: ingress-nginx }
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } } }] }]
        """
      When an external client curls http://shop.example.com/
      Then the response status is 503
