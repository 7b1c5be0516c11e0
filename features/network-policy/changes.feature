@network-policy
Feature: Changes take hold at once
  Policies that go or are rewritten, labels that change, pods that come later.

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @netpol-9
  Scenario: When the last policy that selects a pod goes, the pod is open again
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: one, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress: []
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: two, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress: []
      """
    And I delete "networkpolicy/shop/one"
    And frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "two"
    When I delete "networkpolicy/shop/two"
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds

  @netpol-10
  Scenario: An update replaces the rules, it does not add to them
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: changing, namespace: shop }
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
      metadata: { name: changing, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - podSelector: { matchLabels: { app: db } }
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "changing"
    When db connects to pod "api" on port 8080 over TCP
    Then it succeeds

  @netpol-14
  Scenario: Labels of a running pod change, as target and as peer
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: quarantined, namespace: shop }
      spec:
        podSelector: { matchLabels: { quarantine: "yes" } }
        ingress: []
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: trusted, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - podSelector: { matchLabels: { trusted: "yes" } }
      """
    And api connects to pod "frontend" on port 8080 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "trusted"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: frontend, namespace: shop, labels: { app: frontend, quarantine: "yes", trusted: "yes" } }
      spec:
        containers:
          - { name: web, image: "frontend:1", ports: [{ name: http, containerPort: 8080 }] }
      status: { podIP: 10.244.1.10 }
      """
    And api connects to pod "frontend" on port 8080 over TCP
    Then it is denied by policy "quarantined"
    When frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds

  @netpol-15
  Scenario: Labels of a namespace change, and its pods become peers
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: audited-teams, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { audited: "yes" } }
      """
    And ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "audited-teams"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: ops, labels: { team: ops, audited: "yes" } }
      """
    And ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "audited-teams"

  @netpol-16
  Scenario: A new pod is covered from its first moment
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: closed, namespace: shop }
      spec:
        podSelector: {}
        ingress: []
      """
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: latecomer, namespace: shop, labels: { app: latecomer } }
      spec:
        containers:
          - { name: web, image: "web:1", ports: [{ containerPort: 8080 }] }
      """
    And frontend connects to pod "latecomer" on port 8080 over TCP
    Then it is denied by policy "closed"
