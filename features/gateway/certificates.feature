@gateway
Feature: HTTPS listeners whose certificates cannot be used
  What a client meets there is no matter of the specification, and the conformance tests look at the status alone. Envoy Gateway
  and NGINX Gateway Fabric leave such a listener out, so nobody listens; they and Istio go on with one certificate of several.

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"
    And a TLS Secret "good" for "shop.example.com"

  Scenario Outline: <what>: it ends as <ending>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: edge, namespace: shop }
      spec:
        gatewayClassName: eg
        listeners:
          - { name: http, port: 80, protocol: HTTP }
          - { name: https, port: 443, protocol: HTTPS, hostname: shop.example.com, tls: { certificateRefs: [<references>] } }
          <more>
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: shop, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [shop.example.com]
        rules: [{ backendRefs: [{ name: web, port: 80 }] }]
      """
    When external curls https://shop.example.com/ with:
      | option |
      | -k     |
    Then it ends as <ending>
    When external curls http://shop.example.com/
    Then the response status is 200
    And Gateway "edge" has:
      | status.listeners[https].conditions[ResolvedRefs].status | <resolved>   |
      | status.listeners[https].conditions[Programmed].status   | <programmed> |

    Examples:
      | what                                  | references                         | more | ending   | resolved | programmed |
      | No Secret                             | { name: gone }                     |      | refused  | False    | False      |
      | A Secret of another namespace         | { name: good, namespace: vault }   |      | refused  | False    | False      |
      | No Secret, and another at the port    | { name: gone }                     | - { name: other, port: 443, protocol: HTTPS, hostname: other.example.com, tls: { certificateRefs: [{ name: good }] } } | closed | False | False |
      | One of two                            | { name: gone }, { name: good }     |      | answered | False    | True       |
      | All                                   | { name: good }                     |      | answered | True     | True       |

  Scenario: Plain HTTP on a port for TLS is closed without an answer, as Envoy does
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: edge, namespace: shop }
      spec:
        gatewayClassName: eg
        listeners: [{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: good }] } }]
      """
    When external curls http://203.0.113.150:443/
    Then it ends as closed

  Scenario: curl says that the handshake broke off, and not that the answer is empty
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: edge, namespace: shop }
      spec:
        gatewayClassName: eg
        listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: shop.example.com, tls: { certificateRefs: [{ name: good }] } }]
      """
    When I run "curl -sSk --resolve other.example.com:443:203.0.113.150 https://other.example.com/"
    Then the exit code is 35
    And the output contains "curl: (35) Recv failure: Connection reset by peer"

  Scenario: A bare connection is refused as well, and the reason is the certificate
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: edge, namespace: shop }
      spec:
        gatewayClassName: eg
        listeners: [{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: gone }] } }]
      """
    When I run "kubectl exec web -- nc -zv edge-eg 443; why"
    Then the output contains "does not open its listener https on port 443"
    And the output contains "there is no Secret shop/gone"
