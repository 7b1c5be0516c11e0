@network-policy
Feature: Ports by number
  Numbers and ranges, and a rule without either. The port is always the pod's, after a Service has been
  translated.

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @netpol-38
  Scenario Outline: A rule whose ports are <what> opens every port of every protocol
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: all-ports, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - podSelector: { matchLabels: { app: frontend } }
            <ports>
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 5140 over UDP
    Then it succeeds
    When frontend connects to pod "api" on port 3868 over SCTP
    Then it succeeds
    When db connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "all-ports"

    Examples:
      | what          | ports       |
      | an empty list | ports: []   |
      | null          | ports: null |

  @netpol-42
  Scenario: The number is the pod's port, not the Service's
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: by-number, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ port: 8080 }]
      """
    And frontend curls http://api
    Then it succeeds
    And it reaches service "shop/api"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: by-number, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ port: 80 }]
      """
    And frontend curls http://api
    Then it is denied by policy "by-number"

  @netpol-43
  Scenario: A range takes in both of its ends
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: range, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ port: 8080, endPort: 9090 }]
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 9090 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 6514 over TCP
    Then it is denied by policy "range"
    When frontend connects to pod "api" on port 9901 over TCP
    Then it is denied by policy "range"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: range, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ port: 9090, endPort: 9090 }]
      """
    And frontend connects to pod "api" on port 9090 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "range"

  @netpol-44
  Scenario Outline: endPort needs a number to start from: <ports>
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: broken, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [<ports>]
      """
    Then applying is refused with "spec.ingress[0].ports[0].endPort: Forbidden: <words>"

    Examples:
      | ports                         | words                                             |
      | { port: http, endPort: 9090 } | may not be specified when `port` is non-numeric   |
      | { endPort: 9090 }             | may not be specified when `port` is not specified |

  @netpol-45
  Scenario Outline: No such port: <port>
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: broken, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ port: <port> }]
      """
    Then applying is refused with "spec.ingress[0].ports[0].port: Invalid value"
    And applying is refused with "<words>"

    Examples:
      | port             | words                                      |
      | 0                | must be between 1 and 65535                |
      | 65536            | must be between 1 and 65535                |
      | "8080"           | must contain at least one letter           |
      | web_port         | must contain only alpha-numeric characters |
      | a-name-too-long- | must be no more than 15 characters         |

  @netpol-53
  Scenario: Allowed, and yet refused: nothing listens there
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: port-7000, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ port: 7000 }]
      """
    And frontend connects to pod "api" on port 7000 over TCP
    Then it is refused
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "port-7000"

  @netpol-55
  Scenario: Peers and ports of one rule belong together, rules do not mix
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: two-rules, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - podSelector: { matchLabels: { app: frontend } }
            ports: [{ port: 8080 }]
          - from:
              - namespaceSelector: { matchLabels: { team: ops } }
            ports: [{ port: 9090 }]
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When ops/prometheus connects to pod "api" on port 9090 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 9090 over TCP
    Then it is denied by policy "two-rules"
    When ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "two-rules"
