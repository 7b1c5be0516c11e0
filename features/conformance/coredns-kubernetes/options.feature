@conformance @cluster-dns
Feature: What the plugin's options change
  Re-told from coredns/coredns, plugin/kubernetes: handler_pod_insecure_test.go, handler_pod_verified_test.go,
  handler_pod_disabled_test.go, handler_ignore_emptyservice_test.go, reverse_test.go and TestServeNamespaceDNS.

  Background:
    Given the profile "ip-families=IPv4,IPv6"
    And the manifests in "fixtures/index.yaml"

  Scenario Outline: pods insecure (TestServeDNSModeInsecure): <type> of <name>
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local in-addr.arpa ip6.arpa {
                  pods insecure
              }
              forward . /etc/resolv.conf
          }
      """
    When testns/client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | name                                   | type | ending         |
      | 10-244-0-1.testns.pod.cluster.local.   | A    | answered       |
      | 172-0-0-2.testns.pod.cluster.local.    | A    | answered       |
      | 10-244-0-1.testns.pod.cluster.local.   | AAAA | no-data        |
      | 10-244-0-1.pod-nons.pod.cluster.local. | A    | name-not-found |
      | blah.testns.pod.cluster.local.         | A    | name-not-found |
      | 5678-abcd--1.testns.pod.cluster.local. | AAAA | answered       |

  Scenario Outline: pods disabled (TestServeDNSModeDisabled): <type> of <name>
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local in-addr.arpa ip6.arpa {
                  pods disabled
              }
              forward . /etc/resolv.conf
          }
      """
    When testns/client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | name                                 | type | ending         |
      | 10-244-0-1.testns.pod.cluster.local. | A    | name-not-found |
      | 172-0-0-2.testns.pod.cluster.local.  | A    | name-not-found |

  Scenario Outline: pods verified (TestServeDNSModeVerified): <type> of <name>
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local in-addr.arpa ip6.arpa {
                  pods verified
              }
              forward . /etc/resolv.conf
          }
      """
    When testns/client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | name                                   | type | ending         |
      | 10-244-0-1.testns.pod.cluster.local.   | A    | name-not-found |
      | 172-0-0-2.testns.pod.cluster.local.    | A    | name-not-found |
      | 10-244-0-1.pod-nons.pod.cluster.local. | A    | name-not-found |

  Scenario Outline: ignore empty_service (TestServeDNSEmptyService): <type> of <name>
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local in-addr.arpa ip6.arpa {
                  ignore empty_service
              }
              forward . /etc/resolv.conf
          }
      """
    When testns/client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | name                                          | type | ending         |
      | svcempty.testns.svc.cluster.local.            | A    | name-not-found |
      | _http._tcp.svcempty.testns.svc.cluster.local. | SRV  | name-not-found |
      | svc1.testns.svc.cluster.local.                | A    | answered       |

  Scenario Outline: namespaces testns (TestServeDNS): <type> of <name>
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local in-addr.arpa ip6.arpa {
                  namespaces testns
              }
              forward . /etc/resolv.conf
          }
      """
    When testns/client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | name                                | type | ending         |
      | svc1.testns.svc.cluster.local.      | A    | answered       |
      | svc1.unexposedns.svc.cluster.local. | A    | name-not-found |
      | unexposedns.svc.cluster.local.      | A    | name-not-found |

  Scenario Outline: all namespaces (TestServeNamespaceDNS): <type> of <name>
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local in-addr.arpa ip6.arpa {
                  pods insecure
              }
              forward . /etc/resolv.conf
          }
      """
    When testns/client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | name                                | type | ending         |
      | svc1.testns.svc.cluster.local.      | A    | answered       |
      | svc1.unexposedns.svc.cluster.local. | A    | answered       |
      | svc1.nsnoexist.svc.cluster.local.   | A    | name-not-found |

  Scenario Outline: noendpoints: <type> of <name>
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local in-addr.arpa ip6.arpa {
                  noendpoints
              }
              forward . /etc/resolv.conf
          }
      """
    When testns/client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | name                                     | type | ending         |
      | hdls1.testns.svc.cluster.local.          | A    | name-not-found |
      | dup-name.hdls1.testns.svc.cluster.local. | A    | name-not-found |
      | svc1.testns.svc.cluster.local.           | A    | answered       |

  Scenario Outline: reverse (TestReverse): <type> of <name>
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local in-addr.arpa ip6.arpa {
                  fallthrough in-addr.arpa ip6.arpa
              }
              forward . /etc/resolv.conf
          }
      """
    When testns/client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | name                                                                      | type | ending         |
      | 101.0.96.10.in-addr.arpa.                                                 | PTR  | answered       |
      | 1.0.20.172.in-addr.arpa.                                                  | PTR  | answered       |
      | 2.0.20.172.in-addr.arpa.                                                  | PTR  | answered       |
      | 6.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.6.9.0.0.0.1.0.0.0.0.d.f.ip6.arpa. | PTR  | answered       |
      | 101.0.96.10.in-addr.arpa.                                                 | A    | no-data        |
      | 1.0.20.172.in-addr.arpa.                                                  | TXT  | no-data        |
      | 99.0.20.172.in-addr.arpa.                                                 | PTR  | name-not-found |
      | 0.10.in-addr.arpa.                                                        | PTR  | name-not-found |
      | example.org.cluster.local.                                                | PTR  | name-not-found |

  Scenario: reverse (TestReverse): an endpoint with a host name, one without, a cluster IP of each family
    When testns/client looks up PTR records of "1.0.20.172.in-addr.arpa."
    Then it resolves to:
      | ep1a.svc1.testns.svc.cluster.local |
    When testns/client looks up PTR records of "2.0.20.172.in-addr.arpa."
    Then it resolves to:
      | 172-20-0-2.hdls1.testns.svc.cluster.local |
    When testns/client looks up PTR records of "6.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.6.9.0.0.0.1.0.0.0.0.d.f.ip6.arpa."
    Then it resolves to:
      | svc6.testns.svc.cluster.local |
