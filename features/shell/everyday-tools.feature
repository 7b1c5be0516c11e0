Feature: Small tools in pods, on nodes and beside the cluster
  busybox' telnet and wget, GNU Wget, env, date and BIND's host, in their own words.

  Background:
    Given namespace "default"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web, labels: { app: web } }
      spec: { nodeName: worker-1, containers: [{ name: web, image: "nginx:1.27", ports: [{ containerPort: 8080, name: http }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { clusterIP: 10.96.0.80, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: none }
      spec: { clusterIP: 10.96.0.81, selector: { app: none }, ports: [{ port: 80 }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: box }
      spec: { containers: [{ name: c, image: "busybox:1.36", env: [{ name: MODE, value: quiet }] }] }
      """

  Scenario Outline: In busybox: <command>
    When I run "kubectl exec box -- <command>"
    Then the output contains "<fact>"
    And the exit code is <code>

    Examples:
      | command                     | fact                                                                        | code |
      | telnet web 80               | Connected to web                                                            | 0    |
      | telnet none 80              | telnet: can't connect to remote host (10.96.0.81): Connection refused       | 1    |
      | telnet web 81               | telnet: can't connect to remote host (10.96.0.80): Operation timed out      | 1    |
      | telnet nobody 80            | telnet: bad address 'nobody'                                                | 1    |
      | wget -S -O- web             | HTTP/1.1 200 OK                                                             | 0    |
      | wget web                    | 'index.html' saved                                   | 0    |
      | wget -S --spider web        | remote file exists                                                          | 0    |
      | env                         | MODE=quiet                                                                  | 0    |
      | printenv WEB_SERVICE_HOST   | 10.96.0.80                                                                  | 0    |
      | printenv NOTHING            | command terminated with exit code 1                                         | 1    |

  Scenario: The environment of a container has nothing of the simulation's own shell
    When I run "kubectl exec box -- env"
    Then the output contains "PATH=/usr/local/sbin"
    And the output contains "HOSTNAME=box"
    And the output does not contain "BASHOPTS"
    And the output does not contain "IFS"
    When I run "env MODE=loud printenv MODE HOME"
    Then the output is:
      """
      loud
      /workspace
      """
    When I run "env"
    Then the output is:
      """
      PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
      HOSTNAME=workstation
      HOME=/workspace
      """

  Scenario Outline: GNU Wget on a node: <options>
    When I run "ssh worker-1 wget <options>"
    Then the output contains "<fact>"
    And the exit code is <code>

    Examples:
      | options                        | fact                                                                           | code |
      | -O- http://10.96.0.80          | HTTP request sent, awaiting response... 200 OK                                 | 0    |
      | -S --spider http://10.96.0.80  | HTTP/1.1 200 OK                                                                | 0    |
      | http://10.96.0.81              | Connecting to 10.96.0.81:80... failed: Connection refused.                     | 4    |
      | -t1 -T1 http://10.96.0.80:81   | failed: Connection timed out.                                       | 4    |
      | http://nowhere.example         | wget: unable to resolve host address                                           | 4    |
      | -S -O- https://10.96.0.1/api --no-check-certificate | ERROR 403: Forbidden.                                     | 8    |

  Scenario: What a download is saved as can be read
    When I run "kubectl exec box -- sh -c 'wget -q web && cat index.html'"
    Then the output contains "200 OK from Pod default/web"

  Scenario: A moment in seconds as a date
    When I run "date -u -d @1767225600 +%FT%TZ"
    Then the output is:
      """
      2026-01-01T00:00:00Z
      """
