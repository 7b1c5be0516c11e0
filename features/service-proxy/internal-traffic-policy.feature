@service-proxy
Feature: internalTrafficPolicy Local keeps to the client's node

  Background:
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: { name: node-1 }
      status: { addresses: [{ type: InternalIP, address: 192.168.56.11 }] }
      ---
      apiVersion: v1
      kind: Node
      metadata: { name: node-2 }
      status: { addresses: [{ type: InternalIP, address: 192.168.56.12 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: agent, namespace: default }
      spec:
        internalTrafficPolicy: Local
        selector: { app: agent }
        ports: [{ port: 8080 }]
      """
    And these workloads:
      | name  | namespace | labels    | ports         | replicas | node   |
      | agent | default   | app=agent | http:8080/TCP | 1        | node-1 |
      | near  | default   | app=near  |               | 1        | node-1 |
      | far   | default   | app=far   |               | 1        | node-2 |

  @S55
  Scenario: A client on the endpoint's node is served
    When near curls agent:8080
    Then it succeeds

  @S58
  Scenario: A client elsewhere is dropped, not refused
    When far curls agent:8080
    Then it ends as dropped

  @S57
  Scenario: With no endpoint anywhere both are refused
    When I delete "deployment/default/agent"
    And far curls agent:8080
    Then it is refused
    When near curls agent:8080
    Then it is refused
