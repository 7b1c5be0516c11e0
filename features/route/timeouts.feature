@route
Feature: How long the router waits, and where it turns to
  30 seconds for an answer, 5 for a connection. A request is sent once; a connection that fails is tried again.

  Background:
    Given the profile "openshift"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: good, namespace: shop, labels: { app: web } }
      spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: other, namespace: shop, labels: { app: web, other: "yes" } }
      spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: other, namespace: shop }
      spec: { selector: { other: "yes" }, ports: [{ port: 80, targetPort: 8080 }] }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: web.apps.example.com, to: { kind: Service, name: web } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: other, namespace: shop }
      spec: { host: other.apps.example.com, to: { kind: Service, name: other } }
      """
    And namespace "shop"

  @R44 @I30
  Scenario Outline: An answer after <delay> is <status> with the router's default of 30 seconds
    Given I run "kubectl annotate pod other podwire.dev/answers=delay=<delay>"
    When an external client curls http://other.apps.example.com/
    Then the response status is <status>

    Examples:
      | delay | status |
      | 29s   | 200    |
      | 31s   | 504    |

  @R44
  Scenario Outline: timeout: <written> and an answer after 5 seconds are <status>
    Given I run "kubectl annotate pod other podwire.dev/answers=delay=5s"
    And I run "kubectl annotate route other haproxy.router.openshift.io/timeout=<written>"
    When an external client curls http://other.apps.example.com/
    Then the response status is <status>

    Examples: HAProxy's notation: milliseconds without a unit; what it cannot read counts for nothing
      | written | status |
      | 4s      | 504    |
      | 6s      | 200    |
      | 4       | 504    |
      | 4000us  | 504    |
      | 1m      | 200    |
      | 1s500ms | 200    |
      | 0s      | 200    |

  Scenario: The IngressController's serverTimeout holds where the Route says nothing
    Given I run "kubectl annotate pod other podwire.dev/answers=delay=5s"
    And these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec: { tuningOptions: { serverTimeout: 4s } }
      """
    When an external client curls http://other.apps.example.com/
    Then the response status is 504

  Scenario: A slow request is not sent again
    Given I run "kubectl annotate pod other podwire.dev/answers=delay=60s"
    When an external client curls http://other.apps.example.com/ with:
      | option |
      | -m 31  |
    Then the response status is 504

  Scenario: A pod that refuses loses its requests to the other one
    Given I delete "pod/other"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: other, namespace: shop, labels: { app: web, other: "yes" } }
      spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 9090 }] }] }
      """
    When an external client curls http://web.apps.example.com/
    Then it reaches pod "good"
    When an external client curls http://other.apps.example.com/
    Then the response status is 503

  Scenario: So does a pod that a policy shuts; where it is the only one the 503 takes four waits of five seconds
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: shut, namespace: shop }
      spec: { podSelector: { matchLabels: { other: "yes" } }, policyTypes: [Ingress] }
      """
    When an external client curls http://web.apps.example.com/
    Then it reaches pod "good"
    When an external client curls http://other.apps.example.com/ with:
      | option |
      | -m 19  |
    Then it ends as dropped
    When an external client curls http://other.apps.example.com/ with:
      | option |
      | -m 21  |
    Then the response status is 503

  Scenario: A pod that hangs up in the middle is not replaced by another
    Given I run "kubectl annotate pod other podwire.dev/answers=close"
    When an external client curls http://web.apps.example.com/
    Then it succeeds for 50% of connections
    When an external client curls http://other.apps.example.com/
    Then the response status is 502
