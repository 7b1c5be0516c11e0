@cluster-dns
Feature: The server itself: what kubeadm gives it, what stops it, and what its plugins do to an answer

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

  @D36
  Scenario: kubeadm's Corefile
    When I run "kubectl get configmap coredns -n kube-system -o jsonpath='{.data.Corefile}'"
    Then the output is:
      """
      .:53 {
          errors
          health {
             lameduck 5s
          }
          ready
          kubernetes cluster.local in-addr.arpa ip6.arpa {
             pods insecure
             fallthrough in-addr.arpa ip6.arpa
             ttl 30
          }
          prometheus :9153
          forward . /etc/resolv.conf {
             max_concurrent 1000
          }
          cache 30 {
             disable success cluster.local
             disable denial cluster.local
          }
          loop
          reload
          loadbalance
      }
      """

  Scenario Outline: What stops it stands in its log: <what>
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
    When I run "kubectl logs -n kube-system -l k8s-app=kube-dns"
    Then the output contains "<words>"
    And the output does not contain "CoreDNS-"

    Examples:
      | what                      | line                            | words                                                                                            |
      | an unknown directive      | kubernets cluster.local         | /etc/coredns/Corefile:2 - Error during parsing: Unknown directive 'kubernets'                    |
      | an unknown property       | kubernetes { podz insecure }    | plugin/kubernetes: /etc/coredns/Corefile:2 - Error during parsing: unknown property 'podz'       |

    @D40
    Examples: forward
      | what                      | line                            | words                                                                                            |
      | nobody to forward to      | forward .                       | plugin/forward: /etc/coredns/Corefile:2 - Error during parsing: Wrong argument count             |
      | sixteen upstreams         | forward . 1.0.0.1 1.0.0.2 1.0.0.3 1.0.0.4 1.0.0.5 1.0.0.6 1.0.0.7 1.0.0.8 1.0.0.9 1.0.0.10 1.0.0.11 1.0.0.12 1.0.0.13 1.0.0.14 1.0.0.15 1.0.0.16 | plugin/forward: more than 15 TOs configured: 16 |
      | an unknown policy         | forward . 1.0.0.1 { policy nearest } | plugin/forward: /etc/coredns/Corefile:2 - Error during parsing: unknown policy 'nearest' |
      | failures below nothing    | forward . 1.0.0.1 { max_concurrent -1 } | plugin/forward: max_concurrent can't be negative: -1 |

      | an unknown answer         | forward . 1.0.0.1 { next GONE } | plugin/forward: GONE is not a valid rcode                                                         |
      | no time to read           | forward . 1.0.0.1 { read_timeout 0s } | plugin/forward: read_timeout must be positive: 0s                                           |

    @D39
    Examples: server blocks
      | what                      | line                            | words                                                                                            |
      | one zone twice            | whoami } .:53 { whoami          | cannot serve dns://.:53 - it is already defined                                                   |

  @D46
  Scenario: A loop is fatal
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              loop
              forward . 127.0.0.53
          }
      """
    When I run "kubectl logs -n kube-system -l k8s-app=kube-dns"
    Then the output contains "[FATAL] plugin/loop: Loop (127.0.0.1 -> :53) detected for zone \".\", see https://coredns.io/plugins/loop#troubleshooting."

  @D40
  Scenario Outline: forward keeps to its zone, but for the exceptions: <name> is <ending>
    Given the external host "git.corp.example" at "203.0.113.77"
    And the external host "eu.corp.example" at "203.0.113.78"
    And the external host "github.com" at "203.0.113.79"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              forward corp.example 10.0.0.53 10.0.0.54 {
                  except eu.corp.example
                  policy sequential
                  max_fails 2
                  health_check 0.5s
                  failfast_all_unhealthy_upstreams
              }
          }
      """
    When client looks up "<name>"
    Then it ends as <ending>

    Examples:
      | name              | ending   |
      | git.corp.example. | answered |
      | eu.corp.example.  | servfail |
      | github.com.       | servfail |

  @D43
  Scenario Outline: cache <options>: a TTL of 30 comes out as <ttl>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local {
                  ttl <zone ttl>
              }
              cache <options>
          }
      """
    When I run "kubectl exec tools -n shop -- dig api.shop.svc.cluster.local"
    Then the output contains "api.shop.svc.cluster.local. <ttl> IN A 10.96.20.1"

    Examples:
      | zone ttl | options                 | ttl |
      | 30       | 10                      | 10  |
      | 30       | 3600                    | 30  |
      | 1        | 30                      | 5   |
      | 3600     | { success 100 60 }      | 60  |
      | 30       | 10 example.org          | 30  |

  @D44
  Scenario: Clients take any address of an answer, whatever its order
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: one, namespace: shop, labels: { app: peers } }
      spec: { containers: [{ name: web, image: "web:1", ports: [{ containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: two, namespace: shop, labels: { app: peers } }
      spec: { containers: [{ name: web, image: "web:1", ports: [{ containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: peers, namespace: shop }
      spec: { clusterIP: None, selector: { app: peers }, ports: [{ port: 8080 }] }
      """
    When client curls http://peers:8080
    Then 300 requests reach:
      | backend | share |
      | one     | 1/2   |
      | two     | 1/2   |

  @D47
  Scenario: An edit of the ConfigMap changes the next answer
    A real server needs its reload plugin and about half a minute; here nobody waits for it.
    When client looks up "legacy.example.com."
    Then the name does not resolve
    When I apply:
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
              reload 30s 15s
          }
      """
    And client looks up "legacy.example.com."
    Then it resolves to:
      | 203.0.113.9 |

  @D47
  Scenario: An edit that CoreDNS cannot start with changes nothing, until a pod starts with it
    When I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data: { Corefile: ".:53 {\n    kubernets cluster.local\n}\n" }
      """
    And client looks up "kubernetes.default"
    Then it resolves to:
      | 10.96.0.1 |
    When I run "kubectl logs -n kube-system -l k8s-app=kube-dns --tail=-1"
    Then the output contains "[ERROR] plugin/reload: Corefile changed but reload failed: starting with listener file descriptors: /etc/coredns/Corefile:2 - Error during parsing: Unknown directive 'kubernets'"
    And the output contains "CoreDNS-"
    When I run "kubectl delete pod -n kube-system -l k8s-app=kube-dns"
    And client looks up "kubernetes.default"
    Then it ends as servfail
    When I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data: { Corefile: ".:53 {\n    kubernetes cluster.local\n}\n" }
      """
    And client looks up "kubernetes.default"
    Then it resolves to:
      | 10.96.0.1 |

  @D47
  Scenario: Without reload an edit is for the next start
    When I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data: { Corefile: ".:53 {\n    kubernetes cluster.local\n}\n" }
      """
    And I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data: { Corefile: ".:53 {\n    hosts { 203.0.113.9 legacy.example.com\n }\n}\n" }
      """
    And client looks up "legacy.example.com."
    Then it ends as servfail
    When I run "kubectl rollout restart deployment/coredns -n kube-system"
    And client looks up "legacy.example.com."
    Then it resolves to:
      | 203.0.113.9 |

  @D46 @D47
  Scenario: A loop stops a server that reloads
    When I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data: { Corefile: ".:53 {\n    loop\n    forward . 127.0.0.53\n}\n" }
      """
    And client looks up "kubernetes.default"
    Then it ends as servfail
