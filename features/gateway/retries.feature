@gateway
Feature: A proxy that waits, and asks again

  Background:
    Given the manifests in "fixtures/slow.yaml"
    And namespace "shop"

  Scenario: A try that a policy swallows goes to the next pod
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: shut, namespace: shop }
      spec: { podSelector: { matchLabels: { shut: "yes" } }, policyTypes: [Ingress] }
      """
    When an external client curls http://shop.example.com/again
    Then the response status is 200
    And it reaches pod "shop/quick"

  Scenario: Without retries half of the requests are lost
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: shut, namespace: shop }
      spec: { podSelector: { matchLabels: { shut: "yes" } }, policyTypes: [Ingress] }
      """
    When an external client curls http://shop.example.com/once
    Then it succeeds for 50% of connections

  Scenario: A backend that is slower than the limit is a 504, though it had the request
    When an external client curls http://shop.example.com/slow
    Then the response status is 504
    And it reaches pod "shop/late"

  Scenario: A client that waits less than the backend takes gives up
    When quick curls http://late with:
      | option |
      | -m 1   |
    Then it ends as dropped
    When quick curls http://late with:
      | option |
      | -m 3   |
    Then it succeeds
