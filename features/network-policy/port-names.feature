@network-policy
Feature: Ports by name
  A name in a policy is looked up in the pod that receives, with its protocol.

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @netpol-47
  Scenario: A name is looked up in the pod that receives, for ingress and for egress
    frontend has no port of the name sql, db has.

    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: into-db, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: db } }
        ingress:
          - ports: [{ port: sql }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: out-of-frontend, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: frontend } }
        policyTypes: [Egress]
        egress:
          - ports: [{ port: sql }, { port: metrics }]
      """
    And frontend connects to pod "db" on port 5432 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 9090 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "out-of-frontend"
    When api connects to pod "db" on port 8000 over TCP
    Then it is denied by policy "into-db"

  @netpol-48
  Scenario: One name, another number on every pod
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: http, namespace: shop }
      spec:
        podSelector: {}
        ingress:
          - ports: [{ port: http }]
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When frontend connects to pod "db" on port 8000 over TCP
    Then it succeeds
    When frontend connects to pod "db" on port 5432 over TCP
    Then it is denied by policy "http"
    When frontend connects to pod "api" on port 9090 over TCP
    Then it is denied by policy "http"

  @netpol-49
  Scenario: The name must be declared for the protocol of the rule
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: diameter-by-name, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ port: diameter, protocol: TCP }]
      """
    And frontend connects to pod "api" on port 3868 over TCP
    Then it is denied by policy "diameter-by-name"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: diameter-by-name, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ port: diameter, protocol: SCTP }]
      """
    And frontend connects to pod "api" on port 3868 over SCTP
    Then it succeeds
    When frontend connects to pod "api" on port 3868 over TCP
    Then it is denied by policy "diameter-by-name"

  @netpol-50
  Scenario: A name that the pod does not have opens nothing, and the pod is isolated all the same
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: https, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ port: https }]
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "https"
    When frontend connects to pod "api" on port 9090 over TCP
    Then it is denied by policy "https"

  @netpol-51
  Scenario: A name never matches an address outside the cluster
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: http-out, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        policyTypes: [Egress]
        egress:
          - ports: [{ port: http }]
      """
    And api connects to pod "frontend" on port 8080 over TCP
    Then it succeeds
    When api connects to 203.0.113.10:80 over TCP
    Then it is denied by policy "http-out"
    When api connects to 203.0.113.10:8080 over TCP
    Then it is denied by policy "http-out"

  @netpol-52
  Scenario: Names of all containers count, sidecars among them, and one name may stand for two protocols
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: names, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - ports: [{ port: admin }, { port: syslog }, { port: syslog, protocol: UDP }]
      """
    And frontend connects to pod "api" on port 9901 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 6514 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 5140 over UDP
    Then it succeeds
    When frontend connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "names"
