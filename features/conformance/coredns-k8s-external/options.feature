@conformance @cluster-dns
Feature: What the options of k8s_external change
  Re-told from coredns/coredns, plugin/k8s_external: the inputs of TestSetup in setup_test.go, and the rules of setup.go and
  of plugin/kubernetes/external.go that no upstream test asks about.

  Background:
    Given the manifests in "fixtures/index.yaml"

  Scenario Outline: <case>: <type> of <name>
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          example.org:53 {
              kubernetes cluster.local
              k8s_external <line>
              <option>
              }
              hosts {
                  203.0.113.77 legacy.testns.example.org
                  fallthrough
              }
              forward . /etc/resolv.conf
          }
      """
    And the external host "www.testns.example.org" at "203.0.113.80"
    When testns/client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | case                                       | line          | option                     | name                               | type | ending          |
      | TestSetup 0, the zone of the server block  | {             |                            | svc1.testns.example.org.           | A    | answered        |
      | TestSetup 1, a zone                        | example.org { |                            | svc1.testns.example.org.           | A    | answered        |
      | TestSetup 1, dns is the apex               | example.org { |                            | dns.example.org.                   | A    | no-data         |
      | TestSetup 2, another apex                  | example.org { | apex testdns               | testdns.example.org.               | A    | no-data         |
      | TestSetup 2, dns is nothing then           | example.org { | apex testdns               | dns.example.org.                   | A    | name-not-found  |
      | TestSetup 3, headless                      | example.org { | headless                   | svc-headless.testns.example.org.   | A    | answered        |
      | without headless                           | example.org { |                            | svc-headless.testns.example.org.   | A    | name-not-found  |
      | TestSetup 4, fallthrough                   | example.org { | fallthrough                | www.testns.example.org.            | A    | answered        |
      | without fallthrough                        | example.org { |                            | www.testns.example.org.            | A    | name-not-found  |
      | TestSetup 5, fallthrough for other zones   | example.org { | fallthrough foo.com        | www.testns.example.org.            | A    | name-not-found  |
      | hosts comes before k8s_external            | example.org { |                            | legacy.testns.example.org.         | A    | answered        |
      | an endpoint of a Service with addresses    | example.org { | headless                   | any.svc1.testns.example.org.       | A    | answered        |
      | too many labels                            | example.org { | headless                   | a.b.c.svc1.testns.example.org.     | A    | name-not-found  |
      | a port for an address question             | example.org { |                            | _http._tcp.svc1.testns.example.org.| A    | answered        |
      | the zone of kubernetes stays as it is      | example.org { |                            | svc1.testns.svc.cluster.local.     | A    | servfail        |

  Scenario: The namespaces of the kubernetes plugin are those of the zone
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local {
                  namespaces hidden
              }
              k8s_external example.org in-addr.arpa
          }
      """
    When testns/client looks up A records of "svc1.hidden.example.org."
    Then it resolves to:
      | 203.0.113.21 |
    When testns/client looks up A records of "svc1.testns.example.org."
    Then it ends as name-not-found
    When testns/client looks up PTR records of "4.113.0.203.in-addr.arpa."
    Then it ends as name-not-found

  Scenario Outline: An error stops the server: <what>
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              <kubernetes>
              k8s_external example.org {
                  <option>
              }
          }
      """
    When testns/client looks up A records of "svc1.testns.example.org."
    Then it ends as servfail

    Examples:
      | what                                  | kubernetes               | option    |
      | no kubernetes plugin beside it        | forward . 203.0.113.1    | headless  |
      | a TTL that is longer than an hour     | kubernetes cluster.local | ttl 3601  |
      | a TTL that is no number               | kubernetes cluster.local | ttl long  |
      | an apex without a label               | kubernetes cluster.local | apex      |
      | a property that is none               | kubernetes cluster.local | headles   |
