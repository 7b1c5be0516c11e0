@pod-link
Feature: Nodes, the world outside, and a pod itself

  Background:
    Given the manifests in "fixtures/two-nodes.yaml"
    And namespace "shop"

  Scenario Outline: Node <node> reaches the pod
    When node "<node>" curls http://10.244.2.11:8080
    Then it succeeds
    And it reaches pod "far"

    Examples:
      | node   |
      | node-1 |
      | node-2 |

  # Probes come from the pod's own node, so that node is never shut out; any other node is an address like any other.
  @netpol-66 @netpol-67
  Scenario: Default deny lets in the pod's own node and no other
    Given a default-deny ingress policy in namespace "shop"
    When node "node-2" curls http://10.244.2.11:8080
    Then it succeeds
    When node "node-1" curls http://10.244.2.11:8080
    Then it times out
    And it is denied by policy "shop/default-deny"

  @netpol-65
  Scenario: A pod reaches itself whatever the policies say
    Given a default-deny ingress and egress policy in namespace "shop"
    When far connects to pod "far" on port 8080 over TCP
    Then it succeeds
    When client connects to pod "far" on port 8080 over TCP
    Then it is denied by policy "default-deny"

  Scenario: Pods reach the world
    Given the external host "example.org" at "203.0.113.5"
    When client curls http://example.org
    Then it succeeds
    When client curls http://203.0.113.5
    Then it succeeds

  @netpol-56
  Scenario: An ipBlock decides which part of it
    Given the external host "partner.example.com" at "203.0.113.5"
    And the external host "example.org" at "198.51.100.5"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: partners-only, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: client } }
        policyTypes: [Egress]
        egress:
          - to: [{ ipBlock: { cidr: 203.0.113.0/24 } }]
          - ports: [{ protocol: UDP, port: 53 }]
      """
    When client curls http://partner.example.com
    Then it succeeds
    When client curls http://example.org
    Then it is denied by policy "partners-only"

  Scenario: Pod addresses are not routed outside the cluster
    When an external client curls http://10.244.2.11:8080
    Then it ends as dropped

  Scenario: An address of the Service network that no Service has does not answer
    When client curls http://10.96.77.77
    Then it ends as dropped

  Scenario: A pod in the host network is reached at its node
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: agent, namespace: shop }
      spec:
        nodeName: node-2
        hostNetwork: true
        containers: [{ name: agent, image: "agent:1", ports: [{ containerPort: 9100 }] }]
      """
    And client curls http://192.168.56.12:9100
    Then it succeeds
    And Pod "shop/agent" has:
      | status.podIP | 192.168.56.12 |
