@route
Feature: How often a client may come
  `rate-limit-connections: "true"` and one or more limits make the router count what each source address does, and close its
  connection without an answer (curl 52). Counted as the product's HAProxy counts, which was asked: this connection is among
  those that are counted, a request is not; connections that were closed count, their requests do not.

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @R45
  Scenario Outline: <limit> <most>: <times> requests, <apart> seconds apart, end as <ending>
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata:
        name: web
        namespace: shop
        annotations:
          haproxy.router.openshift.io/rate-limit-connections: "true"
          haproxy.router.openshift.io/rate-limit-connections.<limit>: "<most>"
      spec: { host: web.apps.example.com, to: { kind: Service, name: web } }
      """
    When external curls http://web.apps.example.com/ <times> times, <apart> seconds apart
    Then it ends as <ending>

    Examples: Connections of three seconds, this one with them
      | limit    | most | times | apart | ending   |
      | rate-tcp | 4    | 3     | 0     | answered |
      | rate-tcp | 4    | 4     | 0     | closed   |
      | rate-tcp | 4    | 100   | 1     | closed   |
      | rate-tcp | 4    | 100   | 2     | answered |
      | rate-tcp | 1    | 1     | 0     | closed   |

    Examples: Requests of ten seconds, those before this one
      | limit     | most | times | apart | ending   |
      | rate-http | 4    | 4     | 0     | answered |
      | rate-http | 4    | 5     | 0     | closed   |
      | rate-http | 4    | 100   | 3     | answered |

    Examples: Connections that are open, this one with them: 1 locks everybody out
      | limit          | most | times | apart | ending   |
      | concurrent-tcp | 1    | 1     | 0     | closed   |
      | concurrent-tcp | 2    | 100   | 0     | answered |

    Examples: What is no whole number limits nothing
      | limit    | most | times | apart | ending   |
      | rate-tcp | few  | 100   | 0     | answered |
      | rate-tcp | 2.5  | 100   | 0     | answered |

  @R45
  Scenario Outline: Of <times> connections at once the last is <ending>
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata:
        name: web
        namespace: shop
        annotations:
          haproxy.router.openshift.io/rate-limit-connections: "true"
          haproxy.router.openshift.io/rate-limit-connections.concurrent-tcp: "3"
      spec: { host: web.apps.example.com, to: { kind: Service, name: web } }
      """
    When external curls http://web.apps.example.com/ <times> times at once
    Then it ends as <ending>

    Examples:
      | times | ending   |
      | 2     | answered |
      | 3     | closed   |

  @R45
  Scenario Outline: Limits without the switch "<switch>"
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata:
        name: web
        namespace: shop
        annotations:
          haproxy.router.openshift.io/rate-limit-connections: "<switch>"
          haproxy.router.openshift.io/rate-limit-connections.rate-tcp: "2"
      spec: { host: web.apps.example.com, to: { kind: Service, name: web } }
      """
    When external curls http://web.apps.example.com/ 9 times
    Then it ends as <ending>

    Examples: Truth as Go reads it
      | switch | ending   |
      | true   | closed   |
      | 1      | closed   |
      | yes    | answered |
      | false  | answered |

  @R45
  Scenario: Passthrough counts connections and no requests
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata:
        name: whole
        namespace: shop
        annotations:
          haproxy.router.openshift.io/rate-limit-connections: "true"
          haproxy.router.openshift.io/rate-limit-connections.rate-tcp: "3"
          haproxy.router.openshift.io/rate-limit-connections.rate-http: "1"
      spec: { host: whole.apps.example.com, to: { kind: Service, name: secure }, tls: { termination: passthrough } }
      """
    When external curls https://whole.apps.example.com/ 2 times
    Then it succeeds
    When external curls https://whole.apps.example.com/ 3 times
    Then it ends as closed

  Scenario Outline: Of <times> requests at once to two pods with pod-concurrent-connections 2 the last is <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web-2, namespace: shop, labels: { app: web } }
      spec: { nodeName: worker-2, containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 8080 }] }] }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop, annotations: { haproxy.router.openshift.io/pod-concurrent-connections: "2" } }
      spec: { host: web.apps.example.com, to: { kind: Service, name: web } }
      """
    When external curls http://web.apps.example.com/ <times> times at once
    Then the response status is <status>

    Examples: One more than the pods take waits in HAProxy's queue, as long as a connection may take
      | times | status |
      | 4     | 200    |
      | 5     | 503    |
