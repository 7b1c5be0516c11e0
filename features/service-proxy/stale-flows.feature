@service-proxy
Feature: Whoever comes again after the endpoints changed
  kube-proxy forgets the flows of UDP Services when their endpoints change (pkg/proxy/conntrack), and IPVS lets an endpoint
  that ends go gently (pkg/proxy/ipvs/graceful_termination.go): it gets nothing new, and who is connected stays.

  Background:
    Given namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: shop }
      spec: { containers: [{ name: curl, image: "curlimages/curl:8.10.1" }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: one, namespace: shop, labels: { app: stats } }
      spec: { containers: [{ name: stats, image: "statsd:1", ports: [{ containerPort: 8125, protocol: UDP }, { containerPort: 8126 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: stats, namespace: shop }
      spec: { selector: { app: stats }, ports: [{ name: stats, port: 8125, protocol: UDP }, { name: admin, port: 8126 }] }
      """

  @S72
  Scenario: A UDP client leaves the endpoint that is gone
    When client connects to stats:8125 over UDP
    Then it reaches pod "one"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: two, namespace: shop, labels: { app: stats } }
      spec: { containers: [{ name: stats, image: "statsd:1", ports: [{ containerPort: 8125, protocol: UDP }, { containerPort: 8126 }] }] }
      """
    And I delete "pod/shop/one"
    And client connects to stats:8125 over UDP
    Then it reaches pod "two"

  @S72
  Scenario: From nothing to something: what was refused a moment ago is answered
    When I delete "pod/shop/one"
    And client connects to stats:8125 over UDP
    Then it is refused
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: two, namespace: shop, labels: { app: stats } }
      spec: { containers: [{ name: stats, image: "statsd:1", ports: [{ containerPort: 8125, protocol: UDP }, { containerPort: 8126 }] }] }
      """
    And client connects to stats:8125 over UDP
    Then it reaches pod "two"

  @S73
  Scenario: An endpoint that ends gets nothing new, and serves those who have its address until its time is over
    Given kube-proxy in ipvs mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: two, namespace: shop, labels: { app: stats } }
      spec: { containers: [{ name: stats, image: "statsd:1", ports: [{ containerPort: 8125, protocol: UDP }, { containerPort: 8126 }] }] }
      """
    When pod "one" starts terminating
    And client connects to stats:8126 over TCP
    Then it reaches pod "two"
    When client connects to pod "one" on port 8126 over TCP
    Then it succeeds
    When 31 seconds pass
    And I run "kubectl get pod one -n shop"
    Then the output contains "not found"
    When client connects to stats:8126 over TCP
    Then it reaches pod "two"
