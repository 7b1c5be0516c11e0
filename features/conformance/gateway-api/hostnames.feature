@conformance @gateway
Feature: Hostnames of listeners and routes
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-HTTPRouteHostnameIntersection
  Scenario Outline: Names in common: <host> <path> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: hosts, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: l1, port: 80, protocol: HTTP, hostname: "very.specific.com" }
          - { name: l2, port: 80, protocol: HTTP, hostname: "*.wildcard.io" }
          - { name: l3, port: 80, protocol: HTTP, hostname: "*.anotherwildcard.io" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: specific-on-specific, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: [non.matching.com, "*.nonmatchingwildcard.io", very.specific.com]
        rules:
          - matches: [{ path: { value: /s1 } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: specific-on-wildcard, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: [non.matching.com, wildcard.io, foo.wildcard.io, bar.wildcard.io, foo.bar.wildcard.io]
        rules:
          - matches: [{ path: { value: /s2 } }]
            backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: wildcard-on-specific, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: [non.matching.com, "*.specific.com"]
        rules:
          - matches: [{ path: { value: /s3 } }]
            backendRefs: [{ name: three, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: wildcard-on-wildcard, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: ["*.anotherwildcard.io"]
        rules:
          - matches: [{ path: { value: /s4 } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: nothing-in-common, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: [specific.but.wrong.com, wildcard.io]
        rules:
          - matches: [{ path: { value: /s5 } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | host                       | path | backend |
      | very.specific.com          | /s1  | one     |
      | very.specific.com:1234     | /s1  | one     |
      | foo.wildcard.io            | /s2  | two     |
      | bar.wildcard.io            | /s2  | two     |
      | foo.bar.wildcard.io        | /s2  | two     |
      | very.specific.com          | /s3  | three   |
      | foo.anotherwildcard.io     | /s4  | one     |
      | bar.anotherwildcard.io     | /s4  | one     |
      | foo.bar.anotherwildcard.io | /s4  | one     |

  @upstream-HTTPRouteHostnameIntersection
  Scenario Outline: Names in common: <host> <path> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: hosts, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: l1, port: 80, protocol: HTTP, hostname: "very.specific.com" }
          - { name: l2, port: 80, protocol: HTTP, hostname: "*.wildcard.io" }
          - { name: l3, port: 80, protocol: HTTP, hostname: "*.anotherwildcard.io" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: specific-on-specific, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: [non.matching.com, "*.nonmatchingwildcard.io", very.specific.com]
        rules:
          - matches: [{ path: { value: /s1 } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: specific-on-wildcard, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: [non.matching.com, wildcard.io, foo.wildcard.io, bar.wildcard.io, foo.bar.wildcard.io]
        rules:
          - matches: [{ path: { value: /s2 } }]
            backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: wildcard-on-specific, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: [non.matching.com, "*.specific.com"]
        rules:
          - matches: [{ path: { value: /s3 } }]
            backendRefs: [{ name: three, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: wildcard-on-wildcard, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: ["*.anotherwildcard.io"]
        rules:
          - matches: [{ path: { value: /s4 } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: nothing-in-common, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: [specific.but.wrong.com, wildcard.io]
        rules:
          - matches: [{ path: { value: /s5 } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is <status>

    Examples:
      | host                       | path                 | status |
      | non.matching.com           | /s1                  | 404    |
      | foo.nonmatchingwildcard.io | /s1                  | 404    |
      | foo.wildcard.io            | /s1                  | 404    |
      | very.specific.com          | /non-matching-prefix | 404    |
      | non.matching.com           | /s2                  | 404    |
      | wildcard.io                | /s2                  | 404    |
      | very.specific.com          | /s2                  | 404    |
      | foo.wildcard.io            | /non-matching-prefix | 404    |
      | non.matching.com           | /s3                  | 404    |
      | foo.specific.com           | /s3                  | 404    |
      | foo.wildcard.io            | /s3                  | 404    |
      | very.specific.com          | /non-matching-prefix | 404    |
      | anotherwildcard.io         | /s4                  | 404    |
      | foo.wildcard.io            | /s4                  | 404    |
      | very.specific.com          | /s4                  | 404    |
      | foo.anotherwildcard.io     | /non-matching-prefix | 404    |
      | specific.but.wrong.com     | /s5                  | 404    |
      | wildcard.io                | /s5                  | 404    |

  @upstream-HTTPRouteHostnameIntersection
  Scenario: Conditions and counts say who has a name in common with whom
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: hosts, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: l1, port: 80, protocol: HTTP, hostname: "very.specific.com" }
          - { name: l2, port: 80, protocol: HTTP, hostname: "*.wildcard.io" }
          - { name: l3, port: 80, protocol: HTTP, hostname: "*.anotherwildcard.io" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: specific-on-specific, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: [non.matching.com, "*.nonmatchingwildcard.io", very.specific.com]
        rules:
          - matches: [{ path: { value: /s1 } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: specific-on-wildcard, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: [non.matching.com, wildcard.io, foo.wildcard.io, bar.wildcard.io, foo.bar.wildcard.io]
        rules:
          - matches: [{ path: { value: /s2 } }]
            backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: wildcard-on-specific, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: [non.matching.com, "*.specific.com"]
        rules:
          - matches: [{ path: { value: /s3 } }]
            backendRefs: [{ name: three, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: wildcard-on-wildcard, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: ["*.anotherwildcard.io"]
        rules:
          - matches: [{ path: { value: /s4 } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: nothing-in-common, namespace: edge }
      spec:
        parentRefs: [{ name: hosts }]
        hostnames: [specific.but.wrong.com, wildcard.io]
        rules:
          - matches: [{ path: { value: /s5 } }]
            backendRefs: [{ name: two, port: 8080 }]
      """
    Then HTTPRoute "nothing-in-common" has:
      | status.parents[hosts].conditions[Accepted].status     | False                      |
      | status.parents[hosts].conditions[Accepted].reason     | NoMatchingListenerHostname |
      | status.parents[hosts].conditions[ResolvedRefs].status | True                       |
    And HTTPRoute "wildcard-on-specific" has:
      | status.parents[hosts].conditions[Accepted].status     | True |
      | status.parents[hosts].conditions[ResolvedRefs].status | True |
    And Gateway "hosts" has:
      | status.listeners[l1].attachedRoutes | 2 |
      | status.listeners[l2].attachedRoutes | 1 |
      | status.listeners[l3].attachedRoutes | 1 |

  @upstream-HTTPRouteHostnameIntersection
  Scenario Outline: A listener without a name: <host> <path> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: any, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: l1, port: 80, protocol: HTTP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: all, namespace: edge }
      spec:
        parentRefs: [{ name: any }]
        hostnames: [first.com, sub.first.com, second.com, sub.second.com]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | host           | path | backend |
      | first.com      | /    | two     |
      | sub.first.com  | /    | two     |
      | second.com     | /    | two     |
      | sub.second.com | /    | two     |

  @upstream-HTTPRouteHostnameIntersection
  Scenario Outline: A listener without a name: <host> <path> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: any, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: l1, port: 80, protocol: HTTP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: all, namespace: edge }
      spec:
        parentRefs: [{ name: any }]
        hostnames: [first.com, sub.first.com, second.com, sub.second.com]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is <status>

    Examples:
      | host          | path | status |
      | third.com     | /    | 404    |
      | sub.third.com | /    | 404    |

  @upstream-HTTPRouteListenerHostnameMatching
  Scenario Outline: The most specific listener: <host> <path> reaches <backend>
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
      kind: HTTPRoute
      metadata: { name: one, namespace: edge }
      spec:
        parentRefs: [{ name: hosts, sectionName: l1 }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: two, namespace: edge }
      spec:
        parentRefs: [{ name: hosts, sectionName: l2 }]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: three, namespace: edge }
      spec:
        parentRefs: [{ name: hosts, sectionName: l3 }, { name: hosts, sectionName: l4 }]
        rules:
          - backendRefs: [{ name: three, port: 8080 }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | host                      | path | backend |
      | bar.com                   | /    | one     |
      | foo.bar.com               | /    | two     |
      | baz.bar.com               | /    | three   |
      | boo.bar.com               | /    | three   |
      | multiple.prefixes.bar.com | /    | three   |
      | multiple.prefixes.foo.com | /    | three   |

  @upstream-HTTPRouteListenerHostnameMatching
  Scenario Outline: The most specific listener: <host> <path> is answered <status>
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
      kind: HTTPRoute
      metadata: { name: one, namespace: edge }
      spec:
        parentRefs: [{ name: hosts, sectionName: l1 }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: two, namespace: edge }
      spec:
        parentRefs: [{ name: hosts, sectionName: l2 }]
        rules:
          - backendRefs: [{ name: two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: three, namespace: edge }
      spec:
        parentRefs: [{ name: hosts, sectionName: l3 }, { name: hosts, sectionName: l4 }]
        rules:
          - backendRefs: [{ name: three, port: 8080 }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is <status>

    Examples:
      | host             | path | status |
      | foo.com          | /    | 404    |
      | no.matching.host | /    | 404    |

  @upstream-GatewayHTTPListenerIsolation
  Scenario Outline: Listeners do not help each other out: <host> <path> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: isolated, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: any, port: 80, protocol: HTTP }
          - { name: wild, port: 80, protocol: HTTP, hostname: "*.example.com" }
          - { name: foo, port: 80, protocol: HTTP, hostname: "*.foo.example.com" }
          - { name: abc, port: 80, protocol: HTTP, hostname: "abc.foo.example.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-any, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: any }]
        rules:
          - matches: [{ path: { value: /any } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-wild, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: wild }]
        rules:
          - matches: [{ path: { value: /wild } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-foo, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: foo }]
        rules:
          - matches: [{ path: { value: /foo } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-abc, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: abc }]
        rules:
          - matches: [{ path: { value: /abc } }]
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | host                | path  | backend |
      | bar.com             | /any  | one     |
      | bar.example.com     | /wild | one     |
      | bar.foo.example.com | /foo  | one     |
      | abc.foo.example.com | /abc  | one     |

  @upstream-GatewayHTTPListenerIsolation
  Scenario Outline: Listeners do not help each other out: <host> <path> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: isolated, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: any, port: 80, protocol: HTTP }
          - { name: wild, port: 80, protocol: HTTP, hostname: "*.example.com" }
          - { name: foo, port: 80, protocol: HTTP, hostname: "*.foo.example.com" }
          - { name: abc, port: 80, protocol: HTTP, hostname: "abc.foo.example.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-any, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: any }]
        rules:
          - matches: [{ path: { value: /any } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-wild, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: wild }]
        rules:
          - matches: [{ path: { value: /wild } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-foo, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: foo }]
        rules:
          - matches: [{ path: { value: /foo } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-abc, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: abc }]
        rules:
          - matches: [{ path: { value: /abc } }]
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is <status>

    Examples:
      | host                | path  | status |
      | bar.com             | /wild | 404    |
      | bar.com             | /foo  | 404    |
      | bar.com             | /abc  | 404    |
      | bar.example.com     | /any  | 404    |
      | bar.example.com     | /foo  | 404    |
      | bar.example.com     | /abc  | 404    |
      | bar.foo.example.com | /any  | 404    |
      | bar.foo.example.com | /wild | 404    |
      | bar.foo.example.com | /abc  | 404    |
      | abc.foo.example.com | /any  | 404    |
      | abc.foo.example.com | /wild | 404    |
      | abc.foo.example.com | /foo  | 404    |

  @upstream-GatewayHTTPListenerIsolation
  Scenario Outline: Neither do routes with all the names: <host> <path> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: isolated, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: any, port: 80, protocol: HTTP }
          - { name: wild, port: 80, protocol: HTTP, hostname: "*.example.com" }
          - { name: foo, port: 80, protocol: HTTP, hostname: "*.foo.example.com" }
          - { name: abc, port: 80, protocol: HTTP, hostname: "abc.foo.example.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-any, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: any }]
        hostnames: [bar.com, "*.example.com", "*.foo.example.com", abc.foo.example.com]
        rules:
          - matches: [{ path: { value: /any } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-wild, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: wild }]
        hostnames: [bar.com, "*.example.com", "*.foo.example.com", abc.foo.example.com]
        rules:
          - matches: [{ path: { value: /wild } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-foo, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: foo }]
        hostnames: [bar.com, "*.example.com", "*.foo.example.com", abc.foo.example.com]
        rules:
          - matches: [{ path: { value: /foo } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-abc, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: abc }]
        hostnames: [bar.com, "*.example.com", "*.foo.example.com", abc.foo.example.com]
        rules:
          - matches: [{ path: { value: /abc } }]
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | host                | path  | backend |
      | bar.com             | /any  | one     |
      | bar.example.com     | /wild | one     |
      | bar.foo.example.com | /foo  | one     |
      | abc.foo.example.com | /abc  | one     |

  @upstream-GatewayHTTPListenerIsolation
  Scenario Outline: Neither do routes with all the names: <host> <path> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: isolated, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: any, port: 80, protocol: HTTP }
          - { name: wild, port: 80, protocol: HTTP, hostname: "*.example.com" }
          - { name: foo, port: 80, protocol: HTTP, hostname: "*.foo.example.com" }
          - { name: abc, port: 80, protocol: HTTP, hostname: "abc.foo.example.com" }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-any, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: any }]
        hostnames: [bar.com, "*.example.com", "*.foo.example.com", abc.foo.example.com]
        rules:
          - matches: [{ path: { value: /any } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-wild, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: wild }]
        hostnames: [bar.com, "*.example.com", "*.foo.example.com", abc.foo.example.com]
        rules:
          - matches: [{ path: { value: /wild } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-foo, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: foo }]
        hostnames: [bar.com, "*.example.com", "*.foo.example.com", abc.foo.example.com]
        rules:
          - matches: [{ path: { value: /foo } }]
            backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-abc, namespace: edge }
      spec:
        parentRefs: [{ name: isolated, sectionName: abc }]
        hostnames: [bar.com, "*.example.com", "*.foo.example.com", abc.foo.example.com]
        rules:
          - matches: [{ path: { value: /abc } }]
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.210<path> with:
      | header       |
      | Host: <host> |
    Then the response status is <status>

    Examples:
      | host                | path  | status |
      | bar.com             | /wild | 404    |
      | bar.com             | /foo  | 404    |
      | bar.com             | /abc  | 404    |
      | bar.example.com     | /any  | 404    |
      | bar.example.com     | /foo  | 404    |
      | bar.example.com     | /abc  | 404    |
      | bar.foo.example.com | /any  | 404    |
      | bar.foo.example.com | /wild | 404    |
      | bar.foo.example.com | /abc  | 404    |
      | abc.foo.example.com | /any  | 404    |
      | abc.foo.example.com | /wild | 404    |
      | abc.foo.example.com | /foo  | 404    |
