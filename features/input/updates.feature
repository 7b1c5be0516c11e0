@input
Feature: What an object may not become
  A manifest that is applied again replaces the object. The API server compares the two, and what must not change is
  refused in its words. Nothing of a refused input is kept.

  Background:
    Given namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { clusterIP: 10.96.50.50, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: headless, namespace: shop }
      spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: edge, namespace: shop }
      spec: { type: LoadBalancer, loadBalancerClass: example.com/one, selector: { app: web }, ports: [{ port: 80 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: alias, namespace: shop }
      spec: { type: ExternalName, externalName: example.com }
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: shop }
      spec:
        replicas: 2
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { containers: [{ name: web, image: "web:1", ports: [{ containerPort: 8080 }] }] }
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: db, namespace: shop }
      spec:
        serviceName: db
        selector: { matchLabels: { app: db } }
        template:
          metadata: { labels: { app: db } }
          spec: { containers: [{ name: db, image: "db:1" }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: shop, labels: { app: client } }
      spec: { containers: [{ name: client, image: "curl:1" }] }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: outside, namespace: shop }
      addressType: IPv4
      endpoints: [{ addresses: [192.0.2.1] }]
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: sealed, namespace: shop }
      immutable: true
      data: { a: b }
      """

  @S20
  Scenario Outline: A Service's <what>
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: <name>, namespace: shop }
      spec: <spec>
      """
    Then applying is refused with "<words>"
    And Service "web" has:
      | spec.clusterIP | 10.96.50.50 |
      | spec.type      | ClusterIP   |

    Examples:
      | what                        | name     | spec                                                                                                                          | words                                                                             |
      | cluster IP                  | web      | { clusterIP: 10.96.50.51, ports: [{ port: 80 }] }                                                                             | spec.clusterIPs[0]: Invalid value: [\"10.96.50.51\"]: may not change once set     |
      | cluster IP taken away       | web      | { clusterIP: None, ports: [{ port: 80 }] }                                                                                    | spec.clusterIPs[0]: Invalid value: [\"None\"]: may not change once set            |
      | None turned into an address | headless | { clusterIP: 10.96.50.52, ports: [{ port: 80 }] }                                                                             | spec.clusterIPs[0]: Invalid value: [\"10.96.50.52\"]: may not change once set     |
      | family                      | web      | { ipFamilies: [IPv6], ports: [{ port: 80 }] }                                                                                 | spec.ipFamilies[0]: Invalid value: [\"IPv6\"]: may not change once set            |
      | load balancer class         | edge     | { type: LoadBalancer, loadBalancerClass: example.com/two, ports: [{ port: 80 }] }                                             | spec.loadBalancerClass: Invalid value: \"example.com/two\": may not change once set |
      | load balancer class unset   | edge     | { type: LoadBalancer, ports: [{ port: 80 }] }                                                                                 | spec.loadBalancerClass: Invalid value: null: may not change once set              |

  Scenario: What the manifest leaves out stays as it was allocated
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { selector: { app: web }, ports: [{ port: 8080 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: headless, namespace: shop }
      spec: { selector: { app: web }, ports: [{ port: 8080 }] }
      """
    Then Service "web" has:
      | spec.clusterIP | 10.96.50.50 |
    And Service "headless" has:
      | spec.clusterIP | None |

  Scenario: To an alias and back, with a new address
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { type: ExternalName, externalName: example.com }
      """
    Then Service "web" has:
      | spec.clusterIP | (absent) |
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { clusterIP: 10.96.50.53, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
      """
    And client curls http://web
    Then it succeeds
    And Service "web" has:
      | spec.clusterIP | 10.96.50.53 |

  Scenario Outline: <what>
    When I apply:
      """yaml
      <manifest>
      """
    Then applying is refused with "<words>"

    Examples:
      | what                         | manifest                                                                                                                                                                                                                                                  | words                                                                       |
      | A Deployment's selector      | { apiVersion: apps/v1, kind: Deployment, metadata: { name: web, namespace: shop }, spec: { selector: { matchLabels: { app: other } }, template: { metadata: { labels: { app: other } }, spec: { containers: [{ name: web, image: web }] } } } }           | spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"other\"}}: field is immutable |
      | A StatefulSet's Service      | { apiVersion: apps/v1, kind: StatefulSet, metadata: { name: db, namespace: shop }, spec: { serviceName: other, selector: { matchLabels: { app: db } }, template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: db, image: "db:1" }] } } } } | updates to statefulset spec for fields other than 'replicas', 'ordinals'    |
      | A pod's host network         | { apiVersion: v1, kind: Pod, metadata: { name: client, namespace: shop }, spec: { hostNetwork: true, containers: [{ name: client, image: "curl:1" }] } }                                                                                                  | pod updates may not change fields other than `spec.containers[*].image`     |
      | A pod's containers           | { apiVersion: v1, kind: Pod, metadata: { name: client, namespace: shop }, spec: { containers: [{ name: client, image: "curl:1" }, { name: more, image: b }] } }                                                                                           | spec.containers: Forbidden: pod updates may not add or remove containers    |
      | A slice's address type       | { apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: { name: outside, namespace: shop }, addressType: IPv6, endpoints: [{ addresses: ["2001:db8::1"] }] }                                                                                    | addressType: Invalid value: \"IPv6\": field is immutable                    |
      | Data of a sealed ConfigMap   | { apiVersion: v1, kind: ConfigMap, metadata: { name: sealed, namespace: shop }, immutable: true, data: { a: c } }                                                                                                                                         | data: Forbidden: field is immutable when `immutable` is set                 |

  Scenario: A pod's image and labels may change
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: shop, labels: { app: other } }
      spec: { containers: [{ name: client, image: "curl:2" }] }
      """
    Then Pod "client" has:
      | spec.containers[0].image | curl:2 |
      | metadata.labels.app      | other  |

  Scenario: One wrong document, and nothing of the others is kept
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: new, namespace: shop }
      spec: { selector: { app: web }, ports: [{ port: 80 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { clusterIP: 10.96.50.51, ports: [{ port: 80 }] }
      """
    Then applying is refused with "may not change once set"
    When client looks up "new"
    Then the name does not resolve

  Rule: A Service leaves a type
    What only that type has goes with it, unless somebody changes it in the same breath
    (dropTypeDependentFields in pkg/registry/core/service/strategy.go).

    Background:
      Given the profile "load-balancer=cloud"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: open, namespace: shop }
        spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: asked, namespace: shop }
        spec: { type: NodePort, externalTrafficPolicy: Local, clusterIP: 10.96.50.60, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30099 }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: balanced, namespace: shop }
        spec: { type: LoadBalancer, externalTrafficPolicy: Local, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
        """

    Scenario: A node port becomes a cluster IP
      When I run:
        """bash
        kubectl patch service open -n shop -p '{"spec":{"type":"ClusterIP"}}'
        """
      Then the output contains "service/open patched"
      And Service "open" has:
        | spec.externalTrafficPolicy | (absent)  |
        | spec.ports[0].nodePort     | (absent)  |
        | spec.type                  | ClusterIP |

    Scenario: A load balancer becomes a cluster IP: its address is given back
      When I run:
        """bash
        kubectl patch service balanced -n shop -p '{"spec":{"type":"ClusterIP"}}'
        """
      Then the output contains "service/balanced patched"
      And Service "balanced" has:
        | spec.externalTrafficPolicy         | (absent) |
        | spec.healthCheckNodePort           | (absent) |
        | spec.allocateLoadBalancerNodePorts | (absent) |
        | spec.ports[0].nodePort             | (absent) |
        | status.loadBalancer.ingress        | (absent) |

    Scenario: A load balancer becomes an alias
      When I run:
        """bash
        kubectl patch service balanced -n shop -p '{"spec":{"type":"ExternalName","externalName":"example.com"}}'
        """
      Then the output contains "service/balanced patched"
      And Service "balanced" has:
        | spec.clusterIP  | (absent) |
        | spec.ipFamilies | (absent) |

    Scenario: What is changed at the same time is refused
      When I run:
        """bash
        kubectl patch service open -n shop -p '{"spec":{"type":"ClusterIP","externalTrafficPolicy":"Local"}}'
        """
      Then the output contains "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set for externally-accessible services"
      And Service "open" has:
        | spec.type                  | NodePort |
        | spec.externalTrafficPolicy | Cluster  |

    Scenario Outline: A manifest that still says what only <from> had: <what>
      When I apply:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: <service>, namespace: shop }
        spec: { <spec>, selector: { app: web }, ports: [{ port: 80, targetPort: 8080<port> }] }
        """
      Then Service "<service>" has:
        | spec.type                          | <type>   |
        | spec.externalTrafficPolicy         | (absent) |
        | spec.healthCheckNodePort           | (absent) |
        | spec.allocateLoadBalancerNodePorts | (absent) |
        | spec.ports[0].nodePort             | (absent) |
      Examples:
        | service  | from            | what                  | spec                                                                                             | port              | type         |
        | asked    | a node port     | its policy            | type: ClusterIP, externalTrafficPolicy: Local                                                    |                   | ClusterIP    |
        | asked    | a node port     | its number            | type: ClusterIP                                                                                  | , nodePort: 30099 | ClusterIP    |
        | asked    | a node port     | both, for an alias    | type: ExternalName, externalName: example.com, externalTrafficPolicy: Local                      | , nodePort: 30099 | ExternalName |
        | asked    | a cluster       | its address           | type: ExternalName, externalName: example.com, clusterIP: 10.96.50.60                            |                   | ExternalName |
        | balanced | a load balancer | whether it had ports  | type: ClusterIP, externalTrafficPolicy: Local, allocateLoadBalancerNodePorts: true               |                   | ClusterIP    |

    Scenario Outline: A manifest that changes it in the same breath: <what>
      When I apply:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: asked, namespace: shop }
        spec: { <spec>, selector: { app: web }, ports: [{ port: 80, targetPort: 8080<port> }] }
        """
      Then applying is refused with "<words>"
      And Service "asked" has:
        | spec.type              | NodePort |
        | spec.ports[0].nodePort | 30099    |

      Examples:
        | what           | spec                                                                  | port              | words                                                                                      |
        | another policy | type: ClusterIP, externalTrafficPolicy: Cluster                       |                   | spec.externalTrafficPolicy: Invalid value: \"Cluster\": may only be set for externally-accessible services |
        | another number | type: ClusterIP                                                       | , nodePort: 30098 | spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'              |
        | a class        | type: ClusterIP, loadBalancerClass: example.com/one                   |                   | spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'          |
        | an address     | type: ExternalName, externalName: example.com, clusterIP: 10.96.50.61 |                   | spec.clusterIPs: Forbidden: may not be set for ExternalName services                       |

    Scenario: kubectl applies it to the same effect
      When I run:
        """bash
        cat > after.yaml <<'END'
        apiVersion: v1
        kind: Service
        metadata: { name: asked, namespace: shop }
        spec: { type: ClusterIP, externalTrafficPolicy: Local, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30099 }] }
        END
        kubectl apply -f after.yaml
        """
      Then the output contains "service/asked configured"
      And Service "asked" has:
        | spec.type                  | ClusterIP |
        | spec.externalTrafficPolicy | (absent)  |
        | spec.ports[0].nodePort     | (absent)  |

    Scenario: What stays may not go with the new type
      When I apply:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: headless, namespace: shop }
        spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
        """
      Then applying is refused with "spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort services"
      When I run:
        """bash
        kubectl patch service headless -n shop -p '{"spec":{"type":"NodePort"}}'
        """
      Then the output contains "may not be set to 'None' for NodePort services"

    Scenario: A file that no longer says the address keeps it
      When I run:
        """bash
        service() { printf 'apiVersion: v1\nkind: Service\nmetadata: { name: pinned, namespace: shop }\nspec: { %s ports: [{ port: 80 }] }\n' "$1" | kubectl apply -f -; }
        service 'clusterIP: 10.96.50.70,'
        service ''
        kubectl get service pinned -n shop -o jsonpath='{.spec.clusterIPs}'
        """
      Then the output contains "service/pinned configured"
      And the output contains "[\"10.96.50.70\"]"

    @S11
    Scenario: Without affinity there is nothing to remember
      When I run:
        """bash
        kubectl patch service open -n shop -p '{"spec":{"sessionAffinity":"ClientIP"}}'
        kubectl patch service open -n shop -p '{"spec":{"sessionAffinity":"None"}}'
        """
      Then Service "open" has:
        | spec.sessionAffinity       | None     |
        | spec.sessionAffinityConfig | (absent) |
