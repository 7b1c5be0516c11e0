@conformance @gateway
Feature: What the status of Gateways says
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-GatewayListenerUnsupportedProtocol
  Scenario: Protocols that nobody knows
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: odd-only, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners: [{ name: odd, port: 1111, protocol: ODD }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: odd-too, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners: [{ name: http, port: 80, protocol: HTTP }, { name: odd, port: 1111, protocol: ODD }]
      """
    Then Gateway "odd-only" has:
      | status.conditions[Accepted].status                | False               |
      | status.conditions[Accepted].reason                | ListenersNotValid   |
      | status.listeners[odd].conditions[Accepted].status | False               |
      | status.listeners[odd].conditions[Accepted].reason | UnsupportedProtocol |
      | status.listeners[odd].supportedKinds              | []                  |
      | status.listeners[odd].attachedRoutes              | 0                   |
    And Gateway "odd-too" has:
      | status.conditions[Accepted].status                 | True                |
      | status.conditions[Accepted].reason                 | ListenersNotValid   |
      | status.listeners[http].conditions[Accepted].status | True                |
      | status.listeners[http].conditions[Accepted].reason | Accepted            |
      | status.listeners[http].supportedKinds[0].kind      | HTTPRoute           |
      | status.listeners[odd].conditions[Accepted].status  | False               |
      | status.listeners[odd].conditions[Accepted].reason  | UnsupportedProtocol |
      | status.listeners[odd].supportedKinds               | []                  |

  @upstream-GatewayInvalidParametersRef
  Scenario: Parameters that are not there
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: lost, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners: [{ name: http, port: 80, protocol: HTTP }]
        infrastructure: { parametersRef: { group: example.com, kind: Parameters, name: nowhere } }
      """
    Then Gateway "lost" has:
      | status.conditions[Accepted].status | False             |
      | status.conditions[Accepted].reason | InvalidParameters |

  @upstream-GatewayInvalidRouteKind
  Scenario: Kinds of routes that nobody knows
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: odd-only, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { kinds: [{ kind: OddRoute }] } }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: odd-too, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { kinds: [{ kind: OddRoute }, { kind: HTTPRoute }] } }]
      """
    Then Gateway "odd-only" has:
      | status.listeners[http].conditions[ResolvedRefs].status | False             |
      | status.listeners[http].conditions[ResolvedRefs].reason | InvalidRouteKinds |
      | status.listeners[http].supportedKinds                  | []                |
      | status.listeners[http].attachedRoutes                  | 0                 |
    And Gateway "odd-too" has:
      | status.listeners[http].conditions[ResolvedRefs].status | False             |
      | status.listeners[http].conditions[ResolvedRefs].reason | InvalidRouteKinds |
      | status.listeners[http].supportedKinds[0].kind          | HTTPRoute         |
      | status.listeners[http].supportedKinds[1]               | (absent)          |

  @upstream-GatewayInvalidTLSConfiguration
  Scenario Outline: A certificate that cannot be used: <what>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: secure-too, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners:
          - { name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [<reference>] } }
      ---
      apiVersion: v1
      kind: Secret
      metadata: { name: malformed, namespace: edge }
      type: kubernetes.io/tls
      data: { tls.crt: SGVsbG8gd29ybGQK, tls.key: SGVsbG8gd29ybGQK }
      """
    Then Gateway "secure-too" has:
      | status.listeners[https].conditions[ResolvedRefs].status | False                 |
      | status.listeners[https].conditions[ResolvedRefs].reason | InvalidCertificateRef |
      | status.listeners[https].supportedKinds[0].kind          | HTTPRoute             |
      | status.listeners[https].attachedRoutes                  | 0                     |

    Examples:
      | what           | reference                                               |
      | no such Secret | { name: nowhere }                                       |
      | another group  | { group: example.com, kind: Secret, name: certificate } |
      | another kind   | { kind: ConfigMap, name: certificate }                  |
      | no PEM inside  | { name: malformed }                                     |

  @upstream-GatewayModifyListeners
  Scenario: A listener is added
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: growing, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners:
          - { name: https, port: 443, protocol: HTTPS, hostname: secure.test.com, tls: { certificateRefs: [{ name: certificate }] } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-it, namespace: edge }
      spec:
        parentRefs: [{ name: growing }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      """
    When I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: growing, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners:
          - { name: https, port: 443, protocol: HTTPS, hostname: secure.test.com, tls: { certificateRefs: [{ name: certificate }] } }
          - { name: http, port: 80, protocol: HTTP, hostname: data.test.com }
      """
    Then Gateway "growing" has:
      | metadata.generation                                     | 2    |
      | status.conditions[Programmed].observedGeneration        | 2    |
      | status.listeners[https].attachedRoutes                  | 1    |
      | status.listeners[https].conditions[Accepted].status     | True |
      | status.listeners[https].conditions[ResolvedRefs].status | True |
      | status.listeners[http].attachedRoutes                   | 1    |
      | status.listeners[http].conditions[Accepted].status      | True |
      | status.listeners[http].conditions[ResolvedRefs].status  | True |

  @upstream-GatewayModifyListeners
  Scenario: A listener is taken away
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: shrinking, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners:
          - { name: https, port: 443, protocol: HTTPS, hostname: secure.test.com, tls: { certificateRefs: [{ name: certificate }] } }
          - { name: http, port: 80, protocol: HTTP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-it, namespace: edge }
      spec:
        parentRefs: [{ name: shrinking }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      """
    When I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: shrinking, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners:
          - { name: http, port: 80, protocol: HTTP }
      """
    Then Gateway "shrinking" has:
      | metadata.generation                                    | 2        |
      | status.listeners[http].attachedRoutes                  | 1        |
      | status.listeners[http].conditions[Accepted].status     | True     |
      | status.listeners[http].conditions[ResolvedRefs].status | True     |
      | status.listeners[https]                                | (absent) |

  @upstream-GatewayNameMaximumLength
  Scenario: A name as long as names can be
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners:
          - { name: http, port: 80, protocol: HTTP }
      """
    Then Gateway "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" has:
      | status.conditions[Accepted].status   | True |
      | status.conditions[Programmed].status | True |

  @upstream-GatewayObservedGenerationBump
  Scenario: Conditions follow the Gateway's generation
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: moving, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners:
          - { name: http, port: 80, protocol: HTTP }
      """
    When I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: moving, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners:
          - { name: http, port: 80, protocol: HTTP }
          - { name: alternate, port: 8080, protocol: HTTP }
      """
    Then Gateway "moving" has:
      | metadata.generation                                                 | 2    |
      | status.conditions[Accepted].status                                  | True |
      | status.conditions[Accepted].observedGeneration                      | 2    |
      | status.conditions[Programmed].observedGeneration                    | 2    |
      | status.listeners[alternate].conditions[Accepted].observedGeneration | 2    |

  @upstream-GatewayClassObservedGenerationBump
  Scenario: Conditions follow the class's generation
    Then GatewayClass "podwire" has:
      | status.conditions[Accepted].status             | True |
      | status.conditions[Accepted].observedGeneration | 1    |
    When I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: { name: podwire }
      spec: { controllerName: podwire.dev/gateway-controller, description: new }
      """
    Then GatewayClass "podwire" has:
      | metadata.generation                            | 2    |
      | status.conditions[Accepted].status             | True |
      | status.conditions[Accepted].observedGeneration | 2    |

  @upstream-GatewayWithAttachedRoutes
  Scenario: Accepted routes are counted, whether or not anything else resolves
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: single, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners:
          - { name: http, port: 80, protocol: HTTP, allowedRoutes: { kinds: [{ kind: HTTPRoute }], namespaces: { from: Selector, selector: { matchLabels: { kubernetes.io/metadata.name: edge } } } } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: r1, namespace: edge }
      spec:
        parentRefs: [{ name: single }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: double, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners:
          - { name: http, port: 80, protocol: HTTP, hostname: foo.example.com, allowedRoutes: { kinds: [{ kind: HTTPRoute }], namespaces: { from: Selector, selector: { matchLabels: { kubernetes.io/metadata.name: edge } } } } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: r2, namespace: edge }
      spec:
        parentRefs: [{ name: double }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: r3, namespace: edge }
      spec:
        parentRefs: [{ name: double }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: not-accepted, namespace: edge }
      spec:
        parentRefs: [{ name: double }]
        hostnames: [not-accepted.test.com]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: unresolved, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners:
          - { name: tls, port: 443, protocol: HTTPS, allowedRoutes: { kinds: [{ kind: HTTPRoute }], namespaces: { from: Selector, selector: { matchLabels: { kubernetes.io/metadata.name: edge } } } }, tls: { mode: Terminate, certificateRefs: [{ name: nowhere }] } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: r4, namespace: edge }
      spec:
        parentRefs: [{ name: unresolved, sectionName: tls }]
        rules:
          - backendRefs: [{ name: nowhere, port: 8080 }]
      """
    Then Gateway "single" has:
      | status.listeners[http].attachedRoutes                  | 1    |
      | status.listeners[http].conditions[Accepted].status     | True |
      | status.listeners[http].conditions[ResolvedRefs].status | True |
    And Gateway "double" has:
      | status.listeners[http].attachedRoutes              | 2    |
      | status.listeners[http].conditions[Accepted].status | True |
    And HTTPRoute "not-accepted" has:
      | status.parents[double].conditions[Accepted].status | False                      |
      | status.parents[double].conditions[Accepted].reason | NoMatchingListenerHostname |
    And Gateway "unresolved" has:
      | status.listeners[tls].attachedRoutes                  | 1     |
      | status.listeners[tls].conditions[Programmed].status   | False |
      | status.listeners[tls].conditions[ResolvedRefs].status | False |
    And HTTPRoute "r4" has:
      | status.parents[unresolved].conditions[ResolvedRefs].status | False |

  @upstream-GatewayWithAttachedRoutesWithPort8080
  Scenario: Each listener counts its own
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: two, namespace: edge }
      spec:
        gatewayClassName: podwire
        listeners:
          - { name: http, port: 80, protocol: HTTP }
          - { name: alone, port: 8080, protocol: HTTP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: on-one, namespace: edge }
      spec:
        parentRefs: [{ name: two, sectionName: http }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      """
    Then Gateway "two" has:
      | status.listeners[http].attachedRoutes  | 1 |
      | status.listeners[alone].attachedRoutes | 0 |
