@ingress
Feature: What ingress-nginx makes of an Ingress that becomes one it does not take

  Without its webhook a bad Ingress is stored. The controller does not take it over into its own store, so that it goes by what
  the Ingress was before, until its pod starts anew (internal/ingress/controller/store/store.go, syncIngress of v1.15).

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"
    And the ingress controller is "ingress-nginx"
    And the profile "ingress-webhook=false"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      """

  @I42
  Scenario Outline: A bad <what>: the last good Ingress serves until the controller starts anew
    When I run:
      """bash
      kubectl patch ingress shop --type=json -p '<patch>'
      """
    Then the output contains "ingress.networking.k8s.io/shop patched"
    When an external client curls http://shop.example.com/
    Then it reaches pod "web"
    When I run "kubectl rollout restart deployment/ingress-nginx-controller -n ingress-nginx"
    And an external client curls http://shop.example.com/
    Then the response status is 404

    Examples:
      | what    | patch |
      | value   | [{"op":"add","path":"/metadata/annotations","value":{"nginx.ingress.kubernetes.io/limit-rps":"5/s"}}] |
      | snippet | [{"op":"add","path":"/metadata/annotations","value":{"nginx.ingress.kubernetes.io/server-snippet":"return 418;"}}] |
      | path    | [{"op":"replace","path":"/spec/rules/0/http/paths/0/path","value":"/etc/nginx"}] |

  @I42
  Scenario: A good value takes the place of a bad one, and of the one before
    When I run "kubectl annotate ingress shop nginx.ingress.kubernetes.io/limit-rps=5/s"
    And I run "kubectl annotate ingress shop --overwrite nginx.ingress.kubernetes.io/limit-rps=5 nginx.ingress.kubernetes.io/permanent-redirect=https://new.example.com"
    And an external client curls http://shop.example.com/
    Then the response status is 301

  @I42
  Scenario: One that was bad from the beginning, and one that was made anew, have nothing before
    When I run "kubectl delete ingress shop"
    And I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/limit-rps: 5/s } }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      """
    And an external client curls http://203.0.113.129/ with:
      | header                 |
      | Host: shop.example.com |
    Then the response status is 404

  @I42
  Scenario: A class that is somebody else's takes effect at once
    When I run "kubectl patch ingress shop --type=merge -p '{\"spec\":{\"ingressClassName\":\"internal\"}}'"
    And an external client curls http://203.0.113.129/ with:
      | header                 |
      | Host: shop.example.com |
    Then the response status is 404
