@conformance @cluster-dns @D33
Feature: Zone-scoped names, as plugin/kubernetes/zonal_test.go asks for them

  Background:
    Given namespace "testns"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: testns }
      spec: { containers: [{ name: client, image: "curlimages/curl:8.10.1" }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: hdls, namespace: testns }
      spec: { clusterIP: None, ports: [{ name: http, port: 80 }] }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: hdls-slice, namespace: testns, labels: { kubernetes.io/service-name: hdls } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.244.7.1], zone: us-west-2a }
        - { addresses: [10.244.7.2], zone: us-west-2b }
        - { addresses: [10.244.7.3], zone: us-west-2b }
      ports: [{ name: http, port: 80 }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: clstr, namespace: testns }
      spec: { clusterIP: 10.96.7.10, ports: [{ name: http, port: 80 }] }
      """

  Rule: the option is set

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: coredns, namespace: kube-system }
        data:
          Corefile: |
            .:53 {
                kubernetes cluster.local {
                    zonal
                }
            }
        """

    Scenario Outline: <type> of <zone>.<directive> is one endpoint
      When client looks up <type> records of "<zone>.<directive>._zone.hdls.testns.svc.cluster.local."
      Then it resolves to:
        | <answer> |

      Examples:
        | type | zone       | directive | answer     |
        | A    | us-west-2a | pin       | 10.244.7.1 |
        | A    | us-west-2a | prefer    | 10.244.7.1 |

    Scenario Outline: <type> of <zone>.<directive> are two
      When client looks up <type> records of "<zone>.<directive>._zone.hdls.testns.svc.cluster.local."
      Then it resolves to:
        | <first>  |
        | <second> |

      Examples:
        | type | zone       | directive | first                                                  | second                                                 |
        | A    | us-west-2b | pin       | 10.244.7.2                                             | 10.244.7.3                                             |
        | SRV  | us-west-2b | pin       | 0 50 80 10-244-7-2.hdls.testns.svc.cluster.local       | 0 50 80 10-244-7-3.hdls.testns.svc.cluster.local       |

    Scenario Outline: <type> of an empty zone with prefer are all three
      When client looks up <type> records of "us-west-2c.prefer._zone.hdls.testns.svc.cluster.local."
      Then it resolves to:
        | <before><dash>244<dash>7<dash>1<behind> |
        | <before><dash>244<dash>7<dash>2<behind> |
        | <before><dash>244<dash>7<dash>3<behind> |

      Examples:
        | type | before     | dash | behind                         |
        | A    | 10         | .    |                                |
        | SRV  | 0 33 80 10 | -    | .hdls.testns.svc.cluster.local |

    Scenario Outline: <type> of <name> ends as <ending>
      When client looks up <type> records of "<name>.testns.svc.cluster.local."
      Then it ends as <ending>

      Examples:
        | type | name                          | ending         |
        | A    | us-west-2c.pin._zone.hdls     | no-data        |
        | TXT  | us-west-2c.pin._zone.hdls     | no-data        |
        | TXT  | us-west-2c.prefer._zone.hdls  | no-data        |
        | A    | us-west-2a.pin._zone.ghost    | name-not-found |
        | A    | us-west-2a.florp._zone.hdls   | name-not-found |
        | A    | us-west-2a.pin._zone.clstr    | name-not-found |

  Rule: the option is not set

    Scenario: The name has three labels too many
      When client looks up "us-west-2a.pin._zone.hdls.testns.svc.cluster.local."
      Then it ends as name-not-found
