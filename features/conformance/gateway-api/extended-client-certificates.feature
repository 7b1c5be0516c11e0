@conformance @gateway
Feature: Certificates of clients
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6). The listener on 443 asks for certificates of Client Root,
  the one on 8443 for those of Port Root.

  Background:
    Given the manifests in "base.yaml"
    And the manifests in "client-authorities.yaml"
    And namespace "edge"
    And a TLS Secret "served" for "example.org, second-example.org"
    And a TLS Secret "client" for "client" issued by "Client Root"
    And a TLS Secret "port-client" for "port-client" issued by "Port Root"

  @upstream-GatewayFrontendClientCertificateValidation
  Scenario Outline: <host> takes <option> and reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: asks, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        tls:
          frontend:
            default: { validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: client-authority }] } }
            perPort:
              - port: 8443
                tls: { validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: port-authority }] } }
        listeners:
          - { name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: served }] } }
          - { name: named, port: 8443, hostname: second-example.org, protocol: HTTPS, tls: { certificateRefs: [{ name: served }] } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: first, namespace: edge }
      spec:
        parentRefs: [{ name: asks }]
        hostnames: [example.org]
        rules: [{ backendRefs: [{ name: one, port: 8080 }] }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: second, namespace: edge }
      spec:
        parentRefs: [{ name: asks, sectionName: named }]
        rules: [{ backendRefs: [{ name: two, port: 8080 }] }]
      """
    When an external client curls https://<host>/ with:
      | option                                          |
      | --resolve example.org:443:203.0.113.210         |
      | --resolve second-example.org:8443:203.0.113.210 |
      | <option>                                        |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | host                    | option                    | backend |
      | example.org             | --cert secret/client      | one     |
      | second-example.org:8443 | --cert secret/port-client | two     |

  @upstream-GatewayFrontendClientCertificateValidation
  Scenario Outline: <host> turns <option> away
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: asks, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        tls:
          frontend:
            default: { validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: client-authority }] } }
            perPort:
              - port: 8443
                tls: { validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: port-authority }] } }
        listeners:
          - { name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: served }] } }
          - { name: named, port: 8443, hostname: second-example.org, protocol: HTTPS, tls: { certificateRefs: [{ name: served }] } }
      """
    When an external client curls https://<host>/ with:
      | option                                          |
      | --resolve example.org:443:203.0.113.210         |
      | --resolve second-example.org:8443:203.0.113.210 |
      | <option>                                        |
    Then it ends as tls-failed
    And curl says "<words>"

    Examples:
      | host                    | option                    | words                               |
      | example.org             | --cert secret/port-client | (56) OpenSSL SSL_read               |
      | second-example.org:8443 | --cert secret/client      | tlsv1 alert unknown ca              |
      | example.org             | -L                        | tlsv13 alert certificate required   |

  @upstream-GatewayFrontendClientCertificateValidationInsecureFallback
  Scenario Outline: With AllowInsecureFallback <host> takes <option> and reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: open, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        tls:
          frontend:
            default:
              validation:
                mode: AllowInsecureFallback
                caCertificateRefs: [{ group: "", kind: ConfigMap, name: client-authority }]
            perPort:
              - port: 8443
                tls:
                  validation:
                    mode: AllowInsecureFallback
                    caCertificateRefs: [{ group: "", kind: ConfigMap, name: port-authority }]
        listeners:
          - { name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: served }] } }
          - { name: named, port: 8443, hostname: second-example.org, protocol: HTTPS, tls: { certificateRefs: [{ name: served }] } }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: first, namespace: edge }
      spec:
        parentRefs: [{ name: open }]
        hostnames: [example.org]
        rules: [{ backendRefs: [{ name: one, port: 8080 }] }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: second, namespace: edge }
      spec:
        parentRefs: [{ name: open, sectionName: named }]
        rules: [{ backendRefs: [{ name: two, port: 8080 }] }]
      """
    Then Gateway "open" has:
      | status.conditions[InsecureFrontendValidationMode].status | True                 |
      | status.conditions[InsecureFrontendValidationMode].reason | ConfigurationChanged |
    When an external client curls https://<host>/ with:
      | option                                          |
      | --resolve example.org:443:203.0.113.210         |
      | --resolve second-example.org:8443:203.0.113.210 |
      | <option>                                        |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | host                    | option                    | backend |
      | example.org             | --cert secret/client      | one     |
      | example.org             | --cert secret/port-client | one     |
      | example.org             | -L                        | one     |
      | second-example.org:8443 | --cert secret/port-client | two     |
      | second-example.org:8443 | --cert secret/client      | two     |
      | second-example.org:8443 | -L                        | two     |

  @upstream-GatewayFrontendInvalidDefaultClientCertificateValidation
  Scenario: Authorities that are not there close HTTPS, and leave plain HTTP alone
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: broken, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        tls:
          frontend:
            default: { validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: none }] } }
        listeners:
          - { name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: served }] } }
          - { name: http, port: 80, protocol: HTTP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: first, namespace: edge }
      spec:
        parentRefs: [{ name: broken }]
        hostnames: [example.org]
        rules: [{ backendRefs: [{ name: one, port: 8080 }] }]
      """
    Then Gateway "broken" has:
      | status.listeners[http].conditions[ResolvedRefs].status  | True                    |
      | status.listeners[http].conditions[Accepted].status      | True                    |
      | status.listeners[http].conditions[Programmed].status    | True                    |
      | status.listeners[https].conditions[ResolvedRefs].status | False                   |
      | status.listeners[https].conditions[ResolvedRefs].reason | InvalidCACertificateRef |
      | status.listeners[https].conditions[Accepted].status     | False                   |
      | status.listeners[https].conditions[Accepted].reason     | NoValidCACertificate    |
      | status.listeners[https].conditions[Programmed].status   | False                   |
    When an external client curls http://example.org/ with:
      | option                                 |
      | --resolve example.org:80:203.0.113.210 |
    Then the response status is 200
    And it reaches service "one"
    When an external client curls https://example.org/ with:
      | option                                  |
      | --resolve example.org:443:203.0.113.210 |
    Then it ends as dropped

  @upstream-GatewayInvalidFrontendClientCertificateValidation
  Scenario Outline: What is wrong with one port's authorities stands at its listener alone: <listener>, <reason>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: mixed, namespace: edge }
      spec:
        gatewayClassName: podwire
        tls:
          frontend:
            default: { validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: client-authority }] } }
            perPort:
              - port: 7443
                tls: { validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: none }] } }
              - port: 8443
                tls: { validation: { caCertificateRefs: [{ group: "", kind: Service, name: two }] } }
              - port: 6443
                tls: { validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: theirs, namespace: sites }] } }
        listeners:
          - { name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: served }] } }
          - { name: unresolved, port: 7443, hostname: first.example.org, protocol: HTTPS, tls: { certificateRefs: [{ name: served }] } }
          - { name: odd, port: 8443, hostname: second.example.org, protocol: HTTPS, tls: { certificateRefs: [{ name: served }] } }
          - { name: foreign, port: 6443, hostname: fourth.example.org, protocol: HTTPS, tls: { certificateRefs: [{ name: served }] } }
      """
    Then Gateway "mixed" has:
      | status.listeners[<listener>].conditions[ResolvedRefs].status | <holds>    |
      | status.listeners[<listener>].conditions[ResolvedRefs].reason | <reason>   |
      | status.listeners[<listener>].conditions[Accepted].status     | <holds>    |
      | status.listeners[<listener>].conditions[Accepted].reason     | <accepted> |
      | status.listeners[<listener>].conditions[Programmed].status   | <holds>    |

    Examples:
      | listener   | holds | reason                   | accepted             |
      | https      | True  | ResolvedRefs             | Accepted             |
      | unresolved | False | InvalidCACertificateRef  | NoValidCACertificate |
      | odd        | False | InvalidCACertificateKind | NoValidCACertificate |
      | foreign    | False | RefNotPermitted          | NoValidCACertificate |

  @upstream-GatewayTLSBackendClientCertificate
  Scenario Outline: A backend that asks: the Gateway <shows>, and the answer is <status>
    Given the manifests in "backend-tls.yaml"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: asking
        namespace: edge
        labels: { app: asking }
        annotations:
          podwire.dev/listen: 8443/TLS
          podwire.dev/certificate: backend
          podwire.dev/client-authority: client-authority
      spec: { containers: [{ name: echo, image: echo }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: asking, namespace: edge }
      spec: { selector: { app: asking }, ports: [{ name: https, port: 443, targetPort: 8443 }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: shows, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        tls: { backend: { clientCertificateRef: { group: "", kind: Secret, name: <name> } } }
        listeners: [{ name: http, port: 80, protocol: HTTP }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: asking, namespace: edge }
      spec:
        parentRefs: [{ name: shows, namespace: edge }]
        hostnames: [abc.example.com]
        rules:
          - matches: [{ path: { type: Exact, value: / } }]
            backendRefs: [{ name: asking, port: 443 }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: { name: asking, namespace: edge }
      spec:
        targetRefs: [{ group: "", kind: Service, name: asking }]
        validation:
          hostname: abc.example.com
          caCertificateRefs: [{ group: "", kind: ConfigMap, name: authority }]
      """
    Then Gateway "shows" has:
      | status.conditions[Accepted].reason     | Accepted   |
      | status.conditions[ResolvedRefs].reason | <resolved> |
    And HTTPRoute "asking" has:
      | status.parents[0].conditions[Accepted].status     | True |
      | status.parents[0].conditions[ResolvedRefs].status | True |
    And BackendTLSPolicy "asking" has:
      | status.ancestors[shows].conditions[Accepted].status | True |
    When an external client curls http://abc.example.com/ with:
      | option                                     |
      | --resolve abc.example.com:80:203.0.113.210 |
    Then the response status is <status>

    Examples:
      | shows                | name        | resolved     | status |
      | its certificate      | client      | ResolvedRefs | 200    |
      | one of somebody else | port-client | ResolvedRefs | 502    |

  @upstream-GatewayInvalidTLSBackendConfiguration
  Scenario Outline: A client certificate that is <what>: ResolvedRefs False, <reason>
    Given namespace "sites"
    And a TLS Secret "theirs" for "client" issued by "Client Root"
    And namespace "edge"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Secret
      metadata: { name: malformed, namespace: edge }
      type: Opaque
      data: {}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: broken, namespace: edge }
      spec:
        gatewayClassName: podwire
        tls: { backend: { clientCertificateRef: <reference> } }
        listeners: [{ name: http, port: 80, protocol: HTTP }]
      """
    Then Gateway "broken" has:
      | status.conditions[ResolvedRefs].status             | False    |
      | status.conditions[ResolvedRefs].reason             | <reason> |
      | status.conditions[ResolvedRefs].observedGeneration | 1        |
      | status.conditions[Accepted].status                 | True     |
      | status.conditions[Accepted].reason                 | Accepted |

    Examples:
      | what                   | reference                                                   | reason                      |
      | not there              | { group: "", kind: Secret, name: nonexistent }              | InvalidClientCertificateRef |
      | of another group       | { group: wrong.example.io, kind: Secret, name: client }     | InvalidClientCertificateRef |
      | of another kind        | { group: "", kind: WrongKind, name: client }                | InvalidClientCertificateRef |
      | without keys           | { group: "", kind: Secret, name: malformed }                | InvalidClientCertificateRef |
      | in a foreign namespace | { group: "", kind: Secret, name: theirs, namespace: sites } | RefNotPermitted             |
