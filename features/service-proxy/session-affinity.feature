@service-proxy
Feature: A client that comes back to its endpoint
  `sessionAffinity: ClientIP` is a memory of the node: it knows a client by its address, and forgets it `timeoutSeconds`
  after it last came. Which pod the client gets the first time is chance all the same.

  Background:
    Given the manifests in "fixtures/three-nodes.yaml"
    And namespace "shop"

  Scenario: Without affinity every connection is a new choice
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    When client-c curls http://web
    Then it succeeds
    And the same client may reach another pod

  @S11 @S70
  Scenario Outline: <mode>: for as long as the Service says, counted from the last time
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        sessionAffinity: ClientIP
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } }
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      """
    When client-c curls http://web
    Then 2 requests reach:
      | backend   | share |
      | pod/web-a | 1/2   |
      | pod/web-b | 1/2   |
    And the same client reaches the same pod again
    And after 59 seconds the same client reaches the same pod again
    And after 59 seconds the same client reaches the same pod again
    And after 61 seconds the same client may reach another pod

    Examples:
      | mode     |
      | iptables |
      | nftables |
      | ipvs     |
      | none     |

  @S11 @S70
  Scenario Outline: <mode>: in a shell, one request after the other
    Given kube-proxy in <mode> mode
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        sessionAffinity: ClientIP
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } }
        selector: { app: web }
        ports: [{ port: 80, targetPort: http }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: tools, namespace: shop }
      spec: { containers: [{ name: c, image: nicolaka/netshoot }] }
      """
    When I run:
      """bash
      for i in $(seq 1 20); do kubectl exec -n shop tools -- curl -s http://web | head -1; sleep 50; done | sort | uniq -c
      """
    Then the output contains "20 "
    When I run:
      """bash
      for i in $(seq 1 20); do kubectl exec -n shop tools -- curl -s http://web | head -1; sleep 60; done | sort -u | wc -l
      """
    Then the output contains "2"

    Examples:
      | mode     |
      | iptables |
      | nftables |
      | ipvs     |

  @S11
  Scenario: Three hours when nothing is said
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { sessionAffinity: ClientIP, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    When client-c curls http://web
    Then after 10799 seconds the same client reaches the same pod again
    And after 10801 seconds the same client may reach another pod

  Rule: The memory

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec:
          type: LoadBalancer
          sessionAffinity: ClientIP
          selector: { app: web }
          ports: [{ port: 80, targetPort: http, nodePort: 30080 }]
        status: { loadBalancer: { ingress: [{ ip: 203.0.113.50 }] } }
        """

    Scenario: An endpoint that is gone is forgotten
      When pod "web-b" becomes unready
      And client-c curls http://web
      Then it reaches pod "web-a"
      When pod "web-b" becomes ready
      Then the same client reaches the same pod again
      When pod "web-a" becomes unready
      And client-c curls http://web
      Then it reaches pod "web-b"

    Scenario: A node knows nothing of what another node remembers
      When an external client curls 192.168.56.11:30080
      Then the same client reaches the same pod again
      When an external client curls http://203.0.113.50
      Then the same client may reach another pod
