@ingress
Feature: What a stored Ingress may keep, and a new one may not have

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @I41
  Scenario Outline: <what>: refused of a new Ingress, kept by one of old
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: old, uid: 5d1bb9bd-4b5c-4a3e-8f1d-1c2b3a4d5e6f, creationTimestamp: "2026-01-01T00:00:00Z" }
      spec: { ingressClassName: nginx, defaultBackend: { service: { name: web, port: { number: 80 } } }<spec> }
      """
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: new }
      spec: { ingressClassName: nginx, defaultBackend: { service: { name: web, port: { number: 80 } } }<spec> }
      """
    Then applying is refused with "<field>"
    When I run "kubectl label ingress old tier=edge"
    Then the output contains "ingress.networking.k8s.io/old labeled"
    When an external client curls http://203.0.113.129/ with:
      | header              |
      | Host: a.example.com |
    Then the response status is 200

    Examples:
      | what                                  | spec                                                                                   | field                             |
      | A Secret with a name that none has    | , tls: [{ secretName: My_Secret }]                                                      | spec.tls[0].secretName            |
      | A wildcard with a path without a type | , rules: [{ host: "*.example.com", http: { paths: [{ path: /a }] } }]                  | spec.rules[0].http.paths[0].pathType |
      | A wildcard without paths              | , rules: [{ host: "*.example.com", http: { paths: [] } }]                              | spec.rules[0].http.paths          |
      | A wildcard with a path of no kind     | , rules: [{ host: "*.example.com", http: { paths: [{ path: a, pathType: Exactly, backend: { service: { name: web, port: { number: 80 } } } }] } }] | spec.rules[0].http.paths[0].pathType |

  @I41
  Scenario Outline: What was right may not become wrong: <field>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop }
      spec:
        ingressClassName: nginx
        tls: [{ secretName: shop-tls }]
        rules: [{ host: "*.example.com", http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      """
    When I run:
      """bash
      kubectl patch ingress shop --type=json -p '[{"op":"replace","path":"<field>","value":"<value>"}]'
      """
    Then the output contains "<words>"

    Examples:
      | field                                | value     | words |
      | /spec/tls/0/secretName               | My_Secret | The Ingress \"shop\" is invalid: spec.tls[0].secretName: Invalid value: \"My_Secret\" |
      | /spec/rules/0/http/paths/0/pathType  | Exactly   | spec.rules[0].http.paths[0].pathType: Unsupported value: \"Exactly\" |

  @I9 @I41
  Scenario: The annotation and the field have to name one class when an Ingress is made, and never again
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop }
      spec: { ingressClassName: nginx, defaultBackend: { service: { name: web, port: { number: 80 } } } }
      """
    When I run "kubectl annotate ingress shop kubernetes.io/ingress.class=internal"
    Then the output contains "ingress.networking.k8s.io/shop annotated"
    When an external client curls http://203.0.113.129/
    Then it reaches pod "web"

  @I10
  Scenario: The default class is filled in once, when the Ingress is made
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: before }
      spec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }
      """
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: { name: nginx, annotations: { ingressclass.kubernetes.io/is-default-class: "true" } }
      spec: { controller: k8s.io/ingress-nginx }
      """
    And an external client curls http://203.0.113.129/
    Then the response status is 404
    When I run:
      """bash
      kubectl create ingress after --default-backend=web:80
      kubectl get ingress -o jsonpath='{range .items[*]}{.metadata.name}={.spec.ingressClassName} {end}'
      """
    Then the output contains "after=nginx before= "
    When an external client curls http://203.0.113.129/
    Then it reaches pod "web"

  @I10
  Scenario: The annotation of old keeps the default class away
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: { name: nginx, annotations: { ingressclass.kubernetes.io/is-default-class: "true" } }
      spec: { controller: k8s.io/ingress-nginx }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { kubernetes.io/ingress.class: internal } }
      spec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }
      """
    When an external client curls http://203.0.113.129/
    Then the response status is 404
