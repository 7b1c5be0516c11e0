@pod-link
Feature: What listens inside a pod
  A manifest does not run a program, so its declarations say what listens: container ports, probe ports, and an
  annotation for the rest.

  Background:
    Given namespace "shop"
    And these workloads:
      | name   | namespace | labels     | ports |
      | client | shop      | app=client |       |

  Scenario: Declared container ports
    Given these workloads:
      | name | namespace | labels  | ports                           |
      | web  | shop      | app=web | http:8080/TCP, metrics:9090/TCP |
    When client connects to pod "web" on port 8080 over TCP
    Then it succeeds
    When client connects to pod "web" on port 9090 over TCP
    Then it succeeds
    When client connects to pod "web" on port 80 over TCP
    Then it is refused

  Scenario: Ports that probes ask
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: probed, namespace: shop }
      spec:
        containers:
          - name: app
            image: app:1
            readinessProbe: { httpGet: { path: /readyz, port: 8081 } }
            livenessProbe: { tcpSocket: { port: 8082 } }
      """
    When client curls http://probed:8081
    Then the name does not resolve
    When client connects to pod "probed" on port 8081 over TCP
    Then it succeeds
    When client connects to pod "probed" on port 8082 over TCP
    Then it succeeds

  Scenario: The annotation
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: annotated
        namespace: shop
        annotations: { podwire.dev/listen: "8080/HTTP, 9000/TCP, 5353/UDP" }
      spec: { containers: [{ name: app, image: "app:1" }] }
      """
    When client connects to pod "annotated" on port 8080 over TCP
    Then it succeeds
    When client connects to pod "annotated" on port 9000 over TCP
    Then it succeeds
    When client connects to pod "annotated" on port 5353 over UDP
    Then it succeeds
    When client connects to pod "annotated" on port 5353 over TCP
    Then it is refused

  Scenario: A pod that declares nothing listens where its Services point
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: silent, namespace: shop, labels: { app: silent } }
      spec: { containers: [{ name: app, image: "app:1" }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: silent, namespace: shop }
      spec:
        selector: { app: silent }
        ports: [{ port: 80, targetPort: 3000 }]
      """
    When client curls http://silent
    Then it succeeds
    When client connects to pod "silent" on port 3001 over TCP
    Then it is refused

  Scenario: A database does not speak HTTP
    Given these workloads:
      | name | namespace | labels | ports       |
      | db   | shop      | app=db | pg:5432/TCP |
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: db, namespace: shop }
      spec:
        selector: { app: db }
        ports: [{ port: 5432 }]
      """
    When client connects to db:5432 over TCP
    Then it succeeds
    When client curls http://db:5432
    Then it ends as closed
