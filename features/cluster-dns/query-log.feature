@cluster-dns
Feature: What the DNS server writes about questions
  plugin/log and plugin/errors of coredns/coredns. Ports, ids and durations are made up; sizes, flags and codes are not.

  Background:
    Given the manifests in "fixtures/names.yaml"
    And namespace "shop"

  Scenario: kubeadm's Corefile has no log
    When client looks up "api"
    And I run "kubectl logs -n kube-system -l k8s-app=kube-dns"
    Then the output contains ".:53"
    And the output does not contain "INFO"

  Scenario Outline: log <words>: <what>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              log <words>
              kubernetes cluster.local
              forward . /etc/resolv.conf
          }
      """
    When client looks up "api"
    And client looks up "gone.shop.svc.cluster.local."
    And I run "kubectl logs -n kube-system -l k8s-app=kube-dns"
    Then the output contains "<there>"
    And the output does not contain "<not there>"

    Examples:
      | what                             | words                              | there                                   | not there     |
      | one's own format                 | . "{name} is {rcode}, {>opcode}"   | [INFO] api.shop.svc.cluster.local. is NOERROR, 0 | udp  |
      | answers that have something      | . { class success }                | A IN api.shop                           | gone          |
      | denials                          | . { class denial }                 | NXDOMAIN                                | A IN api.shop |
      | names of another zone            | example.org                        | .:53                                    | INFO          |
      | names of this zone               | shop.svc.cluster.local             | A IN api.shop                           | github        |

  Scenario: The opcode stands at the end
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              log . {combined}
              kubernetes cluster.local
          }
      """
    When client looks up "api"
    And I run "kubectl logs -n kube-system -l k8s-app=kube-dns | grep INFO | sed -E 's/.* [0-9.]+s/TIME/'"
    Then the output is:
      """
      TIME "0"
      """

  Scenario Outline: errors tells what failed: <what>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              errors
              kubernetes cluster.local
              <line>
          }
      """
    When client looks up "github.com."
    Then it ends as servfail
    When I run "kubectl logs -n kube-system -l k8s-app=kube-dns"
    Then the output contains "<words>"

    Examples:
      | what                                    | line                 | words                                                                           |
      | nobody is left to ask                   | cache 30             | [ERROR] plugin/errors: 2 github.com. A: plugin/kubernetes: no next plugin found |
      | a server that forwards to itself        | forward . 127.0.0.53 | 127.0.0.53:53: i/o timeout                                                      |

  Rule: log without more words

    Background:
      Given the external host "github.com" at "203.0.113.5"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: coredns, namespace: kube-system }
        data:
          Corefile: |
            .:53 {
                errors
                log
                kubernetes cluster.local in-addr.arpa ip6.arpa {
                    pods insecure
                    fallthrough in-addr.arpa ip6.arpa
                    ttl 30
                }
                forward . /etc/resolv.conf
            }
        """

    Scenario: A short name of the world costs four questions, and three of them are denied
      When I run "kubectl exec client -n shop -- curl -s http://github.com"
      And I run "kubectl logs -n kube-system -l k8s-app=kube-dns | grep INFO | sed -E 's/:[0-9]+ - [0-9]+ /:PORT - ID /; s/ [0-9.]+s$/ TIME/'"
      Then the output contains "[INFO] 10.244.2.4:PORT - ID \"A IN github.com.shop.svc.cluster.local. udp 51 false 512\" NXDOMAIN qr,aa,rd 144 TIME"
      And the output contains "\"A IN github.com.svc.cluster.local. udp 46 false 512\" NXDOMAIN qr,aa,rd 139 TIME"
      And the output contains "\"A IN github.com.cluster.local. udp 42 false 512\" NXDOMAIN qr,aa,rd 135 TIME"
      And the output contains "\"A IN github.com. udp 28 false 512\" NOERROR qr,rd,ra 54 TIME"

    Scenario Outline: <type> of <name>: <line>
      When client looks up <type> records of "<name>"
      And I run "kubectl logs -n kube-system -l k8s-app=kube-dns"
      Then the output contains "<type> IN <name> udp <line>"

      Examples:
        | type | name                                     | line                              |
        | A    | kubernetes.default.svc.cluster.local.    | 54 false 512\" NOERROR qr,aa,rd 106 |
        | AAAA | kubernetes.default.svc.cluster.local.    | 54 false 512\" NOERROR qr,aa,rd 147 |
        | A    | gone.shop.svc.cluster.local.             | 45 false 512\" NXDOMAIN qr,aa,rd 138 |
        | SRV  | _http._tcp.api.shop.svc.cluster.local.   | 55 false 512\" NOERROR qr,aa,rd 180 |
        | A    | example.org.                             | 29 false 512\" NXDOMAIN qr,rd,ra 104 |

    Scenario: Every time it is asked, with numbers of its own, and the same ones in every run
      When I run:
        """bash
        kubectl exec client -n shop -- curl -s http://api
        kubectl exec client -n shop -- curl -s http://api
        kubectl logs -n kube-system -l k8s-app=kube-dns | grep "A IN api.shop.svc.cluster.local." > lines
        echo "$(wc -l < lines) lines, $(sort -u lines | wc -l) different"
        """
      Then the output contains "2 lines, 2 different"

    Scenario: What a policy stops on the way is not written
      Given a default-deny ingress and egress policy in namespace "shop"
      When client looks up "api"
      Then it times out
      When I run "kubectl logs -n kube-system -l k8s-app=kube-dns"
      Then the output does not contain "INFO"
