@conformance @gateway
Feature: UDPRoutes
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And the manifests in "streams.yaml"
    And namespace "edge"

  @upstream-UDPRoute
  Scenario: Datagrams pass to the backend
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: UDP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: UDPRoute
      metadata: { name: simple, namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: udp-one, port: 8080 }]
      """
    When external connects to 203.0.113.210:9301 over UDP
    Then it succeeds
    And it reaches service "udp-one"

  @upstream-UDPRouteMultipleRoutesAttachment
  Scenario: Of two routes on one listener both are accepted, and the older one has the traffic
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: UDP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: UDPRoute
      metadata: { name: older, creationTimestamp: "2026-01-01T00:00:00Z", namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: udp-one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: UDPRoute
      metadata: { name: newer, creationTimestamp: "2026-01-01T00:00:01Z", namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: udp-two, port: 8080 }]
      """
    Then UDPRoute "newer" has:
      | status.parents[it].conditions[Accepted].status | True |
    And Gateway "it" has:
      | status.listeners[a].attachedRoutes              | 2    |
      | status.listeners[a].conditions[Accepted].status | True |
    When external connects to 203.0.113.210:9301 over UDP
    Then it reaches service "udp-one"

  @upstream-UDPRouteParentRefAttachAllListeners
  Scenario Outline: A route without a section is on every listener: <port>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: UDP }
          - { name: b, port: 9302, protocol: UDP }
          - { name: c, port: 9303, protocol: UDP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: UDPRoute
      metadata: { name: all, namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: udp-one, port: 8080 }]
      """
    When external connects to 203.0.113.210:<port> over UDP
    Then it reaches service "udp-one"

    Examples:
      | port |
      | 9301 |
      | 9302 |
      | 9303 |

  @upstream-UDPRouteParentRefPortAndSectionName
  Scenario Outline: Listeners by section, by port, by both: <port>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: UDP }
          - { name: b, port: 9302, protocol: UDP }
          - { name: c, port: 9303, protocol: UDP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: UDPRoute
      metadata: { name: by-section, namespace: edge }
      spec:
        parentRefs: [{ name: it, sectionName: a }]
        rules:
          - backendRefs: [{ name: udp-one, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: UDPRoute
      metadata: { name: by-port, namespace: edge }
      spec:
        parentRefs: [{ name: it, port: 9302 }]
        rules:
          - backendRefs: [{ name: udp-two, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: UDPRoute
      metadata: { name: by-both, namespace: edge }
      spec:
        parentRefs: [{ name: it, sectionName: c, port: 9303 }]
        rules:
          - backendRefs: [{ name: udp-three, port: 8080 }]
      """
    When external connects to 203.0.113.210:<port> over UDP
    Then it reaches service "<backend>"

    Examples:
      | port | backend   |
      | 9301 | udp-one   |
      | 9302 | udp-two   |
      | 9303 | udp-three |

  @upstream-UDPRouteWeightedRouting
  Scenario: Weights are shares
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: UDP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: UDPRoute
      metadata: { name: weighted, namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: udp-one, port: 8080, weight: 70 }, { name: udp-two, port: 8080, weight: 30 }, { name: udp-three, port: 8080, weight: 0 }]
      """
    When external connects to 203.0.113.210:9301 over UDP
    Then 500 requests reach:
      | backend           | share |
      | service/udp-one   | 70%   |
      | service/udp-two   | 30%   |
      | service/udp-three | 0%    |

  @upstream-UDPRouteInvalidBackendRefNonexistent
  Scenario: A Service that does not exist
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: UDP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: UDPRoute
      metadata: { name: lost, namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: nobody, port: 8080 }]
      """
    Then UDPRoute "lost" has:
      | status.parents[it].conditions[ResolvedRefs].status | False           |
      | status.parents[it].conditions[ResolvedRefs].reason | BackendNotFound |

  @upstream-UDPRouteInvalidCrossNamespaceBackendRef
  Scenario: Without a grant nobody refers to another namespace's Service
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: UDP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: UDPRoute
      metadata: { name: cross, namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: udp-site, namespace: sites, port: 8080 }]
      """
    Then UDPRoute "cross" has:
      | status.parents[it].conditions[ResolvedRefs].status | False           |
      | status.parents[it].conditions[ResolvedRefs].reason | RefNotPermitted |

  @upstream-UDPRouteReferenceGrant
  Scenario: A grant lets it through until it is gone
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: it, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: a, port: 9301, protocol: UDP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: UDPRoute
      metadata: { name: cross, namespace: edge }
      spec:
        parentRefs: [{ name: it }]
        rules:
          - backendRefs: [{ name: udp-site, namespace: sites, port: 8080 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: { name: grant, namespace: sites }
      spec:
        from: [{ group: gateway.networking.k8s.io, kind: UDPRoute, namespace: edge }]
        to: [{ group: "", kind: Service, name: udp-site }]
      """
    When external connects to 203.0.113.210:9301 over UDP
    Then it reaches service "sites/udp-site"
    When I delete "referencegrant/sites/grant"
    Then UDPRoute "cross" has:
      | status.parents[it].conditions[ResolvedRefs].status | False           |
      | status.parents[it].conditions[ResolvedRefs].reason | RefNotPermitted |

  @upstream-UDPRouteNotAllowedByListeners
  Scenario: A listener of another protocol takes none
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: other, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: only, port: 443, protocol: TLS, tls: { mode: Passthrough } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: UDPRoute
      metadata: { name: apart, namespace: edge }
      spec:
        parentRefs: [{ name: other, sectionName: only }]
        rules:
          - backendRefs: [{ name: udp-one, port: 8080 }]
      """
    Then UDPRoute "apart" has:
      | status.parents[other].conditions[Accepted].status | False                 |
      | status.parents[other].conditions[Accepted].reason | NotAllowedByListeners |
