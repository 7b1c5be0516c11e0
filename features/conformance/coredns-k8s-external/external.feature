@conformance @cluster-dns
Feature: TestExternal: what k8s_external answers
  Re-told from coredns/coredns, plugin/k8s_external/external_test.go, in its order; addresses are ours.

  Background:
    Given the profile "ip-families=IPv4,IPv6"
    And the manifests in "fixtures/index.yaml"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local {
                  namespaces testns
              }
              k8s_external example.com in-addr.arpa {
                  headless
              }
              forward . /etc/resolv.conf
          }
      """

  Scenario Outline: <case>: <type> of <name>
    When testns/client looks up <type> records of "<name>"
    Then it resolves to:
      | <answer> |

    Examples:
      | case                              | name                                             | type | answer                                                      |
      | 0 PTR reverse lookup              | 4.113.0.203.in-addr.arpa.                        | PTR  | svc1.testns.example.com                                     |
      | 3 A Service                       | svc1.testns.example.com.                         | A    | 203.0.113.4                                                 |
      | 4 SRV of the bare name            | svc1.testns.example.com.                         | SRV  | 0 100 80 svc1.testns.example.com                            |
      | 6 SRV Service                     | _http._tcp.svc1.testns.example.com.              | SRV  | 0 100 80 svc1.testns.example.com                            |
      | 11 AAAA Service                   | svc6.testns.example.com.                         | AAAA | 2001:db8::5                                                 |
      | 12 SRV                            | _http._tcp.svc6.testns.example.com.              | SRV  | 0 100 80 svc6.testns.example.com                            |
      | 13 SRV                            | svc6.testns.example.com.                         | SRV  | 0 100 80 svc6.testns.example.com                            |
      | 16 svc11, a load balancer         | svc11.testns.example.com.                        | A    | 203.0.113.11                                                |
      | 17 svc11, SRV                     | _http._tcp.svc11.testns.example.com.             | SRV  | 0 100 80 svc11.testns.example.com                           |
      | 18 svc11, SRV of the bare name    | svc11.testns.example.com.                        | SRV  | 0 100 80 svc11.testns.example.com                           |
      | 20 svc12, SRV                     | _http._tcp.svc12.testns.example.com.             | SRV  | 0 100 80 lb.example.net                                     |
      | 21 svc12, SRV of the bare name    | svc12.testns.example.com.                        | SRV  | 0 100 80 lb.example.net                                     |
      | 25 headless, first endpoint, SRV  | endpoint-svc-0.svc-headless.testns.example.com.  | SRV  | 0 100 80 endpoint-svc-0.svc-headless.testns.example.com     |
      | 26 headless, second endpoint, SRV | endpoint-svc-1.svc-headless.testns.example.com.  | SRV  | 0 100 80 endpoint-svc-1.svc-headless.testns.example.com     |
      | 27 headless, first endpoint       | endpoint-svc-0.svc-headless.testns.example.com.  | A    | 172.20.0.2                                                  |
      | 28 headless, second endpoint      | endpoint-svc-1.svc-headless.testns.example.com.  | A    | 172.20.0.3                                                  |

  Scenario Outline: <case>: <type> of <name> has no answer
    When testns/client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | case                                         | name                                        | type | ending         |
      | 1 Bad PTR, the name of a Service             | svc1.testns.example.com.                    | PTR  | no-data        |
      | 2 Bad PTR, the name of no Service            | not-existing.testns.example.com.            | PTR  | name-not-found |
      | 5 SRV Service Not udp/tcp                    | *._not-udp-or-tcp.svc1.testns.example.com.  | SRV  | name-not-found |
      | 7 AAAA Service with an A record only         | svc1.testns.example.com.                    | AAAA | no-data        |
      | 8 AAAA Service (non-existing service)        | svc0.testns.example.com.                    | AAAA | name-not-found |
      | 9 A Service (non-existing service)           | svc0.testns.example.com.                    | A    | name-not-found |
      | 10 A Service (non-existing namespace)        | svc0.svc-nons.example.com.                  | A    | name-not-found |
      | 14 the namespace                             | testns.example.com.                         | A    | no-data        |
      | 15 the namespace, SOA                        | testns.example.com.                         | SOA  | no-data        |
      | 19 svc12: the name of its balancer alone     | svc12.testns.example.com.                   | A    | no-data        |

  Scenario: 19 svc12: a load balancer with a name is an alias of it
    Given the external host "lb.example.net" at "203.0.113.12"
    When testns/client looks up A records of "svc12.testns.example.com."
    Then it resolves to:
      | 203.0.113.12 |

  Scenario: 22 headless service
    When testns/client looks up A records of "svc-headless.testns.example.com."
    Then it resolves to:
      | 172.20.0.2 |
      | 172.20.0.3 |

  Scenario Outline: <case>: SRV of <name>
    When testns/client looks up SRV records of "<name>"
    Then it resolves to:
      | 0 50 80 endpoint-svc-0.svc-headless.testns.example.com |
      | 0 50 80 endpoint-svc-1.svc-headless.testns.example.com |

    Examples:
      | case                                  | name                                        |
      | 23 headless service, the bare name    | svc-headless.testns.example.com.            |
      | 24 headless service, a port           | _http._tcp.svc-headless.testns.example.com. |
