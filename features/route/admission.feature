@route
Feature: Which Routes a router admits

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @R14 @R15 @R22
  Scenario: The namespace of the oldest Route owns the host, whatever the path
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: first, namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z" }
      spec: { host: shop.example.com, to: { kind: Service, name: web } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: late, namespace: rival, creationTimestamp: "2026-01-02T00:00:00Z" }
      spec: { host: shop.example.com, path: /rival, to: { kind: Service, name: web } }
      """
    Then Route "rival/late" has:
      | status.ingress[0].conditions[0].status | False              |
      | status.ingress[0].conditions[0].reason | HostAlreadyClaimed |
    When an external client curls http://shop.example.com/rival
    Then it reaches pod "web"
    When I delete "route/shop/first"
    Then Route "rival/late" has:
      | status.ingress[0].conditions[0].status | True |

  @R16
  Scenario: One host and path belongs to one Route of the namespace
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: second, namespace: shop, creationTimestamp: "2026-01-02T00:00:00Z" }
      spec: { host: shop.example.com, to: { kind: Service, name: next } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: first, namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z" }
      spec: { host: shop.example.com, to: { kind: Service, name: web } }
      """
    When an external client curls http://shop.example.com/
    Then it reaches pod "web"
    And Route "second" has:
      | status.ingress[0].conditions[0].message | route first already exposes shop.example.com and is older |

  @R19
  Scenario: Namespaces may share a host where the router lets them
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec: { routeAdmission: { namespaceOwnership: InterNamespaceAllowed } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: first, namespace: rival, creationTimestamp: "2026-01-01T00:00:00Z" }
      spec: { host: shop.example.com, to: { kind: Service, name: web } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: part, namespace: shop, creationTimestamp: "2026-01-02T00:00:00Z" }
      spec: { host: shop.example.com, path: /part, to: { kind: Service, name: web } }
      """
    When an external client curls http://shop.example.com/part
    Then it reaches pod "shop/web"

  @R20
  Scenario: Wildcards are refused unless the router lets them
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: any, namespace: shop }
      spec: { host: any.tenants.example.com, wildcardPolicy: Subdomain, to: { kind: Service, name: web } }
      """
    Then Route "any" has:
      | status.ingress[0].conditions[0].reason  | RouteNotAdmitted                |
      | status.ingress[0].conditions[0].message | wildcard routes are not allowed |

  @R25
  Scenario: A router of its own for a shard
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: internal, namespace: openshift-ingress-operator }
      spec: { domain: internal.example.com, routeSelector: { matchLabels: { type: internal } } }
      ---
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec: { routeSelector: { matchExpressions: [{ key: type, operator: DoesNotExist }] } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: admin, namespace: shop, labels: { type: internal } }
      spec: { subdomain: admin, to: { kind: Service, name: web } }
      """
    When an external client curls http://admin.internal.example.com/
    Then it reaches pod "web"
    And Route "admin" has:
      | status.ingress[0].routerName | internal                   |
      | status.ingress[0].host       | admin.internal.example.com |

  @R25
  Scenario: A Route that leaves a shard keeps what the router said of it, and is served no more
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec: { routeSelector: { matchLabels: { type: public } } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop, labels: { type: public } }
      spec: { host: web.apps.example.com, to: { kind: Service, name: web } }
      """
    When an external client curls http://web.apps.example.com/
    Then it reaches pod "web"
    When I run "oc label route web type-"
    Then Route "web" has:
      | status.ingress[0].conditions[0].status | True |
    When an external client curls http://web.apps.example.com/
    Then the response status is 503
    When I run:
      """bash
      oc patch ingresscontroller default -n openshift-ingress-operator --type=merge -p '{"spec":{"routeSelector":{"matchLabels":{"type":"internal"}}}}'
      """
    Then Route "web" has:
      | status.ingress | [] |

  @R25
  Scenario: Without selectors the default router takes what is in another's shard as well
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: internal, namespace: openshift-ingress-operator }
      spec: { domain: internal.example.com, namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { subdomain: web, to: { kind: Service, name: web } }
      """
    When an external client curls http://web.internal.example.com/
    Then it reaches pod "web"
    When an external client curls http://web.apps.example.com/
    Then it reaches pod "web"
