@conformance @gateway
Feature: HTTPS listeners
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-HTTPRouteHTTPSListener
  Scenario Outline: HTTPS by server name: <host> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: plain, namespace: edge }
      spec:
        parentRefs: [{ name: secure }]
        hostnames: [example.org]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: second, namespace: edge }
      spec:
        parentRefs: [{ name: secure, sectionName: second }]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls https://<host>/ with:
      | option                             |
      | --resolve <host>:443:203.0.113.204 |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | host               | backend |
      | example.org        | one     |
      | second.example.org | two     |

  @upstream-HTTPRouteHTTPSListener
  Scenario Outline: HTTPS by server name: <host> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: plain, namespace: edge }
      spec:
        parentRefs: [{ name: secure }]
        hostnames: [example.org]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: second, namespace: edge }
      spec:
        parentRefs: [{ name: secure, sectionName: second }]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls https://<host>/ with:
      | option                             |
      | --resolve <host>:443:203.0.113.204 |
    Then the response status is <status>

    Examples:
      | host                | status |
      | unknown.example.org | 404    |

  @upstream-HTTPRouteHTTPSListenerDetectMisdirectedRequests
  Scenario Outline: A connection for one listener: <name> <host> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: plain, namespace: edge }
      spec:
        parentRefs: [{ name: secure }]
        hostnames: [example.org]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: second, namespace: edge }
      spec:
        parentRefs: [{ name: secure, sectionName: second }]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: third, namespace: edge }
      spec:
        parentRefs: [{ name: secure, sectionName: wild }]
        rules:
          - backendRefs: [{ name: three, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: fourth, namespace: edge }
      spec:
        parentRefs: [{ name: secure, sectionName: fourth }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls https://<name>/ with:
      | header       | option                             |
      | Host: <host> | --resolve <name>:443:203.0.113.204 |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | name                | host               | backend |
      | example.org         | example.org        | one     |
      | second.example.org  | second.example.org | two     |
      | third.wild.org      | third.wild.org     | three   |
      | third.wild.org      | fifth.wild.org     | three   |
      | fourth.wild.org     | fourth.wild.org    | one     |
      | unknown.example.org | example.org        | one     |

  @upstream-HTTPRouteHTTPSListenerDetectMisdirectedRequests
  Scenario Outline: A connection for one listener: <name> <host> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: plain, namespace: edge }
      spec:
        parentRefs: [{ name: secure }]
        hostnames: [example.org]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: second, namespace: edge }
      spec:
        parentRefs: [{ name: secure, sectionName: second }]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: third, namespace: edge }
      spec:
        parentRefs: [{ name: secure, sectionName: wild }]
        rules:
          - backendRefs: [{ name: three, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: fourth, namespace: edge }
      spec:
        parentRefs: [{ name: secure, sectionName: fourth }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls https://<name>/ with:
      | header       | option                             |
      | Host: <host> | --resolve <name>:443:203.0.113.204 |
    Then the response status is <status>

    Examples:
      | name                | host                | status |
      | example.org         | second.example.org  | 421    |
      | example.org         | unknown.example.org | 404    |
      | second.example.org  | example.org         | 421    |
      | second.example.org  | unknown.example.org | 421    |
      | third.wild.org      | fourth.wild.org     | 421    |
      | third.wild.org      | second.example.org  | 421    |
      | third.wild.org      | unknown.example.org | 421    |
      | fourth.wild.org     | fifth.wild.org      | 421    |
      | unknown.example.org | unknown.example.org | 404    |
