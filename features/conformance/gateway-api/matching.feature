@conformance @gateway
Feature: Which rule takes a request
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-HTTPRouteSimpleSameNamespace
  Scenario: A route without matches takes every request
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: simple, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/
    Then the response status is 200
    And it reaches service "one"

  @upstream-HTTPRouteExactPathMatching
  Scenario Outline: Exact paths: <path> <header> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: exact, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { type: Exact, value: /one } }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { type: Exact, value: /two } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | header   |
      | <header> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | path | header      | backend |
      | /one | Accept: */* | one     |
      | /two | Accept: */* | two     |

  @upstream-HTTPRouteExactPathMatching
  Scenario Outline: Exact paths: <path> <header> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: exact, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { type: Exact, value: /one } }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { type: Exact, value: /two } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | header   |
      | <header> |
    Then the response status is <status>

    Examples:
      | path         | header      | status |
      | /            | Accept: */* | 404    |
      | /one/example | Accept: */* | 404    |
      | /two/        | Accept: */* | 404    |
      | /Two         | Accept: */* | 404    |

  @upstream-HTTPRouteMatching
  Scenario Outline: Prefixes and headers: <path> <header> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: matching, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: / } }, { headers: [{ name: version, value: one }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /v2 } }, { headers: [{ name: version, value: two }] }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | header   |
      | <header> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | path            | header       | backend |
      | /               | Accept: */*  | one     |
      | /example        | Accept: */*  | one     |
      | /               | Version: one | one     |
      | /v2             | Accept: */*  | two     |
      | /v2/example     | Accept: */*  | two     |
      | /               | Version: two | two     |
      | /v2/            | Accept: */*  | two     |
      | /v2example      | Accept: */*  | one     |
      | /foo/v2/example | Accept: */*  | one     |

  @upstream-HTTPRouteMatchingAcrossRoutes
  Scenario Outline: Two routes: <host> <path> <header> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: first, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        hostnames: [example.com, example.net]
        rules:
          - matches: [{ path: { value: / } }, { headers: [{ name: version, value: one }] }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: second, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        hostnames: [example.com]
        rules:
          - matches: [{ path: { value: /v2 } }, { headers: [{ name: version, value: two }] }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | header       |
      | Host: <host> |
      | <header>     |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | host        | path        | header       | backend |
      | example.com | /           | Accept: */*  | one     |
      | example.com | /example    | Accept: */*  | one     |
      | example.net | /example    | Accept: */*  | one     |
      | example.com | /example    | Version: one | one     |
      | example.com | /v2         | Accept: */*  | two     |
      | example.net | /v2         | Accept: */*  | one     |
      | example.com | /v2/example | Accept: */*  | two     |
      | example.com | /           | Version: two | two     |

  @upstream-HTTPRoutePathMatchOrder
  Scenario Outline: Exact before prefix, longer before shorter: <path> <header> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: order, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { type: Exact, value: /match } }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { type: Exact, value: /match/exact } }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ path: { type: Exact, value: /match/exact/one } }]
            backendRefs: [{ name: three, port: 8080 }]
          - matches: [{ path: { type: PathPrefix, value: /match/ } }]
            backendRefs: [{ name: three, port: 8080 }]
          - matches: [{ path: { type: PathPrefix, value: /match/prefix/ } }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { type: PathPrefix, value: /match/prefix/one } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | header   |
      | <header> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | path                  | header      | backend |
      | /match/exact/one      | Accept: */* | three   |
      | /match/exact          | Accept: */* | two     |
      | /match                | Accept: */* | one     |
      | /match/prefix/one/any | Accept: */* | two     |
      | /match/prefix/any     | Accept: */* | one     |
      | /match/any            | Accept: */* | three   |

  @upstream-HTTPRouteHeaderMatching
  Scenario Outline: Headers: <header> <more> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: headers, namespace: edge }
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
    When an external client curls http://203.0.113.201/ with:
      | header   |
      | <header> |
      | <more>   |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | header        | more          | backend |
      | Version: one  | Accept: */*   | one     |
      | Version: two  | Accept: */*   | two     |
      | Version: two  | Color: orange | one     |
      | Version: two  | Color: blue   | two     |
      | Color: blue   | Accept: */*   | one     |
      | Color: green  | Accept: */*   | one     |
      | Color: red    | Accept: */*   | two     |
      | Color: yellow | Accept: */*   | two     |

  @upstream-HTTPRouteHeaderMatching
  Scenario Outline: Headers: <header> <more> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: headers, namespace: edge }
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
    When an external client curls http://203.0.113.201/ with:
      | header   |
      | <header> |
      | <more>   |
    Then the response status is <status>

    Examples:
      | header                 | more        | status |
      | Color: orange          | Accept: */* | 404    |
      | Some-Other-Header: one | Accept: */* | 404    |
      | Color: purple          | Accept: */* | 404    |
