@service-proxy
Feature: Traffic follows the pods: scale, roll out, end, drain

  Background:
    Given namespace "shop"
    And these manifests:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: shop }
      spec:
        replicas: 2
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web, version: one } }
          spec: { containers: [{ name: web, image: web:1, ports: [{ name: http, containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: shop }
      spec: { nodeName: control-plane, containers: [{ name: client, image: curl }] }
      """

  Scenario: Down to nothing is refused, and up again answers
    When "web" is scaled to 0 replicas
    And client curls http://web
    Then it is refused
    When "web" is scaled to 1 replica
    And client curls http://web
    Then it succeeds

  Scenario: A pod that ends leaves the Service at once, while it still serves whoever it knows
    When "web" is scaled to 1 replica
    And pod "web" starts terminating
    Then Service "web" has endpoints:
      | 10.244.2.3:8080 |
    When client curls http://web
    Then it succeeds

  @S54
  Scenario: The last pod serves to its end when nothing replaces it
    When I delete "deployment/web"
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: last, namespace: shop, labels: { app: web } }
      spec: { nodeName: worker-1, containers: [{ name: web, image: web:1, ports: [{ name: http, containerPort: 8080 }] }] }
      """
    And pod "last" starts terminating
    And client curls http://web
    Then it reaches pod "last"
    When 29 seconds pass
    And client curls http://web
    Then it reaches pod "last"
    When 1 seconds pass
    And client curls http://web
    Then it is refused

  Scenario: A new template brings new pods, and the old ones get no traffic
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: shop }
      spec:
        replicas: 1
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web, version: two } }
          spec: { containers: [{ name: web, image: web:2, ports: [{ name: http, containerPort: 9090 }] }] }
      """
    And client curls http://web
    Then it succeeds
    And Service "web" has endpoints:
      | 10.244.2.3:9090 |

  Scenario: A drained node serves nobody, its pods come back elsewhere
    When node "worker-1" is drained
    And client curls http://web
    Then it succeeds
    And Node "worker-1" has:
      | spec.unschedulable | true |
