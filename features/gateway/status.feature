@gateway
Feature: What the status of Gateways and routes says beyond yes and no

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @G3 @G5 @G6
  Scenario: A TCP listener on the port of another closes both, and the Gateway says what is left
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: mixed, namespace: shop }
      spec:
        gatewayClassName: eg
        listeners:
          - { name: http, port: 80, protocol: HTTP }
          - { name: tcp, port: 80, protocol: TCP }
          - { name: alt, port: 8080, protocol: HTTP }
      """
    Then Gateway "mixed" has:
      | status.conditions[Accepted].status                   | True                                                                                      |
      | status.conditions[Accepted].reason                   | ListenersNotValid                                                                         |
      | status.conditions[Accepted].message                  | not accepted: http (ProtocolConflict), tcp (ProtocolConflict); accepted: alt              |
      | status.listeners[http].conditions[Conflicted].status | True                                                                                      |
      | status.listeners[http].conditions[Accepted].status   | False                                                                                     |
      | status.listeners[tcp].conditions[Conflicted].reason  | ProtocolConflict                                                                          |
      | status.listeners[alt].conditions[Conflicted].status  | False                                                                                     |

  @G4 @G5
  Scenario: Two of the same host have no winner, and a Gateway without any listener left is not accepted
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: twice, namespace: shop }
      spec:
        gatewayClassName: eg
        listeners:
          - { name: https, port: 443, protocol: HTTPS, hostname: a.example.com, tls: { certificateRefs: [{ name: shop-tls }] } }
          - { name: tls, port: 443, protocol: TLS, hostname: a.example.com, tls: { mode: Passthrough } }
      """
    Then Gateway "twice" has:
      | status.conditions[Accepted].status                   | False             |
      | status.conditions[Accepted].reason                   | ListenersNotValid |
      | status.listeners[https].conditions[Accepted].reason  | HostnameConflict  |
      | status.listeners[tls].conditions[Accepted].reason    | HostnameConflict  |

  @G21
  Scenario Outline: Listeners that end TLS for names in common say so: <listener>
    Given a TLS Secret "apex" for "example.com"
    And a TLS Secret "wide" for "*.example.com"
    And a TLS Secret "org" for "a.example.org"
    And these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: tls, namespace: shop }
      spec:
        gatewayClassName: eg
        listeners:
          - { name: one, port: 443, protocol: HTTPS, hostname: a.example.com, tls: { certificateRefs: [{ name: wide }] } }
          - { name: two, port: 443, protocol: HTTPS, hostname: a.example.org, tls: { certificateRefs: [{ name: org }] } }
          - { name: three, port: 443, protocol: HTTPS, hostname: "*.example.com", tls: { certificateRefs: [{ name: apex }] } }
          - { name: four, port: 443, protocol: HTTPS, hostname: b.example.net, tls: { certificateRefs: [{ name: wide }] } }
          - { name: other, port: 8443, protocol: HTTPS, hostname: a.example.com, tls: { certificateRefs: [{ name: wide }] } }
      """
    When I run:
      """
      kubectl get gateway tls -o jsonpath='{.status.listeners[?(@.name=="<listener>")].conditions[?(@.type=="OverlappingTLSConfig")].reason}'
      """
    Then the output is:
      """
      <reason>
      """

    Examples: what is not so does not stand there as False either
      | listener | reason                  |
      | one      | OverlappingCertificates |
      | two      |                         |
      | three    | OverlappingHostnames    |
      | four     | OverlappingCertificates |
      | other    |                         |

  @G53
  Scenario: A rule whose expression cannot be read is left out, and the others go on
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: part, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [part.example.com]
        rules:
          - matches: [{ path: { type: RegularExpression, value: "/v(" } }, { path: { value: /new } }]
            backendRefs: [{ name: cart, port: 8000 }]
          - matches: [{ path: { value: /new/web } }]
            backendRefs: [{ name: web, port: 80 }]
      """
    Then HTTPRoute "part" has:
      | status.parents[0].conditions[Accepted].status         | True                                                               |
      | status.parents[0].conditions[PartiallyInvalid].status | True                                                               |
      | status.parents[0].conditions[PartiallyInvalid].reason | UnsupportedValue                                                   |
      | status.parents[0].conditions[PartiallyInvalid].message | Dropped Rule 0: the expression /v( cannot be read: missing closing ): /v(   |
    When an external client curls http://part.example.com/new/web
    Then it reaches pod "web"
    When an external client curls http://part.example.com/new
    Then the response status is 404

  @G53
  Scenario: When every rule is left out the route is not accepted
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: none, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [none.example.com]
        rules:
          - matches: [{ headers: [{ name: A, type: RegularExpression, value: "[" }] }]
            backendRefs: [{ name: cart, port: 8000 }]
      """
    Then HTTPRoute "none" has:
      | status.parents[0].conditions[Accepted].status | False            |
      | status.parents[0].conditions[Accepted].reason | UnsupportedValue |
    When an external client curls http://none.example.com/ with:
      | option                                       |
      | --resolve none.example.com:80:203.0.113.200 |
    Then the response status is 404

  @G62
  Scenario: A filter that only an implementation knows is an error, never passed over
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: extended, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [extended.example.com]
        rules:
          - filters: [{ type: ExtensionRef, extensionRef: { group: acme.example.com, kind: Limit, name: slow } }]
            backendRefs: [{ name: web, port: 80 }]
      """
    Then HTTPRoute "extended" has:
      | status.parents[0].conditions[Accepted].status      | True                                                                      |
      | status.parents[0].conditions[ResolvedRefs].reason  | InvalidKind                                                               |
      | status.parents[0].conditions[ResolvedRefs].message | nobody here knows what filter slow of kind Limit.acme.example.com does |
    When an external client curls http://extended.example.com/
    Then the response status is 500

  @G65 @G74
  Scenario: A copy that one backend's filter asks for is of that backend's share alone
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: copied, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [copied.example.com]
        rules:
          - backendRefs:
              - name: web
                port: 80
                filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: cart, port: 8000 } } }]
      """
    When an external client curls http://copied.example.com/
    Then it reaches pod "web"
    And a copy of 100% of the requests goes to service "cart"

  @G30
  Scenario: An HTTPRoute and a GRPCRoute for one host: the older one keeps it
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: first, namespace: shop, creationTimestamp: "2025-01-01T00:00:00Z" }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: ["*.both.example.com"]
        rules: [{ backendRefs: [{ name: web, port: 80 }] }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: second, namespace: shop, creationTimestamp: "2025-01-02T00:00:00Z" }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [a.both.example.com]
        rules: [{ backendRefs: [{ name: cart, port: 8000 }] }]
      """
    Then HTTPRoute "first" has:
      | status.parents[0].conditions[Accepted].status | True |
    And GRPCRoute "second" has:
      | status.parents[0].conditions[Accepted].status  | False                                                         |
      | status.parents[0].conditions[Accepted].reason  | HostnameConflict                                              |
      | status.parents[0].conditions[Accepted].message | an older HTTPRoute has these hostnames on listener http       |
    When an external client curls http://a.both.example.com/
    Then it reaches pod "web"

  @G1
  Scenario: A condition keeps its time while it stays as it was, and follows the generation at once
    Given Gateway "edge" has:
      | status.conditions[Accepted].lastTransitionTime | 2026-01-01T00:00:00Z |
    When 90 seconds pass
    And I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: late, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [late.example.com]
        rules: [{ backendRefs: [{ name: gone, port: 80 }] }]
      """
    Then HTTPRoute "late" has:
      | status.parents[0].conditions[Accepted].lastTransitionTime     | 2026-01-01T00:01:30Z |
      | status.parents[0].conditions[ResolvedRefs].lastTransitionTime | 2026-01-01T00:01:30Z |
      | status.parents[0].conditions[ResolvedRefs].reason             | BackendNotFound      |
    When 30 seconds pass
    And I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: late, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [late.example.com]
        rules: [{ backendRefs: [{ name: web, port: 80 }] }]
      """
    Then HTTPRoute "late" has:
      | status.parents[0].conditions[Accepted].lastTransitionTime     | 2026-01-01T00:01:30Z |
      | status.parents[0].conditions[Accepted].observedGeneration     | 2                    |
      | status.parents[0].conditions[ResolvedRefs].lastTransitionTime | 2026-01-01T00:02:00Z |
      | status.parents[0].conditions[ResolvedRefs].observedGeneration | 2                    |
      | status.parents[0].conditions[ResolvedRefs].status             | True                 |

  Scenario: A Gateway that moves to another class takes its proxy along
    When I run:
      """
      kubectl patch gateway edge -n shop --type merge -p '{"spec":{"gatewayClassName":"eg"}}'
      kubectl get svc,deploy,sa,endpointslices -n shop -o name | grep edge
      kubectl get pods -n shop -l gateway.networking.k8s.io/gateway-name=edge --no-headers | wc -l
      """
    Then the output is:
      """
      gateway.gateway.networking.k8s.io/edge patched
      service/edge-eg
      deployment.apps/edge-eg
      serviceaccount/edge-eg
      endpointslice.discovery.k8s.io/edge-eg-6ltwc
      1
      """

  @G46 @G74
  Scenario: A mirror into another namespace needs a grant, and without one the request goes on alone
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: far }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: tap, namespace: far }
      spec: { ports: [{ port: 80 }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: tapped, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [tapped.example.com]
        rules:
          - filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: tap, namespace: far, port: 80 } } }]
            backendRefs: [{ name: web, port: 80 }]
      """
    Then HTTPRoute "tapped" has:
      | status.parents[0].conditions[ResolvedRefs].reason | RefNotPermitted |
    When an external client curls http://tapped.example.com/
    Then it reaches pod "web"
    When I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: ReferenceGrant
      metadata: { name: tap, namespace: far }
      spec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }], to: [{ group: "", kind: Service }] }
      """
    Then HTTPRoute "tapped" has:
      | status.parents[0].conditions[ResolvedRefs].status | True |
    When an external client curls http://tapped.example.com/
    Then a copy of 100% of the requests goes to service "tap"
