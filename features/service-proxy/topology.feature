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

  Rule: the annotation topology-mode: Auto

    # Nodes b and c are the west; c has none of the pods.
    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop, annotations: { service.kubernetes.io/topology-mode: Auto } }
        spec:
          selector: { app: web }
          ports: [{ port: 80, targetPort: http }]
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web-a2, namespace: shop, labels: { app: web } }
        spec: { nodeName: a, containers: [{ name: app, image: "example.com/web:1", ports: [{ name: http, containerPort: 8080 }] }] }
        """

    @S52
    Scenario Outline: <cpu a>, <cpu b> and <cpu c> CPUs: <client> reaches <a>, <a2> and <b>
      When I apply:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: { name: a, labels: { topology.kubernetes.io/zone: east } }
        status: { allocatable: { cpu: <cpu a> }, addresses: [{ type: InternalIP, address: 192.168.56.11 }] }
        ---
        apiVersion: v1
        kind: Node
        metadata: { name: b, labels: { topology.kubernetes.io/zone: west } }
        status: { allocatable: { cpu: <cpu b> }, addresses: [{ type: InternalIP, address: 192.168.56.12 }] }
        ---
        apiVersion: v1
        kind: Node
        metadata: { name: c, labels: { topology.kubernetes.io/zone: west } }
        status: { allocatable: { cpu: <cpu c> }, addresses: [{ type: InternalIP, address: 192.168.56.13 }] }
        """
      And <client> curls http://web
      Then 6 requests reach:
        | backend    | share |
        | pod/web-a  | <a>   |
        | pod/web-a2 | <a2>  |
        | pod/web-b  | <b>   |

      Examples: As much CPU as endpoints, so that every zone keeps its own
        | cpu a | cpu b | cpu c | client   | a   | a2  | b   |
        | 4     | 1     | 1     | client-a | 1/2 | 1/2 | 0/1 |
        | 4     | 1     | 1     | client-c | 0/1 | 0/1 | 1/1 |
        | 4000m | 1500m | 500m  | client-c | 0/1 | 0/1 | 1/1 |

      Examples: More CPU in the west, so that an endpoint of the east serves it
        | cpu a | cpu b | cpu c | client   | a   | a2  | b   |
        | 2     | 2     | 2     | client-a | 0/1 | 1/1 | 0/1 |
        | 2     | 2     | 2     | client-c | 1/2 | 0/1 | 1/2 |

      Examples: A zone would be overloaded, so there are no hints
        | cpu a | cpu b | cpu c | client   | a   | a2  | b   |
        | 3     | 2     | 1     | client-a | 1/3 | 1/3 | 1/3 |

      Examples: A node without CPU, so there are no hints
        | cpu a | cpu b | cpu c | client   | a   | a2  | b   |
        | 4     | 1     | 0     | client-a | 1/3 | 1/3 | 1/3 |

    @S52
    Scenario: An event of the Service says why there are no hints
      When I run "kubectl describe service web -n shop"
      Then the output contains "TopologyAwareHintsDisabled"
      And the output contains "Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: IPv4"
      When I apply:
        """yaml
        apiVersion: v1
        kind: Node
        metadata: { name: a, labels: { topology.kubernetes.io/zone: east } }
        status: { allocatable: { cpu: 4 }, addresses: [{ type: InternalIP, address: 192.168.56.11 }] }
        ---
        apiVersion: v1
        kind: Node
        metadata: { name: b, labels: { topology.kubernetes.io/zone: west } }
        status: { allocatable: { cpu: 1 }, addresses: [{ type: InternalIP, address: 192.168.56.12 }] }
        ---
        apiVersion: v1
        kind: Node
        metadata: { name: c, labels: { topology.kubernetes.io/zone: west } }
        status: { allocatable: { cpu: 1 }, addresses: [{ type: InternalIP, address: 192.168.56.13 }] }
        """
      And I run "kubectl describe service web -n shop"
      Then the output contains "TopologyAwareHintsEnabled"
      And the output contains "Topology Aware Hints has been enabled, addressType: IPv4"
      When I delete "pod/web-a"
      And I delete "pod/web-a2"
      And I run "kubectl get events -n shop"
      Then the output contains "Insufficient number of endpoints (1 endpoints, 2 zones), addressType: IPv4"

    @S52
    Scenario: It wins over trafficDistribution, even when it has no hint to give
      When I apply:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop, annotations: { service.kubernetes.io/topology-mode: Auto } }
        spec:
          trafficDistribution: PreferClose
          selector: { app: web }
          ports: [{ port: 80, targetPort: http }]
        """
      And client-b curls http://web
      Then 3 requests reach:
        | backend    | share |
        | pod/web-a  | 1/3   |
        | pod/web-a2 | 1/3   |
        | pod/web-b  | 1/3   |
