@service-proxy
Feature: A node port opens a Service on every node
  Any node takes the packet and passes it to an endpoint, wherever that runs. With policy Cluster the node puts its own
  address in place of the client's, so that the answer comes back the same way.

  Background:
    Given the manifests in "fixtures/three-nodes.yaml"
    And namespace "shop"

  Rule: externalTrafficPolicy Cluster

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec:
          type: NodePort
          clusterIP: 10.96.0.50
          selector: { app: web }
          ports: [{ port: 80, targetPort: http, nodePort: 30080 }]
        """

    @S61
    Scenario Outline: A client outside reaches every endpoint through <node>
      When an external client curls <node>:30080
      Then it succeeds
      And 2 requests reach:
        | backend   | share |
        | pod/web-a | 1/2   |
        | pod/web-b | 1/2   |

      Examples:
        | node           |
        | 192.168.56.11  |
        | 192.168.56.13  |
        | 198.51.100.11  |

    @S61
    Scenario Outline: <client> reaches the node port of <node>
      When <client> curls <node>:30080
      Then it succeeds

      Examples:
        | client   | node          |
        | client-a | 192.168.56.11 |
        | client-a | 192.168.56.13 |
        | node/c   | 192.168.56.13 |
        | node/c   | 192.168.56.12 |

    @S57
    Scenario: Without an endpoint the node refuses
      When pod "web-a" becomes unready
      And pod "web-b" becomes unready
      And an external client curls 192.168.56.11:30080
      Then it is refused

    @S71
    Scenario: UDP to a node port of TCP finds nobody
      When external connects to 192.168.56.11:30080 over UDP
      Then it is refused

    Scenario: The cluster IP stays inside
      When an external client curls http://10.96.0.50
      Then it ends as dropped

    Scenario: A policy on another node sees the node, not the client
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: from-partner, namespace: shop }
        spec:
          podSelector: { matchLabels: { app: web } }
          ingress: [{ from: [{ ipBlock: { cidr: 198.51.100.0/24 } }] }]
        """
      When an external client at "198.51.100.99" curls 192.168.56.11:30080
      Then it succeeds for 50% of connections
      When an external client at "198.51.100.99" curls 192.168.56.13:30080
      Then it is denied by policy "from-partner"

  Rule: externalTrafficPolicy Local

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec:
          type: NodePort
          externalTrafficPolicy: Local
          selector: { app: web }
          ports: [{ port: 80, targetPort: http, nodePort: 30080 }]
        """

    @S55
    Scenario: A client outside stays on the node it asked
      When an external client curls 192.168.56.11:30080
      Then it reaches pod "web-a"

    @S58
    Scenario: A node without an endpoint drops
      When an external client curls 192.168.56.13:30080
      Then it ends as dropped

    @S60
    Scenario: Pods and nodes of the node itself reach every endpoint all the same
      When client-c curls 192.168.56.13:30080
      Then it succeeds
      When node "c" curls 192.168.56.13:30080
      Then it succeeds

    Scenario: The client keeps its address, so a policy can tell it
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: from-partner, namespace: shop }
        spec:
          podSelector: { matchLabels: { app: web } }
          ingress: [{ from: [{ ipBlock: { cidr: 198.51.100.0/24 } }] }]
        """
      When an external client at "198.51.100.99" curls 192.168.56.11:30080
      Then it reaches pod "web-a"
      When an external client at "192.0.2.99" curls 192.168.56.11:30080
      Then it is denied by policy "from-partner"
