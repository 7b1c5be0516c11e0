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
      | suffix .internal.example.com .shop.svc.cluster.local           | api.internal.example.com. |
      | prefix old- api.                                               | old-shop.svc.cluster.local. |
      | substring example shop.svc.cluster                             | api.example.local.    |
      | regex (.*)\\.corp\\.example\\.com {1}.shop.svc.cluster.local     | api.corp.example.com. |

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
