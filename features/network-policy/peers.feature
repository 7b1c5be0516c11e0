@network-policy
Feature: Who a rule speaks of
  The peers of a rule: nobody named, pods, namespaces, both, either. Blocks of addresses have a feature of
  their own.

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @netpol-17
  Scenario Outline: A rule whose peers are <what> means everybody, outside included
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: anybody-on-8080, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        policyTypes: [Ingress, Egress]
        ingress:
          - <from>
            ports: [{ port: 8080 }]
        egress:
          - <to>
            ports: [{ port: 443 }]
      """
    And ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When ops/prometheus connects to pod "api" on port 9090 over TCP
    Then it is denied by policy "anybody-on-8080"
    When api connects to 203.0.113.10:443 over TCP
    Then it succeeds
    When api connects to 203.0.113.10:80 over TCP
    Then it is denied by policy "anybody-on-8080"

    Examples:
      | what          | from       | to       |
      | an empty list | from: []   | to: []   |
      | null          | from: null | to: null |

  @netpol-18
  Scenario: A podSelector alone means pods of the policy's own namespace
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backends, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - podSelector: { matchLabels: { tier: web } }
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "backends"

  @netpol-19
  Scenario: A namespaceSelector alone means all pods of the namespaces it matches
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: from-ops, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { team: ops } }
      """
    And ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When ops/api connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "from-ops"

  @netpol-20
  Scenario: Both selectors in one list item must match
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: prometheus-of-ops, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { team: ops } }
                podSelector: { matchLabels: { tier: web } }
      """
    And ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When ops/api connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "prometheus-of-ops"
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "prometheus-of-ops"

  @netpol-21
  Scenario: Two list items are alternatives
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: ops-or-web, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { team: ops } }
              - podSelector: { matchLabels: { tier: web } }
      """
    And ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When ops/api connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When db connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "ops-or-web"

  @netpol-22
  Scenario: An empty namespaceSelector means all namespaces, the policy's own included
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: anywhere, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - namespaceSelector: {}
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it succeeds

  @netpol-23
  Scenario: An empty podSelector alone means the same namespace, not everybody
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: neighbours, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - podSelector: {}
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "neighbours"

  @netpol-24
  Scenario Outline: A selector that is null was not written at all: <peer>
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: half-null, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - <peer>
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When ops/prometheus connects to pod "api" on port 8080 over TCP
    Then <ops>

    Examples:
      | peer                                         | ops                                |
      | { namespaceSelector: null, podSelector: {} } | it is denied by policy "half-null" |
      | { namespaceSelector: {}, podSelector: null } | it succeeds                        |
      | { namespaceSelector: {}, podSelector: {} }   | it succeeds                        |

  @netpol-25
  Scenario: A peer that names nobody is refused
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: broken, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - {}
      """
    Then applying is refused with "spec.ingress[0].from[0]: Required value: must specify a peer"

  @netpol-26
  Scenario: A block together with a selector is refused
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: broken, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - ipBlock: { cidr: 10.244.0.0/16 }
                podSelector: {}
      """
    Then applying is refused with "spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer"

  @netpol-27
  Scenario: No selector ever matches an address outside the cluster
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: to-every-pod, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        policyTypes: [Egress]
        egress:
          - to:
              - namespaceSelector: {}
      """
    And api connects to pod "ops/prometheus" on port 8080 over TCP
    Then it succeeds
    When api connects to 203.0.113.10:443 over TCP
    Then it is denied by policy "to-every-pod"
