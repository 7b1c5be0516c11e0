@cluster-dns
Feature: The Corefile decides who answers
  The ConfigMap kube-system/coredns is an input like any other.

  Background:
    Given the manifests in "fixtures/names.yaml"
    And namespace "shop"

  @D38
  Scenario: hosts comes before kubernetes, whatever the order of the lines
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              forward . /etc/resolv.conf
              kubernetes cluster.local in-addr.arpa ip6.arpa {
                  pods insecure
                  fallthrough in-addr.arpa ip6.arpa
              }
              hosts {
                  203.0.113.9 legacy.example.com api.shop.svc.cluster.local
                  fallthrough
              }
          }
      """
    When client looks up "legacy.example.com"
    Then it resolves to:
      | 203.0.113.9 |
    When client looks up "api"
    Then it resolves to:
      | 203.0.113.9 |
    When client looks up "upcoming"
    Then it resolves to:
      | 10.96.20.2 |

  @D45
  Scenario: Without fallthrough hosts is the last word
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              hosts {
                  203.0.113.9 legacy.example.com
              }
              kubernetes cluster.local
          }
      """
    When client looks up "api"
    Then it ends as servfail

  @D45
  Scenario: hosts from a file beside the Corefile
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        NodeHosts: |
          203.0.113.9 legacy.example.com # moved
        Corefile: |
          .:53 {
              hosts /etc/coredns/NodeHosts {
                  fallthrough
              }
              kubernetes cluster.local
          }
      """
    When client looks up "legacy.example.com"
    Then it resolves to:
      | 203.0.113.9 |

  @D22
  Scenario Outline: pods <mode>: an address that <whose> has is <ending>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local {
                  pods <mode>
              }
          }
      """
    When client looks up "<name>.shop.pod.cluster.local."
    Then it ends as <ending>

    Examples:
      | mode     | whose  | name        | ending         |
      | insecure | nobody | 192-0-2-1   | answered       |
      | verified | nobody | 192-0-2-1   | name-not-found |
      | verified | a pod  | 10-244-1-11 | answered       |
      | disabled | a pod  | 10-244-1-11 | name-not-found |

  @D28
  Scenario: A namespace that is not listed does not exist
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local {
                  namespaces data
              }
              forward . /etc/resolv.conf
          }
      """
    When client looks up "api"
    Then the name does not resolve

  @D28
  Scenario Outline: <line>: <ending>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop, labels: { dns: shown, tier: front } }
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local {
                  <line>
              }
          }
      """
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: labelled, namespace: shop, labels: { app: web } }
      spec: { clusterIP: 10.96.20.77, ports: [{ port: 80 }] }
      """
    When client looks up "labelled.shop.svc.cluster.local."
    Then it ends as <ending>

    Examples:
      | line                                           | ending         |
      | namespace_labels dns=shown                     | answered       |
      | namespace_labels dns!=shown                    | name-not-found |
      | namespace_labels tier in (front, middle),dns   | answered       |
      | namespace_labels tier notin (front)            | name-not-found |
      | namespace_labels !dns                          | name-not-found |
      | labels app=web                                 | answered       |
      | labels app==db                                 | name-not-found |

  @D2
  Scenario: ignore empty_service hides what nothing backs
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local {
                  ignore empty_service
              }
              forward . /etc/resolv.conf
          }
      """
    When client looks up "upcoming"
    Then the name does not resolve
    When client looks up "api"
    Then it resolves to:
      | 10.96.20.1 |

  @D42
  Scenario Outline: rewrite name <rule>: <name> leads to api
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              rewrite name <rule>
              kubernetes cluster.local
          }
      """
    When client looks up "<name>"
    Then it resolves to:
      | 10.96.20.1 |

    Examples:
      | rule                                                           | name                  |
      | exact shop.example.com api.shop.svc.cluster.local              | shop.example.com.     |
      | shop.example.com api.shop.svc.cluster.local                    | shop.example.com.     |
      | suffix .internal.example.com .shop.svc.cluster.local answer auto | api.internal.example.com. |
      | prefix old api answer auto                                     | old.shop.svc.cluster.local. |
      | substring example shop.svc.cluster answer auto                 | api.example.local.    |
      | regex (.*)\\.corp\\.example\\.com {1}.shop.svc.cluster.local answer auto | api.corp.example.com. |
      | regex (.*)\\.corp\\.example\\.com {1}.shop.svc.cluster.local answer name (.*)\\.shop\\.svc\\.cluster\\.local {1}.corp.example.com | api.corp.example.com. |

  @D42
  Scenario: Without "answer auto" the answer has the new name, which dig shows and glibc does not take
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: tools, namespace: shop }
      spec: { containers: [{ name: tools, image: "nicolaka/netshoot:v0.14" }] }
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              rewrite name suffix .internal.example.com .shop.svc.cluster.local
              kubernetes cluster.local
          }
      """
    When client looks up "api.internal.example.com."
    Then it ends as no-data
    When I run "kubectl exec tools -n shop -- getent hosts api.internal.example.com."
    Then the exit code is 2
    When I run "kubectl exec tools -n shop -- dig +noall +answer api.internal.example.com"
    Then the output contains "api.shop.svc.cluster.local. 5 IN A 10.96.20.1"

  @D42
  Scenario: musl looks at no name in an answer
    Given the profile "resolver=musl"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              rewrite name suffix .internal.example.com .shop.svc.cluster.local
              kubernetes cluster.local
          }
      """
    When client looks up "api.internal.example.com."
    Then it resolves to:
      | 10.96.20.1 |

  @D42
  Scenario Outline: The first rule that applies is the last, but for continue: <rules>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              rewrite <first>
              rewrite <second>
              kubernetes cluster.local
          }
      """
    When client looks up "shop.example.com."
    Then it ends as <ending>

    Examples:
      | rules                  | first                                                   | second                                       | ending   |
      | stop is what is meant  | name shop.example.com old.example.com                   | name old.example.com api.shop.svc.cluster.local | servfail |
      | it goes on             | continue name shop.example.com old.example.com          | name old.example.com api.shop.svc.cluster.local | answered |
      | an option ends it, too | edns0 local set 0xffee 0x61                             | name shop.example.com api.shop.svc.cluster.local | servfail |
      | an option that is not there does not | edns0 local replace 0xffee 0x61           | name shop.example.com api.shop.svc.cluster.local | answered |

  @D42
  Scenario: Other fields than the name
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: tools, namespace: shop }
      spec: { containers: [{ name: tools, image: "nicolaka/netshoot:v0.14" }] }
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              rewrite continue ttl suffix .shop.svc.cluster.local 60-120
              rewrite type AAAA A
              kubernetes cluster.local
          }
      """
    When I run "kubectl exec tools -n shop -- dig +noall +answer AAAA api.shop.svc.cluster.local"
    Then the output contains "api.shop.svc.cluster.local. 60 IN A 10.96.20.1"

  @D42
  Scenario Outline: A rule that CoreDNS does not start with: rewrite <rule>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              rewrite <rule>
              kubernetes cluster.local
          }
      """
    When client looks up "api"
    Then it ends as servfail
    When I run "kubectl logs -n kube-system -l k8s-app=kube-dns"
    Then the output contains 'plugin/rewrite: <words>'

    Examples:
      | rule                             | words                                                                          |
      | answer name a b                  | response rewrites must begin with a name rule                                  |
      | nome a.com b.com                 | invalid rule type "nome"                                                       |
      | continue                         | continue rule must begin with a rule type                                      |
      | name a.com                       | too few arguments for a name rule                                              |
      | name fuzzy a.com b.com           | name rule supports only exact, prefix, suffix, substring, and regex name matching, received: fuzzy |
      | name suffix a.com b.com answer   | invalid arguments for suffix rule                                              |
      | name suffix a.com b.com auto yes | exceeded the number of arguments for a non-answer rule argument for suffix rule |
      | name suffix a.com b.com answer type | invalid type "type" for answer rule for suffix rule                         |
      | name suffix a.com b.com answer auto answer name a b | auto name answer rule cannot be combined with explicit name anwer rules |
      | name regex (a) {0}{1}            | the rewrite regex pattern ({0}{1}) uses more subexpressions than its corresponding matching regex pattern ((a)) |
      | type ANY                         | type rules must have exactly two arguments                                     |
      | type ANY X                       | invalid type "X"                                                               |
      | class IN XX                      | invalid class "XX"                                                             |
      | ttl a.com ten                    | invalid TTL                                               |
      | ttl a.com 20-10                  | invalid TTL                                             |
      | ttl fuzzy a.com 10               | ttl rule supports only exact, prefix, suffix, substring, and regex name matching |
      | rcode a.com NXDOMAIN             | too few (2) arguments for a rcode rule                                         |
      | rcode a.com LOST NOERROR         | invalid matching RCODE                                 |
      | cname a.com                      | too few (1) arguments for a cname rule                                         |
      | cname fuzzy a.com b.com          | unknown cname rewrite type: fuzzy                                              |
      | edns0 local                      | too few arguments for an EDNS0 rule                                            |
      | edns0 local add 1 2              | invalid action: "add"                                                          |

  @D42
  Scenario: An alias is led elsewhere, and a refusal becomes a name that nobody has
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: moved, namespace: shop }
      spec: { type: ExternalName, externalName: old.example.com }
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              rewrite continue rcode suffix .gone.example.com SERVFAIL NXDOMAIN
              rewrite cname exact old.example.com. api.shop.svc.cluster.local.
              kubernetes cluster.local
          }
      """
    When client looks up "moved"
    Then it resolves to:
      | 10.96.20.1 |
    When client looks up "www.gone.example.com."
    Then it ends as name-not-found

  @D39
  Scenario Outline: The server block with the longest zone answers, on the port that it is asked at: <name>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          . {
              hosts {
                  203.0.113.1 a.example a.corp.example a.eu.corp.example
              }
          }
          corp.example, other.example {
              hosts {
                  203.0.113.2 a.corp.example a.eu.corp.example a.other.example
              }
          }
          eu.corp.example:53 {
              hosts {
                  203.0.113.3 a.eu.corp.example
              }
          }
          a.example:1053 {
              hosts {
                  203.0.113.4 a.example
              }
          }
      """
    When client looks up "<name>"
    Then it resolves to:
      | <address> |

    Examples:
      | name               | address     |
      | a.example.         | 203.0.113.1 |
      | a.corp.example.    | 203.0.113.2 |
      | a.other.example.   | 203.0.113.2 |
      | a.eu.corp.example. | 203.0.113.3 |

  @D39
  Scenario: A zone of no server block is refused
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          cluster.local:53 {
              kubernetes cluster.local
          }
      """
    When client looks up "api"
    Then it resolves to:
      | 10.96.20.1 |
    When client looks up "example.org."
    Then it ends as servfail

  @D39
  Scenario: Nobody answers on a port that no server block has
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:1053 {
              kubernetes cluster.local
          }
      """
    When client looks up "api"
    Then it ends as resolve-timeout

  @D39
  Scenario: A zone has one server block on a port
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          cluster.local {
              kubernetes cluster.local
          }
          cluster.local:53 {
              kubernetes cluster.local
          }
      """
    When client looks up "api"
    Then it ends as servfail

  @D41
  Scenario: A stub domain has a server block of its own
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
          corp.example:53 {
              forward . 10.0.0.53
          }
      """
    And the external host "git.corp.example" at "203.0.113.77"
    When client looks up "git.corp.example."
    Then it resolves to:
      | 203.0.113.77 |
    When client looks up "git.other.example."
    Then it ends as servfail

  Scenario Outline: An error stops the server: <what>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              <line>
          }
      """
    When client looks up "api"
    Then it ends as servfail

    Examples:
      | what                 | line                                |
      | an unknown directive | kubernets cluster.local             |
      | a wrong value        | kubernetes cluster.local { pods on  |
      | too few words        | forward .                           |
