@route
Feature: Endpoints that a router goes to

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @R24
  Scenario Outline: An endpoint at <address>, <what>, is <status>
    Given the external host "far" at "<address>"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: far, namespace: shop }
      spec: { ports: [{ name: http, port: 80 }] }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: far, namespace: shop, labels: { kubernetes.io/service-name: far } }
      addressType: IPv4
      ports: [{ name: http, port: 80 }]
      endpoints: [{ addresses: ["<address>"] }]
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: far, namespace: shop }
      spec: { host: far.apps.example.com, to: { kind: Service, name: far } }
      """
    When an external client curls http://far.apps.example.com/
    Then the response status is <status>
    And Route "far" has:
      | status.ingress[0].conditions[0].status | True |

    Examples: The Route is admitted all the same, and without another endpoint its application is not available
      | address        | what                             | status |
      | 203.0.113.200  | a host outside                   | 200    |
      | 168.63.129.16  | what a cloud says of its machine | 503    |
      | 239.1.2.3      | a group of hosts                 | 503    |

  @R24
  Scenario: What the API server refuses itself never gets there
    When I apply:
      """yaml
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: far, namespace: shop, labels: { kubernetes.io/service-name: far } }
      addressType: IPv4
      ports: [{ name: http, port: 80 }]
      endpoints: [{ addresses: ["169.254.169.254"] }]
      """
    Then applying is refused with "may not be in the link-local range"
