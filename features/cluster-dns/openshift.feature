@cluster-dns
Feature: The DNS server of OpenShift
  As openshift/cluster-dns-operator lays it down.

  Scenario: OpenShift's operator writes another Corefile, and keeps the metrics behind a proxy
    Given the profile "openshift"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: shop }
      spec: { containers: [{ name: client, image: "curlimages/curl:8.10.1" }] }
      """
    And namespace "shop"
    When I run "oc get configmap dns-default -n openshift-dns -o jsonpath='{.data.Corefile}'"
    Then the output contains "class error"
    And the output contains "prometheus 127.0.0.1:9153"
    And the output contains "cache 900 {"
    When I run "oc get service dns-default -n openshift-dns"
    Then the output contains "53/UDP,53/TCP,9154/TCP"
    When I run "oc get namespace openshift-ingress-operator"
    Then the output contains "Active"

  Rule: What the operator puts around the server (pkg/manifests/assets, since OpenShift 4.22)

    Background:
      Given the profile "openshift"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: client, namespace: shop }
        spec: { nodeName: worker-1, containers: [{ name: client, image: "curlimages/curl:8.10.1" }] }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: openshift-monitoring }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: prometheus, namespace: openshift-monitoring }
        spec: { containers: [{ name: client, image: "curlimages/curl:8.10.1" }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: lodger, namespace: openshift-dns, labels: { app: lodger } }
        spec: { containers: [{ name: web, image: nginx, ports: [{ containerPort: 8080 }] }] }
        """
      And namespace "shop"

    Scenario: Everybody may ask, the platform's monitoring reads the metrics, and nobody else comes in
      When client looks up "kubernetes.default"
      Then it resolves to:
        | 172.30.0.1 |
      When client connects to dns-default.openshift-dns:9154 over TCP
      Then it is denied by policy "openshift-dns/dns-default"
      When openshift-monitoring/prometheus connects to dns-default.openshift-dns:9154 over TCP
      Then it succeeds
      When openshift-monitoring/prometheus connects to pod "openshift-dns/dns-default" on port 9153 over TCP
      Then it ends as dropped
      When client connects to pod "openshift-dns/lodger" on port 8080 over TCP
      Then it is denied by policy "openshift-dns/openshift-dns-deny-all"

    Scenario: A question goes to the DNS pod of the client's own node, as long as there is one
      When I run "oc get service dns-default -n openshift-dns -o jsonpath='{.spec.trafficDistribution}'"
      Then the output contains "PreferSameNode"
      When client looks up "kubernetes.default"
      Then it resolves to:
        | 172.30.0.1 |
      When I run "oc get endpointslices -n openshift-dns -o yaml"
      Then the output contains "forNodes"
      When I run "oc get daemonset dns-default -n openshift-dns -o jsonpath='{.spec.updateStrategy.rollingUpdate}'"
      Then the output contains "{\"maxSurge\":\"10%\",\"maxUnavailable\":0}"

    @D30
    Scenario: A rollout starts the new pod beside the old one, and waits for it
      When I run "oc rollout restart daemonset/dns-default -n openshift-dns"
      And I run "oc get pods -n openshift-dns -l dns.operator.openshift.io/daemonset-dns=default"
      Then the output does not contain "0/2"
      When client looks up "kubernetes.default"
      Then it resolves to:
        | 172.30.0.1 |

  Scenario: Workers in two zones: the operator asks for hints, and they win over the node
    Given the profile "openshift"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: { name: master-0, labels: { node-role.kubernetes.io/control-plane: "" } }
      ---
      apiVersion: v1
      kind: Node
      metadata: { name: east, labels: { topology.kubernetes.io/zone: east } }
      ---
      apiVersion: v1
      kind: Node
      metadata: { name: west, labels: { topology.kubernetes.io/zone: west } }
      """
    When I run "oc get service dns-default -n openshift-dns -o yaml"
    Then the output contains "service.kubernetes.io/topology-aware-hints: auto"
    And the output contains "trafficDistribution: PreferSameNode"

  Rule: The DNS named default is what the operator writes the Corefile from (controller_dns_configmap_test.go)

    Background:
      Given the profile "openshift"
      And namespace "shop"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Namespace
        metadata: { name: shop }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: client, namespace: shop }
        spec: { nodeName: worker-1, containers: [{ name: client, image: nicolaka/netshoot }] }
        """

    Scenario Outline: A server block for zones: <what>
      When I apply:
        """yaml
        apiVersion: operator.openshift.io/v1
        kind: DNS
        metadata: { name: default }
        spec: { servers: [{ name: foo, zones: [foo.com, bar.com], forwardPlugin: { <plugin> } }] }
        """
      And I run "oc get cm dns-default -n openshift-dns -o jsonpath={.data.Corefile}"
      Then the output contains "# foo"
      And the output contains "foo.com:5353 bar.com:5353 {"
      And the output contains "<forward>"
      And the output contains "<line>"
      And the output contains "forward . /etc/resolv.conf {"

      Examples:
        | what            | plugin                                                                                                                                    | forward                                            | line                       |
        | by turns        | upstreams: [1.1.1.1, "2.2.2.2:5353"], policy: RoundRobin                                                                                  | forward . 1.1.1.1 2.2.2.2:5353 {                   | policy round_robin         |
        | any, unless told| upstreams: [4.4.4.4]                                                                                                                      | forward . 4.4.4.4 {                                | policy random              |
        | one after other | upstreams: [5.5.5.5, 6.6.6.6], policy: Sequential                                                                                         | forward . 5.5.5.5 6.6.6.6 {                        | policy sequential          |
        | by TCP          | upstreams: [1.1.1.1], protocolStrategy: TCP                                                                                               | forward . 1.1.1.1 {                                | force_tcp                  |
        | through TLS     | upstreams: [1.1.1.1, "2.2.2.2:5353"], transportConfig: { transport: TLS, tls: { serverName: dns.foo.com } }                               | forward . tls://1.1.1.1 tls://2.2.2.2:5353 {       | tls_servername dns.foo.com |
        | in the clear    | upstreams: [1.1.1.1], transportConfig: { transport: Cleartext, tls: { serverName: dns.foo.com } }                                         | forward . 1.1.1.1 {                                | policy random              |

    Scenario: Certificates for TLS come from a ConfigMap of openshift-config
      When I apply:
        """yaml
        apiVersion: v1
        kind: Namespace
        metadata: { name: openshift-config }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: cacerts, namespace: openshift-config }
        data: { ca-bundle.crt: "" }
        ---
        apiVersion: operator.openshift.io/v1
        kind: DNS
        metadata: { name: default }
        spec:
          servers:
            - name: bar
              zones: [bar.com]
              forwardPlugin:
                upstreams: [1.1.1.1]
                transportConfig: { transport: TLS, tls: { serverName: dns.bar.com, caBundle: { name: cacerts } } }
        """
      And I run "oc get cm dns-default -n openshift-dns -o jsonpath={.data.Corefile}"
      Then the output contains "tls /etc/pki/dns.bar.com-ca-cacerts-"
      And the output contains "/ca-bundle.crt"

    Scenario Outline: Servers for all other names: <what>
      When I apply:
        """yaml
        apiVersion: operator.openshift.io/v1
        kind: DNS
        metadata: { name: default }
        spec: { upstreamResolvers: { <resolvers> } }
        """
      And I run "oc get cm dns-default -n openshift-dns -o jsonpath={.data.Corefile}"
      Then the output contains "<forward>"
      And the output contains "policy <policy>"

      Examples:
        | what             | resolvers                                                                                                                      | forward                                                       | policy      |
        | a policy alone   | policy: RoundRobin                                                                                                             | forward . /etc/resolv.conf {                                  | round_robin |
        | an empty list    | upstreams: [], policy: RoundRobin                                                                                              | forward . /etc/resolv.conf {                                  | round_robin |
        | one              | upstreams: [{ type: Network, address: 1.2.3.4 }]                                                                               | forward . 1.2.3.4:53 {                                        | sequential  |
        | IPv6             | upstreams: [{ type: Network, address: "1001:aaaa:bbbb:cccc::2222" }], policy: Random                                           | forward . [1001:AAAA:BBBB:CCCC::2222]:53 {                    | random      |
        | the same twice   | upstreams: [{ type: SystemResolvConf }, { type: Network, address: 10.0.0.1, port: 53 }, { type: Network, address: 10.0.0.1 }]  | forward . /etc/resolv.conf 10.0.0.1:53 {                      | sequential  |
        | type left empty  | upstreams: [{ type: "" }]                                                                                                      | forward . /etc/resolv.conf {                                  | sequential  |

    Scenario Outline: What is logged, and how long answers are kept: <what>
      When I apply:
        """yaml
        apiVersion: operator.openshift.io/v1
        kind: DNS
        metadata: { name: default }
        spec: { <spec> }
        """
      And I run "oc get cm dns-default -n openshift-dns -o jsonpath={.data.Corefile}"
      Then the output contains "<line>"

      Examples:
        | what          | spec                                               | line                |
        | normal        | logLevel: Normal                                   | class error         |
        | debug         | logLevel: Debug                                    | class denial error  |
        | trace         | logLevel: Trace                                    | class all           |
        | answers       | cache: { positiveTTL: 9999s, negativeTTL: 29s }    | cache 9999 {        |
        | denials       | cache: { positiveTTL: 9999s, negativeTTL: 29s }    | denial 9984 29      |
        | rounded up    | cache: { positiveTTL: 999ms, negativeTTL: 444ms }  | cache 1 {           |
        | rounded down  | cache: { positiveTTL: 999ms, negativeTTL: 444ms }  | denial 9984 30      |

    Scenario Outline: Without a Corefile the one before stays: <what>
      When I apply:
        """yaml
        apiVersion: operator.openshift.io/v1
        kind: DNS
        metadata: { name: default }
        spec: { logLevel: Trace, <spec> }
        """
      And I run "oc get cm dns-default -n openshift-dns -o jsonpath={.data.Corefile}"
      Then the output contains "class error"
      And the output does not contain "class all"

      Examples:
        | what                          | spec                                                                                                                        |
        | a server without an address   | upstreamResolvers: { upstreams: [{ type: Network }] }                                                                       |
        | TLS to the nodes' servers     | upstreamResolvers: { transportConfig: { transport: TLS, tls: { serverName: a.example.com } } }                              |
        | TLS without a name            | servers: [{ name: a, zones: [a.com], forwardPlugin: { upstreams: [1.1.1.1], transportConfig: { transport: TLS } } }]        |
        | TLS to a name                 | servers: [{ name: a, zones: [a.com], forwardPlugin: { upstreams: [dns.a.com], transportConfig: { transport: TLS, tls: { serverName: a.com } } } }] |

    Scenario: A zone of the DNS takes names away from the cluster
      Given the external host "api.shop.svc.cluster.local" at "203.0.113.80"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: api, namespace: shop }
        spec: { clusterIP: 172.30.7.7, ports: [{ port: 80 }] }
        """
      When client looks up "api.shop.svc.cluster.local."
      Then it resolves to:
        | 172.30.7.7 |
      When I apply:
        """yaml
        apiVersion: operator.openshift.io/v1
        kind: DNS
        metadata: { name: default }
        spec: { servers: [{ name: elsewhere, zones: [shop.svc.cluster.local], forwardPlugin: { upstreams: [192.0.2.53] } }] }
        """
      And client looks up "api.shop.svc.cluster.local."
      Then it resolves to:
        | 203.0.113.80 |

    Scenario: Whoever edits the Corefile says that it is unmanaged first
      When I apply:
        """yaml
        apiVersion: operator.openshift.io/v1
        kind: DNS
        metadata: { name: default }
        spec: { logLevel: Debug }
        """
      And I run "oc patch cm dns-default -n openshift-dns --type merge -p '{\"data\":{\"Corefile\":\".:5353 {}\"}}'"
      And I run "oc get cm dns-default -n openshift-dns -o jsonpath={.data.Corefile}"
      Then the output contains "class denial error"
      When I run "oc patch dns.operator/default --type merge -p '{\"spec\":{\"managementState\":\"Unmanaged\"}}'"
      And I run "oc patch cm dns-default -n openshift-dns --type merge -p '{\"data\":{\"Corefile\":\".:5353 {}\"}}'"
      And I run "oc get cm dns-default -n openshift-dns -o jsonpath={.data.Corefile}"
      Then the output is:
        """
        .:5353 {}
        """
      When I run "oc get dns.operator/default -o jsonpath='{.status.clusterIP} {.status.clusterDomain}'"
      Then the output is:
        """
        172.30.0.10 cluster.local
        """

  Scenario: What the installer was told of addresses can be read
    Given the profile "openshift"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      """
    When I run "oc get network.config cluster -o jsonpath='{.spec.networkType} {.spec.clusterNetwork[0].cidr} {.spec.serviceNetwork[0]}'"
    Then the output is:
      """
      OVNKubernetes 10.128.0.0/14 172.30.0.0/16
      """
    When I run "oc get network-attachment-definitions -A"
    Then the output contains "No resources found"
