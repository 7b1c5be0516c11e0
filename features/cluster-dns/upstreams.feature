@cluster-dns
Feature: The DNS server's own way to the servers that it forwards to
  `forward` asks from the DNS pod, two seconds at a time (plugin/forward/forward.go): what its own policies drop comes back to
  the client as SERVFAIL, while names of the cluster go on resolving.

  Background:
    Given namespace "shop"
    And the external host "api.example.com" at "203.0.113.80"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: shop }
      spec: { containers: [{ name: c, image: nicolaka/netshoot }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: alias, namespace: shop }
      spec: { type: ExternalName, externalName: api.example.com }
      """

  Rule: Policies of the DNS pods

    @D40
    Scenario Outline: Egress of CoreDNS <what>
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: dns, namespace: kube-system }
        spec:
          podSelector: { matchLabels: { k8s-app: kube-dns } }
          policyTypes: [Egress]
          egress: [{ ports: [{ port: 6443 }] }, <rule>]
        """
      When client looks up "kubernetes.default"
      Then it succeeds
      When client looks up "api.example.com"
      Then it <ends>

      Examples:
        | what                                 | rule                                                                                       | ends     |
        | to port 53 of anybody                | { ports: [{ port: 53, protocol: UDP }] }                                                   | succeeds |
        | to port 53 of a block                | { to: [{ ipBlock: { cidr: 198.51.100.0/24 } }], ports: [{ port: 53, protocol: UDP }] }     | succeeds |
        | to port 53 of everybody but some     | { to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [192.168.0.0/16] } }], ports: [{ port: 53, protocol: UDP }] } | succeeds |
        | to a range of ports                  | { ports: [{ port: 50, endPort: 60, protocol: UDP }] }                                      | succeeds |

    @D40
    Scenario Outline: No way out of CoreDNS: <what>
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: dns, namespace: kube-system }
        spec:
          podSelector: { matchLabels: { k8s-app: kube-dns } }
          policyTypes: [Egress]
          egress: [{ ports: [{ port: 6443 }] }, <rule>]
        """
      When client looks up "kubernetes.default"
      Then it succeeds
      When client looks up "api.example.com"
      Then it ends as servfail
      And it is denied by policy "kube-system/dns"
      When client curls http://api.example.com
      Then it fails
      When I run "kubectl exec client -- dig +noall +comments api.example.com"
      Then the output contains "status: SERVFAIL"
      When I run "kubectl exec client -- dig +short alias.shop.svc.cluster.local"
      Then the output is:
        """
        api.example.com.
        """
      When I run "kubectl logs -n kube-system -l k8s-app=kube-dns --tail=-1"
      Then the output contains "[ERROR] plugin/errors: 2 api.example.com. A: read udp "
      And the output contains ":53: i/o timeout"

      Examples:
        | what                          | rule                                                                                                    |
        | only TCP                      | { ports: [{ port: 53 }] }                                                                               |
        | only pods                     | { to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: UDP }] }                               |
        | another port                  | { to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 5353, protocol: UDP }] }                      |

    Scenario: The nodes' nameserver is where the profile says, and the policy has another one
      Given the profile "resolv-conf=nameserver 192.168.56.1"
      And these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: dns, namespace: kube-system }
        spec:
          podSelector: { matchLabels: { k8s-app: kube-dns } }
          policyTypes: [Egress]
          egress:
            - ports: [{ port: 6443 }]
            - to: [{ ipBlock: { cidr: 198.51.100.0/24 } }]
              ports: [{ port: 53, protocol: UDP }]
        """
      When client looks up "api.example.com"
      Then it ends as servfail
      And it is denied by policy "kube-system/dns"

  Rule: A server in the cluster for some zone

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: coredns, namespace: kube-system }
        data:
          Corefile: |
            example.com:53 {
                errors
                forward . 10.96.0.53
            }
            .:53 {
                errors
                kubernetes cluster.local
                forward . /etc/resolv.conf
            }
        """

    @D40 @D41
    Scenario: It answers as long as it is there
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Namespace
        metadata: { name: consul }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: consul-dns, namespace: consul }
        spec:
          clusterIP: 10.96.0.53
          selector: { app: consul }
          ports: [{ name: dns, port: 53, protocol: UDP, targetPort: 8600 }]
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: consul, namespace: consul, labels: { app: consul } }
        spec: { containers: [{ name: c, image: "example.com/consul:1", ports: [{ containerPort: 8600, protocol: UDP }] }] }
        """
      When client looks up "api.example.com"
      Then it succeeds
      When pod "consul/consul" becomes unready
      And client looks up "api.example.com"
      Then it ends as servfail

    Scenario: Nobody has the address
      When client looks up "api.example.com"
      Then it ends as servfail
      When client looks up "kubernetes.default"
      Then it succeeds

    @D40
    Scenario: One upstream of several is enough
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
                forward . 10.96.0.53 198.51.100.53
            }
        """
      When client looks up "api.example.com"
      Then it succeeds

    @D40
    Scenario: Through TLS it is another port, and TCP
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
                forward . tls://198.51.100.53 {
                    tls_servername dns.example.com
                }
            }
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: dns, namespace: kube-system }
        spec:
          podSelector: { matchLabels: { k8s-app: kube-dns } }
          policyTypes: [Egress]
          egress: [{ ports: [{ port: 6443 }, { port: 53, protocol: UDP }] }]
        """
      When client looks up "api.example.com"
      Then it ends as servfail
      And it is denied by policy "kube-system/dns"
      When I apply:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: dns, namespace: kube-system }
        spec:
          podSelector: { matchLabels: { k8s-app: kube-dns } }
          policyTypes: [Egress]
          egress: [{ ports: [{ port: 6443 }, { port: 853 }] }]
        """
      And client looks up "api.example.com"
      Then it succeeds

  Scenario Outline: What `forward` takes for a server: <to>
    HostPortOrFile of plugin/pkg/parse/host.go, and the schemes that plugin/forward/setup.go takes. Behind a percent sign stands
    the name in the server's certificate.
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local
              forward . <to>
          }
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: dns, namespace: kube-system }
      spec:
        podSelector: { matchLabels: { k8s-app: kube-dns } }
        policyTypes: [Egress]
        egress: [{ ports: [{ port: 6443 }, { port: 853 }, { port: 443 }] }]
      """
    When client looks up "api.example.com"
    Then it <ends>
    When I run "kubectl logs -n kube-system -l k8s-app=kube-dns --tail=-1"
    Then the output contains "<logs>"

    Examples:
      | to                                    | ends              | logs                                                                                           |
      | 198.51.100.53                         | ends as servfail  | CoreDNS-                                                                                       |
      | tls://198.51.100.53%dns.example.com   | succeeds          | CoreDNS-                                                                                       |
      | tls://198.51.100.53%dns.example.com:8853 | ends as servfail | CoreDNS-                                                                                     |
      | https://198.51.100.53                 | succeeds          | CoreDNS-                                                                                       |
      | dns.example.com                       | ends as servfail  | plugin/forward: not an IP address or file:                                                     |
      | grpc://198.51.100.53                  | ends as servfail  | plugin/forward: 'grpc' is not supported as a destination protocol in forward: grpc://198.51.100.53:443 |

  Scenario: OpenShift's operator leaves its DNS pods every way out
    Given the profile "openshift"
    When client looks up "api.example.com"
    Then it succeeds
