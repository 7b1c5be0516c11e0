@egress-ip
Feature: The address that the world outside sees of selected pods

  Background:
    Given the profile "openshift"
    And these workloads:
      | name  | namespace | labels    | ports    |
      | app   | shop      | app=app   | 8080/TCP |
      | batch | shop      | app=batch | 8080/TCP |
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: { name: egress-1, labels: { k8s.ovn.org/egress-assignable: "" } }
      status: { addresses: [{ type: InternalIP, address: 10.0.7.50 }] }
      ---
      apiVersion: v1
      kind: Node
      metadata: { name: egress-2, labels: { k8s.ovn.org/egress-assignable: "" } }
      status: { addresses: [{ type: InternalIP, address: 10.0.7.51 }] }
      """
    And the external host "partner.example.com" at "198.51.100.10"
    And namespace "shop"

  Scenario: Selected pods leave as the address, the others as their node
    Given these manifests:
      """yaml
      apiVersion: k8s.ovn.org/v1
      kind: EgressIP
      metadata: { name: partner }
      spec:
        egressIPs: [10.0.7.200]
        namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } }
        podSelector: { matchLabels: { app: app } }
      """
    Then EgressIP "partner" has:
      | status.items[0].node     | egress-1       |
      | status.items[0].egressIP | 10.0.7.200 |
    When app curls http://partner.example.com
    Then the server sees the client as "10.0.7.200"

  Scenario: Two addresses sit on two nodes, and a connection takes one of them
    Given these manifests:
      """yaml
      apiVersion: k8s.ovn.org/v1
      kind: EgressIP
      metadata: { name: partner }
      spec:
        egressIPs: [10.0.7.200, 10.0.7.201]
        namespaceSelector: {}
      """
    Then EgressIP "partner" has:
      | status.items[0].node | egress-1 |
      | status.items[1].node | egress-2 |
    When app curls http://partner.example.com
    Then it succeeds

  Scenario: Nobody can hold an address of another network, so the pod leaves as its node
    Given these manifests:
      """yaml
      apiVersion: k8s.ovn.org/v1
      kind: EgressIP
      metadata: { name: partner }
      spec: { egressIPs: [10.9.9.9], namespaceSelector: {} }
      """
    When app curls http://partner.example.com
    Then it succeeds
    And EgressIP "partner" has:
      | status.items | [] |

  Scenario: An address of a node is refused
    Given these manifests:
      """yaml
      apiVersion: k8s.ovn.org/v1
      kind: EgressIP
      metadata: { name: partner }
      spec: { egressIPs: [10.0.7.50, 10.0.7.200], namespaceSelector: {} }
      """
    Then EgressIP "partner" has:
      | status.items | [] |

  Scenario: Pods are told the ordinary source
    Given these manifests:
      """yaml
      apiVersion: k8s.ovn.org/v1
      kind: EgressIP
      metadata: { name: partner }
      spec: { egressIPs: [10.0.7.200], namespaceSelector: {} }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: fixed, namespace: shop, labels: { app: fixed } }
      spec: { containers: [{ name: app, image: example.com/app, ports: [{ containerPort: 8080 }] }] }
      status: { podIP: 10.244.1.77, podIPs: [{ ip: 10.244.1.77 }] }
      """
    When fixed connects to pod "batch" on port 8080 over TCP
    Then the server sees the client as "10.244.1.77"

  Scenario: The firewall is asked first
    Given these manifests:
      """yaml
      apiVersion: k8s.ovn.org/v1
      kind: EgressIP
      metadata: { name: partner }
      spec: { egressIPs: [10.0.7.200], namespaceSelector: {} }
      ---
      apiVersion: k8s.ovn.org/v1
      kind: EgressFirewall
      metadata: { name: default, namespace: shop }
      spec: { egress: [{ type: Deny, to: { cidrSelector: 0.0.0.0/0 } }] }
      """
    When app curls http://partner.example.com
    Then it times out

  Scenario: What is no address is refused
    When I apply:
      """yaml
      apiVersion: k8s.ovn.org/v1
      kind: EgressIP
      metadata: { name: partner }
      spec: { egressIPs: [10.0.7.0/24], namespaceSelector: {} }
      """
    Then applying is refused with 'spec.egressIPs[0]: Invalid value: "10.0.7.0/24": must be a valid IP address'
