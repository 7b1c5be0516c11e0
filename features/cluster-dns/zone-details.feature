@cluster-dns
Feature: What else the zone says, and what the kubernetes plugin can be told
  Behaviour of plugin/kubernetes in coredns/coredns.

  Background:
    Given the manifests in "fixtures/names.yaml"
    And namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: tools, namespace: shop }
      spec: { containers: [{ name: tools, image: "nicolaka/netshoot:v0.14" }] }
      """

  @D9
  Scenario: Two endpoints with one host name share the name
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: twins, namespace: data }
      spec: { clusterIP: None, ports: [{ port: 80 }] }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: twins-1, namespace: data, labels: { kubernetes.io/service-name: twins } }
      addressType: IPv4
      endpoints:
        - { addresses: [10.244.9.1], hostname: twin }
        - { addresses: [10.244.9.2], hostname: twin }
        - { addresses: [10.244.9.3], hostname: single }
      ports: [{ port: 80 }]
      """
    When client looks up "twin.twins.data.svc.cluster.local."
    Then it resolves to:
      | 10.244.9.1 |
      | 10.244.9.2 |

  @D15
  Scenario Outline: An alias whose target nobody can look up: <type> of <name> is <ending>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local
          }
      """
    When client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | type  | name                                     | ending         |
      | A     | saas.data.svc.cluster.local.             | no-data        |
      | CNAME | saas.data.svc.cluster.local.             | answered       |
      | A     | sub.saas.data.svc.cluster.local.         | name-not-found |
      | SRV   | _https._tcp.saas.data.svc.cluster.local. | name-not-found |

  @D15
  Scenario Outline: An alias to <target>, which is no name of a Service here, has no address
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: lost, namespace: data }
      spec: { type: ExternalName, externalName: <target> }
      """
    When client looks up "lost.data.svc.cluster.local."
    Then it ends as no-data
    When client curls http://lost.data
    Then it ends as no-data

    Examples:
      | target                         |
      | nothing.shop.svc.cluster.local |
      | nothing.nowhere.svc.cluster.local |
      | api.shop.svc                   |
      | api                            |

  @D17
  Scenario Outline: Addresses lead back to names only where the reverse zones are listed: <zones>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes <zones>
              forward . /etc/resolv.conf
          }
      """
    When client looks up PTR records of "1.20.96.10.in-addr.arpa."
    Then it ends as <ending>

    Examples:
      | zones                      | ending         |
      | cluster.local              | name-not-found |
      | cluster.local in-addr.arpa | answered       |

  @D19
  Scenario Outline: The zone's SOA with a TTL of <ttl> says <shown>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local {
                  ttl <ttl>
              }
          }
      """
    When I run "kubectl exec tools -n shop -- dig +noall +answer cluster.local SOA"
    Then the output contains "cluster.local. <shown> IN SOA ns.dns.cluster.local. hostmaster.cluster.local."
    And the output contains "7200 1800 86400 <shown>"

    Examples:
      | ttl  | shown |
      | 30   | 30    |
      | 1800 | 300   |

  @D29
  Scenario Outline: noendpoints: <name> is <ending>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local {
                  noendpoints
              }
          }
      """
    When client looks up "<name>"
    Then it ends as <ending>

    Examples:
      | name                                    | ending         |
      | api.shop.svc.cluster.local.             | answered       |
      | members.data.svc.cluster.local.         | name-not-found |
      | alpha.members.data.svc.cluster.local.   | name-not-found |
      | 10-244-1-11.api.shop.svc.cluster.local. | name-not-found |

  @D31
  Scenario Outline: fallthrough<zones>: <name> is left to the plugins behind, <ending>
    Given the external host "gone.shop.svc.cluster.local" at "203.0.113.60"
    And the external host "1.2.0.192.in-addr.arpa" at "203.0.113.61"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local in-addr.arpa {
                  <line>
              }
              forward . /etc/resolv.conf
          }
      """
    When client looks up "<name>"
    Then it ends as <ending>

    Examples:
      | zones          | line                     | name                         | ending         |
      | , everything   | fallthrough              | gone.shop.svc.cluster.local. | answered       |
      | of other zones | fallthrough in-addr.arpa | gone.shop.svc.cluster.local. | name-not-found |
      | of other zones | fallthrough in-addr.arpa | 1.2.0.192.in-addr.arpa.      | answered       |
      | of none        | ttl 30                   | gone.shop.svc.cluster.local. | name-not-found |

  @D33
  Scenario: Without zonal there are no such names
    When client looks up "east.pin._zone.members.data.svc.cluster.local."
    Then it ends as name-not-found

  @D35
  Scenario: The zone is not handed out as a whole
    When client looks up AXFR records of "cluster.local."
    Then it ends as servfail
    When I run "kubectl exec tools -n shop -- dig axfr cluster.local"
    Then the output contains "; Transfer failed."

  Rule: zonal names
    Zones of endpoints in the name, for headless Services, where the Corefile says `zonal`.

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
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: cache, namespace: shop }
        spec: { clusterIP: None, ports: [{ name: redis, port: 6379 }] }
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: { name: cache-1, namespace: shop, labels: { kubernetes.io/service-name: cache } }
        addressType: IPv4
        endpoints:
          - { addresses: [10.244.9.1], zone: east }
          - { addresses: [10.244.9.2], zone: west.example.com }
          - { addresses: [10.244.9.3] }
        ports: [{ name: redis, port: 6379 }]
        """

    @D33
    Scenario Outline: <type> of <name> has an answer
      When client looks up <type> records of "<name>"
      Then it resolves to:
        | <answer> |

      Examples:
        | type | name                                                   | answer                                               |
        | A    | east.pin._zone.cache                                   | 10.244.9.1                                           |
        | A    | east.prefer._zone.cache.shop.svc.cluster.local.        | 10.244.9.1                                           |
        | A    | EAST.pin._zone.cache.shop.svc.cluster.local.           | 10.244.9.1                                           |
        | A    | west.example.com.pin._zone.cache.shop.svc.cluster.local. | 10.244.9.2                                         |
        | SRV  | east.pin._zone.cache.shop.svc.cluster.local.           | 0 100 6379 10-244-9-1.cache.shop.svc.cluster.local   |

    @D33
    Scenario: prefer takes every endpoint where the zone has none
      When client looks up "north.prefer._zone.cache.shop.svc.cluster.local."
      Then it resolves to:
        | 10.244.9.1 |
        | 10.244.9.2 |
        | 10.244.9.3 |

    @D33
    Scenario Outline: <type> of <name> ends as <ending>
      When client looks up <type> records of "<name>"
      Then it ends as <ending>

      Examples:
        | type | name                                             | ending         |
        | A    | north.pin._zone.cache.shop.svc.cluster.local.    | no-data        |
        | AAAA | east.pin._zone.cache.shop.svc.cluster.local.     | no-data        |
        | TXT  | north.pin._zone.cache.shop.svc.cluster.local.    | no-data        |
        | A    | east.near._zone.cache.shop.svc.cluster.local.    | name-not-found |
        | A    | east.pin._zone.api.shop.svc.cluster.local.       | name-not-found |
        | A    | east.pin._zone.saas.data.svc.cluster.local.      | name-not-found |
        | A    | east.pin._zone.gone.shop.svc.cluster.local.      | name-not-found |

  @D8 @D10
  Scenario Outline: SRV of one endpoint's name: <name>
    `findServices` of plugin/kubernetes/kubernetes.go: every port of the endpoint, of whatever Service it is one.
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: both, namespace: data }
      spec: { <spec>ports: [{ name: http, port: 80 }, { name: admin, port: 81 }] }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: both-1, namespace: data, labels: { kubernetes.io/service-name: both } }
      addressType: IPv4
      endpoints: [{ addresses: [10.244.9.1], hostname: one }, { addresses: [10.244.9.2] }]
      ports: [{ name: http, port: 8080 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: both-2, namespace: data, labels: { kubernetes.io/service-name: both } }
      addressType: IPv4
      endpoints: [{ addresses: [10.244.9.1], hostname: one }]
      ports: [{ name: admin, port: 8081 }]
      """
    When client looks up SRV records of "one.both.data.svc.cluster.local."
    Then it resolves to:
      | 0 50 8080 one.both.data.svc.cluster.local |
      | 0 50 8081 one.both.data.svc.cluster.local |

    Examples:
      | name       | spec             |
      | headless   | clusterIP: None, |
      | cluster IP |                  |

  @D13
  Scenario: A port's name leads to the endpoints that have the port
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: both, namespace: data }
      spec: { clusterIP: None, ports: [{ name: http, port: 80 }, { name: admin, port: 81 }] }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: both-1, namespace: data, labels: { kubernetes.io/service-name: both } }
      addressType: IPv4
      endpoints: [{ addresses: [10.244.9.1] }, { addresses: [10.244.9.2] }]
      ports: [{ name: http, port: 8080 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: both-2, namespace: data, labels: { kubernetes.io/service-name: both } }
      addressType: IPv4
      endpoints: [{ addresses: [10.244.9.2] }]
      ports: [{ name: admin, port: 8081 }]
      """
    When client looks up "_admin._tcp.both.data.svc.cluster.local."
    Then it resolves to:
      | 10.244.9.2 |

  @D18 @D20
  Scenario Outline: Names that are not of objects: <type> of <name> is <ending>
    `Services` of plugin/kubernetes/kubernetes.go.
    When client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | type | name                       | ending         |
      | A    | ns.dns.cluster.local.      | answered       |
      | AAAA | ns.dns.cluster.local.      | no-data        |
      | TXT  | ns.dns.cluster.local.      | name-not-found |
      | A    | dns.cluster.local.         | name-not-found |
      | A    | x.ns.dns.cluster.local.    | name-not-found |
      | A    | dns-version.cluster.local. | name-not-found |
      | TXT  | dns-version.cluster.local. | answered       |
      | TXT  | cluster.local.             | name-not-found |
      | TXT  | svc.cluster.local.         | name-not-found |
      | TXT  | shop.svc.cluster.local.    | name-not-found |
      | SRV  | shop.svc.cluster.local.    | no-data        |
      | SOA  | nope.svc.cluster.local.    | no-data        |

  @D25
  Scenario: An answer spells the name as it was asked
    When I run "kubectl exec tools -- dig +noall +answer +authority API.Shop.svc.Cluster.local"
    Then the output contains "API.Shop.svc.Cluster.local."
    When I run "kubectl exec tools -- dig +noall +authority nope.Shop.svc.Cluster.local"
    Then the output contains "Cluster.local."
