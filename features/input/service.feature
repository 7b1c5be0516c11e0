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

    @S7 @S14 @S16 @S17
    Examples: Fields that only some types have
      | what                                 | spec                                                                                   | field                      | words                                                |
      | A load balancer for the kubelet      | { type: LoadBalancer, ports: [{ port: 10250 }] }                                       | spec.ports[0].port         | may not expose port 10250                            |
      | External policy of a cluster IP      | { externalTrafficPolicy: Local, ports: [{ port: 80 }] }                                | spec.externalTrafficPolicy | may only be set for externally-accessible services   |
      | An unknown internal policy           | { internalTrafficPolicy: Near, ports: [{ port: 80 }] }                                 | spec.internalTrafficPolicy | Unsupported value                                    |
      | An unknown distribution              | { trafficDistribution: PreferFar, ports: [{ port: 80 }] }                              | spec.trafficDistribution   | Unsupported value                                    |
      | Source ranges of a cluster IP        | { loadBalancerSourceRanges: [10.0.0.0/8], ports: [{ port: 80 }] }                      | spec.loadBalancerSourceRanges | may only be used when `type` is 'LoadBalancer'    |

    @S10 @S19 @S28
    Examples: Addresses and node ports
      | what                                  | spec                                                                                 | field                  | words                                                                        |
      | An external IP of the loopback range  | { externalIPs: [127.0.0.1], ports: [{ port: 80 }] }                                  | spec.externalIPs[0]    | may not be in the loopback range                                             |
      | A link-local external IP              | { externalIPs: [169.254.1.1], ports: [{ port: 80 }] }                                | spec.externalIPs[0]    | may not be in the link-local range                                           |
      | None beside an address                | { clusterIP: None, clusterIPs: [None, 10.96.0.50], ports: [{ port: 80 }] }           | spec.clusterIPs        | 'None'                                                                       |
      | A first address that is another       | { clusterIP: 10.96.0.50, clusterIPs: [10.96.0.51], ports: [{ port: 80 }] }           | spec.clusterIPs        | must match                                                                   |
      | A node port below the range           | { type: NodePort, ports: [{ port: 80, nodePort: 80 }] }                              | spec.ports[0].nodePort | provided port is not in the valid range. The range of valid ports is 30000-32767 |
      | A node port that one of its own has   | { type: NodePort, ports: [{ name: a, port: 80, nodePort: 30080 }, { name: b, port: 81, nodePort: 30080 }] } | spec.ports[1].nodePort | Duplicate value                                      |

    @S22 @S23
    Examples: Address families
      | what                               | spec                                                          | field                 | words                                                    |
      | Both families where there is one   | { ipFamilyPolicy: RequireDualStack, ports: [{ port: 80 }] }   | spec.ipFamilyPolicy   | this cluster is not configured for dual-stack services   |
      | Both families of endpoints         | { clusterIP: None, selector: { a: b }, ipFamilyPolicy: RequireDualStack } | spec.ipFamilyPolicy | this cluster is not configured for dual-stack services |
      | A family that the cluster lacks    | { ipFamilies: [IPv6], ports: [{ port: 80 }] }                 | spec.ipFamilies[0]    | not configured on this cluster                           |
      | An address that the cluster lacks  | { clusterIP: "2001:db8::1", ports: [{ port: 80 }] }           | spec.clusterIPs[0]    | IPv6 is not configured on this cluster |
      | Two families for one               | { ipFamilies: [IPv4, IPv6], ports: [{ port: 80 }] }           | spec.ipFamilyPolicy   | must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified |

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

  Scenario Outline: Accepted with a warning: <what>
    When I run:
      """bash
      kubectl create namespace shop > /dev/null 2>&1
      printf 'apiVersion: v1\nkind: Service\nmetadata: { name: odd, namespace: shop, annotations: { <annotations> } }\nspec: { <spec> }\n' | kubectl apply -f -
      """
    Then the output contains "service/odd created"
    And the output contains "Warning: <words>"

    Examples:
      | what                             | annotations                                        | spec                                                                                 | words                                                                  |
      | affinity without an address      |                                                    | clusterIP: None, sessionAffinity: ClientIP, ports: [{ port: 80 }]                    | spec.SessionAffinity is ignored for headless services                  |
      | external addresses without one   |                                                    | clusterIP: None, externalIPs: [203.0.113.9], ports: [{ port: 80 }]                   | spec.externalIPs is ignored for headless services                      |
      | a name that is no alias          |                                                    | externalName: example.com, ports: [{ port: 80 }]                                     | spec.externalName is ignored when spec.type is not \"ExternalName\"    |
      | an alias with external addresses |                                                    | type: ExternalName, externalName: example.com, externalIPs: [203.0.113.9]            | spec.externalIPs is ignored when spec.type is \"ExternalName\"         |
      | a name of before                 |                                                    | trafficDistribution: PreferClose, ports: [{ port: 80 }]                              | spec.trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\" |
      | an annotation of before          | service.kubernetes.io/topology-aware-hints: auto   | ports: [{ port: 80 }]                                                                | annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead |
      | a range that begins in the midst |                                                    | type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.7/24], ports: [{ port: 80 }] | spec.loadBalancerSourceRanges[0]: CIDR value \"198.51.100.7/24\" is ambiguous in this context (should be \"198.51.100.0/24\" or \"198.51.100.7/32\"?) |
      | another spelling of IPv6         |                                                    | externalIPs: ["2001:DB8::1"], ports: [{ port: 80 }]                                | spec.externalIPs[0]: IPv6 address \"2001:DB8::1\" should be in RFC 5952 canonical format (\"2001:db8::1\") |

  Scenario: Fields that are empty are as those that are not there
    `SetDefaults_Service` sees no difference, where the field is no pointer.
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: empty, namespace: shop }
      spec: { type: "", sessionAffinity: "", ports: [{ port: 80, protocol: "", name: "", targetPort: "" }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: outside, namespace: shop }
      spec: { type: NodePort, externalTrafficPolicy: "", ports: [{ port: 80 }] }
      """
    Then Service "empty" has:
      | spec.type              | ClusterIP |
      | spec.sessionAffinity   | None      |
      | spec.ports[0].protocol | TCP       |
    And Service "outside" has:
      | spec.externalTrafficPolicy | Cluster |

  Scenario: External IPs are on their way out
    KEP-5707: from 1.36 on the API server warns of them.
    When I run:
      """bash
      cat > outside.yaml <<'END'
      apiVersion: v1
      kind: Service
      metadata: { name: outside, namespace: shop }
      spec: { externalIPs: [203.0.113.80], ports: [{ port: 80 }] }
      END
      kubectl create namespace shop
      kubectl apply -f outside.yaml
      """
    Then the output contains "Warning: spec.externalIPs is deprecated and may no longer be implemented in some clusters"
