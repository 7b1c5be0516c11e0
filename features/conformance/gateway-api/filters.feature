@conformance @gateway
Feature: Filters of the core profile
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-HTTPRouteRedirectHostAndStatus
  Scenario Outline: <path> is redirected with <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: redirect, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /hostname } }]
            filters: [{ type: RequestRedirect, requestRedirect: { hostname: example.org } }]
          - matches: [{ path: { value: /host-and-status } }]
            filters: [{ type: RequestRedirect, requestRedirect: { hostname: example.org, statusCode: 301 } }]
      """
    When an external client curls http://203.0.113.201<path>
    Then the response status is <status>
    And it redirects to "http://example.org<path>"

    Examples:
      | path             | status |
      | /hostname        | 302    |
      | /host-and-status | 301    |

  @upstream-HTTPRouteRequestHeaderModifier
  Scenario Outline: <path> with <header>: the backend gets <name>: <value>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: headers, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /set } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /add } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { add: [{ name: X-Header-Add, value: add-appends }] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /remove } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { remove: [X-Header-Remove] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /multiple } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set-1, value: set-1 }, { name: X-Header-Set-2, value: set-2 }], add: [{ name: X-Header-Add-1, value: add-1 }, { name: X-Header-Add-2, value: add-2 }, { name: X-Header-Add-3, value: add-3 }], remove: [X-Header-Remove-1, X-Header-Remove-2] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /case } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set }], add: [{ name: X-Header-Add, value: add }], remove: [X-Header-Remove] } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | header        |
      | Some-Other: v |
      | <header>      |
    Then the response status is 200
    And it reaches service "one"
    And the backend gets the header "<name>" with "<value>"
    And the backend gets the header "Some-Other" with "v"

    Examples:
      | path | header              | name         | value             |
      | /set | Accept: */*         | X-Header-Set | set-overwrites    |
      | /set | X-Header-Set: other | X-Header-Set | set-overwrites    |
      | /add | Accept: */*         | X-Header-Add | add-appends       |
      | /add | X-Header-Add: other | X-Header-Add | other,add-appends |

  @upstream-HTTPRouteRequestHeaderModifier
  Scenario: Headers are taken away
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: headers, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /set } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /add } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { add: [{ name: X-Header-Add, value: add-appends }] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /remove } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { remove: [X-Header-Remove] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /multiple } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set-1, value: set-1 }, { name: X-Header-Set-2, value: set-2 }], add: [{ name: X-Header-Add-1, value: add-1 }, { name: X-Header-Add-2, value: add-2 }, { name: X-Header-Add-3, value: add-3 }], remove: [X-Header-Remove-1, X-Header-Remove-2] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /case } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set }], add: [{ name: X-Header-Add, value: add }], remove: [X-Header-Remove] } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/remove with:
      | header               |
      | X-Header-Remove: val |
    Then it reaches service "one"
    And the backend gets no header "X-Header-Remove"

  @upstream-HTTPRouteRequestHeaderModifier
  Scenario: Several at once
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: headers, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /set } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /add } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { add: [{ name: X-Header-Add, value: add-appends }] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /remove } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { remove: [X-Header-Remove] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /multiple } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set-1, value: set-1 }, { name: X-Header-Set-2, value: set-2 }], add: [{ name: X-Header-Add-1, value: add-1 }, { name: X-Header-Add-2, value: add-2 }, { name: X-Header-Add-3, value: add-3 }], remove: [X-Header-Remove-1, X-Header-Remove-2] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /case } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set }], add: [{ name: X-Header-Add, value: add }], remove: [X-Header-Remove] } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/multiple with:
      | header                 |
      | X-Header-Set-2: val    |
      | X-Header-Add-2: val    |
      | X-Header-Remove-2: val |
      | Another-Header: other  |
    Then it reaches service "one"
    And the backend gets the header "X-Header-Set-1" with "set-1"
    And the backend gets the header "X-Header-Set-2" with "set-2"
    And the backend gets the header "X-Header-Add-1" with "add-1"
    And the backend gets the header "X-Header-Add-2" with "val,add-2"
    And the backend gets the header "X-Header-Add-3" with "add-3"
    And the backend gets the header "Another-Header" with "other"
    And the backend gets no header "X-Header-Remove-1"
    And the backend gets no header "X-Header-Remove-2"

  @upstream-HTTPRouteRequestHeaderModifier
  Scenario: Names in any case
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: headers, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /set } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /add } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { add: [{ name: X-Header-Add, value: add-appends }] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /remove } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { remove: [X-Header-Remove] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /multiple } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set-1, value: set-1 }, { name: X-Header-Set-2, value: set-2 }], add: [{ name: X-Header-Add-1, value: add-1 }, { name: X-Header-Add-2, value: add-2 }, { name: X-Header-Add-3, value: add-3 }], remove: [X-Header-Remove-1, X-Header-Remove-2] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /case } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set }], add: [{ name: X-Header-Add, value: add }], remove: [X-Header-Remove] } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/case with:
      | header                |
      | x-header-set: val     |
      | x-header-add: val     |
      | x-header-remove: val  |
      | Another-Header: other |
    Then it reaches service "one"
    And the backend gets the header "X-Header-Set" with "set"
    And the backend gets the header "X-Header-Add" with "val,add"
    And the backend gets the header "Another-Header" with "other"
    And the backend gets no header "X-Header-Remove"
