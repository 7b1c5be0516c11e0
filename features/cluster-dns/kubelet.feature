@cluster-dns
Feature: What a kubelet makes of its node's resolv.conf
  `GetPodDNS` of pkg/kubelet/network/dns/dns.go. The file that a kubelet reads (`--resolv-conf`) is said by the profile
  (`resolv-conf`, lines separated by `;`) or by the annotation `podwire.dev/resolv-conf` of a Node; its `clusterDNS` by the
  profile (`cluster-dns`).

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
      metadata: { name: plain, namespace: shop }
      spec: { nodeName: worker-1, containers: [{ name: c, image: "example.com/web:1" }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: of-node, namespace: shop }
      spec: { nodeName: worker-1, dnsPolicy: Default, containers: [{ name: c, image: "example.com/web:1" }] }
      """

  Rule: The node's file

    @D56
    Scenario: Nameservers add up, of search lists and options the last line counts, dots at the end go
      Given the profile "resolv-conf=search old.example.com;nameserver 10.1.0.2;options rotate;search corp.example.com. example.com;nameserver 10.1.0.3;options ndots:2 timeout:1"
      When I run "kubectl exec of-node -- cat /etc/resolv.conf"
      Then the output contains "search corp.example.com example.com"
      And the output contains "nameserver 10.1.0.2"
      And the output contains "nameserver 10.1.0.3"
      And the output contains "options ndots:2 timeout:1"
      And the output does not contain "old.example.com"
      And the output does not contain "rotate"

    @D49 @D56
    Scenario: The cluster's search list comes first, each domain once; options of the node are left out
      Given the profile "resolv-conf=search cluster.local. corp.example.com;nameserver 10.1.0.2;options ndots:2"
      When I run "kubectl exec plain -- cat /etc/resolv.conf"
      Then the output contains "search shop.svc.cluster.local svc.cluster.local cluster.local corp.example.com"
      And the output contains "nameserver 10.96.0.10"
      And the output contains "options ndots:5"
      And the output does not contain "10.1.0.2"
      And the output does not contain "ndots:2"

    @D56
    Scenario: An annotation says it for one node
      When I run:
        """bash
        kubectl annotate node worker-1 podwire.dev/resolv-conf="nameserver 10.1.0.9
        # search commented.example.com
        search site.example.com"
        kubectl exec of-node -- cat /etc/resolv.conf
        """
      Then the output contains "nameserver 10.1.0.9"
      And the output contains "search site.example.com"
      And the output does not contain "commented"

    @D51
    Scenario: An empty flag leaves a pod with its own loopback
      Given the profile "resolv-conf=none"
      When I run "kubectl exec of-node -- cat /etc/resolv.conf"
      Then the output contains "search ."
      And the output contains "nameserver 127.0.0.1"
      When of-node looks up "example.com"
      Then it ends as resolve-timeout

    @D56
    Scenario: A name of the node's search list
      Given the profile "resolv-conf=search corp.example.com;nameserver 203.0.113.53"
      And the external host "wiki.corp.example.com" at "203.0.113.80"
      When of-node looks up "wiki"
      Then it resolves to:
        | 203.0.113.80 |
      When plain looks up "wiki"
      Then it resolves to:
        | 203.0.113.80 |

    @D51 @D56
    Scenario: The nameserver of the node is asked by the pod itself, and policies are
      Given the profile "resolv-conf=nameserver 203.0.113.53"
      And the external host "example.com" at "203.0.113.80"
      And a default-deny egress policy in namespace "shop"
      When of-node looks up "example.com"
      Then it times out

    @D46 @D51
    Scenario: A stub resolver on the node's loopback makes CoreDNS ask itself
      Given the profile "resolv-conf=nameserver 127.0.0.53"
      When I run "kubectl logs -n kube-system -l k8s-app=kube-dns"
      Then the output contains "[FATAL] plugin/loop: Loop (127.0.0.1 -> :53) detected for zone \".\""

  Rule: Too much

    @D54 @D56
    Scenario: More search domains than resolvers take: the kubelet says so at its start, and of each pod
      Given the profile "resolv-conf=nameserver 10.1.0.2;search a1.x a2.x a3.x a4.x a5.x a6.x a7.x a8.x a9.x b0.x b1.x b2.x b3.x b4.x b5.x b6.x b7.x b8.x b9.x c0.x c1.x c2.x c3.x c4.x c5.x c6.x c7.x c8.x c9.x d0.x d1.x"
      When I run "kubectl get events -A"
      Then the output contains "CheckLimitsForResolvConf"
      And the output contains "Resolv.conf file '/etc/resolv.conf' contains search line consisting of more than 29 domains!"
      And the output contains "Search Line limits were exceeded, some search paths have been omitted, the applied search line is: shop.svc.cluster.local svc.cluster.local cluster.local a1.x"
      When I run "kubectl exec plain -- cat /etc/resolv.conf"
      Then the output contains "c9.x"
      And the output does not contain "d0.x"

    @D54
    Scenario: A fourth nameserver
      Given the profile "resolv-conf=nameserver 10.1.0.1;nameserver 10.1.0.2;nameserver 10.1.0.3;nameserver 10.1.0.4"
      When I run "kubectl describe pod of-node -n shop"
      Then the output contains "DNSConfigForming"
      And the output contains "Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.1.0.1 10.1.0.2 10.1.0.3"
      When I run "kubectl describe pod plain -n shop"
      Then the output does not contain "DNSConfigForming"

  Rule: clusterDNS

    @D55
    Scenario: A kubelet that was told of no DNS server: pods get the node's, and no name of the cluster resolves
      Given the profile "cluster-dns=none"
      And the profile "resolv-conf=nameserver 203.0.113.53"
      And the external host "example.com" at "203.0.113.80"
      When I run "kubectl exec plain -- cat /etc/resolv.conf"
      Then the output contains "nameserver 203.0.113.53"
      And the output does not contain "svc.cluster.local"
      When plain looks up "kubernetes.default.svc.cluster.local"
      Then the name does not resolve
      When plain looks up "example.com"
      Then it resolves to:
        | 203.0.113.80 |
      When I run "kubectl describe pod plain -n shop"
      Then the output contains "MissingClusterDNS"
      And the output contains "kubelet does not have ClusterDNS IP configured and cannot create Pod using \"ClusterFirst\" policy. Falling back to \"Default\" policy."
      When I run "kubectl describe node worker-1"
      Then the output contains "MissingClusterDNS"
      When I run "kubectl describe pod of-node -n shop"
      Then the output does not contain "MissingClusterDNS"

    @D55
    Scenario: A kubelet that was told of another address
      Given the profile "cluster-dns=10.96.0.53"
      When I run "kubectl exec plain -- cat /etc/resolv.conf"
      Then the output contains "nameserver 10.96.0.53"
      When plain looks up "kubernetes.default"
      Then it ends as resolve-timeout
