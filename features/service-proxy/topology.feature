@service-proxy
Feature: trafficDistribution keeps connections near

  Background:
    Given the manifests in "fixtures/three-nodes.yaml"
    And namespace "shop"

  @S51 @S56
  Scenario Outline: <distribution>: <client> reaches <pods>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        trafficDistribution: <distribution>
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    When <client> curls http://web
    Then it reaches pod "<pods>"

    Examples:
      | distribution   | client   | pods  |
      | PreferClose    | client-a | web-a |
      | PreferClose    | client-b | web-b |
      | PreferClose    | client-c | web-b |
      | PreferSameZone | client-c | web-b |
      | PreferSameNode | client-b | web-b |
      | PreferSameNode | client-c | web-b |

  @S56
  Scenario: Nothing near, so anything will do
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        trafficDistribution: PreferClose
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    When pod "web-b" becomes unready
    And client-c curls http://web
    Then it reaches pod "web-a"

  @S56
  Scenario: One endpoint without a hint, and the hints of the others count for nothing
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: db, namespace: shop }
      spec: { ports: [{ port: 80 }] }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: db-1, namespace: shop, labels: { kubernetes.io/service-name: db } }
      addressType: IPv4
      endpoints:
        - { addresses: [203.0.113.71], zone: east, hints: { forZones: [{ name: east }] } }
        - { addresses: [203.0.113.72] }
      ports: [{ port: 80 }]
      """
    And the external host "one.example.com" at "203.0.113.71"
    And the external host "two.example.com" at "203.0.113.72"
    When client-a curls http://db
    Then 2 requests reach:
      | backend      | share |
      | 203.0.113.71 | 1/2   |
      | 203.0.113.72 | 1/2   |
