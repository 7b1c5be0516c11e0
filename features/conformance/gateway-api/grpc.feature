@conformance @gateway
Feature: GRPCRoutes
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-GRPCExactMethodMatching
  Scenario Outline: Methods (404 is Unimplemented to gRPC): <method> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: calls, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ method: { service: podwire.Echo, method: Echo } }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ method: { service: podwire.Echo, method: EchoTwo } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/podwire.Echo/<method> with:
      | method | header                         |
      | POST   | Content-Type: application/grpc |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | method  | backend |
      | Echo    | one     |
      | EchoTwo | two     |

  @upstream-GRPCExactMethodMatching
  Scenario Outline: Methods (404 is Unimplemented to gRPC): <method> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: calls, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ method: { service: podwire.Echo, method: Echo } }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ method: { service: podwire.Echo, method: EchoTwo } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/podwire.Echo/<method> with:
      | method | header                         |
      | POST   | Content-Type: application/grpc |
    Then the response status is <status>

    Examples:
      | method    | status |
      | EchoThree | 404    |

  @upstream-GRPCRouteHeaderMatching
  Scenario Outline: Metadata: <header> <more> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: metadata, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ headers: [{ name: version, value: one }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ headers: [{ name: version, value: two }] }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ headers: [{ name: version, value: two }, { name: color, value: orange }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ headers: [{ name: color, value: blue }] }, { headers: [{ name: color, value: green }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ headers: [{ name: color, value: red }] }, { headers: [{ name: color, value: yellow }] }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/podwire.Echo/Echo with:
      | method | header   |
      | POST   | <header> |
      |        | <more>   |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | header        | more          | backend |
      | Version: one  | Accept: */*   | one     |
      | Version: two  | Accept: */*   | two     |
      | Version: two  | Color: orange | one     |
      | Color: blue   | Accept: */*   | one     |
      | Color: green  | Accept: */*   | one     |
      | Color: red    | Accept: */*   | two     |
      | Color: yellow | Accept: */*   | two     |
      | Version: two  | Color: blue   | two     |

  @upstream-GRPCRouteHeaderMatching
  Scenario Outline: Metadata: <header> <more> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: metadata, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ headers: [{ name: version, value: one }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ headers: [{ name: version, value: two }] }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ headers: [{ name: version, value: two }, { name: color, value: orange }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ headers: [{ name: color, value: blue }] }, { headers: [{ name: color, value: green }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ headers: [{ name: color, value: red }] }, { headers: [{ name: color, value: yellow }] }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/podwire.Echo/Echo with:
      | method | header   |
      | POST   | <header> |
      |        | <more>   |
    Then the response status is <status>

    Examples:
      | header                 | more        | status |
      | Color: orange          | Accept: */* | 404    |
      | Some-Other-Header: one | Accept: */* | 404    |
      | Color: purple          | Accept: */* | 404    |

  @upstream-GRPCRouteListenerHostnameMatching
  Scenario Outline: The most specific listener: <host> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: hosts, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: l1, port: 80, protocol: HTTP, hostname: "bar.com" }
          - { name: l2, port: 80, protocol: HTTP, hostname: "foo.bar.com" }
          - { name: l3, port: 80, protocol: HTTP, hostname: "*.bar.com" }
          - { name: l4, port: 80, protocol: HTTP, hostname: "*.foo.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: one, namespace: edge }
      spec:
        parentRefs: [{ name: hosts, sectionName: l1 }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: two, namespace: edge }
      spec:
        parentRefs: [{ name: hosts, sectionName: l2 }]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: three, namespace: edge }
      spec:
        parentRefs: [{ name: hosts, sectionName: l3 }, { name: hosts, sectionName: l4 }]
        rules:
          - backendRefs: [{ name: three, port: 8080 }]
      """
    When an external client curls http://203.0.113.210/podwire.Echo/Echo with:
      | method | header       |
      | POST   | Host: <host> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | host                      | backend |
      | bar.com                   | one     |
      | foo.bar.com               | two     |
      | baz.bar.com               | three   |
      | boo.bar.com               | three   |
      | multiple.prefixes.bar.com | three   |
      | multiple.prefixes.foo.com | three   |

  @upstream-GRPCRouteListenerHostnameMatching
  Scenario Outline: The most specific listener: <host> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: hosts, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: l1, port: 80, protocol: HTTP, hostname: "bar.com" }
          - { name: l2, port: 80, protocol: HTTP, hostname: "foo.bar.com" }
          - { name: l3, port: 80, protocol: HTTP, hostname: "*.bar.com" }
          - { name: l4, port: 80, protocol: HTTP, hostname: "*.foo.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: one, namespace: edge }
      spec:
        parentRefs: [{ name: hosts, sectionName: l1 }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: two, namespace: edge }
      spec:
        parentRefs: [{ name: hosts, sectionName: l2 }]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: three, namespace: edge }
      spec:
        parentRefs: [{ name: hosts, sectionName: l3 }, { name: hosts, sectionName: l4 }]
        rules:
          - backendRefs: [{ name: three, port: 8080 }]
      """
    When an external client curls http://203.0.113.210/podwire.Echo/Echo with:
      | method | header       |
      | POST   | Host: <host> |
    Then the response status is <status>

    Examples:
      | host             | status |
      | foo.com          | 404    |
      | no.matching.host | 404    |

  @upstream-GRPCRouteWeight
  Scenario: Weights are shares
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: weighted, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - backendRefs: [{ name: one, port: 8080, weight: 70 }, { name: two, port: 8080, weight: 30 }, { name: three, port: 8080, weight: 0 }]
      """
    When an external client curls http://203.0.113.201/podwire.Echo/Echo with:
      | method |
      | POST   |
    Then 500 requests reach:
      | backend       | share |
      | service/one   | 70%   |
      | service/two   | 30%   |
      | service/three | 0%    |

  @upstream-GRPCRouteNamedRule
  Scenario Outline: A rule may have a name: <method>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: named, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - name: first
            matches: [{ method: { service: podwire.Echo, method: Echo } }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ method: { service: podwire.Echo, method: EchoTwo } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/podwire.Echo/<method> with:
      | method | header                         |
      | POST   | Content-Type: application/grpc |
    Then it reaches service "<backend>"

    Examples:
      | method  | backend |
      | Echo    | one     |
      | EchoTwo | two     |

  @upstream-GRPCRouteRequestHeaderModifier
  Scenario Outline: <method> with <header>: <name> is <value>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: headers, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ method: { service: podwire.Echo, method: Set } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ method: { service: podwire.Echo, method: Add } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { add: [{ name: X-Header-Add, value: add-appends }] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ method: { service: podwire.Echo, method: Remove } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { remove: [X-Header-Remove] } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/podwire.Echo/<method> with:
      | method | header   |
      | POST   | <header> |
    Then it reaches service "one"
    And the backend gets the header "<name>" with "<value>"

    Examples:
      | method | header              | name         | value             |
      | Set    | Accept: */*         | X-Header-Set | set-overwrites    |
      | Set    | X-Header-Set: other | X-Header-Set | set-overwrites    |
      | Set    | x-header-set: other | X-Header-Set | set-overwrites    |
      | Add    | Accept: */*         | X-Header-Add | add-appends       |
      | Add    | X-Header-Add: other | X-Header-Add | other,add-appends |
      | Add    | x-header-add: other | X-Header-Add | other,add-appends |

  @upstream-GRPCRouteRequestHeaderModifier
  Scenario: Metadata is taken away
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: headers, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ method: { service: podwire.Echo, method: Set } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ method: { service: podwire.Echo, method: Add } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { add: [{ name: X-Header-Add, value: add-appends }] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ method: { service: podwire.Echo, method: Remove } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { remove: [X-Header-Remove] } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/podwire.Echo/Remove with:
      | method | header               |
      | POST   | X-Header-Remove: val |
    Then it reaches service "one"
    And the backend gets no header "X-Header-Remove"
