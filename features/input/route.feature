@input
Feature: A Route or an IngressController that OpenShift refuses
  A Route is checked by OpenShift's API server, an IngressController by the schema of its custom resource.

  Scenario Outline: <what>
    When I apply:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: broken, namespace: shop }
      spec: { to: { name: web }, <rest> }
      """
    Then applying is refused with "<field>"
    And applying is refused with "<words>"

    @R2
    Examples: Hosts
      | what                           | rest                                                                                                                                                                                                                                                                      | field          | words                                              |
      | Upper case                     | host: Shop.example.com                                                                                                                                                                                                                                                    | spec.host      | host must conform to DNS 952 subdomain conventions |
      | A wildcard                     | host: "*.example.com"                                                                                                                                                                                                                                                     | spec.host      | host must conform to DNS 952 subdomain conventions |
      | An underscore                  | host: my_shop.example.com                                                                                                                                                                                                                                                 | spec.host      | a lowercase RFC 1123 label                         |
      | A label of 64 characters       | host: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com                                                                                                                                                                                        | spec.host      | must be no more than 63 characters                 |
      | A subdomain with an underscore | subdomain: my_shop                                                                                                                                                                                                                                                        | spec.subdomain | a lowercase RFC 1123 label                         |
      | A subdomain of 254 characters  | subdomain: aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.abcd | spec.subdomain | must be no more than 253 characters                |

    @R3
    Examples: Paths
      | what                    | rest                                           | field     | words                                          |
      | No slash                | path: shop                                     | spec.path | path must begin with /                         |
      | A space                 | path: "/my shop"                               | spec.path | cannot contain # or spaces                     |
      | A fragment              | path: "/shop#top"                              | spec.path | cannot contain # or spaces                     |
      | Passthrough with a path | path: /shop, tls: { termination: passthrough } | spec.path | passthrough termination does not support paths |

    @R4
    Examples: Wildcards
      | what              | rest                           | field               | words                                       |
      | No host           | wildcardPolicy: Subdomain      | spec.wildcardPolicy | host name not specified for wildcard policy |
      | An unknown policy | host: a.b, wildcardPolicy: All | spec.wildcardPolicy | Unsupported value                           |

    @R5
    Examples: Ports
      | what                      | rest                     | field                | words          |
      | targetPort 0              | port: { targetPort: 0 }  | spec.port.targetPort | Required value |
      | targetPort without a text | port: { targetPort: "" } | spec.port.targetPort | Required value |
      | No targetPort             | port: {}                 | spec.port.targetPort | Required value |

    @R6
    Examples: Alternate backends
      | what         | rest                                                                    | field                            | words                                         |
      | Four of them | alternateBackends: [{ name: a }, { name: b }, { name: c }, { name: d }] | spec.alternateBackends           | cannot specify more than 3 alternate backends |
      | No name      | alternateBackends: [{ weight: 1 }]                                      | spec.alternateBackends[0].name   | Required value                                |
      | Another kind | alternateBackends: [{ kind: Deployment, name: a }]                      | spec.alternateBackends[0].kind   | must reference a Service                      |
      | Weight 257   | alternateBackends: [{ name: a, weight: 257 }]                           | spec.alternateBackends[0].weight | weight must be an integer between 0 and 256   |

    @R7
    Examples: Certificates
      | what                                   | rest                                                                  | field                             | words                                                      |
      | An unknown termination                 | tls: { termination: reEncrypt }                                       | spec.tls.termination              | Unsupported value                                          |
      | A destination CA without a termination | tls: { destinationCACertificate: ca }                                 | spec.tls.termination              | Unsupported value                                          |
      | Passthrough with a certificate         | tls: { termination: passthrough, certificate: pem }                   | spec.tls.certificate              | passthrough termination does not support certificates      |
      | Passthrough with a key                 | tls: { termination: passthrough, key: pem }                           | spec.tls.key                      | passthrough termination does not support certificates      |
      | Passthrough with a CA                  | tls: { termination: passthrough, caCertificate: pem }                 | spec.tls.caCertificate            | passthrough termination does not support certificates      |
      | Passthrough with a destination CA      | tls: { termination: passthrough, destinationCACertificate: pem }      | spec.tls.destinationCACertificate | passthrough termination does not support certificates      |
      | Passthrough with a Secret              | tls: { termination: passthrough, externalCertificate: { name: tls } } | spec.tls.externalCertificate      | passthrough termination does not support certificates      |
      | Edge with a destination CA             | tls: { termination: edge, destinationCACertificate: pem }             | spec.tls.destinationCACertificate | edge termination does not support destination certificates |

    @R8
    Examples: Plain HTTP
      | what                             | rest                                                                    | field                                  | words                                                 |
      | Passthrough that allows it       | tls: { termination: passthrough, insecureEdgeTerminationPolicy: Allow } | spec.tls.insecureEdgeTerminationPolicy | acceptable values are None, Redirect, or empty        |
      | Edge with an unknown policy      | tls: { termination: edge, insecureEdgeTerminationPolicy: Deny }         | spec.tls.insecureEdgeTerminationPolicy | acceptable values are None, Allow, Redirect, or empty |
      | Reencrypt with an unknown policy | tls: { termination: reencrypt, insecureEdgeTerminationPolicy: Deny }    | spec.tls.insecureEdgeTerminationPolicy | acceptable values are None, Allow, Redirect, or empty |

    @R9
    Examples: Two certificates
      | what      | rest                                                                                  | field                        | words                                                           |
      | Edge      | tls: { termination: edge, certificate: pem, externalCertificate: { name: tls } }      | spec.tls.externalCertificate | cannot specify both tls.certificate and tls.externalCertificate |
      | Reencrypt | tls: { termination: reencrypt, certificate: pem, externalCertificate: { name: tls } } | spec.tls.externalCertificate | cannot specify both tls.certificate and tls.externalCertificate |

  Scenario Outline: <what>
    When I apply:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: broken, namespace: shop }
      spec: { to: { name: web }, tls: { termination: <tls> }, httpHeaders: { actions: { <actions> } } }
      """
    Then applying is refused with "<field>"
    And applying is refused with "<words>"

    @R10
    Examples: Header actions
      | what                            | tls         | actions                                                                                       | field                                                 | words                                                                           |
      | Passthrough                     | passthrough | request: [{ name: X-A, action: { type: Delete } }]                                            | spec.tls.termination                                  | only edge and re-encrypt routes are supported for providing customized headers. |
      | 21 of them                      | edge        | request: [{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}] | spec.httpHeaders.actions.request                      | request headers list can't exceed 20 items                                      |
      | One header twice                | edge        | response: [{ name: X-A, action: { type: Delete } }, { name: X-A, action: { type: Delete } }]  | spec.httpHeaders.actions.response[1].name             | Duplicate value                                                                 |
      | No header name                  | edge        | request: [{ action: { type: Delete } }]                                                       | spec.httpHeaders.actions.request[0].name              | Required value                                                                  |
      | A name with a space             | edge        | request: [{ name: X A, action: { type: Delete } }]                                            | spec.httpHeaders.actions.request[0].name              | name must be a valid HTTP header name                                           |
      | HSTS                            | edge        | response: [{ name: Strict-Transport-Security, action: { type: Delete } }]                     | spec.httpHeaders.actions.response[0].name             | the following headers may not be modified using this API                        |
      | Proxy                           | edge        | request: [{ name: Proxy, action: { type: Delete } }]                                          | spec.httpHeaders.actions.request[0].name              | the following headers may not be modified using this API                        |
      | Cookie                          | reencrypt   | request: [{ name: cookie, action: { type: Delete } }]                                         | spec.httpHeaders.actions.request[0].name              | the following headers may not be modified using this API                        |
      | Set-Cookie                      | edge        | response: [{ name: Set-Cookie, action: { type: Delete } }]                                    | spec.httpHeaders.actions.response[0].name             | the following headers may not be modified using this API                        |
      | An unknown action               | edge        | request: [{ name: X-A, action: { type: Append } }]                                            | spec.httpHeaders.actions.request[0].action.type       | type must be                                                                    |
      | Set without a value             | edge        | request: [{ name: X-A, action: { type: Set } }]                                               | spec.httpHeaders.actions.request[0].action.set        | set is required when type is Set, and forbidden otherwise                       |
      | Delete with a value             | edge        | request: [{ name: X-A, action: { type: Delete, set: { value: a } } }]                         | spec.httpHeaders.actions.request[0].action.set        | set is required when type is Set, and forbidden otherwise                       |
      | An empty value                  | edge        | request: [{ name: X-A, action: { type: Set, set: { value: "" } } }]                           | spec.httpHeaders.actions.request[0].action.set.value  | Required value                                                                  |
      | A fetch of the other side       | edge        | request: [{ name: X-A, action: { type: Set, set: { value: "%[res.hdr(a)]" } } }]              | spec.httpHeaders.actions.request[0].action.set.value  | Sample fetchers allowed are req.hdr, ssl_c_der.                                 |
      | A converter that is not trusted | edge        | response: [{ name: X-A, action: { type: Set, set: { value: "%[res.hdr(a),upper]" } } }]       | spec.httpHeaders.actions.response[0].action.set.value | Converters allowed are lower, base64.                                           |

  Scenario Outline: <what>
    When I apply:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: broken, namespace: shop }
      spec: { to: <to> }
      """
    Then applying is refused with "<field>"
    And applying is refused with "<words>"

    @R6
    Examples: The backend
      | what                      | to                              | field          | words                                       |
      | No backend name           | {}                              | spec.to.name   | Required value                              |
      | A backend of another kind | { kind: Deployment, name: web } | spec.to.kind   | must reference a Service                    |
      | A negative weight         | { name: web, weight: -1 }       | spec.to.weight | weight must be an integer between 0 and 256 |
      | A weight above 256        | { name: web, weight: 300 }      | spec.to.weight | weight must be an integer between 0 and 256 |

  Scenario Outline: <what>
    When I apply:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: broken, namespace: openshift-ingress-operator }
      spec: { <rest> }
      """
    Then applying is refused with "<field>"
    And applying is refused with "<words>"

    @R20 @R19
    Examples: Admission
      | what                       | rest                                           | field                                  | words             |
      | An unknown ownership       | routeAdmission: { namespaceOwnership: Shared } | spec.routeAdmission.namespaceOwnership | Unsupported value |
      | An unknown wildcard policy | routeAdmission: { wildcardPolicy: Subdomain }  | spec.routeAdmission.wildcardPolicy     | Unsupported value |

    @R25
    Examples: Shards
      | what                                   | rest                                                                                 | field                                           | words                                                     |
      | An expression without an operator      | routeSelector: { matchExpressions: [{ key: shard }] }                                | spec.routeSelector.matchExpressions[0].operator | Required value                                            |
      | An expression without a key            | namespaceSelector: { matchExpressions: [{ operator: Exists }] }                      | spec.namespaceSelector.matchExpressions[0].key  | Required value                                            |
      | A domain in upper case                 | domain: Apps.example.com                                                             | spec.domain                                     | domain must consist of lower case alphanumeric characters |
      | A domain with a label of 64 characters | domain: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com | spec.domain                                     | each DNS label must not exceed 63 characters              |

    @R54
    Examples: Publishing
      | what                            | rest                                                                                                                              | field                                                                | words                                 |
      | No type                         | endpointPublishingStrategy: {}                                                                                                    | spec.endpointPublishingStrategy.type                                 | Required value                        |
      | An unknown type                 | endpointPublishingStrategy: { type: NodePort }                                                                                    | spec.endpointPublishingStrategy.type                                 | Unsupported value                     |
      | A host port above 65535         | endpointPublishingStrategy: { type: HostNetwork, hostNetwork: { httpPort: 65536 } }                                               | spec.endpointPublishingStrategy.hostNetwork.httpPort                 | should be less than or equal to 65535 |
      | An unknown protocol             | endpointPublishingStrategy: { type: NodePortService, nodePort: { protocol: UDP } }                                                | spec.endpointPublishingStrategy.nodePort.protocol                    | Unsupported value                     |
      | A load balancer without a scope | endpointPublishingStrategy: { type: LoadBalancerService, loadBalancer: {} }                                                       | spec.endpointPublishingStrategy.loadBalancer.scope                   | Required value                        |
      | An unknown platform             | endpointPublishingStrategy: { type: LoadBalancerService, loadBalancer: { scope: External, providerParameters: { type: Cloud } } } | spec.endpointPublishingStrategy.loadBalancer.providerParameters.type | Unsupported value                     |

    @R48 @R10
    Examples: Headers
      | what                                   | rest                                                                                                            | field                                       | words                                                                   |
      | An unknown policy of forwarded headers | httpHeaders: { forwardedHeaderPolicy: Add }                                                                     | spec.httpHeaders.forwardedHeaderPolicy      | Unsupported value                                                       |
      | The host                               | httpHeaders: { actions: { request: [{ name: Host, action: { type: Delete } }] } }                               | spec.httpHeaders.actions.request[0].name    | host header may not be modified via header actions                      |
      | Security of transport                  | httpHeaders: { actions: { response: [{ name: Strict-Transport-Security, action: { type: Delete } }] } }         | spec.httpHeaders.actions.response[0].name   | strict-transport-security header may not be modified via header actions |
      | Nothing to set                         | httpHeaders: { actions: { response: [{ name: X-A, action: { type: Set } }] } }                                  | spec.httpHeaders.actions.response[0].action | set is required when type is Set, and forbidden otherwise               |
      | A fetch from the wrong side            | httpHeaders: { actions: { response: [{ name: X-A, action: { type: Set, set: { value: "%[req.hdr(a)]" } } }] } } | spec.httpHeaders.actions.response           | Sample fetchers allowed are res.hdr, ssl_c_der.                         |

    @R44
    Examples: Tuning
      | what                         | rest                                         | field                                   | words                                      |
      | A timeout in days            | tuningOptions: { connectTimeout: 3d }        | spec.tuningOptions.connectTimeout       | should match                               |
      | A timeout in words           | tuningOptions: { serverTimeout: soon }       | spec.tuningOptions.serverTimeout        | must be of type duration                   |
      | Connections kept for an hour | tuningOptions: { httpKeepAliveTimeout: 60m } | spec.tuningOptions.httpKeepAliveTimeout | must be less than or equal to 15 minutes   |
      | A hundred connections        | tuningOptions: { maxConnections: 100 }       | spec.tuningOptions.maxConnections       | must be 0, -1, or between 2000 and 2000000 |

    @R27
    Examples: Certificates and pages
      | what                             | rest                                             | field                        | words          |
      | Error pages without a name       | httpErrorCodePages: {}                           | spec.httpErrorCodePages.name | Required value |
      | Client certificates without a CA | clientTLS: { clientCertificatePolicy: Required } | spec.clientTLS.clientCA      | Required value |

  @R1 @R3 @R5 @R7 @R8
  Scenario: What is filled in, and what may be written
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: plain, namespace: shop }
      spec: { to: { name: web }, alternateBackends: [{ name: canary }], path: /shop, port: { targetPort: "0" } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: secure, namespace: shop }
      spec: { to: { name: web, weight: 0 }, host: a.example.com, wildcardPolicy: Subdomain, tls: {} }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: through, namespace: shop }
      spec: { to: { name: web }, tls: { termination: Passthrough, insecureEdgeTerminationPolicy: Redirect } }
      """
    Then Route "shop/plain" has:
      | spec.to                | {"kind": "Service", "name": "web", "weight": 100}      |
      | spec.alternateBackends | [{"kind": "Service", "name": "canary", "weight": 100}] |
      | spec.wildcardPolicy    | None                                                   |
    And Route "shop/secure" has:
      | spec.to.weight | 0                       |
      | spec.tls       | {"termination": "edge"} |
    And Route "shop/through" has:
      | spec.tls.termination | passthrough |

  @R2
  Scenario: Labels longer than DNS has them, when the annotation allows them
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata:
        name: lenient
        namespace: shop
        annotations: { route.openshift.io/allow-non-dns-compliant-host: "true" }
      spec: { to: { name: web }, host: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com }
      """
    Then Route "shop/lenient" has:
      | spec.to.kind | Service |

  @R54
  Scenario: Ports of a router in the host's network
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec:
        domain: apps.example.com
        endpointPublishingStrategy: { type: HostNetwork, hostNetwork: { httpPort: 8080 } }
      """
    Then IngressController "openshift-ingress-operator/default" has:
      | spec.endpointPublishingStrategy.hostNetwork.httpPort  | 8080    |
      | spec.endpointPublishingStrategy.hostNetwork.httpsPort | 443     |
      | spec.endpointPublishingStrategy.hostNetwork.statsPort | 1936    |
      | spec.httpEmptyRequestsPolicy                          | Respond |
