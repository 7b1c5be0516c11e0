@input
Feature: Manifests that cannot be read, and those that can after all

  Scenario: A value of the wrong type
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        ports: [{ port: eighty }]
      """
    Then applying is refused with "cannot unmarshal string"
    And applying is refused with "spec.ports"

  Scenario: A list where an object belongs
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: []
      """
    Then applying is refused with "cannot unmarshal array"

  Scenario: A field that does not exist
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        prots: [{ port: 80 }]
      """
    Then applying is refused with "unknown field"
    And applying is refused with "spec.prots"

  # The commonest slip with NetworkPolicy: podSelector one level too high would select every peer if it were ignored.
  Scenario: A field in the wrong place
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: {}
        ingress:
          - podSelector: { matchLabels: { app: a } }
      """
    Then applying is refused with "unknown field"

  Scenario: An invalid label value
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web, namespace: shop, labels: { app: "web server" } }
      spec: { containers: [{ name: web, image: "nginx:1.27" }] }
      """
    Then applying is refused with "metadata.labels"
    And applying is refused with "a valid label must be an empty string"

  Scenario: A name that is no name
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: Web_1, namespace: shop }
      spec: { containers: [{ name: web, image: "nginx:1.27" }] }
      """
    Then applying is refused with "metadata.name"
    And applying is refused with "must consist of lower case alphanumeric characters"

  Scenario: A Deployment whose selector misses its own pods
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: shop }
      spec:
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: wbe } }
          spec: { containers: [{ name: web, image: "nginx:1.27" }] }
      """
    Then applying is refused with "`selector` does not match template `labels`"

  Scenario: A kind under a version that is gone
    When I apply:
      """yaml
      apiVersion: extensions/v1beta1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec: { podSelector: {} }
      """
    Then applying is refused with "networking.k8s.io/v1"

  Scenario: One object twice
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { ports: [{ port: 80 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { ports: [{ port: 8080 }] }
      """
    Then applying is refused with "shop/web"

  Scenario: One key twice
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        ports: [{ port: 80 }]
        ports: [{ port: 8080 }]
      """
    Then applying is refused with "ports"

  Scenario: YAML that is none
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop
      spec: { ports: [{ port: 80 }] }
      """
    Then applying is refused with "error"

  Rule: What is only worth a note

    Background:
      Given these workloads:
        | name   | namespace | labels     | ports         |
        | web    | shop      | app=web    | http:8080/TCP |
        | client | shop      | app=client |               |

    Scenario: A kind that the engine does not know
      When I apply:
        """yaml
        apiVersion: example.com/v1
        kind: Widget
        metadata: { name: gadget, namespace: shop }
        spec: { size: 3 }
        """
      And shop/client connects to pod "shop/web" on port 8080 over TCP
      Then it succeeds

    Scenario: A document that is not Kubernetes
      When I apply:
        """yaml
        replicas: 3
        image: web:1
        """
      And shop/client connects to pod "shop/web" on port 8080 over TCP
      Then it succeeds

    Scenario: A namespace that objects merely name
      When I apply:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: guest, namespace: somewhere }
        spec: { containers: [{ name: guest, image: "curlimages/curl:8.10.1" }] }
        """
      And somewhere/guest connects to pod "shop/web" on port 8080 over TCP
      Then it succeeds
      And Namespace "somewhere" has:
        | metadata.labels[kubernetes.io/metadata.name] | somewhere |

    Scenario: A policy that selects nothing
      When I apply:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: typo, namespace: shop }
        spec: { podSelector: { matchLabels: { app: wbe } } }
        """
      And shop/client connects to pod "shop/web" on port 8080 over TCP
      Then it succeeds

    @netpol-59
    Scenario: A block with host bits is taken as the network it lies in
      When I apply:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: office, namespace: shop }
        spec:
          podSelector: { matchLabels: { app: client } }
          policyTypes: [Egress]
          egress: [{ to: [{ ipBlock: { cidr: 203.0.113.77/24 } }] }]
        """
      And shop/client connects to 203.0.113.5:443 over TCP
      Then it succeeds

    Scenario: A List is its items
      When I apply:
        """yaml
        apiVersion: v1
        kind: List
        items:
          - apiVersion: v1
            kind: Pod
            metadata: { name: listed, namespace: shop }
            spec: { containers: [{ name: web, image: "nginx:1.27", ports: [{ containerPort: 80 }] }] }
        """
      And shop/client connects to pod "shop/listed" on port 80 over TCP
      Then it succeeds
