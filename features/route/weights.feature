@route
Feature: Several Services behind one Route

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @R6 @R37
  Scenario: Weights share the requests
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec:
        host: web.apps.example.com
        to: { kind: Service, name: web, weight: 3 }
        alternateBackends: [{ kind: Service, name: next, weight: 1 }]
      """
    When an external client curls http://web.apps.example.com/
    Then 100 requests reach:
      | backend | share |
      | web     | 75%   |
      | next    | 25%   |

  @R37
  Scenario: A Service without endpoints leaves all to the others
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec:
        host: web.apps.example.com
        to: { kind: Service, name: web, weight: 3 }
        alternateBackends: [{ kind: Service, name: next, weight: 1 }]
      """
    When pod "web" becomes unready
    And an external client curls http://web.apps.example.com/
    Then it reaches pod "next"

  @R39
  Scenario: Weight 0 gets nothing
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec:
        host: web.apps.example.com
        to: { kind: Service, name: web, weight: 0 }
        alternateBackends: [{ kind: Service, name: next, weight: 1 }]
      """
    When an external client curls http://web.apps.example.com/
    Then it reaches pod "next"

  @R48
  Scenario: A default deny locks the router out, and its namespace's label lets it in
    Given a default-deny ingress policy in namespace "shop"
    And these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: web.apps.example.com, to: { kind: Service, name: web } }
      """
    When an external client curls http://web.apps.example.com/
    Then it is denied by policy "shop/default-deny"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: from-router, namespace: shop }
      spec:
        podSelector: {}
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { network.openshift.io/policy-group: ingress } } }] }]
      """
    And an external client curls http://web.apps.example.com/
    Then it succeeds
