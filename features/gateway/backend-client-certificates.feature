@gateway
Feature: A Gateway that shows its backends who it is
  `spec.tls.backend.clientCertificateRef` is the Gateway's own certificate (GatewayBackendTLS in apis/v1/gateway_types.go). It
  goes to backends that a BackendTLSPolicy has the Gateway speak TLS with, and matters to those that ask for it. A pod says
  with `podwire.dev/client-authority` whose clients it lets in.

  Background:
    Given the manifests in "fixtures/asking.yaml"
    And the manifests in "../conformance/gateway-api/client-authorities.yaml"
    And the manifests in "../conformance/gateway-api/backend-tls.yaml"
    And namespace "edge"
    And a TLS Secret "client" for "client" issued by "Client Root"

  Scenario: Without a reference there is no condition, and a backend that asks ends the handshake
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: edge, namespace: edge }
      spec: { gatewayClassName: eg, listeners: [{ name: http, port: 80, protocol: HTTP }] }
      """
    When I run "kubectl get gateway edge -o jsonpath={.status.conditions[*].type}"
    Then the output is:
      """
      Accepted Programmed
      """
    When an external client curls http://shop.example.com/
    Then the response status is 502

  Scenario Outline: A certificate <what>: <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: edge, namespace: edge }
      spec:
        gatewayClassName: eg
        tls: { backend: { clientCertificateRef: { name: <name> } } }
        listeners: [{ name: http, port: 80, protocol: HTTP }]
      """
    When an external client curls http://shop.example.com<path>
    Then the response status is <status>

    Examples: the last backend does not ask
      | what                               | name   | path  | status |
      | that the backend takes             | client | /     | 200    |
      | that is missing                    | gone   | /     | 502    |
      | of a Secret whose data is not told | untold | /     | 200    |
      | that is missing, and not needed    | gone   | /open | 200    |

  Scenario: A pod asks whoever comes
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: visitor, namespace: edge }
      spec: { containers: [{ name: a, image: curl }] }
      """
    When visitor curls https://asking with:
      | option |
      | -k     |
    Then it ends as tls-failed
    And curl says "alert certificate required"
    When visitor curls https://asking with:
      | option               |
      | -k                   |
      | --cert secret/client |
    Then the response status is 200

  Scenario: Listeners whose own references lead nowhere stand in the Gateway's summary
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: edge, namespace: edge }
      spec:
        gatewayClassName: eg
        tls: { backend: { clientCertificateRef: { name: client } } }
        listeners:
          - { name: http, port: 80, protocol: HTTP }
          - { name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: gone }] } }
      """
    Then Gateway "edge" has:
      | status.conditions[ResolvedRefs].status  | False                                               |
      | status.conditions[ResolvedRefs].reason  | ListenersNotResolved                                |
      | status.conditions[ResolvedRefs].message | listeners with references that lead nowhere: https |
