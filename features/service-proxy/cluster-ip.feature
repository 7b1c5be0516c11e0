@service-proxy
Feature: A cluster IP leads to an endpoint
  The address of a Service belongs to nobody. On the client's node it becomes the address and port of one endpoint
  before anything else looks at the packet.

  Background:
    Given the manifests in "fixtures/web.yaml"
    And namespace "shop"

  @S36
  Scenario: A numeric targetPort is used as it is
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { app: web }
        ports: [{ port: 80, targetPort: 8080 }]
      """
    When client curls http://web
    Then it succeeds
    And it reaches service "web"

  @S35
  Scenario: A named targetPort is looked up in the pod
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    When client curls http://web
    Then it succeeds

  @S1
  Scenario: Without a targetPort the Service's port is the pod's
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { app: web }
        ports: [{ port: 8080 }]
      """
    When client curls web:8080
    Then it succeeds

  @S36
  Scenario: A targetPort that nothing listens on is refused by the pod
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { app: web }
        ports: [{ port: 80, targetPort: 9999 }]
      """
    When client curls http://web
    Then it is refused

  @S54
  Scenario: Every ready endpoint takes its share
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    When client curls http://web
    Then 300 requests reach:
      | backend    | share |
      | shop/web-1 | 1/3   |
      | shop/web-2 | 1/3   |
      | shop/web-3 | 1/3   |

  @S71
  Scenario: TCP and UDP with one number are two ports
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { app: web }
        ports: [{ port: 8080, protocol: TCP }]
      """
    When client connects to web:8080 over TCP
    Then it succeeds
    When client connects to web:8080 over UDP
    Then it ends as dropped

  # kube-proxy in iptables mode writes no rule for the rest of the address, so the packet is routed away and lost.
  Scenario: A port that the Service lacks is not refused, it is lost
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { app: web }
        ports: [{ port: 80, targetPort: 8080 }]
      """
    When client curls http://web:8080
    Then it ends as dropped

  @S63
  Scenario: A pod reaches itself through its own Service
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { app: web }
        ports: [{ port: 80, targetPort: 8080 }]
      """
    When web-1 curls http://web
    Then it succeeds
    And 300 requests reach:
      | backend    | share |
      | shop/web-1 | 1/3   |
      | shop/web-2 | 1/3   |
      | shop/web-3 | 1/3   |

  @S62
  Scenario: A node uses cluster IPs too
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: { name: node-1 }
      status: { addresses: [{ type: InternalIP, address: 192.168.56.11 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        clusterIP: 10.96.10.10
        selector: { app: web }
        ports: [{ port: 80, targetPort: 8080 }]
      """
    When node "node-1" curls http://10.96.10.10
    Then it succeeds
    And it reaches service "shop/web"

  Scenario: Outside the cluster the address leads nowhere
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        clusterIP: 10.96.10.10
        selector: { app: web }
        ports: [{ port: 80, targetPort: 8080 }]
      """
    When an external client curls http://10.96.10.10
    Then it ends as dropped

  @S1 @S29
  Scenario: The API server gives a Service its address and its defaults
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        clusterIP: 10.96.10.10
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    Then Service "shop/web" has:
      | spec.type                | ClusterIP   |
      | spec.clusterIPs[0]       | 10.96.10.10 |
      | spec.ports[0].protocol   | TCP         |
      | spec.ports[0].targetPort | 80          |
      | spec.sessionAffinity     | None        |
    And Service "default/kubernetes" has:
      | spec.clusterIP | 10.96.0.1 |
