@service-proxy
Feature: What the API server gives a Service, and what it takes from it
  pkg/registry/core/service: addresses, node ports and families for Services that ask for none, and source ranges.

  Background:
    Given namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      """

  @S24 @S25
  Scenario: Cluster IPs come from above the band that is kept for requests, and from the band once the rest is gone
    A /27 has 30 addresses: neither its own nor the last one, and the first 16 of them are kept.
    Given the profile "service-cidr=10.96.0.0/27"
    When I run:
      """bash
      for i in $(seq 1 14); do kubectl create service clusterip s$i --tcp=80 -n shop > /dev/null; done
      kubectl get services -n shop -o jsonpath='{range .items[*]}{.spec.clusterIP}{"\n"}{end}' | cut -d. -f4 | sort -n | tr '\n' ' '
      """
    Then the output contains "17 18 19 20 21 22 23 24 25 26 27 28 29 30"
    When I run:
      """bash
      for i in $(seq 15 28); do kubectl create service clusterip s$i --tcp=80 -n shop > /dev/null; done
      kubectl get services -A -o jsonpath='{range .items[*]}{.spec.clusterIP}{"\n"}{end}' | cut -d. -f4 | sort -n | tr '\n' ' '
      """
    Then the output contains "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18"
    When I run "kubectl create service clusterip one-too-many --tcp=80 -n shop"
    Then the output contains "failed to allocate a serviceIP: range is full"

  @S24
  Scenario Outline: The <edge> address of a block <given> given to nobody
    Given the profile "ip-families=IPv4,IPv6"
    And the profile "service-cidr=10.96.0.0/24,fd00:10:96::/120"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { ipFamilies: [<family>], clusterIP: "<address>", ports: [{ port: 80 }] }
      """
    Then applying is refused with "spec.clusterIPs: Invalid value: [\"<address>\"]: failed to allocate IP <address>: the provided IP (<address>) is not in the valid range"

    Examples:
      | edge  | family | address      | given |
      | first | IPv4   | 10.96.0.0    | is    |
      | last  | IPv4   | 10.96.0.255  | is    |
      | first | IPv6   | fd00:10:96:: | is    |

  @S24
  Scenario: IPv6 has no broadcast address, so its last one is like any other
    Given the profile "ip-families=IPv4,IPv6"
    And the profile "service-cidr=10.96.0.0/24,fd00:10:96::/120"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { ipFamilies: [IPv6], clusterIP: "fd00:10:96::ff", ports: [{ port: 80 }] }
      """
    Then Service "web" has:
      | spec.clusterIP | fd00:10:96::ff |

  @S25
  Scenario: Node ports come from 30086 up, and the ports below are there for whoever asks
    When I run:
      """bash
      for i in $(seq 1 20); do kubectl create service nodeport s$i --tcp=80 -n shop > /dev/null; done
      kubectl get services -n shop -o jsonpath='{range .items[*]}{.spec.ports[0].nodePort}{"\n"}{end}' > ports
      echo "$(wc -l < ports) ports, $(awk '$1 < 30086' ports | wc -l) below 30086"
      """
    Then the output contains "20 ports, 0 below 30086"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: wanted, namespace: shop }
      spec: { type: NodePort, ports: [{ port: 80, nodePort: 30000 }] }
      """
    Then Service "wanted" has:
      | spec.ports[0].nodePort | 30000 |

  @S21
  Scenario Outline: <what>: <policy>
    Given the profile "ip-families=<cluster>"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: <spec>
      """
    Then Service "web" has:
      | spec.ipFamilyPolicy | <policy>   |
      | spec.ipFamilies     | <families> |

    Examples:
      | what                                          | cluster   | spec                                                     | policy           | families          |
      | Nothing is said, two families                 | IPv4,IPv6 | { ports: [{ port: 80 }] }                                | SingleStack      | ["IPv4"]          |
      | Headless with a selector                      | IPv4,IPv6 | { clusterIP: None, selector: { a: b } }                  | SingleStack      | ["IPv4"]          |
      | Headless without a selector                   | IPv4,IPv6 | { clusterIP: None }                                      | RequireDualStack | ["IPv4","IPv6"]   |
      | Headless without a selector, one family only  | IPv4      | { clusterIP: None }                                      | RequireDualStack | ["IPv4","IPv6"]   |
      | Headless without a selector, IPv6 only        | IPv6      | { clusterIP: None }                                      | RequireDualStack | ["IPv6","IPv4"]   |
      | Headless without a selector, a family asked for | IPv4,IPv6 | { clusterIP: None, ipFamilies: [IPv6] }                | RequireDualStack | ["IPv6","IPv4"]   |

  @S21
  Scenario: The policy that a Service has is kept when a manifest says nothing of it
    Given the profile "ip-families=IPv4,IPv6"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { ipFamilyPolicy: PreferDualStack, ports: [{ port: 80 }] }
      """
    And I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { ports: [{ port: 8080 }] }
      """
    Then Service "web" has:
      | spec.ipFamilyPolicy | PreferDualStack |

  @S12
  Scenario Outline: Source ranges <what>
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata:
        name: web
        namespace: shop
        annotations: <annotations>
      spec: { type: <type>, ports: [{ port: 80 }]<ranges> }
      """
    Then applying is refused with "<words>"

    Examples:
      | what                                | type         | annotations                                                            | ranges                                      | words                                                     |
      | of a node port                      | NodePort     | {}                                                                     | , loadBalancerSourceRanges: [10.0.0.0/8]    | may only be used when `type` is 'LoadBalancer'            |
      | that are none                       | LoadBalancer | {}                                                                     | , loadBalancerSourceRanges: [10.0.0.0]      | must be a valid CIDR value                                |
      | in the older form, of a node port   | NodePort     | { service.beta.kubernetes.io/load-balancer-source-ranges: 10.0.0.0/8 } |                                             | may only be used when `type` is 'LoadBalancer'            |
      | in the older form, that are none    | LoadBalancer | { service.beta.kubernetes.io/load-balancer-source-ranges: "10.0.0.0/8, all" } |                                      | must be a valid CIDR value                                |

  @S12 @S30
  Scenario Outline: The nodes' rules hold addresses and ranges in one spelling, however the object has them: <mode>
    Given kube-proxy in <mode> mode
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web, namespace: shop, labels: { app: web } }
      spec: { containers: [{ name: web, image: "web:1", ports: [{ containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        type: LoadBalancer
        selector: { app: web }
        loadBalancerSourceRanges: [" 198.51.100.7/24 ", "203.0.113.0/25"]
        ports: [{ port: 80, targetPort: 8080 }]
      status: { loadBalancer: { ingress: [{ ip: 203.0.113.77 }] } }
      """
    When I run "ssh control-plane"
    And I run "<command>"
    Then the output contains "<rule>"

    Examples:
      | mode     | command          | rule                                                                                   |
      | iptables | iptables-save    | -s 198.51.100.0/24 -m comment --comment \"shop/web loadbalancer IP\" -j KUBE-EXT- |
      | iptables | iptables-save    | -s 203.0.113.0/25 -m comment --comment \"shop/web loadbalancer IP\" -j KUBE-EXT-  |
      | nftables | nft list ruleset | ip saddr != { 198.51.100.0/24, 203.0.113.0/25 } drop                                  |

  @S30
  Scenario Outline: A node has the rules of its kube-proxy's mode alone, and says where others are: <mode> <command>
    Given the profile "kube-proxy=<mode>"
    When I run "ssh worker-1 <command>"
    Then the output contains "# kube-proxy runs in mode <mode> here"
    And the output does not contain "KUBE-SERVICES"
    And the output does not contain "table ip kube-proxy"

    Examples:
      | mode     | command          |
      | iptables | nft list ruleset |
      | nftables | iptables-save    |
      | ipvs     | iptables-save    |

  @S30
  Scenario Outline: A number with a zero in front is no address any more: <field>
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { type: LoadBalancer, ports: [{ port: 80 }], <field> }
      """
    Then applying is refused with "<words>"

    Examples:
      | field                                           | words                         |
      | externalIPs: [203.000.113.9]                    | must be a valid IP address    |
      | loadBalancerSourceRanges: ["198.051.100.0/24"]  | must be a valid CIDR value    |
      | clusterIP: 010.96.20.20                         | must be a valid IP address    |

  @S28
  Scenario Outline: A node port belongs to one Service, whatever its protocols: <what>
    The allocator of pkg/registry/core/service/portallocator knows numbers only.
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: one, namespace: shop }
      spec: { type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30081, ports: [{ port: 80, nodePort: 30080 }] }
      """
    And I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: two, namespace: shop }
      spec: { type: NodePort, ports: [<port>] }
      """
    Then applying is refused with "spec.ports[0].nodePort: Invalid value: <number>: provided port is already allocated"

    Examples:
      | what                       | port                                          | number |
      | the same protocol          | { port: 80, nodePort: 30080 }                 | 30080  |
      | another protocol           | { port: 80, nodePort: 30080, protocol: UDP }  | 30080  |
      | that of a health check     | { port: 80, nodePort: 30081 }                 | 30081  |

  @S4 @S28
  Scenario: Ports of a new Service that are one to clients share a node port, and others may not
    `initNodePorts` of pkg/registry/core/service/storage/alloc.go, and kubernetes/kubernetes issue 135439.
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: dns, namespace: shop }
      spec: { type: NodePort, ports: [{ name: udp, port: 53, protocol: UDP }, { name: tcp, port: 53, nodePort: 30053 }] }
      """
    Then Service "dns" has:
      | spec.ports[0].nodePort | 30053 |
      | spec.ports[1].nodePort | 30053 |
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: mixed, namespace: shop }
      spec: { type: NodePort, ports: [{ name: a, port: 80, nodePort: 30400 }, { name: b, port: 53, protocol: UDP, nodePort: 30400 }] }
      """
    Then applying is refused with "spec.ports[1].nodePort: Invalid value: 30400: provided port is already allocated"
    When I run:
      """bash
      kubectl create service nodeport mixed --tcp=80 --node-port=30400 -n shop
      kubectl patch service mixed -n shop --type json -p '[{ "op": "add", "path": "/spec/ports/-", "value": { "name": "b", "port": 53, "protocol": "UDP", "nodePort": 30400 } }]'
      """
    Then the output contains "service/mixed patched"

  @S22 @S28
  Scenario Outline: An update asks the allocators as well: <what>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: first, namespace: shop }
      spec: { type: NodePort, ports: [{ port: 80, nodePort: 30080 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { type: NodePort, ports: [{ port: 80, nodePort: 30081 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: alias, namespace: shop }
      spec: { type: ExternalName, externalName: example.com }
      """
    When I run:
      """bash
      kubectl patch service <name> -n shop -p '{ "spec": <spec> }'
      """
    Then the output contains "<words>"
    When I run "kubectl get service web -n shop -o jsonpath='{.spec.ports[0].nodePort} {.spec.ipFamilyPolicy}'"
    Then the output contains "30081 SingleStack"

    Examples:
      | what                              | name  | spec                                                                     | words                                                                                                                    |
      | a number beyond the range         | web   | { "ports": [{ "port": 80, "nodePort": 29000 }] }                         | spec.ports[0].nodePort: Invalid value: 29000: provided port is not in the valid range                                    |
      | a number of another               | web   | { "ports": [{ "port": 80, "nodePort": 30080 }] }                         | spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated                                         |
      | both families where there is one  | web   | { "ipFamilyPolicy": "RequireDualStack" }                                 | this cluster is not configured for dual-stack services           |
      | an alias becomes a cluster IP     | alias | { "type": "ClusterIP", "clusterIP": "192.0.2.1", "externalName": null, "ports": [{ "port": 80 }] } | failed to allocate IP 192.0.2.1: the provided network does not match the current range |

  @S15
  Scenario Outline: A number for the health check that is not to be had: <words>
    `allocHealthCheckNodePort` of pkg/registry/core/service/storage/alloc.go: an error of the server, not of the field.
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: first, namespace: shop }
      spec: { type: NodePort, ports: [{ port: 80, nodePort: 30080 }] }
      """
    When I run:
      """bash
      cat > lb.yaml <<'END'
      apiVersion: v1
      kind: Service
      metadata: { name: lb, namespace: shop }
      spec: { type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: <number>, ports: [{ port: 80 }] }
      END
      kubectl create -f lb.yaml
      """
    Then the output contains "Error from server (InternalError): error when creating \"lb.yaml\": Internal error occurred: failed to allocate requested HealthCheck NodePort <number>: <words>"

    Examples:
      | number | words                                                                             |
      | 29999  | provided port is not in the valid range. The range of valid ports is 30000-32767  |
      | 30080  | provided port is already allocated                                                |

  @S20 @S21
  Scenario: Who asks for a single family, and nothing else, gives the second one back
    Given the profile "ip-families=IPv4,IPv6"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { ipFamilyPolicy: PreferDualStack, ports: [{ port: 80 }] }
      """
    When I run:
      """bash
      kubectl patch service web -n shop -p '{ "spec": { "ipFamilyPolicy": "SingleStack" } }'
      kubectl get service web -n shop -o jsonpath='{.spec.ipFamilies}'
      """
    Then the output contains "[\"IPv4\"]"

  @S28
  Scenario: No node port is left, and nothing of the request is kept
    When I run:
      """bash
      {
        echo 'apiVersion: v1'
        echo 'kind: Service'
        echo 'metadata: { name: hungry, namespace: shop }'
        echo 'spec:'
        echo '  type: NodePort'
        echo '  ports:'
        { seq 1 1384; seq 1385 2768; } | awk '{ print "  - { name: p" $1 ", port: " $1 " }" }'
      } > hungry.yaml
      kubectl apply -f hungry.yaml
      kubectl create service nodeport late --tcp=80 -n shop
      kubectl get service late -n shop
      """
    Then the output contains "service/hungry created"
    And the output contains "Internal error occurred: failed to allocate a nodePort: range is full"
    And the output contains "services \"late\" not found"
