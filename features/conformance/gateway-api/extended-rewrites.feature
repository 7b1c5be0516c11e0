@conformance @gateway
Feature: Rewrites, and filters of one backend (extended)
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-HTTPRouteRewriteHost
  Scenario Outline: Another host: <path> asks for <url>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: host, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        hostnames: [rewrite.example]
        rules:
          - matches: [{ path: { value: /one } }]
            filters:
              - { type: URLRewrite, urlRewrite: { hostname: one.example.org } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: / } }]
            filters:
              - { type: URLRewrite, urlRewrite: { hostname: example.org } }
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ path: { value: /both } }]
            filters:
              - { type: URLRewrite, urlRewrite: { hostname: test.example.org } }
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }], add: [{ name: X-Header-Add, value: header-1 }, { name: X-Header-Add-Append, value: header-2 }], remove: [X-Header-Remove] } }
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | header                |
      | Host: rewrite.example |
    Then it reaches service "<backend>"
    And the backend is asked for "<url>"

    Examples:
      | path | backend | url                        |
      | /one | one     | http://one.example.org/one |
      | /two | two     | http://example.org/two     |

  @upstream-HTTPRouteRewriteHost
  Scenario: Another host and other headers
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: host, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        hostnames: [rewrite.example]
        rules:
          - matches: [{ path: { value: /one } }]
            filters:
              - { type: URLRewrite, urlRewrite: { hostname: one.example.org } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: / } }]
            filters:
              - { type: URLRewrite, urlRewrite: { hostname: example.org } }
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ path: { value: /both } }]
            filters:
              - { type: URLRewrite, urlRewrite: { hostname: test.example.org } }
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }], add: [{ name: X-Header-Add, value: header-1 }, { name: X-Header-Add-Append, value: header-2 }], remove: [X-Header-Remove] } }
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/both with:
      | header                        |
      | Host: rewrite.example         |
      | X-Header-Remove: val          |
      | X-Header-Add-Append: append-1 |
    Then it reaches service "two"
    And the backend is asked for "http://test.example.org/both"
    And the backend gets the header "X-Header-Add" with "header-1"
    And the backend gets the header "X-Header-Add-Append" with "append-1,header-2"
    And the backend gets the header "X-Header-Set" with "set-overwrites"
    And the backend gets no header "X-Header-Remove"

  @upstream-HTTPRouteRewritePath
  Scenario Outline: Another path: <path> asks for <asked>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: path, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /prefix/one } }]
            filters:
              - { type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /one } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /strip-prefix } }]
            filters:
              - { type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /full/one } }]
            filters:
              - { type: URLRewrite, urlRewrite: { path: { type: ReplaceFullPath, replaceFullPath: /one } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /full/both } }]
            filters:
              - { type: URLRewrite, urlRewrite: { path: { type: ReplaceFullPath, replaceFullPath: /test } } }
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }], add: [{ name: X-Header-Add, value: header-1 }, { name: X-Header-Add-Append, value: header-2 }], remove: [X-Header-Remove] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /prefix/both } }]
            filters:
              - { type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /prefix } } }
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }], add: [{ name: X-Header-Add, value: header-1 }, { name: X-Header-Add-Append, value: header-2 }], remove: [X-Header-Remove] } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path>
    Then it reaches service "one"
    And the backend is asked for "http://203.0.113.201<asked>"

    Examples:
      | path                | asked    |
      | /prefix/one/two     | /one/two |
      | /strip-prefix/three | /three   |
      | /strip-prefix       | /        |
      | /full/one/two       | /one     |

  @upstream-HTTPRouteRewritePath
  Scenario Outline: Another path and other headers: <path> asks for <asked>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: path, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /prefix/one } }]
            filters:
              - { type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /one } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /strip-prefix } }]
            filters:
              - { type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /full/one } }]
            filters:
              - { type: URLRewrite, urlRewrite: { path: { type: ReplaceFullPath, replaceFullPath: /one } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /full/both } }]
            filters:
              - { type: URLRewrite, urlRewrite: { path: { type: ReplaceFullPath, replaceFullPath: /test } } }
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }], add: [{ name: X-Header-Add, value: header-1 }, { name: X-Header-Add-Append, value: header-2 }], remove: [X-Header-Remove] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /prefix/both } }]
            filters:
              - { type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /prefix } } }
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }], add: [{ name: X-Header-Add, value: header-1 }, { name: X-Header-Add-Append, value: header-2 }], remove: [X-Header-Remove] } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | header                        |
      | X-Header-Remove: val          |
      | X-Header-Add-Append: append-1 |
      | X-Header-Set: val             |
    Then it reaches service "one"
    And the backend is asked for "http://203.0.113.201<asked>"
    And the backend gets the header "X-Header-Add" with "header-1"
    And the backend gets the header "X-Header-Add-Append" with "append-1,header-2"
    And the backend gets the header "X-Header-Set" with "set-overwrites"
    And the backend gets no header "X-Header-Remove"

    Examples:
      | path             | asked       |
      | /full/both/test  | /test       |
      | /prefix/both/one | /prefix/one |

  @upstream-HTTPRouteBackendRequestHeaderModifier
  Scenario Outline: At one backend: <path> with <header>: <name> is <value>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: per-backend, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /set } }]
            backendRefs:
              - { name: one, port: 8080, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }] } }] }
          - matches: [{ path: { value: /add } }]
            backendRefs:
              - { name: one, port: 8080, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { add: [{ name: X-Header-Add, value: add-appends }] } }] }
          - matches: [{ path: { value: /remove } }]
            backendRefs:
              - { name: one, port: 8080, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { remove: [X-Header-Remove] } }] }
          - matches: [{ path: { value: /multiple } }]
            backendRefs:
              - { name: one, port: 8080, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set-1, value: set-1 }, { name: X-Header-Set-2, value: set-2 }], add: [{ name: X-Header-Add-1, value: add-1 }, { name: X-Header-Add-2, value: add-2 }, { name: X-Header-Add-3, value: add-3 }], remove: [X-Header-Remove-1, X-Header-Remove-2] } }] }
          - matches: [{ path: { value: /case } }]
            backendRefs:
              - { name: one, port: 8080, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set }], add: [{ name: X-Header-Add, value: add }], remove: [X-Header-Remove] } }] }
      """
    When an external client curls http://203.0.113.201<path> with:
      | header        |
      | Some-Other: v |
      | <header>      |
    Then it reaches service "one"
    And the backend gets the header "<name>" with "<value>"
    And the backend gets the header "Some-Other" with "v"

    Examples:
      | path      | header              | name           | value             |
      | /set      | Accept: */*         | X-Header-Set   | set-overwrites    |
      | /set      | X-Header-Set: other | X-Header-Set   | set-overwrites    |
      | /add      | Accept: */*         | X-Header-Add   | add-appends       |
      | /add      | X-Header-Add: other | X-Header-Add   | other,add-appends |
      | /multiple | X-Header-Add-2: val | X-Header-Add-2 | val,add-2         |
      | /case     | x-header-add: val   | X-Header-Add   | val,add           |

  @upstream-HTTPRouteBackendRequestHeaderModifier
  Scenario: At one backend headers are taken away
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: per-backend, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /set } }]
            backendRefs:
              - { name: one, port: 8080, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }] } }] }
          - matches: [{ path: { value: /add } }]
            backendRefs:
              - { name: one, port: 8080, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { add: [{ name: X-Header-Add, value: add-appends }] } }] }
          - matches: [{ path: { value: /remove } }]
            backendRefs:
              - { name: one, port: 8080, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { remove: [X-Header-Remove] } }] }
          - matches: [{ path: { value: /multiple } }]
            backendRefs:
              - { name: one, port: 8080, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set-1, value: set-1 }, { name: X-Header-Set-2, value: set-2 }], add: [{ name: X-Header-Add-1, value: add-1 }, { name: X-Header-Add-2, value: add-2 }, { name: X-Header-Add-3, value: add-3 }], remove: [X-Header-Remove-1, X-Header-Remove-2] } }] }
          - matches: [{ path: { value: /case } }]
            backendRefs:
              - { name: one, port: 8080, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set }], add: [{ name: X-Header-Add, value: add }], remove: [X-Header-Remove] } }] }
      """
    When an external client curls http://203.0.113.201/remove with:
      | header               |
      | X-Header-Remove: val |
    Then it reaches service "one"
    And the backend gets no header "X-Header-Remove"

  @upstream-HTTPRouteRequestHeaderModifierBackendWeights
  Scenario: Each backend gets its own header
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: weighted, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - backendRefs:
              - { name: one, port: 8080, weight: 50, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: Backend, value: one }] } }] }
              - { name: two, port: 8080, weight: 50, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: Backend, value: two }] } }] }
      """
    When an external client curls http://203.0.113.201/
    Then 500 requests reach:
      | backend     | share |
      | service/one | 50%   |
      | service/two | 50%   |
    And service "one" gets the header "Backend" with "one"
    And service "two" gets the header "Backend" with "two"

  @upstream-HTTPRouteBackendURLRewrite
  Scenario: One backend is asked otherwise than the client asks
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: per-backend, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /host } }]
            backendRefs: [{ name: one, port: 8080, filters: [{ type: URLRewrite, urlRewrite: { hostname: one.example.org } }] }]
          - matches: [{ path: { value: /path } }]
            backendRefs: [{ name: one, port: 8080, filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /new } } }] }]
      """
    When an external client curls http://203.0.113.201/host/a
    Then it reaches service "one"
    And the backend is asked for "http://one.example.org/host/a"
    When an external client curls http://203.0.113.201/path/a
    Then it reaches service "one"
    And the backend is asked for "http://203.0.113.201/new/a"

  @upstream-HTTPRouteBackendRequestRedirect
  Scenario: One backend's requests are sent elsewhere
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: per-backend, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /host } }]
            backendRefs: [{ name: one, port: 8080, filters: [{ type: RequestRedirect, requestRedirect: { hostname: example.org } }] }]
          - matches: [{ path: { value: /status } }]
            backendRefs: [{ name: one, port: 8080, filters: [{ type: RequestRedirect, requestRedirect: { hostname: example.org, statusCode: 301 } }] }]
      """
    When an external client curls http://203.0.113.201/host
    Then the response status is 302
    And it redirects to "http://example.org/host"
    When an external client curls http://203.0.113.201/status
    Then the response status is 301
    And it redirects to "http://example.org/status"
