@route
Feature: What oc prints of Routes and routers

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @R23
  Scenario: oc get route: hosts, shares, terminations, and why a Route is not served
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: internal, namespace: openshift-ingress-operator }
      spec: { domain: internal.example.com, routeSelector: { matchLabels: { type: both } } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: a, namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z" }
      spec:
        host: shop.example.com
        path: /cart
        to: { kind: Service, name: web, weight: 2 }
        alternateBackends: [{ kind: Service, name: next, weight: 1 }]
        tls: { termination: edge, insecureEdgeTerminationPolicy: Redirect }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: b, namespace: rival, creationTimestamp: "2026-01-02T00:00:00Z" }
      spec: { host: shop.example.com, to: { kind: Service, name: web } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: c, namespace: shop, labels: { type: both } }
      spec: { subdomain: both, port: { targetPort: web }, to: { kind: Service, name: web, weight: 0 } }
      """
    When I run "oc get route -A"
    Then the output contains "shop      a      shop.example.com                        /cart   web(66%),next(33%)   <all>   edge/Redirect   None"
    And the output contains "rival     b      HostAlreadyClaimed                              web                  <all>                   None"
    And the output contains "both.internal.example.com ... 1 more"
    And the output contains "web(0%)"

  @R54
  Scenario: Routers have a name and an age
    When I run "oc get ingresscontroller -n openshift-ingress-operator"
    Then the output contains "NAME      AGE"
    And the output contains "default   "
    When I run "oc get ingresses.config"
    Then the output contains "cluster   "

  @R22
  Scenario: oc status tells of Routes above their Services, and of what is wrong with them
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z" }
      spec:
        host: shop.example.com
        port: { targetPort: 9090 }
        to: { kind: Service, name: web }
        tls: { termination: edge, insecureEdgeTerminationPolicy: Allow }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: late, namespace: shop, creationTimestamp: "2026-01-02T00:00:00Z" }
      spec: { host: shop.example.com, to: { kind: Service, name: gone } }
      """
    When I run "oc status"
    Then the output contains "https://shop.example.com (and http) to pod port 9090 (svc/web)"
    And the output contains '* route/late was not accepted by router "default"'
    And the output contains "1 error, 2 warnings identified, use 'oc status --suggest' to see details."
    When I run "oc status --suggest"
    Then the output contains "route/web has a port specified (9090) but svc/web has no such targetPort."
    And the output contains "route/late is supposed to route traffic to svc/gone but svc/gone doesn't exist."

  @R22
  Scenario: oc describe says of each router what it does with a Route
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z" }
      spec: { host: shop.example.com, port: { targetPort: web }, to: { kind: Service, name: web } }
      """
    When I run "oc describe route web"
    Then the output contains "exposed on router default (host router-default.apps.example.com)"
    And the output contains "Weight: 100 (100%)"
    And the output contains ":8080"
