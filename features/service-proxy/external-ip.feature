@service-proxy
Feature: An external IP makes every node take packets for it
  Nobody checks who owns the address; somebody outside has to route it to a node.

  Background:
    Given the manifests in "fixtures/three-nodes.yaml"
    And namespace "shop"

  @S74
  Scenario: Pods and clients outside reach it
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { externalIPs: [203.0.113.60], selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    When client-c curls http://203.0.113.60
    Then it succeeds
    When an external client curls http://203.0.113.60
    Then it succeeds
    And it reaches service "web"

  @S58 @S74
  Scenario: With policy Local a third of the nodes drops what comes from outside
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        externalIPs: [203.0.113.60]
        externalTrafficPolicy: Local
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    When an external client curls http://203.0.113.60
    Then it succeeds for 67% of connections
    When client-c curls http://203.0.113.60
    Then it succeeds
