@cluster-dns @network-policy
Feature: A look-up is traffic, and policy decides about it
  Before a client connects it asks the DNS pods. Who shuts a pod's egress and forgets them has shut everything.

  Background:
    Given the manifests in "fixtures/names.yaml"
    And namespace "shop"
    And a default-deny egress policy in namespace "shop"

  @netpol-72
  Scenario: The look-up itself times out
    When client looks up "api"
    Then it ends as resolve-timeout
    And it times out

  @netpol-72
  Scenario: An allowed connection fails as long as its name cannot be looked up
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: allow-api, namespace: shop }
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - to: [{ podSelector: { matchLabels: { app: api } } }]
            ports: [{ port: 8080 }]
      """
    And client curls http://api
    Then it times out
    And it ends as resolve-timeout
    And it is denied by policy "allow-api"
    When client curls http://10.96.20.1
    Then it succeeds

  @netpol-72
  Scenario: UDP 53 to the DNS pods brings names back
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: allow-dns, namespace: shop }
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - to:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
                podSelector: { matchLabels: { k8s-app: kube-dns } }
            ports: [{ protocol: UDP, port: 53 }]
      """
    And client looks up "api"
    Then it resolves to:
      | 10.96.20.1 |

  @netpol-72
  Scenario: TCP 53 alone does not, because the question goes over UDP
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: allow-dns, namespace: shop }
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - ports: [{ protocol: TCP, port: 53 }]
      """
    And client looks up "api"
    Then it times out

  # Policy sees the DNS pods, never the Service's address, which kube-proxy has replaced by then.
  Scenario: The cluster IP of the DNS Service in an ipBlock allows nothing
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: allow-dns, namespace: shop }
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - to: [{ ipBlock: { cidr: 10.96.0.10/32 } }]
            ports: [{ protocol: UDP, port: 53 }]
      """
    And client looks up "api"
    Then it times out

  Scenario: Names outside the cluster are gone as well
    Given the external host "example.org" at "203.0.113.5"
    When client looks up "example.org"
    Then it times out

  Scenario: Default deny on the DNS pods' side silences the whole cluster
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: default-deny, namespace: kube-system }
      spec: { podSelector: {} }
      """
    And data/db looks up "api.shop"
    Then it times out
    And it is denied by policy "kube-system/default-deny"
