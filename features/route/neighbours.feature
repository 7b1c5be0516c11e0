@route
Feature: Routes that stand in each other's way, and what their status says

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @R17 @R23
  Scenario: An older Route that comes later displaces the newer one, which is back once the older one is deleted
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: newer, namespace: shop, creationTimestamp: "2026-01-02T00:00:00Z" }
      spec: { host: shop.example.com, to: { kind: Service, name: web } }
      """
    Then Route "newer" has:
      | status.ingress[0].host                    | shop.example.com   |
      | status.ingress[0].routerName              | default            |
      | status.ingress[0].routerCanonicalHostname | router-default.apps.example.com |
      | status.ingress[0].wildcardPolicy          | None               |
      | status.ingress[0].conditions[0].type      | Admitted           |
      | status.ingress[0].conditions[0].status    | True               |
    When I apply:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: older, namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z" }
      spec: { host: shop.example.com, to: { kind: Service, name: next } }
      """
    Then Route "newer" has:
      | status.ingress[0].conditions[0].status | False              |
      | status.ingress[0].conditions[0].reason | HostAlreadyClaimed |
    When an external client curls http://shop.example.com/
    Then it reaches pod "next"
    When I delete "route/shop/older"
    And an external client curls http://shop.example.com/
    Then it reaches pod "web"

  @R18
  Scenario Outline: passthrough beside a Route <with>: the second is <admitted>
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: whole, namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z" }
      spec: { host: shop.example.com, to: { kind: Service, name: secure }, tls: { termination: passthrough } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: second, namespace: shop, creationTimestamp: "2026-01-02T00:00:00Z" }
      spec: { host: shop.example.com, to: { kind: Service, name: web }<rest> }
      """
    Then Route "second" has:
      | status.ingress[0].conditions[0].status | <admitted> |

    Examples:
      | with                          | rest                                       | admitted |
      | with TLS and another path     | , path: /help, tls: { termination: edge }  | False    |
      | without TLS, and a path       | , path: /help                              | True     |
      | without TLS, and without path |                                            | False    |

  @R21
  Scenario: A wildcard claims the names below its domain from other namespaces, and not from its own
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec: { routeAdmission: { wildcardPolicy: WildcardsAllowed } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: all, namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z" }
      spec: { host: x.sub.example.com, wildcardPolicy: Subdomain, to: { kind: Service, name: web } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: own, namespace: shop, creationTimestamp: "2026-01-02T00:00:00Z" }
      spec: { host: next.sub.example.com, to: { kind: Service, name: next } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: theirs, namespace: rival, creationTimestamp: "2026-01-03T00:00:00Z" }
      spec: { host: theirs.sub.example.com, to: { kind: Service, name: web } }
      """
    Then Route "rival/theirs" has:
      | status.ingress[0].conditions[0].reason | HostAlreadyClaimed |
    When an external client curls http://next.sub.example.com/
    Then it reaches pod "next"
    When an external client curls http://other.sub.example.com/
    Then it reaches pod "web"

  @R38
  Scenario: A Service that is named twice has the weight that comes last
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: shop, namespace: shop }
      spec:
        host: shop.example.com
        to: { kind: Service, name: web, weight: 10 }
        alternateBackends:
          - { kind: Service, name: next, weight: 10 }
          - { kind: Service, name: web, weight: 30 }
      """
    When an external client curls http://shop.example.com/
    Then 4 requests reach:
      | backend | share |
      | web     | 3/4   |
      | next    | 1/4   |
