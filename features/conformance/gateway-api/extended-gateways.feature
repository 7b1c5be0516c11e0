@conformance @gateway
Feature: Addresses, metadata and ports of Gateways (extended)
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-GatewayInfrastructure
  Scenario: Labels and annotations are handed on to what runs for the Gateway
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: labelled, namespace: edge }
      spec:
        gatewayClassName: podwire
        infrastructure: { annotations: { key1: value1 }, labels: { key2: value2 } }
        listeners: [{ name: http, port: 8080, protocol: HTTP }]
      """
    Then Service "labelled-podwire" has:
      | metadata.labels.key2                                    | value2   |
      | metadata.labels[gateway.networking.k8s.io/gateway-name] | labelled |
      | metadata.annotations.key1                               | value1   |
    And ServiceAccount "labelled-podwire" has:
      | metadata.labels.key2      | value2 |
      | metadata.annotations.key1 | value1 |
    And Deployment "labelled-podwire" has:
      | spec.template.metadata.labels.key2      | value2 |
      | spec.template.metadata.annotations.key1 | value1 |

  @upstream-GatewayOptionalAddressValue
  Scenario: An address without a value is one that somebody else chooses
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: any-address, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ type: IPAddress }]
        listeners: [{ name: http, port: 8080, protocol: HTTP }]
      """
    Then Gateway "any-address" has:
      | status.conditions[Accepted].status   | True      |
      | status.conditions[Programmed].status | True      |
      | status.addresses[0].type             | IPAddress |

  @upstream-GatewayStaticAddresses
  Scenario: Addresses of a type, and with a value, that can be had
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: static, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ type: example.com/odd, value: nowhere }, { value: 192.0.2.1 }, { value: 203.0.113.220 }]
        listeners: [{ name: http, port: 8080, protocol: HTTP }]
      """
    Then Gateway "static" has:
      | status.conditions[Accepted].status | False              |
      | status.conditions[Accepted].reason | UnsupportedAddress |
    When I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: static, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 192.0.2.1 }, { value: 203.0.113.220 }]
        listeners: [{ name: http, port: 8080, protocol: HTTP }]
      """
    Then Gateway "static" has:
      | status.conditions[Accepted].status               | True             |
      | status.conditions[Programmed].status             | False            |
      | status.conditions[Programmed].reason             | AddressNotUsable |
      | status.conditions[Programmed].observedGeneration | 2                |
    When I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: static, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.220 }]
        listeners: [{ name: http, port: 8080, protocol: HTTP }]
      """
    Then Gateway "static" has:
      | status.conditions[Programmed].status             | True          |
      | status.addresses[0].value                        | 203.0.113.220 |
      | status.conditions[Programmed].observedGeneration | 3             |

  @upstream-HTTPRouteInvalidParentRefNotMatchingListenerPort
  Scenario: A port that no listener has
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: lost, namespace: edge }
      spec:
        parentRefs: [{ name: same, port: 81 }]
        rules:
          - backendRefs: [{ name: one, port: 8080 }]
      """
    Then HTTPRoute "lost" has:
      | status.parents[same].conditions[Accepted].status | False            |
      | status.parents[same].conditions[Accepted].reason | NoMatchingParent |
