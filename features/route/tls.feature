@route
Feature: Termination, and what becomes of plain HTTP

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @R28 @R29 @R30
  Scenario Outline: edge, insecure policy <policy>: http is <status>, https 200
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec:
        host: web.apps.example.com
        to: { kind: Service, name: web }
        tls: { termination: edge<insecure> }
      """
    When an external client curls http://web.apps.example.com/cart?a=b
    Then the response status is <status>
    When an external client curls https://web.apps.example.com/cart
    Then it reaches pod "web"

    Examples:
      | policy   | insecure                                  | status |
      | absent   |                                           | 503    |
      | None     | , insecureEdgeTerminationPolicy: None     | 503    |
      | Allow    | , insecureEdgeTerminationPolicy: Allow    | 200    |
      | Redirect | , insecureEdgeTerminationPolicy: Redirect | 302    |

  @R29
  Scenario: A redirect keeps path and query, and curl -L follows it
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec:
        host: web.apps.example.com
        to: { kind: Service, name: web }
        tls: { termination: edge, insecureEdgeTerminationPolicy: Redirect }
      """
    When an external client curls http://web.apps.example.com/cart?a=b
    Then it redirects to "https://web.apps.example.com/cart?a=b"
    When an external client curls http://web.apps.example.com/cart with:
      | option |
      | -L     |
    Then it reaches pod "web"

  @R32 @R53
  Scenario: A Route without tls is not edge: HTTPS finds nothing
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: web.apps.example.com, to: { kind: Service, name: web } }
      """
    When an external client curls https://web.apps.example.com/
    Then the response status is 503
    When an external client curls http://web.apps.example.com/
    Then it reaches pod "web"

  @R31 @R33
  Scenario: passthrough ends TLS in the pod
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: secure, namespace: shop }
      spec: { host: secure.apps.example.com, to: { kind: Service, name: secure }, tls: { termination: passthrough } }
      """
    When an external client curls https://secure.apps.example.com/
    Then it reaches pod "secure"
    When an external client curls http://secure.apps.example.com/
    Then the response status is 503

  Scenario: passthrough to a pod that speaks no TLS fails in the handshake
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: web.apps.example.com, to: { kind: Service, name: web }, tls: { termination: passthrough } }
      """
    When an external client curls https://web.apps.example.com/
    Then it ends as tls-failed

  @R50
  Scenario Outline: reencrypt to a pod that <speaks>: <status>
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: r, namespace: shop }
      spec: { host: r.apps.example.com, to: { kind: Service, name: <service> }, tls: { termination: reencrypt } }
      """
    When an external client curls https://r.apps.example.com/
    Then the response status is <status>

    Examples:
      | speaks     | service | status |
      | speaks TLS | secure  | 200    |
      | does not   | web     | 503    |

  @R53
  Scenario: A host outside the router's domain needs a certificate of its own
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: www.example.org, to: { kind: Service, name: web }, tls: { termination: edge } }
      """
    When an external client curls https://www.example.org/
    Then it ends as tls-failed
    When an external client curls https://www.example.org/ with:
      | option |
      | -k     |
    Then it reaches pod "web"

  @R43
  Scenario Outline: An allow-list closes the connection on <address>: <ending>
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata:
        name: web
        namespace: shop
        annotations: { haproxy.router.openshift.io/ip_allowlist: "198.51.100.0/24 192.0.2.7" }
      spec: { host: web.apps.example.com, to: { kind: Service, name: web } }
      """
    When an external client at "<address>" curls http://web.apps.example.com/
    Then it ends as <ending>

    Examples:
      | address      | ending   |
      | 198.51.100.9 | answered |
      | 192.0.2.7    | answered |
      | 192.0.2.8    | closed   |
