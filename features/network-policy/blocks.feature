@network-policy
Feature: Blocks of addresses
  ipBlock with its exceptions. The pods of the shop have 10.244.1.10 (frontend), .11 (api) and .12 (db).

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @netpol-56
  Scenario: A block without its exceptions, which have to lie inside it
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: but-not-db, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - ipBlock: { cidr: 10.244.1.0/24, except: [10.244.1.12/32] }
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When db connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "but-not-db"
    When ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "but-not-db"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: but-not-db, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - ipBlock: { cidr: 10.244.1.0/24, except: [10.244.1.0/24] }
      """
    Then applying is refused with "spec.ingress[0].from[0].ipBlock.except[0]"
    And applying is refused with "must be a strict subset of `cidr`"

  @netpol-57
  Scenario: What one rule leaves out another may let in
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: but-not-db, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - ipBlock: { cidr: 10.244.1.0/24, except: [10.244.1.12/32] }
      """
    And db connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "but-not-db"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: db-too, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - ipBlock: { cidr: 10.244.1.12/32 }
      """
    And db connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "but-not-db"

  @netpol-59
  Scenario: Bits behind the prefix are accepted and mean nothing
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: sloppy-block, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        ingress:
          - from:
              - ipBlock: { cidr: 10.244.1.99/24 }
      """
    And frontend connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When db connects to pod "api" on port 8080 over TCP
    Then it succeeds
    When ops/prometheus connects to pod "api" on port 8080 over TCP
    Then it is denied by policy "sloppy-block"
