@pod-link
Feature: Every pod reaches every pod by its address
  The network model of Kubernetes: each pod has an address of its own, and pods on any two nodes talk without
  translation, as long as no policy objects.

  Background:
    Given the manifests in "fixtures/two-nodes.yaml"
    And namespace "shop"

  Scenario Outline: The client reaches the pod <where>
    When client connects to pod "<pod>" on port 8080 over TCP
    Then it succeeds
    And it reaches pod "<pod>"
    When client curls http://<address>:8080
    Then it succeeds
    And it reaches pod "<pod>"

    Examples:
      | where            | pod  | address     |
      | on the same node | near | 10.244.1.11 |
      | on another node  | far  | 10.244.2.11 |

  Scenario: Namespaces alone separate nothing
    Given these workloads:
      | name    | namespace | labels      | ports |
      | visitor | elsewhere | app=visitor |       |
    When elsewhere/visitor connects to pod "shop/far" on port 8080 over TCP
    Then it succeeds

  Scenario: A port that nothing listens on is refused by the pod
    When client connects to pod "far" on port 9999 over TCP
    Then it is refused

  Scenario: A protocol that nothing listens on is refused too
    When client connects to pod "far" on port 8080 over UDP
    Then it is refused

  Scenario: An address of the pod network that no pod has does not answer
    When client curls http://10.244.2.200:8080
    Then it ends as dropped

  @netpol-70
  Scenario: A finished pod no longer has its address
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: done, namespace: shop }
      spec: { nodeName: node-2, containers: [{ name: job, image: "job:1", ports: [{ containerPort: 8080 }] }] }
      status: { phase: Succeeded, podIP: 10.244.2.77 }
      """
    And client curls http://10.244.2.77:8080
    Then it ends as dropped

  Scenario: Pods get addresses of their node's block and keep those they came with
    Given these workloads:
      | name | namespace | labels  | ports         | replicas | node   |
      | web  | shop      | app=web | http:8080/TCP | 3        | node-2 |
    When client connects to pod "web" on port 8080 over TCP
    Then it succeeds
    And Pod "shop/far" has:
      | status.podIP  | 10.244.2.11   |
      | status.hostIP | 192.168.56.12 |

  Scenario: Everybody reaches everybody
    Given these workloads:
      | name | namespace | labels | ports         |
      | a    | x         | app=a  | http:8080/TCP |
      | b    | y         | app=b  | http:8080/TCP |
    Then only these connections are allowed:
      | from        | to        | port |
      | shop/client | shop/near | 8080 |
      | shop/client | shop/far  | 8080 |
      | shop/client | x/a       | 8080 |
      | shop/client | y/b       | 8080 |
      | shop/near   | shop/far  | 8080 |
      | shop/near   | x/a       | 8080 |
      | shop/near   | y/b       | 8080 |
      | shop/far    | shop/near | 8080 |
      | shop/far    | x/a       | 8080 |
      | shop/far    | y/b       | 8080 |
      | x/a         | shop/near | 8080 |
      | x/a         | shop/far  | 8080 |
      | x/a         | y/b       | 8080 |
      | y/b         | shop/near | 8080 |
      | y/b         | shop/far  | 8080 |
      | y/b         | x/a       | 8080 |
