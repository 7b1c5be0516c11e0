@egress-firewall
Feature: What an EgressFirewall lets a namespace reach
  Rules are read in order and the first that matches decides; what none matches stays allowed. Pods are never concerned.

  Background:
    Given the profile "openshift"
    And these workloads:
      | name  | namespace | labels    | ports     |
      | app   | shop      | app=app   | 8080/TCP  |
      | api   | shop      | app=api   | 8080/TCP  |
      | other | billing   | app=other | 8080/TCP  |
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: api, namespace: shop }
      spec: { selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }
      """
    And the external host "partner.example.com" at "198.51.100.10"
    And the external host "evil.example.com" at "203.0.113.66"
    And namespace "shop"

  Scenario: Without one everything outside is open
    When app curls http://evil.example.com
    Then it succeeds

  Scenario: Deny everything but one name
    Given these manifests:
      """yaml
      apiVersion: k8s.ovn.org/v1
      kind: EgressFirewall
      metadata: { name: default, namespace: shop }
      spec:
        egress:
          - { type: Allow, to: { dnsName: Partner.example.com } }
          - { type: Deny, to: { cidrSelector: 0.0.0.0/0 } }
      """
    When app curls http://partner.example.com
    Then it succeeds
    When app curls http://evil.example.com
    Then it times out
    When app curls http://api
    Then it succeeds
    When billing/other curls http://evil.example.com
    Then it succeeds

  Scenario: An allowed name behind the rule that denies everything is never looked at
    Given these manifests:
      """yaml
      apiVersion: k8s.ovn.org/v1
      kind: EgressFirewall
      metadata: { name: default, namespace: shop }
      spec:
        egress:
          - { type: Deny, to: { cidrSelector: 0.0.0.0/0 } }
          - { type: Allow, to: { dnsName: partner.example.com } }
      """
    When app curls http://partner.example.com
    Then it times out

  Scenario: A rule with ports is about those ports only
    Given these manifests:
      """yaml
      apiVersion: k8s.ovn.org/v1
      kind: EgressFirewall
      metadata: { name: default, namespace: shop }
      spec:
        egress:
          - { type: Deny, to: { cidrSelector: 198.51.100.0/24 }, ports: [{ protocol: TCP, port: 80 }] }
      """
    When app curls http://partner.example.com
    Then it times out
    When app connects to partner.example.com:443 over TCP
    Then it succeeds

  Scenario: Nodes count as outside, and a node selector lets them in
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: { name: gateway, labels: { role: gateway } }
      status: { addresses: [{ type: InternalIP, address: 192.168.56.40 }] }
      ---
      apiVersion: v1
      kind: Node
      metadata: { name: plain }
      status: { addresses: [{ type: InternalIP, address: 192.168.56.41 }] }
      ---
      apiVersion: k8s.ovn.org/v1
      kind: EgressFirewall
      metadata: { name: default, namespace: shop }
      spec:
        egress:
          - { type: Allow, to: { nodeSelector: { matchLabels: { role: gateway } } } }
          - { type: Deny, to: { cidrSelector: 0.0.0.0/0 } }
      """
    When app connects to 192.168.56.40:10250 over TCP
    Then it succeeds
    When app connects to 192.168.56.41:10250 over TCP
    Then it times out

  Scenario: The API server is reached through a Service, but runs on the nodes
    Given these manifests:
      """yaml
      apiVersion: k8s.ovn.org/v1
      kind: EgressFirewall
      metadata: { name: default, namespace: shop }
      spec: { egress: [{ type: Deny, to: { cidrSelector: 0.0.0.0/0 } }] }
      """
    When app connects to kubernetes.default:443 over TCP
    Then it times out

  Scenario: Another CNI keeps the object and enforces nothing
    Given the calico CNI
    And these manifests:
      """yaml
      apiVersion: k8s.ovn.org/v1
      kind: EgressFirewall
      metadata: { name: default, namespace: shop }
      spec: { egress: [{ type: Deny, to: { cidrSelector: 0.0.0.0/0 } }] }
      """
    When app curls http://evil.example.com
    Then it succeeds

  Scenario: One rule that OVN-Kubernetes cannot use keeps all from being applied
    Given these manifests:
      """yaml
      apiVersion: k8s.ovn.org/v1
      kind: EgressFirewall
      metadata: { name: default, namespace: shop }
      spec:
        egress:
          - { type: Allow, to: { dnsName: "*.example.com" } }
          - { type: Deny, to: { cidrSelector: 0.0.0.0/0 } }
      """
    When app curls http://evil.example.com
    Then it succeeds
    And EgressFirewall "shop/default" has:
      | status.status | EgressFirewall Rules not correctly applied |

  Scenario Outline: The API server refuses <what>
    When I apply:
      """yaml
      apiVersion: k8s.ovn.org/v1
      kind: EgressFirewall
      metadata: { name: <name>, namespace: shop }
      spec: { egress: [<rule>] }
      """
    Then applying is refused with "<words>"

    Examples:
      | what                | name    | rule                                                                             | words                                                                        |
      | another name        | mine    | { type: Deny, to: { cidrSelector: 0.0.0.0/0 } }                                  | metadata.name in body should match '^default$'                               |
      | an unknown type     | default | { type: Drop, to: { cidrSelector: 0.0.0.0/0 } }                                  | spec.egress[0].type in body should match '^Allow\|Deny$'                     |
      | two destinations    | default | { type: Deny, to: { cidrSelector: 0.0.0.0/0, dnsName: a.example } }              | spec.egress[0].to: Too many: 2: must have at most 1 item                     |
      | no destination      | default | { type: Deny, to: {} }                                                           | spec.egress[0].to in body should have at least 1 properties                  |
      | a port out of range | default | { type: Deny, to: { cidrSelector: 0.0.0.0/0 }, ports: [{protocol: TCP, port: 0}] } | spec.egress[0].ports[0].port in body should be greater than or equal to 1    |
