@service-proxy
Feature: EndpointSlices as the controller writes them, and as kube-proxy reads them

  Background:
    Given the manifests in "fixtures/three-nodes.yaml"
    And namespace "shop"

  @S39 @S42
  Scenario: Node, zone and labels
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop, labels: { team: front } }
      spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    When I run "kubectl get endpointslices -n shop -l kubernetes.io/service-name=web -o yaml"
    Then the output contains "zone: east"
    And the output contains "nodeName: b"
    And the output contains "team: front"
    And the output contains "endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io"

  @S39
  Scenario: A pod whose node is gone is no endpoint any more, and after a while no pod
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web-all, namespace: shop }
      spec: { publishNotReadyAddresses: true, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    When I run:
      """bash
      count() { kubectl get endpointslices -n shop -l kubernetes.io/service-name=$1 -o json | jq '[.items[].endpoints[]] | length'; }
      on_b() { kubectl get pods -n shop -l app=web -o wide --no-headers | grep -c ' b ' || true; }
      echo before $(count web) $(count web-all) $(on_b)
      kubectl delete node b > /dev/null
      echo after $(count web) $(count web-all) $(on_b)
      """
    Then the output contains "before 2 2 1"
    And the output contains "after 1 2 1"
    When 40 seconds pass
    And I run "kubectl get pods -n shop -l app=web -o jsonpath='{.items[*].spec.nodeName}'"
    Then the output is:
      """
      a
      """

  @S49
  Scenario Outline: Of a slice kube-proxy takes <what>
    Given the external host "one.example.com" at "203.0.113.71"
    And the external host "two.example.com" at "203.0.113.72"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: db, namespace: shop }
      spec: { clusterIP: 10.96.44.44, ports: [{ name: sql, port: 80 }] }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: db-1, namespace: shop, labels: { kubernetes.io/service-name: db } }
      addressType: IPv4
      endpoints: <endpoints>
      ports: [{ name: sql, port: 80 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: db-2, namespace: shop, labels: { kubernetes.io/service-name: db } }
      addressType: <type>
      endpoints: <more>
      ports: [{ name: sql, port: 80 }]
      """
    When I run "ssh a"
    And I run "iptables-save | grep -- '-A KUBE-SVC-.*shop/db:sql -> ' | grep -o '[0-9.]*:80\"' | tr '\n' ' '"
    Then the output contains "<taken>"
    And the output does not contain "<left>"

    Examples:
      | what                                   | endpoints                                      | type | more                                 | taken            | left         |
      | the first address alone                | [{ addresses: [203.0.113.71, 203.0.113.72] }]   | IPv4 | []                                   | 203.0.113.71:80  | 203.0.113.72 |
      | an address once, however many name it  | [{ addresses: [203.0.113.71] }]                 | IPv4 | [{ addresses: [203.0.113.71] }]      | 203.0.113.71:80\"  | 71:80\" 203  |
      | addresses of its own family            | [{ addresses: [203.0.113.71] }]                 | IPv6 | [{ addresses: ["2001:db8::71"] }]    | 203.0.113.71:80  | 2001         |

  @S43
  Scenario: Without endpoints one slice says so
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: gone, namespace: shop }
      spec: { selector: { app: gone }, ports: [{ port: 80 }] }
      """
    When I run "kubectl get endpointslices -n shop --no-headers"
    Then the output contains "IPv4 <unset> <unset>"

  @S44
  Scenario: A headless Service without ports has endpoints all the same
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: peers, namespace: shop }
      spec: { clusterIP: None, selector: { app: web } }
      """
    When I run "kubectl get endpointslices -n shop --no-headers"
    Then the output contains "IPv4 <unset> 10.244."

  @S38
  Scenario: A StatefulSet's pods have host names in their own Service's slice only
    Given these manifests:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: db, namespace: shop }
      spec:
        serviceName: db
        replicas: 1
        selector: { matchLabels: { app: db } }
        template:
          metadata: { labels: { app: db } }
          spec: { containers: [{ name: db, image: "db:1", ports: [{ containerPort: 5432 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: db, namespace: shop }
      spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: db-read, namespace: shop }
      spec: { selector: { app: db }, ports: [{ port: 5432 }] }
      """
    When I run "kubectl get endpointslices -n shop -l kubernetes.io/service-name=db -o yaml"
    Then the output contains "hostname: db-0"
    When I run "kubectl get endpointslices -n shop -l kubernetes.io/service-name=db-read -o yaml"
    Then the output does not contain "hostname: db-0"

  @S40
  Scenario: One set of slices for each address family
    Given the profile "ip-families=IPv4,IPv6"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { ipFamilyPolicy: RequireDualStack, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    When I run "kubectl get endpointslices -n shop --no-headers"
    Then the output contains "IPv4 8080"
    And the output contains "IPv6 8080"

  @S34 @S49
  Scenario Outline: A slice written by hand, <what>
    Given the external host "db.example.com" at "203.0.113.71"
    And these manifests:
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
      endpoints: [{ addresses: [203.0.113.71]<conditions> }]
      ports: [<port>]
      """
    When client-a connects to db:80 over TCP
    Then it ends as <ending>

    Examples:
      | what                              | conditions                                                       | port           | ending    |
      | says nothing of readiness         |                                                                  | { port: 80 }   | connected |
      | is not ready                      | , conditions: { ready: false }                                   | { port: 80 }   | refused   |
      | ends, and serves                  | , conditions: { ready: false, serving: true, terminating: true } | { port: 80 }   | connected |
      | has a port without a number       |                                                                  | { name: "" }   | refused   |

  @S50
  Scenario: kube-proxy sorts endpoints as text
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: db, namespace: shop, uid: "1" }
      spec: { ports: [{ port: 80 }] }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: db-1, namespace: shop, labels: { kubernetes.io/service-name: db } }
      addressType: IPv4
      endpoints: [{ addresses: [203.0.113.9] }, { addresses: [203.0.113.10] }]
      ports: [{ port: 80 }]
      """
    When I run "ssh a"
    And I run "iptables-save | grep -o 'shop/db -> .*:80\" -m stat'"
    Then the output contains "203.0.113.10:80"
    And the output does not contain "203.0.113.9:80"

  @S79 @S58
  Scenario Outline: The same packet has its fate by the node: <client>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { internalTrafficPolicy: Local, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    When <client> curls http://web
    Then it ends as <ending>

    Examples:
      | client   | ending   |
      | client-a | answered |
      | client-b | answered |
      | client-c | dropped  |

  @S80
  Scenario: Pods on the host network are endpoints by their node's address
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: agent, namespace: shop, labels: { app: agent } }
      spec: { nodeName: c, hostNetwork: true, containers: [{ name: agent, image: "agent:1", ports: [{ containerPort: 9100 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: agent, namespace: shop }
      spec: { internalTrafficPolicy: Local, selector: { app: agent }, ports: [{ port: 9100 }] }
      """
    Then Service "agent" has endpoints:
      | 192.168.56.13:9100 |
    When client-c connects to agent:9100 over TCP
    Then it succeeds
    When client-a connects to agent:9100 over TCP
    Then it ends as dropped

  @S41
  Scenario: A hundred endpoints fill a slice; newcomers go where they all fit, and nothing is evened out
    Given a cluster with 3 nodes
    And these workloads:
      | name  | namespace | ports         | replicas |
      | crowd | shop      | http:8080/TCP | 150      |
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: crowd, namespace: shop }
      spec: { selector: { app: crowd }, ports: [{ port: 80, targetPort: http }] }
      """
    When I run:
      """bash
      sizes() { kubectl get endpointslices -n shop -l kubernetes.io/service-name=crowd -o json | jq -c '[.items[].endpoints | length] | sort'; }
      sizes
      kubectl scale deployment/crowd --replicas=180 -n shop > /dev/null
      sizes
      kubectl scale deployment/crowd --replicas=230 -n shop > /dev/null
      sizes
      """
    Then the output is:
      """
      [50,100]
      [80,100]
      [50,80,100]
      """
