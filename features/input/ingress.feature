@input
Feature: An Ingress or an IngressClass that the API server refuses
  Refused by the shape alone: whether Services, Secrets and classes are there is nobody's business yet.

  Scenario Outline: <what>
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: broken, namespace: shop }
      spec: <spec>
      """
    Then applying is refused with "<field>"
    And applying is refused with "<words>"

    @I1
    Examples: Something to do
      | what                            | spec          | field               | words                                                |
      | No rules and no default backend | {}            | spec: Invalid value | either `defaultBackend` or `rules` must be specified |
      | An empty list of rules          | { rules: [] } | spec: Invalid value | either `defaultBackend` or `rules` must be specified |

    @I3
    Examples: Paths are needed
      | what               | spec                                                         | field                    | words          |
      | http without paths | { rules: [{ host: shop.example.com, http: { paths: [] } }] } | spec.rules[0].http.paths | Required value |

    @I7
    Examples: Backends
      | what                           | spec                                                                                                      | field                                   | words                                         |
      | Neither Service nor resource   | { defaultBackend: {} }                                                                                    | spec.defaultBackend                     | resource or service backend is required       |
      | Both of them                   | { defaultBackend: { service: { name: web, port: { number: 80 } }, resource: { kind: Bucket, name: b } } } | spec.defaultBackend                     | cannot set both resource and service backends |
      | No Service name                | { defaultBackend: { service: { port: { number: 80 } } } }                                                 | spec.defaultBackend.service.name        | Required value                                |
      | A Service of another namespace | { defaultBackend: { service: { name: web.other, port: { number: 80 } } } }                                | spec.defaultBackend.service.name        | must not contain dots                         |
      | A Service name in upper case   | { defaultBackend: { service: { name: Web, port: { number: 80 } } } }                                      | spec.defaultBackend.service.name        | a lowercase RFC 1123 label                    |
      | No port                        | { defaultBackend: { service: { name: web } } }                                                            | spec.defaultBackend                     | port name or number is required               |
      | Two ports                      | { defaultBackend: { service: { name: web, port: { name: http, number: 80 } } } }                          | spec.defaultBackend                     | cannot set both port name & port number       |
      | Port 65536                     | { defaultBackend: { service: { name: web, port: { number: 65536 } } } }                                   | spec.defaultBackend.service.port.number | must be between 1 and 65535, inclusive        |
      | A port name in upper case      | { defaultBackend: { service: { name: web, port: { name: HTTP } } } }                                      | spec.defaultBackend.service.port.name   | must contain only alpha-numeric characters    |
      | A resource without a kind      | { defaultBackend: { resource: { name: b } } }                                                             | spec.defaultBackend.resource.kind       | Required value                                |
      | A resource without a name      | { defaultBackend: { resource: { kind: Bucket } } }                                                        | spec.defaultBackend.resource.name       | Required value                                |
      | A resource name with a slash   | { defaultBackend: { resource: { kind: Bucket, name: a/b } } }                                             | spec.defaultBackend.resource.name       | may not contain '/'                           |
      | A resource of an invalid group | { defaultBackend: { resource: { kind: Bucket, name: b, apiGroup: A_B } } }                                | spec.defaultBackend.resource.apiGroup   | a lowercase RFC 1123 subdomain                |

    @I8
    Examples: TLS
      | what                             | spec                                                      | field                  | words                          |
      | A TLS host in upper case         | { rules: [{ host: a.b }], tls: [{ hosts: [A.b] }] }       | spec.tls[0].hosts[0]   | a lowercase RFC 1123 subdomain |
      | Every host                       | { rules: [{ host: a.b }], tls: [{ hosts: ["*"] }] }       | spec.tls[0].hosts[0]   | must start with '*.'           |
      | A Secret name with an underscore | { rules: [{ host: a.b }], tls: [{ secretName: my_tls }] } | spec.tls[0].secretName | a lowercase RFC 1123 subdomain |

    @I9
    Examples: Class
      | what                  | spec                                                | field                 | words                          |
      | An invalid class name | { ingressClassName: Nginx, rules: [{ host: a.b }] } | spec.ingressClassName | a lowercase RFC 1123 subdomain |
      | An empty class name   | { ingressClassName: "", rules: [{ host: a.b }] }    | spec.ingressClassName | a lowercase RFC 1123 subdomain |

  Scenario Outline: <what>
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: broken, namespace: shop }
      spec: { rules: [{ host: <host>, http: { paths: [{ pathType: Prefix, path: /, backend: { service: { name: web, port: { number: 80 } } } }] } }] }
      """
    Then applying is refused with "spec.rules[0].<field>"
    And applying is refused with "<words>"

    @I2
    Examples: Hosts
      | what                     | host                                                                                                                                                                                                                                                           | field | words                                 |
      | An IPv4 address          | 10.0.0.1                                                                                                                                                                                                                                                       | host  | must be a DNS name, not an IP address |
      | An IPv6 address          | "fd00::1"                                                                                                                                                                                                                                                      | host  | must be a DNS name, not an IP address |
      | A port                   | "shop.example.com:8080"                                                                                                                                                                                                                                        | host  | a lowercase RFC 1123 subdomain        |
      | A scheme                 | "http://shop.example.com"                                                                                                                                                                                                                                      | host  | a lowercase RFC 1123 subdomain        |
      | Upper case               | Shop.example.com                                                                                                                                                                                                                                               | host  | a lowercase RFC 1123 subdomain        |
      | An underscore            | my_shop.example.com                                                                                                                                                                                                                                            | host  | a lowercase RFC 1123 subdomain        |
      | A trailing dot           | shop.example.com.                                                                                                                                                                                                                                              | host  | a lowercase RFC 1123 subdomain        |
      | A wildcard alone         | "*"                                                                                                                                                                                                                                                            | host  | must start with '*.'                  |
      | A wildcard in the middle | "a.*.example.com"                                                                                                                                                                                                                                              | host  | must start with '*.'                  |
      | A part of a label        | "shop-*.example.com"                                                                                                                                                                                                                                           | host  | must start with '*.'                  |
      | Two wildcards            | "*.*.example.com"                                                                                                                                                                                                                                              | host  | must start with '*.'                  |
      | 254 characters           | aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa.abcd | host  | must be no more than 253 characters   |

  Scenario Outline: <what>
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: broken, namespace: shop }
      spec: { rules: [{ http: { paths: [{ <path>, backend: { service: { name: web, port: { number: 80 } } } }] } }] }
      """
    Then applying is refused with "spec.rules[0].http.paths[0].<field>"
    And applying is refused with "<words>"

    @I4
    Examples: Path types
      | what                   | path                      | field    | words                      |
      | No pathType            | path: /                   | pathType | pathType must be specified |
      | pathType in lower case | path: /, pathType: prefix | pathType | Unsupported value          |

    @I5
    Examples: Exact and Prefix
      | what                           | path                           | field | words                    |
      | Prefix without a path          | pathType: Prefix               | path  | must be an absolute path |
      | Exact without a slash          | pathType: Exact, path: shop    | path  | must be an absolute path |
      | Two slashes                    | pathType: Prefix, path: /a//b  | path  | must not contain '//'    |
      | A dot of its own               | pathType: Prefix, path: /a/./b | path  | must not contain '/./'   |
      | Two dots                       | pathType: Exact, path: /a/../b | path  | must not contain '/../'  |
      | An encoded slash               | pathType: Exact, path: /a%2fb  | path  | must not contain '%2f'   |
      | An encoded slash in upper case | pathType: Prefix, path: /a%2Fb | path  | must not contain '%2F'   |
      | Two dots at the end            | pathType: Prefix, path: /a/..  | path  | cannot end with '/..'    |
      | A dot at the end               | pathType: Prefix, path: /a/.   | path  | cannot end with '/.'     |

    @I6
    Examples: ImplementationSpecific
      | what     | path                                         | field | words                    |
      | No slash | pathType: ImplementationSpecific, path: shop | path  | must be an absolute path |

  Scenario Outline: <what>
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: { name: broken }
      spec: <spec>
      """
    Then applying is refused with "<field>"
    And applying is refused with "<words>"

    @I14
    Examples: Classes
      | what                              | spec                                                                                                                                                                                                                                                                        | field                     | words                                    |
      | No controller                     | {}                                                                                                                                                                                                                                                                          | spec.controller           | Required value                           |
      | A controller without a domain     | { controller: nginx }                                                                                                                                                                                                                                                       | spec.controller           | must be a domain-prefixed path           |
      | A controller of an invalid domain | { controller: K8s.io/nginx }                                                                                                                                                                                                                                                | spec.controller           | a lowercase RFC 1123 subdomain           |
      | A controller with a space         | { controller: k8s.io/ingress nginx }                                                                                                                                                                                                                                        | spec.controller           | Invalid path                             |
      | A controller of 251 characters    | { controller: k8s.io/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa } | spec.controller           | may not be more than 250 bytes           |
      | Parameters without a kind         | { controller: a.b/c, parameters: { name: p } }                                                                                                                                                                                                                              | spec.parameters.kind      | Required value                           |
      | Parameters without a name         | { controller: a.b/c, parameters: { kind: P } }                                                                                                                                                                                                                              | spec.parameters.name      | Required value                           |
      | An unknown scope                  | { controller: a.b/c, parameters: { kind: P, name: p, scope: Pod } }                                                                                                                                                                                                         | spec.parameters.scope     | Unsupported value                        |
      | A namespace for the whole cluster | { controller: a.b/c, parameters: { kind: P, name: p, namespace: shop } }                                                                                                                                                                                                    | spec.parameters.namespace | `parameters.scope` is set to 'Cluster'   |
      | A namespace that is not told      | { controller: a.b/c, parameters: { kind: P, name: p, scope: Namespace } }                                                                                                                                                                                                   | spec.parameters.namespace | `parameters.scope` is set to 'Namespace' |

  @I9
  Scenario: The annotation and the field name different classes
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: broken, namespace: shop, annotations: { kubernetes.io/ingress.class: nginx } }
      spec: { ingressClassName: haproxy, rules: [{ host: shop.example.com }] }
      """
    Then applying is refused with "annotations.kubernetes.io/ingress.class"
    And applying is refused with "must match `ingressClassName` when both are specified"

  Scenario: A version that is served no longer
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1beta1
      kind: Ingress
      metadata: { name: broken, namespace: shop }
      spec: { backend: { serviceName: web, servicePort: 80 } }
      """
    Then applying is refused with "no matches for kind"
    And applying is refused with "use apiVersion: networking.k8s.io/v1"

  @I3 @I6 @I13
  Scenario: Services, Secrets and classes that are not there, and paths that only a controller understands
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: web, namespace: shop }
      spec:
        ingressClassName: nowhere
        tls: [{ hosts: ["*.example.com"], secretName: nowhere }]
        rules:
          - host: "*.example.com"
          - http:
              paths:
                - pathType: ImplementationSpecific
                  path: /a//(.*)
                  backend: { service: { name: nowhere, port: { name: http } } }
                - pathType: ImplementationSpecific
                  backend: { service: { name: nowhere, port: { number: 80 } } }
      ---
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: { name: somewhere }
      spec: { controller: k8s.io/ingress-nginx, parameters: { kind: Settings, name: main } }
      """
    Then Ingress "shop/web" has:
      | spec.ingressClassName | nowhere |
    And IngressClass "somewhere" has:
      | spec.parameters.scope | Cluster |
