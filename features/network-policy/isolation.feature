@network-policy
Feature: What a policy isolates
  Which pods a policy selects, and what is closed and opened for them in each direction.

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @netpol-1
  Scenario: Without policyTypes a policy isolates ingress, and egress only if it has egress rules
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: no-types, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        egress:
          - to:
              - podSelector: { matchLabels: { app: frontend } }
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: no-types-no-egress, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: db } }
      """
    Then NetworkPolicy "no-types" has:
      | spec.policyTypes | ["Ingress", "Egress"] |
    And NetworkPolicy "no-types-no-egress" has:
      | spec.policyTypes | ["Ingress"] |
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "no-types"
    When api connects to pod "db" on port 5432 over TCP
    Then it is denied by policy "no-types"
    When api connects to pod "frontend" on port 8080 over TCP
    Then it succeeds
    When frontend connects to pod "db" on port 5432 over TCP
    Then it is denied by policy "no-types-no-egress"
    When db connects to pod "frontend" on port 8080 over TCP
    Then it succeeds

  @netpol-2
  Scenario: An empty list of egress rules without policyTypes isolates no egress
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: empty-egress, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        egress: []
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "empty-egress"
    When api connects to pod "db" on port 5432 over TCP
    Then it succeeds

  @netpol-3
  Scenario: With policyTypes Egress alone the ingress section is ignored
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: egress-only, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        policyTypes: [Egress]
        ingress:
          - from:
              - podSelector: { matchLabels: { app: nobody } }
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When api connects to pod "db" on port 5432 over TCP
    Then it is denied by policy "egress-only"

  @netpol-4
  Scenario Outline: Isolated and nothing let in: <what>
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: no-rules, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        policyTypes: [Ingress]
        <rules>
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "no-rules"
    When ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "no-rules"

    Examples:
      | what                   | rules         |
      | an empty list of rules | ingress: []   |
      | a list that is null    | ingress: null |
      | no list at all         | egress: []    |

  @netpol-5
  Scenario: One empty rule lets everything in
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: all, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - {}
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When ops/prometheus connects to pod "api" on port 9090 over TCP
    Then it succeeds
    When db connects to pod "api" on port 5140 over UDP
    Then it succeeds

  @netpol-6
  Scenario: A pod isolated for ingress still gets out, and pods that nobody selects stay open
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: closed, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress: []
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "closed"
    When api connects to pod "frontend" on port 8080 over TCP
    Then it succeeds
    When frontend connects to pod "db" on port 5432 over TCP
    Then it succeeds

  @netpol-7
  Scenario: Both sides have to allow: the client's egress and the server's ingress
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: frontend-may-call-api, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: frontend } }
        policyTypes: [Egress]
        egress:
          - to:
              - podSelector: { matchLabels: { app: api } }
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: nobody-into-api, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress: []
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "nobody-into-api"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: nobody-into-api, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - podSelector: { matchLabels: { app: frontend } }
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: frontend-may-call-api, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: frontend } }
        policyTypes: [Egress]
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "frontend-may-call-api"

  @netpol-8
  Scenario: Policies add up, whichever was there first
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: b-frontend, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - podSelector: { matchLabels: { app: frontend } }
      """
    And I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: a-closed, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress: []
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: c-ops, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { team: ops } }
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When db connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "a-closed"

  @netpol-11
  Scenario Outline: A podSelector that is <what> selects every pod of the namespace
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: everybody, namespace: shop }
      spec:
        podSelector: <selector>
        policyTypes: [Ingress]
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "everybody"
    When frontend connects to pod "db" on port 5432 over TCP
    Then it is denied by policy "everybody"
    When frontend connects to pod "ops/api" on port 8080 over TCP
    Then it succeeds

    Examples:
      | what  | selector |
      | empty | {}       |
      | null  | null     |

  @netpol-12
  Scenario: A policy without a namespace goes into the current one
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: at-home }
      spec:
        podSelector: {}
        ingress: []
      """
    And ops/prometheus connects to pod "shop/api" on port 8080 over TCP
    Then it is denied by policy "shop/at-home"
    When frontend connects to pod "ops/api" on port 8080 over TCP
    Then it succeeds

  @netpol-13
  Scenario: A policy selects pods of its own namespace only
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: shop-api, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress: []
      """
    And frontend connects to pod "shop/api" on port 8080 over TCP
    Then it is denied by policy "shop-api"
    When frontend connects to pod "ops/api" on port 8080 over TCP
    Then it succeeds
