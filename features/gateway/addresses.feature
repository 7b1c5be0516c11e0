@gateway
Feature: Addresses that a Gateway asks for
  Every listener is bound to every address that the Gateway is given; one that it cannot have stands in Programmed
  (spec.addresses in apis/v1/gateway_types.go).

  Background:
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: edge }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: both, namespace: edge }
      spec:
        gatewayClassName: eg
        addresses: [{ value: 203.0.113.140 }, { type: IPAddress, value: 203.0.113.141 }]
        listeners: [{ name: http, port: 80, protocol: HTTP }, { name: alt, port: 8080, protocol: HTTP }]
      """
    And namespace "edge"

  @G13
  Scenario Outline: Both listeners are on both addresses: <url>
    Then Gateway "both" has:
      | status.addresses[0].value            | 203.0.113.140 |
      | status.addresses[1].value            | 203.0.113.141 |
      | status.conditions[Programmed].status | True          |
    When an external client curls <url>
    Then the response status is 404

    Examples:
      | url                        |
      | http://203.0.113.140/      |
      | http://203.0.113.141/      |
      | http://203.0.113.140:8080/ |
      | http://203.0.113.141:8080/ |

  @G14
  Scenario Outline: An address that <what>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: late, namespace: edge }
      spec:
        gatewayClassName: eg
        addresses: [{ value: <address> }]
        listeners: [{ name: http, port: 80, protocol: HTTP }]
      """
    Then Gateway "late" has:
      | status.conditions[Accepted].status    | True             |
      | status.conditions[Programmed].status  | False            |
      | status.conditions[Programmed].reason  | AddressNotUsable |
      | status.conditions[Programmed].message | <message>        |
    When I run "kubectl get gateway late"
    Then the output is:
      """
      NAME   CLASS   ADDRESS   PROGRAMMED   AGE
      late   eg                False        0s
      """

    Examples:
      | what                        | address       | message                                       |
      | another Gateway has already | 203.0.113.141 | Service edge/both-eg has 203.0.113.141 already |
      | nobody here gives out       | 198.51.100.7  | nobody here gives out 198.51.100.7            |

  @G14
  Scenario: A load balancer that has one address leaves the second asked for unanswered
    Given the profile "load-balancer=cloud"
    Then Gateway "both" has:
      | status.addresses[0].value             | 203.0.113.140                                 |
      | status.conditions[Programmed].status  | False                                         |
      | status.conditions[Programmed].message | its load balancer does not have 203.0.113.141 |
