@pod-link
Feature: The loopback interface leads to oneself
  127.0.0.1, ::1 and localhost are a pod's own, and a node's own for the node and for pods in its host network. Nobody else's
  listener is there, and no policy is asked.

  Background:
    Given the manifests in "fixtures/two-nodes.yaml"
    And namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: agent, namespace: shop }
      spec:
        nodeName: node-2
        hostNetwork: true
        containers: [{ name: agent, image: "agent:1", ports: [{ containerPort: 9100 }] }]
      """

  Scenario Outline: A pod reaches its own listener at <address>
    When far curls <address>:8080
    Then it succeeds
    And it reaches pod "far"
    And the server sees the client as "<seen>"

    Examples:
      | address   | seen      |
      | 127.0.0.1 | 127.0.0.1 |
      | 127.9.9.9 | 127.9.9.9 |
      | localhost | 127.0.0.1 |
      | [::1]     | ::1       |

  Scenario Outline: <client> finds nobody at <address>
    When <client> curls <address>
    Then it is refused

    Examples:
      | client      | address        |
      | client      | 127.0.0.1:8080 |
      | client      | localhost:8080 |
      | client      | [::1]:8080     |
      | far         | 127.0.0.1:9100 |
      | far         | 127.0.0.1:9999 |
      | node/node-1 | 127.0.0.1:8080 |
      | node/node-1 | 127.0.0.1:9100 |
      | external    | 127.0.0.1:8080 |

  Scenario Outline: <client> reaches what listens on its node, <address>
    When <client> connects to <address> over TCP
    Then it succeeds

    Examples:
      | client      | address         |
      | node/node-2 | 127.0.0.1:9100  |
      | node/node-2 | localhost:9100  |
      | node/node-2 | [::1]:9100      |
      | node/node-2 | 127.0.0.1:10250 |
      | agent       | 127.0.0.1:9100  |
      | agent       | 127.0.0.1:10250 |

  Scenario: No policy is asked
    Given a default-deny ingress and egress policy in namespace "shop"
    When far curls 127.0.0.1:8080
    Then it reaches pod "far"

  Scenario: A pod's nameserver may be its own sidecar
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: sidecar-dns, namespace: shop }
      spec:
        dnsPolicy: None
        dnsConfig: { nameservers: [127.0.0.1] }
        containers: [{ name: dns, image: "dnsmasq:1", ports: [{ containerPort: 53, protocol: UDP }] }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: no-sidecar, namespace: shop }
      spec:
        dnsPolicy: None
        dnsConfig: { nameservers: [127.0.0.1] }
        containers: [{ name: app, image: "app:1" }]
      """
    And sidecar-dns looks up "example.org."
    Then the name does not resolve
    When no-sidecar looks up "example.org."
    Then it ends as resolve-timeout
