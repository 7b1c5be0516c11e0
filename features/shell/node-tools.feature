Feature: On a node, its tools show what kube-proxy keeps there
  The listings themselves are compared with the real programs' in engine/surfaces/shell/*-parity.test.ts.

  Background:
    Given namespace "default"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web, labels: { app: web } }
      spec: { nodeName: worker-1, containers: [{ name: web, image: "nginx:1.27", ports: [{ containerPort: 8080, name: http }] }] }
      status: { podIP: 10.244.1.80 }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { clusterIP: 10.96.0.80, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      """

  Scenario: nft lists one chain of a table
    Given kube-proxy in nftables mode
    When I run "ssh worker-1 nft list chain ip kube-proxy nat-prerouting"
    Then the output is:
      """
      table ip kube-proxy {
      	chain nat-prerouting {
      		type nat hook prerouting priority dstnat; policy accept;
      		jump services
      	}
      }
      """

  Scenario Outline: nft <words>
    Given kube-proxy in nftables mode
    When I run "ssh worker-1 nft <words>"
    Then the output contains "<fact>"
    And the exit code is <code>

    Examples:
      | words                                 | fact                                         | code |
      | list tables                           | table ip6 kube-proxy                         | 0    |
      | list map ip kube-proxy service-ips    | 10.96.0.80 . tcp . 80 : goto service-        | 0    |
      | list set ip kube-proxy cluster-ips    | 10.96.0.1, 10.96.0.10,                       | 0    |
      | -a list chain ip kube-proxy services  | chain services { # handle                    | 0    |
      | list ruleset                          | meta l4proto tcp dnat to 10.244.1.80:8080    | 0    |
      | list chain ip kube-proxy nothing      | Error: No such file or directory             | 1    |
      | -j list ruleset                       | nft: no JSON here                            | 1    |
      | add table ip mine                     | nft add: the rules here are kube-proxy's     | 1    |
