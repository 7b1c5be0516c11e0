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

  @R40
  Scenario Outline: With <tls> and balance <balance> the same client <again>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: <pod>-2, namespace: shop, labels: { app: <pod> }, annotations: { podwire.dev/listen: <listen> } }
      spec: { nodeName: worker-2, containers: [{ name: web, image: web, ports: [{ name: <port>, containerPort: <number> }] }] }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop, annotations: { haproxy.router.openshift.io/balance: "<balance>" } }
      spec: { host: web.apps.example.com, to: { kind: Service, name: <pod> }<more> }
      """
    When an external client curls <scheme>://web.apps.example.com/
    Then it succeeds
    And the same client <again>

    Examples: At random where the router reads requests, by the client's address where it does not; cookies apart
      | tls         | balance    | pod    | listen       | port  | number | scheme | more                                | again                      |
      | no TLS      |            | web    | 8080/HTTP    | http  | 8080   | http   |                                     | may reach another pod      |
      | no TLS      | source     | web    | 8080/HTTP    | http  | 8080   | http   |                                     | reaches the same pod again |
      | no TLS      | first      | web    | 8080/HTTP    | http  | 8080   | http   |                                     | may reach another pod      |
      | passthrough |            | secure | 8443/HTTPS   | https | 8443   | https  | , tls: { termination: passthrough } | reaches the same pod again |
      | passthrough | leastconn  | secure | 8443/HTTPS   | https | 8443   | https  | , tls: { termination: passthrough } | may reach another pod      |
