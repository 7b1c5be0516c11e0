@cluster-dns
Feature: Plugins beside the names of the cluster
  Order, options and words as in coredns/coredns, plugin/*/README.md and setup.go.

  Background:
    Given the manifests in "fixtures/names.yaml"
    And namespace "shop"

  @D46
  Scenario Outline: loop stops a server that forwards to <where>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local
              loop
              forward . <upstream>
          }
      """
    When client looks up "api.shop.svc.cluster.local."
    Then it ends as <ending>

    Examples:
      | where                                   | upstream              | ending   |
      | its own loopback                        | 127.0.0.1             | servfail |
      | the stub resolver of a node             | 127.0.0.53            | servfail |
      | the Service in front of it              | 10.96.0.10            | servfail |
      | nobody: no DNS server is on that port   | 127.0.0.1:5353        | answered |
      | another port of that Service            | 10.96.0.10:9153       | answered |
      | another server                          | 203.0.113.1           | answered |
      | another server half of the time         | 127.0.0.1 203.0.113.1 | answered |
      | the node's resolver (dnsPolicy Default) | /etc/resolv.conf      | answered |

  @D46
  Scenario: Without loop the names of the cluster go on, and those outside fail
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local
              forward . 127.0.0.53
          }
      """
    And the external host "www.example.com" at "203.0.113.80"
    When client looks up "api"
    Then it resolves to:
      | 10.96.20.1 |
    When client looks up "www.example.com."
    Then it ends as servfail

  @D46
  Scenario: loop looks at its own zone only
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local
              loop
              forward corp.example 127.0.0.1
          }
      """
    When client looks up "api"
    Then it resolves to:
      | 10.96.20.1 |

  Scenario Outline: acl <rule>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              acl {
                  <rule>
                  block net 203.0.113.0/24
              }
              kubernetes cluster.local
          }
      """
    When client looks up A records of "api.shop.svc.cluster.local."
    Then it ends as <ending>

    Examples:
      | rule                       | ending          |
      | allow net 10.244.0.0/16    | answered        |
      | block net 10.244.0.0/16    | servfail        |
      | filter net 10.244.0.0/16   | no-data         |
      | drop net 10.244.0.0/16     | resolve-timeout |
      | block type AAAA            | answered        |
      | block type A AAAA net *    | servfail        |
      | block net 192.168.0.0/16   | answered        |

  Scenario: The first acl line that matches decides, allow included
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              acl shop.svc.cluster.local {
                  allow net *
              }
              acl {
                  block
              }
              kubernetes cluster.local
          }
      """
    When client looks up "api.shop.svc.cluster.local."
    Then it resolves to:
      | 10.96.20.1 |
    When client looks up "kubernetes.default.svc.cluster.local."
    Then it ends as servfail

  @D48
  Scenario Outline: autopath with pods <pods>: the first question of the search list is <ending>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              autopath @kubernetes
              kubernetes cluster.local {
                  pods <pods>
              }
              forward . /etc/resolv.conf
          }
      """
    And the external host "www.example.com" at "203.0.113.80"
    When client looks up "www.example.com.shop.svc.cluster.local."
    Then it ends as <ending>

    Examples:
      | pods     | ending         |
      | verified | answered       |
      | insecure | name-not-found |

  @D48
  Scenario: autopath finds what the client would have found
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              autopath @kubernetes
              kubernetes cluster.local {
                  pods verified
              }
              forward . /etc/resolv.conf
          }
      """
    And the external host "www.example.com" at "203.0.113.80"
    When client looks up "www.example.com"
    Then it resolves to:
      | 203.0.113.80 |
    When client looks up "api"
    Then it resolves to:
      | 10.96.20.1 |
    When client looks up "nobody"
    Then the name does not resolve

  @D37
  Scenario Outline: health, ready and prometheus are ports of the DNS pods: <line>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: monitoring, namespace: kube-system }
      spec:
        clusterIP: 10.96.20.99
        selector: { k8s-app: kube-dns }
        ports: [{ name: one, port: 80, targetPort: <port> }]
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              <line>
              kubernetes cluster.local
          }
      """
    When client curls "http://10.96.20.99/"
    Then it ends as <ending>

    Examples:
      | line                      | port | ending   |
      | health                    | 8080 | answered |
      | ready                     | 8181 | answered |
      | ready                     | 8080 | refused  |
      | health :8090              | 8090 | answered |
      | health :8090              | 8080 | refused  |
      | health localhost:8080     | 8080 | refused  |
      | prometheus :9253          | 9253 | answered |
      | prometheus 127.0.0.1:9253 | 9253 | refused  |
