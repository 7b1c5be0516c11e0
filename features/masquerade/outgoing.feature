@masquerade
Feature: Pods hide behind their node when they leave the cluster

  Background:
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: { name: one }
      status: { addresses: [{ type: InternalIP, address: 192.168.56.21 }] }
      ---
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: app, namespace: shop, labels: { app: app } }
      spec: { nodeName: one, containers: [{ name: app, image: example.com/app, ports: [{ containerPort: 8080 }] }] }
      status: { podIP: 10.244.1.77, podIPs: [{ ip: 10.244.1.77 }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: peer, namespace: shop, labels: { app: peer } }
      spec: { containers: [{ name: app, image: example.com/app, ports: [{ containerPort: 8080 }] }] }
      """
    And the external host "partner.example.com" at "198.51.100.10"
    And namespace "shop"

  Scenario Outline: With <cni> the world outside sees the node
    Given the <cni> CNI
    When app curls http://partner.example.com
    Then the server sees the client as "192.168.56.21"

    Examples:
      | cni            |
      | calico         |
      | flannel        |
      | cilium         |
      | ovn-kubernetes |
      | weave          |

  Scenario: A pod sees the pod
    When app connects to pod "peer" on port 8080 over TCP
    Then the server sees the client as "10.244.1.77"

  Scenario Outline: With <cni> the host network of another node sees <seen>
    Given the <cni> CNI
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: { name: two }
      status: { addresses: [{ type: InternalIP, address: 192.168.56.22 }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: metrics, namespace: shop, labels: { app: metrics } }
      spec:
        nodeName: two
        hostNetwork: true
        containers: [{ name: app, image: example.com/app, ports: [{ containerPort: 9100 }] }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: metrics, namespace: shop }
      spec: { selector: { app: metrics }, ports: [{ port: 80, targetPort: 9100 }] }
      """
    When app curls http://192.168.56.22:9100
    Then it succeeds
    And the server sees the client as "<address>"
    When app curls http://metrics
    Then it succeeds
    And the server sees the client as "<address>"

    Examples:
      | cni            | seen     | address       |
      | calico         | the node | 192.168.56.21 |
      | flannel        | the node | 192.168.56.21 |
      | ovn-kubernetes | the node | 192.168.56.21 |
      | weave          | the node | 192.168.56.21 |
      | cilium         | the pod  | 10.244.1.77   |

  Scenario: A pod's own node sees the pod
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: metrics, namespace: shop }
      spec:
        nodeName: one
        hostNetwork: true
        containers: [{ name: app, image: example.com/app, ports: [{ containerPort: 9100 }] }]
      """
    When app curls http://192.168.56.21:9100
    Then it succeeds
    And the server sees the client as "10.244.1.77"

  Scenario: A CNI whose addresses are routed outside needs none of it
    Given the profile "nat-outgoing=false"
    When app curls http://partner.example.com
    Then the server sees the client as "10.244.1.77"
