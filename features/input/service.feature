@input
Feature: A Service that the API server refuses

  Scenario Outline: <what>
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: broken, namespace: shop }
      spec: <spec>
      """
    Then applying is refused with "<field>"
    And applying is refused with "<words>"

    @S2
    Examples: Ports are needed
      | what     | spec                       | field      | words          |
      | No ports | { selector: { app: web } } | spec.ports | Required value |

    @S3 @S4 @S5
    Examples: Ports
      | what                               | spec                                                            | field                    | words                                  |
      | Two ports, one without a name      | { ports: [{ name: http, port: 80 }, { port: 81 }] }             | spec.ports[1].name       | Required value                         |
      | Two ports with one name            | { ports: [{ name: http, port: 80 }, { name: http, port: 81 }] } | spec.ports[1].name       | Duplicate value                        |
      | One port number twice              | { ports: [{ name: a, port: 80 }, { name: b, port: 80 }] }       | spec.ports[1]            | Duplicate value                        |
      | Port 99999                         | { ports: [{ port: 99999 }] }                                    | spec.ports[0].port       | must be between 1 and 65535, inclusive |
      | A protocol of another layer        | { ports: [{ port: 80, protocol: HTTP }] }                       | spec.ports[0].protocol   | Unsupported value                      |
      | A targetPort name that is too long | { ports: [{ port: 80, targetPort: a-very-long-port-name }] }    | spec.ports[0].targetPort | must be no more than 15                |

    @S6 @S8
    Examples: Types
      | what                     | spec                                                       | field                  | words                    |
      | nodePort on a cluster IP | { ports: [{ port: 80, nodePort: 30080 }] }                 | spec.ports[0].nodePort | may not be used when     |
      | A headless NodePort      | { type: NodePort, clusterIP: None, ports: [{ port: 80 }] } | spec.clusterIPs[0]     | may not be set to 'None' |
      | An unknown type          | { type: External, ports: [{ port: 80 }] }                  | spec.type              | Unsupported value        |

    @S9
    Examples: ExternalName
      | what                        | spec                                                        | field             | words                                              |
      | ExternalName without a name | { type: ExternalName }                                      | spec.externalName | Required value                                     |
      | ExternalName with a scheme  | { type: ExternalName, externalName: "https://example.com" } | spec.externalName | must consist of lower case alphanumeric characters |

    @S11
    Examples: Affinity
      | what                | spec                                               | field                | words             |
      | An unknown affinity | { sessionAffinity: Sticky, ports: [{ port: 80 }] } | spec.sessionAffinity | Unsupported value |

  @S27
  Scenario: A cluster IP outside the Service network
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: broken, namespace: shop }
      spec: { clusterIP: 192.168.1.1, ports: [{ port: 80 }] }
      """
    Then applying is refused with "failed to allocate IP 192.168.1.1"

  @S27
  Scenario: A cluster IP that another Service has
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: first, namespace: shop }
      spec: { clusterIP: 10.96.50.50, ports: [{ port: 80 }] }
      """
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: second, namespace: shop }
      spec: { clusterIP: 10.96.50.50, ports: [{ port: 80 }] }
      """
    Then applying is refused with "already allocated"

  @S18
  Scenario: Two topology annotations that contradict each other
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata:
        name: broken
        namespace: shop
        annotations: { service.kubernetes.io/topology-mode: Auto, service.kubernetes.io/topology-aware-hints: disabled }
      spec: { ports: [{ port: 80 }] }
      """
    Then applying is refused with "must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified"
