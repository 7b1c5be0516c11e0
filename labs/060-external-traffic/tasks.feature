Feature: Who is calling?

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:source
  Scenario: The server sees the visitor
    When an external client at "198.51.100.7" curls http://192.168.56.11:30080/
    Then the server sees the client as "198.51.100.7"
    When an external client at "198.51.100.7" curls http://192.168.56.12:30080/
    Then the server sees the client as "198.51.100.7"

  @task:inside
  Scenario: Reports read web from nodes without a pod of it
    When report curls http://web
    Then it succeeds
    And it reaches pod "web"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: { name: delta }
      spec: { taints: [{ key: reserved, value: "yes", effect: NoSchedule }] }
      status: { addresses: [{ type: InternalIP, address: 192.168.56.14 }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: nightly, namespace: shop }
      spec:
        nodeName: delta
        containers: [{ name: nightly, image: "ghcr.io/example/report:1.3" }]
      """
    And nightly curls http://web
    Then it succeeds

  @task:every-node
  Scenario: The visitor is served, and seen, on all three nodes
    When an external client at "198.51.100.7" curls http://192.168.56.11:30080/
    Then the server sees the client as "198.51.100.7"
    When an external client at "198.51.100.7" curls http://192.168.56.12:30080/
    Then the server sees the client as "198.51.100.7"
    When an external client at "198.51.100.7" curls http://192.168.56.13:30080/
    Then it succeeds
    And it reaches pod "web"
    And the server sees the client as "198.51.100.7"
