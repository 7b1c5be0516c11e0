@conformance @gateway
Feature: Mirrors and names of rules (extended)
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-HTTPRouteRequestMirror
  Scenario: A copy goes to another Service
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: mirrored, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /mirror } }]
            filters:
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /changed } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }], add: [{ name: X-Header-Add, value: header-1 }, { name: X-Header-Add-Append, value: header-2 }], remove: [X-Header-Remove] } }
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /both } }]
            filters:
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 } } }
              - { type: RequestMirror, requestMirror: { backendRef: { name: three, port: 8080 } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /some } }]
            filters:
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 }, percent: 20 } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /half } }]
            filters:
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 }, fraction: { numerator: 25, denominator: 50 } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /third } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }], add: [{ name: X-Header-Add, value: header-1 }, { name: X-Header-Add-Append, value: header-2 }], remove: [X-Header-Remove] } }
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 }, percent: 35 } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/mirror
    Then it reaches service "one"
    And a copy of 100% of the requests goes to service "two"
    When an external client curls http://203.0.113.201/changed with:
      | header                        |
      | X-Header-Remove: val          |
      | X-Header-Add-Append: append-1 |
    Then it reaches service "one"
    And a copy of 100% of the requests goes to service "two"
    And the backend gets the header "X-Header-Add" with "header-1"
    And the backend gets the header "X-Header-Add-Append" with "append-1,header-2"
    And the backend gets the header "X-Header-Set" with "set-overwrites"
    And the backend gets no header "X-Header-Remove"

  @upstream-HTTPRouteRequestMultipleMirrors
  Scenario: Copies go to two Services
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: mirrored, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /mirror } }]
            filters:
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /changed } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }], add: [{ name: X-Header-Add, value: header-1 }, { name: X-Header-Add-Append, value: header-2 }], remove: [X-Header-Remove] } }
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /both } }]
            filters:
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 } } }
              - { type: RequestMirror, requestMirror: { backendRef: { name: three, port: 8080 } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /some } }]
            filters:
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 }, percent: 20 } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /half } }]
            filters:
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 }, fraction: { numerator: 25, denominator: 50 } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /third } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }], add: [{ name: X-Header-Add, value: header-1 }, { name: X-Header-Add-Append, value: header-2 }], remove: [X-Header-Remove] } }
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 }, percent: 35 } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/both
    Then it reaches service "one"
    And a copy of 100% of the requests goes to service "two"
    And a copy of 100% of the requests goes to service "three"
    When an external client curls http://203.0.113.201/both with:
      | header                        |
      | X-Header-Remove: val          |
      | X-Header-Add-Append: append-1 |
    Then it reaches service "one"
    And a copy of 100% of the requests goes to service "three"

  @upstream-HTTPRouteRequestPercentageMirror
  Scenario Outline: Copies of some requests: <path>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: mirrored, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /mirror } }]
            filters:
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /changed } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }], add: [{ name: X-Header-Add, value: header-1 }, { name: X-Header-Add-Append, value: header-2 }], remove: [X-Header-Remove] } }
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /both } }]
            filters:
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 } } }
              - { type: RequestMirror, requestMirror: { backendRef: { name: three, port: 8080 } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /some } }]
            filters:
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 }, percent: 20 } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /half } }]
            filters:
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 }, fraction: { numerator: 25, denominator: 50 } } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /third } }]
            filters:
              - { type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites }], add: [{ name: X-Header-Add, value: header-1 }, { name: X-Header-Add-Append, value: header-2 }], remove: [X-Header-Remove] } }
              - { type: RequestMirror, requestMirror: { backendRef: { name: two, port: 8080 }, percent: 35 } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path>
    Then it reaches service "one"
    And a copy of <percent>% of the requests goes to service "two"

    Examples:
      | path   | percent |
      | /some  | 20      |
      | /half  | 50      |
      | /third | 35      |

  @upstream-HTTPRouteNamedRule
  Scenario Outline: A rule may have a name: <path>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: named, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - name: first
            matches: [{ path: { value: /named } }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /unnamed } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path>
    Then it reaches service "<backend>"

    Examples:
      | path     | backend |
      | /named   | one     |
      | /unnamed | two     |
