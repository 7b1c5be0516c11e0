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

  Scenario: The shell says which share of the requests an answer stands for
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: broken, labels: { app: broken }, annotations: { podwire.dev/answers: status=500 } }
      spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: broken }
      spec: { selector: { app: broken }, ports: [{ port: 80, targetPort: 8080 }] }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec:
        host: web.apps.example.com
        to: { kind: Service, name: web, weight: 90 }
        alternateBackends: [{ kind: Service, name: broken, weight: 10 }]
      """
    When I run:
      """bash
      until curl -s http://web.apps.example.com/ | grep -q 500; do :; done
      why
      """
    Then the output contains "90% HTTP 200, 10% HTTP 500"
    And the output contains "10%: HTTP 500 (what you got)"

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

  @R39 @R41
  Scenario Outline: A client that comes back with its cookie and Service <service> of weight <weight> reaches <pod>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: next, namespace: shop, labels: { app: next } }
      spec: { nodeName: worker-1, containers: [{ name: next, image: next, ports: [{ name: http, containerPort: 8080 }] }] }
      status: { podIP: 10.128.2.200, phase: Running }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop, annotations: { router.openshift.io/cookie_name: shop<more> } }
      spec:
        host: web.apps.example.com
        to: { kind: Service, name: web, weight: 1 }
        alternateBackends: [{ kind: Service, name: next, weight: <weight> }]
      """
    When an external client curls http://web.apps.example.com/ with:
      | header                                                    |
      | Cookie: a=b; shop=<value>                                 |
    Then it reaches pod "<pod>"

    Examples: The cookie names the endpoint, even where nobody new is sent
      | service | weight | value                            | pod  | more                                                      |
      | next    | 0      | f67ec84a7fc287ad7c8f9395b69d2f80 | next |                                                           |
      | next    | 1      | f67ec84a7fc287ad7c8f9395b69d2f80 | next |                                                           |
      | next    | 0      | 0123456789abcdef0123456789abcdef | web  |                                                           |
      | next    | 0      | f67ec84a7fc287ad7c8f9395b69d2f80 | web  | , haproxy.router.openshift.io/disable_cookies: "true"     |

  @R41
  Scenario: The router's own cookie ends at the router, and is not set again
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: next, namespace: shop, labels: { app: next } }
      spec: { nodeName: worker-1, containers: [{ name: next, image: next, ports: [{ name: http, containerPort: 8080 }] }] }
      status: { podIP: 10.128.2.200, phase: Running }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop, annotations: { router.openshift.io/cookie_name: shop } }
      spec: { host: web.apps.example.com, to: { kind: Service, name: next } }
      """
    When an external client curls http://web.apps.example.com/ with:
      | header                                                |
      | Cookie: a=b; shop=f67ec84a7fc287ad7c8f9395b69d2f80    |
    Then the backend gets the header "Cookie" with "a=b"
    And there is no response header "Set-Cookie"

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

  @R37
  Scenario: oc set route-backends moves the shares
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec:
        host: web.apps.example.com
        to: { kind: Service, name: web }
      """
    When I run "oc set route-backends web web=90 next=10"
    Then the output contains "route.route.openshift.io/web backends updated"
    When an external client curls http://web.apps.example.com/
    Then 100 requests reach:
      | backend | share |
      | web     | 90%   |
      | next    | 10%   |
    When I run "oc set route-backends web --adjust next=+40%"
    And I run "oc set route-backends web"
    Then the output is:
      """
      NAME        KIND     TO    WEIGHT
      routes/web  Service  web   50 (50%)
      routes/web  Service  next  50 (50%)
      """
    When an external client curls http://web.apps.example.com/
    Then 100 requests reach:
      | backend | share |
      | web     | 50%   |
      | next    | 50%   |
    When I run "oc set route-backends web --zero"
    And an external client curls http://web.apps.example.com/
    Then the response status is 503
