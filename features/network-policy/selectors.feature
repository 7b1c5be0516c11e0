@network-policy
Feature: How labels are matched
  The operators of a label selector, and the cases in which the label is absent or empty.

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @netpol-31
  Scenario: All terms of a selector must hold
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web-frontends, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - podSelector:
                  matchLabels: { tier: web }
                  matchExpressions: [{ key: app, operator: In, values: [frontend, db] }]
                namespaceSelector: {}
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When db connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "web-frontends"
    When ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "web-frontends"

  @netpol-32
  Scenario: In wants the label, with one of the values
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web-or-batch, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - podSelector:
                  matchExpressions: [{ key: tier, operator: In, values: [web, batch] }]
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When db connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "web-or-batch"

  @netpol-33
  Scenario: NotIn also matches a pod without the label
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: not-web, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - podSelector:
                  matchExpressions: [{ key: tier, operator: NotIn, values: [web] }]
      """
    And db connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "not-web"

  @netpol-34
  Scenario Outline: <operator> asks for the label, whatever its value
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: by-tier, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - podSelector:
                  matchExpressions: [{ key: tier, operator: <operator> }]
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then <frontend>
    When db connects to pod "api" on port 8080 over TCP
    Then <db>

    Examples:
      | operator     | frontend                         | db                               |
      | Exists       | it succeeds                      | it is denied by policy "by-tier" |
      | DoesNotExist | it is denied by policy "by-tier" | it succeeds                      |

  @netpol-35
  Scenario: The empty value matches an empty label, not a missing one
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: canaries, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - podSelector: { matchLabels: { canary: "" } }
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When db connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "canaries"

  @netpol-36
  Scenario: Every namespace carries its own name as a label, and nobody can change it
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: by-name, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ops } }
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: by-name-db, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: db } }
        ingress:
          - from:
              - namespaceSelector:
                  matchExpressions: [{ key: kubernetes.io/metadata.name, operator: In, values: [ops] }]
      """
    And ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "by-name"
    When ops/prometheus connects to pod "db" on port 5432 over TCP
    Then it succeeds
    When I apply:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: ops, labels: { kubernetes.io/metadata.name: renamed } }
      """
    And ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it succeeds

  @netpol-37
  Scenario: A value that no label can have is refused
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: broken, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - podSelector: { matchLabels: { app: "my app" } }
      """
    Then applying is refused with "spec.ingress[0].from[0].podSelector.matchLabels: Invalid value"
