@service-proxy
Feature: Pods that no node takes serve nobody
  A Deployment may ask for more than there is: what stays Pending is no endpoint, and the scheduler says why
  (pkg/scheduler/framework/types.go, FitError).

  Background:
    Given namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      ---
      apiVersion: v1
      kind: Node
      metadata: { name: east-1, labels: { topology.kubernetes.io/zone: east, kubernetes.io/hostname: east-1 } }
      ---
      apiVersion: v1
      kind: Node
      metadata: { name: west-1, labels: { topology.kubernetes.io/zone: west, kubernetes.io/hostname: west-1 } }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: shop }
      spec: { nodeName: east-1, containers: [{ name: c, image: curlimages/curl }] }
      """

  Scenario Outline: Three replicas on two nodes: <what>
    Given these manifests:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: shop }
      spec:
        replicas: 3
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { <spec> containers: [{ name: c, image: "example.com/web:1", ports: [{ containerPort: 8080<port> }] }] }
      """
    When I run "kubectl get deployment web --no-headers"
    Then the output contains "<ready>/3"
    When I run "kubectl get endpointslices -l kubernetes.io/service-name=web -o jsonpath='{.items[0].endpoints[*].conditions.ready}'"
    Then the output is:
      """
      <endpoints>
      """
    When I run "kubectl get events --field-selector reason=FailedScheduling -o jsonpath='{.items[0].message}'"
    Then the output contains "<why>"
    When client curls http://web
    Then it succeeds

    Examples:
      | what                        | spec                                                                                                                                                                          | port             | ready | endpoints | why                                                                       |
      | one on each, by anti-affinity | affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: web } }, topologyKey: kubernetes.io/hostname }] } }, |                  | 2     | true true | 0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules.  |
      | one on each, by host ports  |                                                                                                                                                                               | , hostPort: 8080 | 2     | true true | 0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports. |
      | one on each, in the host network | hostNetwork: true,                                                                                                                                                       |                  | 2     | true true | 0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports. |

  Scenario: Nobody is there when no node has the label, and a label that comes brings them
    Given these manifests:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: shop }
      spec:
        replicas: 2
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: disk, operator: In, values: [ssd] }] }] } } }
            containers: [{ name: c, image: "example.com/web:1", ports: [{ containerPort: 8080 }] }]
      """
    When client curls http://web
    Then it is refused
    When I run "kubectl describe pods -l app=web"
    Then the output contains "Warning  FailedScheduling  0s    default-scheduler  0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling."
    When I run "kubectl label node west-1 disk=ssd"
    And client curls http://web
    Then it succeeds
    When I run "kubectl get pods -l app=web -o jsonpath='{.items[*].spec.nodeName}'"
    Then the output is:
      """
      west-1 west-1
      """

  Scenario: Zones are filled evenly where a constraint says so
    Given these manifests:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: shop }
      spec:
        replicas: 4
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            topologySpreadConstraints: [{ maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: web } } }]
            containers: [{ name: c, image: "example.com/web:1", ports: [{ containerPort: 8080 }] }]
      """
    When I run "kubectl get pods -l app=web -o jsonpath='{.items[*].spec.nodeName}'"
    Then the output contains "east-1"
    And the output contains "west-1"
    When I run "kubectl cordon west-1; kubectl delete pods -l app=web; kubectl get deployment web --no-headers"
    Then the output contains "1/4"
