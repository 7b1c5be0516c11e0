@network-policy
Feature: What holds whatever the rules say
  A pod and itself, answers, and the look-up that comes before every name.

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @netpol-65
  Scenario: A pod always reaches itself by its own address
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: closed, namespace: shop }
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
      """
    And api connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When api connects to 10.244.1.11:9090 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "closed"
    When api connects to pod "frontend" on port 8080 over TCP
    Then it is denied by policy "closed"

  @netpol-68
  Scenario: Answers of an allowed connection need no rule of their own
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: api-answers-only, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        policyTypes: [Ingress, Egress]
        ingress:
          - from:
              - podSelector: { matchLabels: { app: frontend } }
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: frontend-asks-only, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: frontend } }
        policyTypes: [Egress]
        egress:
          - to:
              - podSelector: { matchLabels: { app: api } }
        ingress: []
      """
    And frontend connects to 10.96.10.10:80 over TCP
    Then it succeeds
    When frontend curls http://10.96.10.10
    Then it succeeds
    And the response status is 200
    When api connects to pod "frontend" on port 8080 over TCP
    Then it is denied by policy "api-answers-only"

  @netpol-72
  Scenario: Without a rule for DNS a name is never even connected to
    The address works at once, the name only after the look-up may pass.

    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: only-api, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: frontend } }
        policyTypes: [Egress]
        egress:
          - to:
              - podSelector: { matchLabels: { app: api } }
      """
    And frontend curls http://10.96.10.10
    Then it succeeds
    When frontend curls http://api
    Then it ends as resolve-timeout
    And it is denied by policy "only-api"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: dns-over-udp, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: frontend } }
        policyTypes: [Egress]
        egress:
          - to:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
            ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
      """
    And frontend curls http://api
    Then it succeeds
    And it reaches service "shop/api"
