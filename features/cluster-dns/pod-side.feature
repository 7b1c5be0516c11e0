@cluster-dns
Feature: What a pod knows before it asks: resolv.conf, hosts, and what leaves the answers first

  Background:
    Given namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: plain, namespace: shop, labels: { app: web } }
      spec: { containers: [{ name: c, image: "example.com/web:1", ports: [{ name: http, containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { clusterIP: None, selector: { app: web }, ports: [{ name: http, port: 8080 }] }
      """

  @D49 @D50 @D52 @D53
  Scenario Outline: resolv.conf of a pod with <what>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: one, namespace: shop }
      spec: { <spec>, containers: [{ name: c, image: "example.com/web:1" }] }
      """
    When I run "kubectl exec one -- cat /etc/resolv.conf"
    Then the output contains "<has>"
    And the output does not contain "<lacks>"

    Examples:
      | what                              | spec                                                                                    | has                                                     | lacks             |
      | the default policy                | dnsPolicy: ClusterFirst                                                                 | search shop.svc.cluster.local svc.cluster.local cluster.local | 8.8.8.8     |
      | the host network                  | hostNetwork: true                                                                       | the resolv.conf of node worker-1                        | svc.cluster.local |
      | the host network and its own policy | hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet                                 | search shop.svc.cluster.local                           | 8.8.8.8           |
      | policy None                       | dnsPolicy: None, dnsConfig: { nameservers: [192.0.2.53] }                               | nameserver 192.0.2.53                                   | svc.cluster.local |
      | a search domain more              | dnsConfig: { searches: [corp.example.com] }                                             | cluster.local corp.example.com                          | 8.8.8.8           |
      | another ndots                     | dnsConfig: { options: [{ name: ndots, value: "2" }] }                                   | ndots:2                                                 | ndots:5           |

  @D54
  Scenario Outline: What is too much together is cut off by the kubelet: <what>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: one, namespace: shop }
      spec: { dnsConfig: { <config> }, containers: [{ name: c, image: "example.com/web:1" }] }
      """
    When I run "kubectl exec one -- cat /etc/resolv.conf"
    Then the output contains "<has>"
    And the output does not contain "<lacks>"

    Examples:
      | what               | config                                                 | has                  | lacks                |
      | a fourth nameserver | nameservers: [192.0.2.1, 192.0.2.2, 192.0.2.3]        | nameserver 192.0.2.2 | nameserver 192.0.2.3 |
      | a thirty-third search | searches: [a1.x, a2.x, a3.x, a4.x, a5.x, a6.x, a7.x, a8.x, a9.x, b0.x, b1.x, b2.x, b3.x, b4.x, b5.x, b6.x, b7.x, b8.x, b9.x, c0.x, c1.x, c2.x, c3.x, c4.x, c5.x, c6.x, c7.x, c8.x, c9.x, d0.x] | c9.x | d0.x |

  @D52 @D54
  Scenario Outline: Refused: <what>
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: one, namespace: shop }
      spec: { <spec>, containers: [{ name: c, image: "example.com/web:1" }] }
      """
    Then applying is refused with "<words>"

    Examples:
      | what                      | spec                                                                                           | words                                            |
      | None without a nameserver | dnsPolicy: None                                                                                | must provide `dnsConfig` when `dnsPolicy` is None |
      | None with options alone   | dnsPolicy: None, dnsConfig: { options: [{ name: ndots, value: "1" }] }                         | must provide at least one DNS nameserver when `dnsPolicy` is None |
      | four nameservers          | dnsConfig: { nameservers: [192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4] }                       | must not have more than 3 nameservers            |
      | a nameserver's name       | dnsConfig: { nameservers: [ns.example.com] }                                                   | must be a valid IP address                       |

  @D57 @D58 @D59
  Scenario: hostAliases stand in /etc/hosts, and curl asks there first
    Given the external host "old.example.com" at "203.0.113.80"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: one, namespace: shop }
      spec:
        hostAliases: [{ ip: 203.0.113.80, hostnames: [ledger.example.com] }]
        containers: [{ name: c, image: "example.com/web:1" }]
      """
    When I run "kubectl exec one -- cat /etc/hosts"
    Then the output contains "# Entries added by HostAliases."
    And the output contains "203.0.113.80 ledger.example.com"
    When one connects to ledger.example.com:443 over TCP
    Then it succeeds

  @D32
  Scenario: A pod that ends leaves DNS at once
    When plain looks up "web"
    Then it resolves to:
      | 10.244.1.3 |
    When pod "plain" starts terminating
    And plain looks up "web"
    Then the name does not resolve

  @D6
  Scenario: A headless Service without ports resolves, and has no SRV records
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: portless, namespace: shop }
      spec: { clusterIP: None, selector: { app: web } }
      """
    When plain looks up "portless"
    Then it resolves to:
      | 10.244.1.3 |
    When I run "kubectl exec plain -- dig +short SRV _http._tcp.portless.shop.svc.cluster.local"
    Then the output does not contain "portless"

  @D12 @D27
  Scenario: SRV of one endpoint weighs a hundred; the Corefile says for how long it holds
    When I run "kubectl exec plain -- dig +noall +answer SRV _http._tcp.web.shop.svc.cluster.local"
    Then the output contains "30 IN SRV 0 100 8080"

  @D60
  Scenario: dig walks no search list, nslookup does
    When I run "kubectl exec plain -- dig +short web"
    Then the output does not contain "10.244"
    When I run "kubectl exec plain -- dig +short +search web"
    Then the output contains "10.244.1.3"
    When I run "kubectl exec plain -- nslookup web"
    Then the output contains "10.244.1.3"

  @D60
  Scenario: busybox's nslookup takes a name with a dot as it stands, while the C library searches
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: box, namespace: shop }
      spec: { containers: [{ name: box, image: "busybox:1.36" }] }
      """
    When I run "kubectl exec box -- nslookup web.shop"
    Then the output contains "** server can't find web.shop: NXDOMAIN"
    When I run "kubectl exec box -- nslookup web"
    Then the output contains "Address: 10.244.1.3"
    And the output contains "** server can't find web.svc.cluster.local: NXDOMAIN"
    When box looks up "web.shop"
    Then it resolves to:
      | 10.244.1.3 |

  @D60
  Scenario: A tool may ask another server than the pod's own
    When I run "kubectl exec plain -- dig @kube-dns.kube-system +short web.shop.svc.cluster.local"
    Then the output contains "10.244.1.3"
    When I run "kubectl exec plain -- dig @10.96.0.99 +time=1 web.shop.svc.cluster.local"
    Then the output contains "communications error to 10.96.0.99#53: timed out"
    When I run "ssh worker-1 dig @10.96.0.10 web.shop.svc.cluster.local"
    Then the output contains "flags: qr aa rd; QUERY: 1, ANSWER: 1"
