@input
Feature: A NetworkPolicy that the API server refuses
  Refused for the API server's reasons and in its words, before any traffic is asked about.

  Scenario Outline: <what>
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: broken, namespace: shop }
      spec:
        podSelector: {}
        ingress:
          - <rule>
      """
    Then applying is refused with "spec.ingress[0].<field>"
    And applying is refused with "<words>"

    @netpol-25
    Examples: Peers
      | what                             | rule                                                       | field   | words                                         |
      | An empty peer                    | from: [{}]                                                 | from[0] | must specify a peer                           |
      | ipBlock together with a selector | from: [{ ipBlock: { cidr: 10.0.0.0/8 }, podSelector: {} }] | from[0] | may not specify both ipBlock and another peer |

    @netpol-31
    Examples: Selectors
      | what                       | rule                                                                          | field                                            | words                                 |
      | A label value with a space | from: [{ podSelector: { matchLabels: { app: "my app" } } }]                   | from[0].podSelector.matchLabels                  | a valid label must be an empty string |
      | An unknown operator        | from: [{ podSelector: { matchExpressions: [{ key: app, operator: Like }] } }] | from[0].podSelector.matchExpressions[0].operator | not a valid selector operator         |
      | In without values          | from: [{ podSelector: { matchExpressions: [{ key: app, operator: In }] } }]   | from[0].podSelector.matchExpressions[0].values   | must be specified                     |

    @netpol-56
    Examples: Blocks
      | what                             | rule                                                                | field                     | words                             |
      | A prefix longer than the address | from: [{ ipBlock: { cidr: 10.0.0.0/33 } }]                          | from[0].ipBlock.cidr      | must be a valid CIDR value        |
      | An address without a prefix      | from: [{ ipBlock: { cidr: 10.0.0.1 } }]                             | from[0].ipBlock.cidr      | must be a valid CIDR value        |
      | except outside cidr              | from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [192.168.0.0/16] } }] | from[0].ipBlock.except[0] | must be a strict subset of `cidr` |
      | except equal to cidr             | from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.0.0/8] } }]     | from[0].ipBlock.except[0] | must be a strict subset of `cidr` |

    @netpol-43
    Examples: Ports
      | what                           | rule                                   | field             | words                                             |
      | endPort below port             | ports: [{ port: 8080, endPort: 8000 }] | ports[0].endPort  | must be greater than or equal to `port`           |
      | endPort with a port name       | ports: [{ port: http, endPort: 8080 }] | ports[0].endPort  | may not be specified when `port` is non-numeric   |
      | endPort alone                  | ports: [{ endPort: 8080 }]             | ports[0].endPort  | may not be specified when `port` is not specified |
      | Port 0                         | ports: [{ port: 0 }]                   | ports[0].port     | must be between 1 and 65535, inclusive            |
      | Port 70000                     | ports: [{ port: 70000 }]               | ports[0].port     | must be between 1 and 65535, inclusive            |
      | A port name with an underscore | ports: [{ port: my_port }]             | ports[0].port     | must contain only alpha-numeric characters        |
      | ICMP                           | ports: [{ protocol: ICMP }]            | ports[0].protocol | Unsupported value                                 |

  @netpol-1
  Scenario: A policy type that does not exist
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: broken, namespace: shop }
      spec:
        podSelector: {}
        policyTypes: [Inbound]
      """
    Then applying is refused with "spec.policyTypes[0]"
    And applying is refused with "Unsupported value"

  @netpol-43
  Scenario: A range of one port is a range
    Given these workloads:
      | name | namespace | labels | ports         |
      | a    | shop      | app=a  | http:8080/TCP |
      | b    | shop      | app=b  |               |
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: one-port, namespace: shop }
      spec:
        podSelector: {}
        ingress:
          - ports: [{ port: 8080, endPort: 8080 }]
      """
    And shop/b connects to pod "shop/a" on port 8080 over TCP
    Then it succeeds

  Scenario: A refused policy leaves everything as it was
    Given these workloads:
      | name | namespace | labels | ports         |
      | a    | shop      | app=a  | http:8080/TCP |
      | b    | shop      | app=b  |               |
    And a default-deny ingress policy in namespace "shop"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: good, namespace: shop }
      spec:
        podSelector: {}
        ingress: [{}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: bad, namespace: shop }
      spec:
        podSelector: {}
        ingress: [{ from: [{}] }]
      """
    Then applying is refused with "must specify a peer"
    When shop/b connects to pod "shop/a" on port 8080 over TCP
    Then it is denied by policy "shop/default-deny"
