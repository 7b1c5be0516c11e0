@ingress
Feature: Who acts on an Ingress

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @I13 @I39
  Scenario Outline: <what>: status <status>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop<annotations> }
      spec:
        <class>
        defaultBackend: { service: { name: web, port: { number: 80 } } }
      """
    When an external client curls http://203.0.113.129/
    Then the response status is <status>

    Examples:
      | what                               | class                        | annotations                                              | status |
      | A class that is installed          | ingressClassName: nginx      |                                                          | 200    |
      | A class that does not exist        | ingressClassName: ngnix      |                                                          | 404    |
      | No class, and no default           |                              |                                                          | 404    |
      | The annotation of old              |                              | , annotations: { kubernetes.io/ingress.class: nginx }    | 200    |
      | The annotation of somebody else    |                              | , annotations: { kubernetes.io/ingress.class: internal } | 404    |

  @I13
  Scenario: A class of a controller that does not run
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: { name: internal }
      spec: { controller: example.com/internal }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        ingressClassName: internal
        defaultBackend: { service: { name: web, port: { number: 80 } } }
      """
    When an external client curls http://203.0.113.129/
    Then the response status is 404

  @I10 @I11
  Scenario: The newest default class takes Ingresses without one
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata:
        name: newer
        creationTimestamp: "2026-02-01T00:00:00Z"
        annotations: { ingressclass.kubernetes.io/is-default-class: "true" }
      spec: { controller: k8s.io/ingress-nginx }
      ---
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata:
        name: older
        creationTimestamp: "2026-01-01T00:00:00Z"
        annotations: { ingressclass.kubernetes.io/is-default-class: "true" }
      spec: { controller: example.com/other }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        defaultBackend: { service: { name: web, port: { number: 80 } } }
      """
    When an external client curls http://203.0.113.129/
    Then it succeeds

  @I39
  Scenario: The address stands in the status of what is served
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec: { ingressClassName: nginx, defaultBackend: { service: { name: web, port: { number: 80 } } } }
      """
    Then Ingress "shop" has:
      | status.loadBalancer.ingress[0].ip | 203.0.113.129 |
