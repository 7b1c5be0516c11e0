@shell
Feature: One family of addresses, as curl's -4 and -6 ask for it
  lib/hostip.c of curl: the name is looked up in that family alone, and an address of the other is not connected to.

  Background:
    Given the profile "ip-families=IPv4,IPv6"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: web, namespace: shop, labels: { app: web } }
      spec: { containers: [{ name: web, image: "nginx", ports: [{ containerPort: 80 }] }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: box, namespace: shop }
      spec: { containers: [{ name: net, image: "nicolaka/netshoot" }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: both, namespace: shop }
      spec: { ipFamilyPolicy: RequireDualStack, clusterIP: 10.96.0.77, clusterIPs: [10.96.0.77, "fd00:10:96::77"], selector: { app: web }, ports: [{ port: 80 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: four, namespace: shop }
      spec: { ipFamilies: [IPv4], selector: { app: web }, ports: [{ port: 80 }] }
      """

  @S30
  Scenario Outline: <command>
    When I run "kubectl -n shop exec box -- <command> 2>&1"
    Then the output contains "<says>"

    Examples:
      | command                      | says                                                                                    |
      | curl -sv http://both         | Trying 10.96.0.77:80...                                                                 |
      | curl -4sv http://both        | Trying 10.96.0.77:80...                                                                 |
      | curl -6sv http://both        | Trying [fd00:10:96::77]:80...                                                           |
      | curl --ipv6 -s http://both   | 200 OK from Pod shop/web                                                                |
      | curl -6 http://four          | curl: (6) Could not resolve host: four                                                  |
      | curl -6v http://both         | IPv4: (none)                                                                            |
      | curl -6 10.96.0.77           | curl: (7) Failed to connect to 10.96.0.77 port 80 after 0 ms: Could not connect to server |
      | curl -4 http://[fd00::1]:81  | curl: (7) Failed to connect to fd00::1 port 81 after 0 ms: Could not connect to server  |
      | curl -6 http://a:x           | curl: (3) URL rejected: Port number was not a decimal number between 0 and 65535        |
      | curl http://a:70000          | curl: (3) URL rejected: Port number was not a decimal number between 0 and 65535        |
      | curl telnet://both:80        | curl: (1) Protocol \"telnet\" not supported                                              |
      | dig -p 5353 both             | dig: -p 5353: this shell asks the cluster's name servers, on port 53 alone              |
      | dig +trace both              | dig: +trace: this shell asks                                                            |
