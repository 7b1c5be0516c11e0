@network-policy
Feature: Protocols
  TCP is what a port means unless it says otherwise; UDP and SCTP are told apart from it.

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @netpol-39
  Scenario: A port without a protocol is TCP
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: bare-ports, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ port: 5140 }, { port: 3868 }]
      """
    And frontend connects to pod "api" on port 3868 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 3868 over SCTP
    Then it is denied by policy "bare-ports"
    When frontend connects to pod "api" on port 5140 over UDP
    Then it is denied by policy "bare-ports"

  @netpol-40
  Scenario: A protocol without a port is every port of that protocol, and of no other
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: udp, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ protocol: UDP }]
      """
    And frontend connects to pod "api" on port 5140 over UDP
    Then it succeeds
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "udp"
    When frontend connects to pod "api" on port 3868 over SCTP
    Then it is denied by policy "udp"

  @netpol-41
  Scenario: An empty port entry is all of TCP, not everything
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: empty-entry, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{}]
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 9090 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 5140 over UDP
    Then it is denied by policy "empty-entry"

  @netpol-46
  Scenario: ICMP is no protocol of a policy
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: broken, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ protocol: ICMP }]
      """
    Then applying is refused with "spec.ingress[0].ports[0].protocol: Unsupported value: \"ICMP\""

  @netpol-54
  Scenario: SCTP on a port opens no TCP on it, and a rule for SCTP or UDP alone isolates TCP too
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: one-protocol, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ port: 3868, protocol: SCTP }]
      """
    And frontend connects to pod "api" on port 3868 over SCTP
    Then it succeeds
    When frontend connects to pod "api" on port 3868 over TCP
    Then it is denied by policy "one-protocol"
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "one-protocol"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: one-protocol, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ port: 5140, protocol: UDP }]
      """
    And frontend connects to pod "api" on port 5140 over UDP
    Then it succeeds
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "one-protocol"
