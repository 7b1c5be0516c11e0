@service-proxy
Feature: Where cluster IPs come from
  ServiceCIDR objects hold the blocks, IPAddress objects the addresses in use. The start of a block is kept for Services that
  ask for an address; the others are given the rest first.

  Background:
    Given the profile "service-cidr=10.96.0.0/28"
    And namespace "shop"
    And these workloads:
      | name   | ports         | replicas |
      | web    | http:8080/TCP | 1        |
      | client |               | 1        |
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { clusterIP: 10.96.0.5, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """

  @S26
  Scenario: What the cluster has of its own, and an address in use
    Then ServiceCIDR "kubernetes" has:
      | spec.cidrs[0]               | 10.96.0.0/28 |
      | status.conditions[0].status | True         |
    And IPAddress "10.96.0.1" has:
      | spec.parentRef.name | kubernetes |
    And IPAddress "10.96.0.5" has:
      | spec.parentRef.resource  | services |
      | spec.parentRef.namespace | shop     |
      | spec.parentRef.name      | web      |

  Scenario: It comes back when it is deleted, and goes with its Service
    When I delete "ipaddress/10.96.0.5"
    Then IPAddress "10.96.0.5" has:
      | spec.parentRef.name | web |
    When I delete "service/web"
    And I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: other, namespace: shop }
      spec: { clusterIP: 10.96.0.5, ports: [{ port: 80 }] }
      """
    Then IPAddress "10.96.0.5" has:
      | spec.parentRef.name | other |

  @S27
  Scenario Outline: <what>
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: more, namespace: shop }
      spec: { clusterIP: <ip>, ports: [{ port: 80 }] }
      """
    Then applying is refused with "failed to allocate IP <ip>: <words>"

    Examples:
      | what                      | ip         | words                                               |
      | Somebody else's           | 10.96.0.5  | provided IP is already allocated                    |
      | Of no block               | 10.97.0.5  | the provided network does not match the current range |
      | The block's own address   | 10.96.0.0  | the provided IP (10.96.0.0) is not in the valid range |
      | The address for everybody | 10.96.0.15 | the provided IP (10.96.0.15) is not in the valid range |

  Scenario: No address is left, until somebody adds a block
    Given these manifests:
      """yaml
      { apiVersion: v1, kind: Service, metadata: { name: a, namespace: shop }, spec: { ports: [{ port: 80 }] } }
      ---
      { apiVersion: v1, kind: Service, metadata: { name: b, namespace: shop }, spec: { ports: [{ port: 80 }] } }
      ---
      { apiVersion: v1, kind: Service, metadata: { name: c, namespace: shop }, spec: { ports: [{ port: 80 }] } }
      ---
      { apiVersion: v1, kind: Service, metadata: { name: d, namespace: shop }, spec: { ports: [{ port: 80 }] } }
      ---
      { apiVersion: v1, kind: Service, metadata: { name: e, namespace: shop }, spec: { ports: [{ port: 80 }] } }
      ---
      { apiVersion: v1, kind: Service, metadata: { name: f, namespace: shop }, spec: { ports: [{ port: 80 }] } }
      ---
      { apiVersion: v1, kind: Service, metadata: { name: g, namespace: shop }, spec: { ports: [{ port: 80 }] } }
      ---
      { apiVersion: v1, kind: Service, metadata: { name: h, namespace: shop }, spec: { ports: [{ port: 80 }] } }
      ---
      { apiVersion: v1, kind: Service, metadata: { name: i, namespace: shop }, spec: { ports: [{ port: 80 }] } }
      ---
      { apiVersion: v1, kind: Service, metadata: { name: j, namespace: shop }, spec: { ports: [{ port: 80 }] } }
      ---
      { apiVersion: v1, kind: Service, metadata: { name: k, namespace: shop }, spec: { ports: [{ port: 80 }] } }
      """
    When I apply:
      """yaml
      { apiVersion: v1, kind: Service, metadata: { name: last, namespace: shop }, spec: { ports: [{ port: 80 }] } }
      """
    Then applying is refused with "Internal error occurred: failed to allocate a serviceIP: range is full"
    When I apply:
      """yaml
      { apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: { name: more }, spec: { cidrs: [10.200.0.0/29] } }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: last, namespace: shop }
      spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """
    And client curls http://last
    Then it succeeds
    And it reaches service "last"

  Rule: A block that is deleted

    Background:
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: ServiceCIDR
        metadata: { name: more }
        spec: { cidrs: [10.200.0.0/24] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: far, namespace: shop }
        spec: { clusterIP: 10.200.0.9, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
        """

    Scenario: It stays for the addresses that are used, and gives no more
      When client curls http://far
      Then it succeeds
      When I delete "servicecidr/more"
      Then ServiceCIDR "more" has:
        | status.conditions[0].status  | False                                                                                                      |
        | status.conditions[0].reason  | Terminating                                                                                                |
        | status.conditions[0].message | There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR |
      When client curls http://far
      Then it succeeds
      When I apply:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: late, namespace: shop }
        spec: { clusterIP: 10.200.0.10, ports: [{ port: 80 }] }
        """
      Then applying is refused with "the provided network does not match the current range"

    Scenario: Another block that holds the address lets it go
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: ServiceCIDR
        metadata: { name: wider }
        spec: { cidrs: [10.200.0.0/16] }
        """
      When I delete "servicecidr/more"
      And I apply:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: ServiceCIDR
        metadata: { name: more }
        spec: { cidrs: [10.201.0.0/24] }
        """
      Then ServiceCIDR "more" has:
        | spec.cidrs[0] | 10.201.0.0/24 |

    Scenario Outline: <what>
      When I apply:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: ServiceCIDR
        metadata: { name: <name> }
        spec: { cidrs: <cidrs> }
        """
      Then applying is refused with "<words>"

      Examples:
        | what                  | name | cidrs                                | words                                                                 |
        | Blocks do not change  | more | [10.200.1.0/24]                      | spec.cidrs[0]: Invalid value: \"10.200.1.0/24\": field is immutable   |
        | No block              | none | []                                   | spec.cidrs: Required value: at least one CIDR required                |
        | Three blocks          | many | [10.1.0.0/24, 10.2.0.0/24, fd00::/112] | may only hold up to 2 values                                        |
        | Two of one family     | both | [10.1.0.0/24, 10.2.0.0/24]           | may specify no more than one IP for each IP family                    |
        | An address of a block | host | [10.1.0.1/24]                        | spec.cidrs[0]: Invalid value: \"10.1.0.1/24\": must be in canonical form |

  @S26
  Scenario: Blocks and addresses as `kubectl get` shows them
    pkg/printers/internalversion/printers.go.
    When I run "kubectl get servicecidrs,ipaddresses"
    Then the output contains "NAME                                          CIDRS"
    And the output contains "services/default/kubernetes"

  @S26
  Scenario Outline: A request changes what the cluster came with no more than anything else: <what>
    `ValidateServiceCIDRUpdate` and `ValidateServiceUpdate`.
    When I run:
      """bash
      kubectl patch -n default <what> --type merge -p '{ "spec": <spec> }'
      """
    Then the output contains "<words>"

    Examples:
      | what                   | spec                                                          | words                            |
      | servicecidr kubernetes | { "cidrs": ["10.97.0.0/16"] }                                 | spec.cidrs[0]: Invalid value     |
      | service kubernetes     | { "clusterIP": "10.96.0.9", "clusterIPs": ["10.96.0.9"] }     | may not change once set          |
