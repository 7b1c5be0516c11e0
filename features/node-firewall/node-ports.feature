@node-firewall
Feature: A node port behind a firewall
  The Service is right and answers inside the cluster; clients outside run into silence. That is the firewall of the cloud or
  of the machine, and no object of the cluster says so.

  Background:
    Given namespace "shop"
    And these workloads:
      | name   | ports         | replicas |
      | web    | http:8080/TCP | 1        |
      | client |               | 1        |
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: http, nodePort: 30080 }] }
      """

  Scenario: Without one the node port is open to everybody
    When an external client curls 192.168.56.11:30080
    Then it succeeds

  Scenario Outline: node-firewall=<open>: a client outside
    Given the profile "node-firewall=<open>"
    When an external client curls 192.168.56.11:30080
    Then it ends as <ending>

    Examples:
      | open            | ending   |
      | closed          | dropped  |
      | 80,443          | dropped  |
      | 443,30000-32767 | answered |
      | off             | answered |

  Scenario: It stands outside: pods and nodes do not meet it
    Given the profile "node-firewall=closed"
    When client curls 192.168.56.11:30080
    Then it succeeds
    When node "worker-1" curls 192.168.56.11:30080
    Then it succeeds

  Scenario: One node's own firewall
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: { name: open }
      status: { addresses: [{ type: InternalIP, address: 192.168.56.21 }] }
      ---
      apiVersion: v1
      kind: Node
      metadata: { name: shut, annotations: { podwire.dev/firewall: "22" } }
      status: { addresses: [{ type: InternalIP, address: 192.168.56.22 }] }
      """
    When an external client curls 192.168.56.21:30080
    Then it succeeds
    When an external client curls 192.168.56.22:30080
    Then it ends as dropped

  Scenario: A load balancer's address is another way in
    Given the profile "node-firewall=closed"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: edge, namespace: shop }
      spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      status: { loadBalancer: { ingress: [{ ip: 203.0.113.50 }] } }
      """
    And an external client curls http://203.0.113.50
    Then it succeeds
