@input
Feature: A Gateway API object that the API server refuses
  The CRDs say what is refused, by limits of fields and by rules in CEL. Release 1.6.1, standard channel.

  Scenario Outline: Gateway: <what>
    When I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: broken, namespace: shop }
      spec: { gatewayClassName: any, listeners: [<listeners>] }
      """
    Then applying is refused with "<field>"
    And applying is refused with "<words>"

    @gateway-19
    Examples: Listeners
      | what                                | listeners                                                                      | field          | words                                                       |
      | No listeners                        |                                                                                | spec.listeners | should have at least 1 items                                |
      | Two listeners with one name         | { name: a, port: 80, protocol: HTTP }, { name: a, port: 81, protocol: HTTP }   | spec.listeners | Listener name must be unique within the Gateway             |
      | Two listeners on one port           | { name: a, port: 80, protocol: HTTP }, { name: b, port: 80, protocol: HTTP }   | spec.listeners | Combination of port, protocol and hostname must be unique   |
      | A host name on a listener for TCP   | { name: a, port: 80, protocol: TCP, hostname: a.example }                      | spec.listeners | hostname must not be specified for protocols ['TCP', 'UDP'] |
      | Certificates on a listener for HTTP | { name: a, port: 80, protocol: HTTP, tls: { certificateRefs: [{ name: a }] } } | spec.listeners | tls must not be specified for protocols                     |
      | HTTPS that is not terminated        | { name: a, port: 443, protocol: HTTPS, tls: { mode: Passthrough } }            | spec.listeners | tls mode must be Terminate for protocol HTTPS               |
      | TLS without a mode                  | { name: a, port: 443, protocol: TLS }                                          | spec.listeners | tls mode must be set for protocol TLS                       |

    @gateway-19
    Examples: One listener
      | what                       | listeners                                                                                  | field                                           | words                                        |
      | HTTPS without certificates | { name: a, port: 443, protocol: HTTPS, tls: {} }                                           | spec.listeners[0].tls                           | certificateRefs or options must be specified |
      | Port 70000                 | { name: a, port: 70000, protocol: HTTP }                                                   | spec.listeners[0].port                          | should be less than or equal to 65535        |
      | A port in quotes           | { name: a, port: "80", protocol: HTTP }                                                    | spec.listeners[0].port                          | must be of type integer                      |
      | A host name that is a URL  | { name: a, port: 80, protocol: HTTP, hostname: "http://a.example" }                        | spec.listeners[0].hostname                      | should match                                 |
      | Routes of an unknown place | { name: a, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Everywhere } } } | spec.listeners[0].allowedRoutes.namespaces.from | Unsupported value                            |

  Scenario Outline: HTTPRoute: <what>
    When I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: broken, namespace: shop }
      spec: { rules: [<rule>] }
      """
    Then applying is refused with "spec.rules[0]<field>"
    And applying is refused with "<words>"

    @gateway-59
    Examples: Paths
      | what                          | rule                                                     | field                 | words                                             |
      | A path type of Ingress        | { matches: [{ path: { type: Prefix, value: / } }] }      | .matches[0].path.type | Unsupported value                                 |
      | A path without a slash        | { matches: [{ path: { value: cart } }] }                 | .matches[0].path      | value must be an absolute path and start with '/' |
      | A path with a doubled slash   | { matches: [{ path: { value: /a//b } }] }                | .matches[0].path      | must not contain '//'                             |
      | A path that stays where it is | { matches: [{ path: { value: /a/./b } }] }               | .matches[0].path      | must not contain '/./'                            |
      | A path that goes up           | { matches: [{ path: { type: Exact, value: /a/../b } }] } | .matches[0].path      | must not contain '/../'                           |
      | A path that ends by going up  | { matches: [{ path: { value: /a/.. } }] }                | .matches[0].path      | must not end with '/..'                           |
      | A path that ends in a dot     | { matches: [{ path: { value: /a/. } }] }                 | .matches[0].path      | must not end with '/.'                            |
      | A path with an encoded slash  | { matches: [{ path: { value: /a%2fb } }] }               | .matches[0].path      | must not contain '%2f'                            |
      | A path with a fragment        | { matches: [{ path: { value: "/a#b" } }] }               | .matches[0].path      | must not contain '#'                              |
      | A path with a bracket         | { matches: [{ path: { value: "/[a]" } }] }               | .matches[0].path      | must only contain valid characters                |

    @gateway-55 @gateway-58
    Examples: Other matches
      | what                   | rule                                                                       | field                  | words             |
      | A method in lower case | { matches: [{ method: get }] }                                             | .matches[0].method     | Unsupported value |
      | A header named twice   | { matches: [{ headers: [{ name: a, value: b }, { name: a, value: c }] }] } | .matches[0].headers[1] | Duplicate value   |
      | A misspelt field       | { matches: [{ header: [] }] }                                              | .matches[0].header     | unknown field     |

    @gateway-73
    Examples: Filters
      | what                                 | rule                                                                                                                                                            | field                                  | words                                                                              |
      | A filter without its settings        | { filters: [{ type: RequestRedirect }] }                                                                                                                        | .filters[0]                            | filter.requestRedirect must be specified for RequestRedirect filter.type           |
      | A filter with another one's settings | { filters: [{ type: URLRewrite, urlRewrite: {}, requestRedirect: {} }] }                                                                                        | .filters[0]                            | filter.requestRedirect must be nil if the filter.type is not RequestRedirect       |
      | A filter twice                       | { filters: [{ type: URLRewrite, urlRewrite: {} }, { type: URLRewrite, urlRewrite: {} }] }                                                                       | .filters                               | URLRewrite filter cannot be repeated                                               |
      | Redirected and rewritten             | { filters: [{ type: URLRewrite, urlRewrite: {} }, { type: RequestRedirect, requestRedirect: {} }] }                                                             | .filters                               | May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite |
      | Redirected and sent to a backend     | { filters: [{ type: RequestRedirect, requestRedirect: {} }], backendRefs: [{ name: web, port: 80 }] }                                                           |                                        | RequestRedirect filter must not be used together with backendRefs                  |
      | A prefix replaced, and no prefix     | { matches: [{ path: { type: Exact, value: /a } }], filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } } }] } |                                        | exactly one PathPrefix match must be specified                                     |
      | A redirect with a code of the cache  | { filters: [{ type: RequestRedirect, requestRedirect: { statusCode: 304 } }] }                                                                                  | .filters[0].requestRedirect.statusCode | Unsupported value: 304                                                             |

    @gateway-80
    Examples: Backends and timeouts
      | what                            | rule                                                        | field                  | words                                                        |
      | A Service without a port        | { backendRefs: [{ name: web }] }                            | .backendRefs[0]        | Must have port for Service reference                         |
      | A weight above a million        | { backendRefs: [{ name: web, port: 80, weight: 1000001 }] } | .backendRefs[0].weight | should be less than or equal to 1000000                      |
      | A try that outlasts the request | { timeouts: { request: 1s, backendRequest: 1m } }           | .timeouts              | backendRequest timeout cannot be longer than request timeout |

  Scenario Outline: <kind>: <what>
    When I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: <kind>
      metadata: { name: broken, namespace: shop }
      spec: <spec>
      """
    Then applying is refused with "<field>"
    And applying is refused with "<words>"

    @gateway-40
    Examples: Parents
      | kind      | what                           | spec                                                               | field           | words                         |
      | HTTPRoute | A Gateway twice                | { parentRefs: [{ name: edge }, { name: edge }] }                   | spec.parentRefs | sectionName must be unique    |
      | HTTPRoute | A Gateway and its one listener | { parentRefs: [{ name: edge }, { name: edge, sectionName: web }] } | spec.parentRefs | sectionName must be specified |

    @gateway-105 @gateway-106
    Examples: Other routes
      | kind      | what                      | spec                                                                                          | field                           | words                                        |
      | GRPCRoute | A call of nothing         | { rules: [{ matches: [{ method: {} }] }] }                                                    | spec.rules[0].matches[0].method | One or both of 'service' or 'method' must be |
      | GRPCRoute | A method name with a dash | { rules: [{ matches: [{ method: { method: get-cart } }] }] }                                  | spec.rules[0].matches[0].method | method must only contain valid characters    |
      | TLSRoute  | No host names             | { rules: [{ backendRefs: [{ name: web, port: 443 }] }] }                                      | spec.hostnames                  | Required value                               |
      | TLSRoute  | An address for a name     | { hostnames: [10.0.0.1], rules: [{ backendRefs: [{ name: web, port: 443 }] }] }               | spec.hostnames                  | Hostnames cannot contain an IP               |
      | TCPRoute  | No backends               | { rules: [{}] }                                                                               | spec.rules[0].backendRefs       | Required value                               |
      | UDPRoute  | Two rules                 | { rules: [{ backendRefs: [{ name: a, port: 1 }] }, { backendRefs: [{ name: a, port: 2 }] }] } | spec.rules                      | must have at most 1 item                     |

    @gateway-41 @gateway-94
    Examples: Grants, policies and listener sets
      | kind             | what                    | spec                                                                                             | field                  | words                                    |
      | ReferenceGrant   | From nowhere            | { from: [{ group: "", kind: Service }], to: [{ group: "", kind: Secret }] }                      | spec.from[0].namespace | Required value                           |
      | BackendTLSPolicy | Nobody to trust         | { targetRefs: [{ group: "", kind: Service, name: web }], validation: { hostname: web.example } } | spec.validation        | must specify either CACertificateRefs or |
      | ListenerSet      | Listeners of no Gateway | { listeners: [{ name: a, port: 80, protocol: HTTP }] }                                           | spec.parentRef         | Required value                           |

  Scenario: The controller of a GatewayClass is there to stay
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: { name: edge }
      spec: { controllerName: example.com/one }
      """
    When I apply:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: { name: edge }
      spec: { controllerName: example.com/two }
      """
    Then applying is refused with "spec.controllerName"
    And applying is refused with "Value is immutable"
