@ingress
Feature: How long ingress-nginx waits, and whom it asks next
  60 seconds for an answer, 5 for a connection, three tries altogether: a slow backend is asked three times.

  Background:
    Given the ingress controller is "ingress-nginx"
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
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http:
              paths:
                - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
                - { path: /other, pathType: Prefix, backend: { service: { name: other, port: { number: 80 } } } }
      """
    And namespace "shop"

  @I30
  Scenario Outline: An answer after <delay> is <status> while the controller's defaults hold
    Given I run "kubectl annotate pod other podwire.dev/answers=delay=<delay>"
    When an external client curls http://shop.example.com/other
    Then the response status is <status>

    Examples:
      | delay | status |
      | 59s   | 200    |
      | 61s   | 504    |

  Scenario Outline: proxy-read-timeout: "<written>" and an answer after 5 seconds are <status>
    Given I run "kubectl annotate pod other podwire.dev/answers=delay=5s"
    And I run "kubectl annotate ingress shop nginx.ingress.kubernetes.io/proxy-read-timeout=<written>"
    When an external client curls http://shop.example.com/other
    Then the response status is <status>

    Examples: a bare number of seconds; anything else counts for nothing
      | written | status |
      | 4       | 504    |
      | 6       | 200    |
      | 4s      | 200    |

  Scenario Outline: The 504 of a slow backend takes three waits: curl -m <patience> ends as <ending>
    Given I run "kubectl annotate pod other podwire.dev/answers=delay=60s"
    And I run "kubectl annotate ingress shop nginx.ingress.kubernetes.io/proxy-read-timeout=4"
    When an external client curls http://shop.example.com/other with:
      | method   | option        |
      | <method> | -m <patience> |
    Then it ends as <ending>

    Examples: GET is asked three times, POST once
      | method | patience | ending   |
      | GET    | 11       | dropped  |
      | GET    | 13       | answered |
      | POST   | 5        | answered |

  @N23
  Scenario: A pod that refuses costs nothing: the next one answers
    Given I delete "pod/other"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: other, namespace: shop, labels: { app: web, other: "yes" } }
      spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 9090 }] }] }
      """
    When an external client curls http://shop.example.com/
    Then it reaches pod "good"
    When an external client curls http://shop.example.com/other
    Then the response status is 502

  Scenario: A pod that a policy shuts costs five seconds, and the next one answers
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: shut, namespace: shop }
      spec: { podSelector: { matchLabels: { other: "yes" } }, policyTypes: [Ingress] }
      """
    When an external client curls http://shop.example.com/
    Then it reaches pod "good"
    When an external client curls http://shop.example.com/ with:
      | option |
      | -m 4   |
    Then it succeeds for 50% of connections
    When an external client curls http://shop.example.com/other with:
      | option |
      | -m 16  |
    Then the response status is 504

  Scenario Outline: proxy-next-upstream "<next>" and a pod that answers 503: <status>
    Given I run "kubectl annotate pod other podwire.dev/answers=status=503"
    And I run "kubectl annotate ingress shop 'nginx.ingress.kubernetes.io/proxy-next-upstream=<next>'"
    When an external client curls http://shop.example.com/ with:
      | method   |
      | <method> |
    Then it succeeds for <percent>% of connections

    Examples: a status is no error unless it is listed, and what changes something is sent once unless that is allowed
      | next                     | method | percent |
      | error timeout            | GET    | 50      |
      | error http_503           | GET    | 100     |
      | error http_503           | POST   | 50      |
      | http_503 non_idempotent  | POST   | 100     |
      | error http_503 off       | GET    | 50      |
      | whenever http_503        | GET    | 50      |

  Scenario Outline: <annotation>: "<written>" ends the tries
    Given I run "kubectl annotate pod other podwire.dev/answers='status=503; delay=3s; first=2'"
    And I run "kubectl annotate ingress shop nginx.ingress.kubernetes.io/proxy-next-upstream=http_503"
    And I run "kubectl annotate ingress shop nginx.ingress.kubernetes.io/<annotation>=<written>"
    When an external client curls http://shop.example.com/other
    Then the response status is <status>

    Examples: the pod comes to itself with the third request
      | annotation                  | written | status |
      | proxy-next-upstream-tries   | 2       | 503    |
      | proxy-next-upstream-tries   | 3       | 200    |
      | proxy-next-upstream-tries   | 0       | 200    |
      | proxy-next-upstream-timeout | 5       | 503    |
      | proxy-next-upstream-timeout | 7       | 200    |
