@conformance @gateway
Feature: TLSRoutes
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And the manifests in "streams.yaml"
    And namespace "edge"

  @upstream-TLSRouteSimpleSameNamespace
  Scenario: TLS passes to the backend that its server name means
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: pass, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, hostname: "*.example.com", tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: simple, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: [abc.example.com]
        rules:
          - backendRefs: [{ name: tls-a, port: 443 }]
      """
    When an external client curls https://abc.example.com/ with:
      | option                                      |
      | --resolve abc.example.com:443:203.0.113.210 |
    Then the response status is 200
    And it reaches service "tls-a"

  @upstream-TLSRouteHostnameIntersection
  Scenario Outline: An exact listener: <host> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: pass, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, hostname: "abc.example.com", tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: r0, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: ["*.example.com"]
        rules:
          - backendRefs: [{ name: tls-a, port: 443 }]
      """
    When an external client curls https://<host>/ with:
      | option                             |
      | --resolve <host>:443:203.0.113.210 |
    Then it reaches service "<backend>"

    Examples:
      | host            | backend |
      | abc.example.com | tls-a   |

  @upstream-TLSRouteHostnameIntersection
  Scenario Outline: An exact listener: <host> is closed
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: pass, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, hostname: "abc.example.com", tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: r0, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: ["*.example.com"]
        rules:
          - backendRefs: [{ name: tls-a, port: 443 }]
      """
    When an external client curls https://<host>/ with:
      | option                             |
      | --resolve <host>:443:203.0.113.210 |
    Then it ends as closed

    Examples:
      | host                     |
      | non-matching.example.com |

  @upstream-TLSRouteHostnameIntersection
  Scenario Outline: A wildcard listener: <host> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: pass, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, hostname: "*.example.com", tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: r0, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: [abc.example.com]
        rules:
          - backendRefs: [{ name: tls-a, port: 443 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: r1, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: ["*.com"]
        rules:
          - backendRefs: [{ name: tls-b, port: 443 }]
      """
    When an external client curls https://<host>/ with:
      | option                             |
      | --resolve <host>:443:203.0.113.210 |
    Then it reaches service "<backend>"

    Examples:
      | host              | backend |
      | abc.example.com   | tls-a   |
      | other.example.com | tls-b   |

  @upstream-TLSRouteHostnameIntersection
  Scenario Outline: A wildcard listener: <host> is closed
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: pass, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, hostname: "*.example.com", tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: r0, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: [abc.example.com]
        rules:
          - backendRefs: [{ name: tls-a, port: 443 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: r1, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: ["*.com"]
        rules:
          - backendRefs: [{ name: tls-b, port: 443 }]
      """
    When an external client curls https://<host>/ with:
      | option                             |
      | --resolve <host>:443:203.0.113.210 |
    Then it ends as closed

    Examples:
      | host                    |
      | something.matching.none |

  @upstream-TLSRouteHostnameIntersection
  Scenario Outline: A wide wildcard listener: <host> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: pass, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, hostname: "*.com", tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: r0, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: [abc.example.com]
        rules:
          - backendRefs: [{ name: tls-a, port: 443 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: r1, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: ["*.example.com"]
        rules:
          - backendRefs: [{ name: tls-b, port: 443 }]
      """
    When an external client curls https://<host>/ with:
      | option                             |
      | --resolve <host>:443:203.0.113.210 |
    Then it reaches service "<backend>"

    Examples:
      | host              | backend |
      | abc.example.com   | tls-a   |
      | other.example.com | tls-b   |

  @upstream-TLSRouteHostnameIntersection
  Scenario Outline: A wide wildcard listener: <host> is closed
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: pass, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, hostname: "*.com", tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: r0, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: [abc.example.com]
        rules:
          - backendRefs: [{ name: tls-a, port: 443 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: r1, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: ["*.example.com"]
        rules:
          - backendRefs: [{ name: tls-b, port: 443 }]
      """
    When an external client curls https://<host>/ with:
      | option                             |
      | --resolve <host>:443:203.0.113.210 |
    Then it ends as closed

    Examples:
      | host             |
      | non-matching.com |

  @upstream-TLSRouteHostnameIntersection
  Scenario Outline: A listener without a name: <host> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: pass, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: r0, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: [abc.example.com]
        rules:
          - backendRefs: [{ name: tls-a, port: 443 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: r1, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: ["*.com"]
        rules:
          - backendRefs: [{ name: tls-b, port: 443 }]
      """
    When an external client curls https://<host>/ with:
      | option                             |
      | --resolve <host>:443:203.0.113.210 |
    Then it reaches service "<backend>"

    Examples:
      | host              | backend |
      | abc.example.com   | tls-a   |
      | other.example.com | tls-b   |

  @upstream-TLSRouteHostnameIntersection
  Scenario Outline: A listener without a name: <host> is closed
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: pass, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: r0, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: [abc.example.com]
        rules:
          - backendRefs: [{ name: tls-a, port: 443 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: r1, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: ["*.com"]
        rules:
          - backendRefs: [{ name: tls-b, port: 443 }]
      """
    When an external client curls https://<host>/ with:
      | option                             |
      | --resolve <host>:443:203.0.113.210 |
    Then it ends as closed

    Examples:
      | host             |
      | non.matching.org |

  @upstream-TLSRouteInvalidBackendRefNonexistent
  Scenario: A Service that does not exist
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: pass, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: lost, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: [example.com]
        rules:
          - backendRefs: [{ name: nobody, port: 443 }]
      """
    Then TLSRoute "lost" has:
      | status.parents[pass].conditions[ResolvedRefs].status | False           |
      | status.parents[pass].conditions[ResolvedRefs].reason | BackendNotFound |
    When an external client curls https://example.com/ with:
      | option                                  |
      | --resolve example.com:443:203.0.113.210 |
    Then it ends as closed

  @upstream-TLSRouteInvalidBackendRefUnknownKind
  Scenario: A backend of a kind that nobody knows
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: pass, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: odd, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: [example.com]
        rules:
          - backendRefs: [{ group: unknown.example.com, kind: Thing, name: tls-a, port: 443 }]
      """
    Then TLSRoute "odd" has:
      | status.parents[pass].conditions[ResolvedRefs].status | False       |
      | status.parents[pass].conditions[ResolvedRefs].reason | InvalidKind |
    When an external client curls https://example.com/ with:
      | option                                  |
      | --resolve example.com:443:203.0.113.210 |
    Then it ends as closed

  @upstream-TLSRouteInvalidNoMatchingListenerHostname
  Scenario Outline: No name in common with listener <listener>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: pass, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, hostname: "<listener>", tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: apart, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: [www.nomatch.com, "*.nomatch.com"]
        rules:
          - backendRefs: [{ name: tls-a, port: 443 }]
      """
    Then TLSRoute "apart" has:
      | status.parents[pass].conditions[Accepted].status | False                      |
      | status.parents[pass].conditions[Accepted].reason | NoMatchingListenerHostname |

    Examples:
      | listener        |
      | www.example.com |
      | *.example.com   |

  @upstream-TLSRouteInvalidNoMatchingListener
  Scenario Outline: A Gateway without a listener for it: <what>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: other, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: it, port: 443, protocol: <protocol><tls> }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: apart, namespace: edge }
      spec:
        parentRefs: [{ name: other<section> }]
        hostnames: [tls.example.com]
        rules:
          - backendRefs: [{ name: tls-a, port: 443 }]
      """
    Then TLSRoute "apart" has:
      | status.parents[other].conditions[Accepted].status | False    |
      | status.parents[other].conditions[Accepted].reason | <reason> |

    Examples:
      | what            | protocol | tls                                                 | section                | reason                |
      | plain HTTP      | HTTP     |                                                     |                        | NotAllowedByListeners |
      | HTTPS           | HTTPS    | , tls: { certificateRefs: [{ name: certificate }] } |                        | NotAllowedByListeners |
      | another section | TLS      | , tls: { mode: Passthrough }                        | , sectionName: nowhere | NoMatchingParent      |

  @upstream-TLSRouteListenerPassthroughSupportedKinds
  Scenario: Of the kinds that a listener names those count that its protocol takes
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: pass, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, allowedRoutes: { kinds: [{ kind: TCPRoute }, { kind: TLSRoute }] }, tls: { mode: Passthrough } }
      """
    Then Gateway "pass" has:
      | status.listeners[tls].supportedKinds[0].kind          | TLSRoute          |
      | status.listeners[tls].supportedKinds[1]               | (absent)          |
      | status.listeners[tls].conditions[ResolvedRefs].status | False             |
      | status.listeners[tls].conditions[ResolvedRefs].reason | InvalidRouteKinds |

  @upstream-TLSRouteListenerTerminateSupportedKinds
  Scenario: A listener that ends TLS takes TLSRoutes as well
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: ends, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, tls: { mode: Terminate, certificateRefs: [{ name: certificate }] } }
      """
    Then Gateway "ends" has:
      | status.listeners[tls].supportedKinds[0].kind          | TLSRoute |
      | status.listeners[tls].supportedKinds[1]               | (absent) |
      | status.listeners[tls].conditions[ResolvedRefs].status | True     |

  @upstream-TLSRouteTerminateSimpleSameNamespace
  Scenario: TLS that ends at the Gateway goes on in the clear
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: ends, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, hostname: "tls.example.com", tls: { mode: Terminate, certificateRefs: [{ name: certificate }] } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: simple, namespace: edge }
      spec:
        parentRefs: [{ name: ends }]
        hostnames: [tls.example.com]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls https://tls.example.com/ with:
      | option                                      |
      | --resolve tls.example.com:443:203.0.113.210 |
    Then the response status is 200
    And it reaches service "one"

  @upstream-TLSRouteMixedTerminationSameNamespace
  Scenario Outline: One port, two modes: <host>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: mixed, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: ends, port: 443, protocol: TLS, hostname: "ends.example.com", tls: { mode: Terminate, certificateRefs: [{ name: certificate }] } }
          - { name: passes, port: 443, protocol: TLS, hostname: "passes.example.com", tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: ends, namespace: edge }
      spec:
        parentRefs: [{ name: mixed, sectionName: ends }]
        hostnames: [ends.example.com]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: passes, namespace: edge }
      spec:
        parentRefs: [{ name: mixed, sectionName: passes }]
        hostnames: [passes.example.com]
        rules:
          - backendRefs: [{ name: tls-a, port: 443 }]
      """
    When an external client curls https://<host>/ with:
      | option                             |
      | --resolve <host>:443:203.0.113.210 |
    Then it reaches service "<backend>"

    Examples:
      | host               | backend |
      | ends.example.com   | one     |
      | passes.example.com | tls-a   |

  @upstream-TLSRouteInvalidReferenceGrant
  Scenario: Seven grants that are each wrong in one thing
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: pass, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: tls, port: 443, protocol: TLS, hostname: "*.example.com", tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: cross, namespace: edge }
      spec:
        parentRefs: [{ name: pass }]
        hostnames: [abc.example.com]
        rules:
          - backendRefs: [{ name: site, namespace: sites, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-namespace, namespace: edge }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: TLSRoute, namespace: edge }]
        to: [{ group: "", kind: Service, name: site }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-from-group, namespace: sites }
      spec:
        from: [{ group: example.com, kind: TLSRoute, namespace: edge }]
        to: [{ group: "", kind: Service, name: site }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-from-kind, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: edge }]
        to: [{ group: "", kind: Service, name: site }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-from-namespace, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: TLSRoute, namespace: apps }]
        to: [{ group: "", kind: Service, name: site }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-to-group, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: TLSRoute, namespace: edge }]
        to: [{ group: example.com, kind: Service, name: site }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-to-kind, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: TLSRoute, namespace: edge }]
        to: [{ group: "", kind: Secret, name: site }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: wrong-to-name, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: TLSRoute, namespace: edge }]
        to: [{ group: "", kind: Service, name: other }]
      """
    Then TLSRoute "cross" has:
      | status.parents[pass].conditions[ResolvedRefs].status | False           |
      | status.parents[pass].conditions[ResolvedRefs].reason | RefNotPermitted |
