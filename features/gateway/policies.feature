@gateway
Feature: A policy between the Gateway's proxy and its backends
  The proxy is a pod of the Gateway's namespace: what a policy has to let in is that pod, never the client behind it.

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: infra }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: edge, namespace: infra }
      spec:
        gatewayClassName: eg
        listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: shop, namespace: shop }
      spec:
        parentRefs: [{ name: edge, namespace: infra }]
        hostnames: [shop.example.com]
        rules: [{ backendRefs: [{ name: web, port: 80 }] }]
      """
    And namespace "shop"

  Scenario: A default-deny policy in the backend's namespace shuts the proxy out as well
    Given a default-deny ingress policy in namespace "shop"
    When an external client curls http://shop.example.com/
    Then the response status is 504
    And it is denied by policy "default-deny"

  Scenario: Letting the client's address in does not help
    Given a default-deny ingress policy in namespace "shop"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: from-outside, namespace: shop }
      spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }] }] }
      """
    When an external client at "203.0.113.7" curls http://shop.example.com/
    Then the response status is 504

  Scenario: Letting the Gateway's namespace in does
    Given a default-deny ingress policy in namespace "shop"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: from-edge, namespace: shop }
      spec:
        podSelector: {}
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: infra } } }] }]
      """
    When an external client curls http://shop.example.com/
    Then it succeeds

  Scenario: A policy of egress in the Gateway's own namespace does the same harm
    Given a default-deny egress policy in namespace "infra"
    When an external client curls http://shop.example.com/
    Then the response status is 504
