@conformance @service-proxy
Feature: NoExecute taints drive pods off their node, and Services follow
  Re-told from kubernetes/kubernetes, test/e2e/node/taints.go, pkg/controller/tainteviction/taint_eviction_test.go and
  pkg/controller/nodelifecycle. A pod leaves at once or when its patience is over; whoever has a controller comes back.

  Background:
    Given namespace "default"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: { name: worker-1 }
      ---
      apiVersion: v1
      kind: Node
      metadata: { name: worker-2 }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: client }
      spec: { nodeName: worker-2, containers: [{ name: c, image: curl }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: bare, labels: { app: bare } }
      spec: { nodeName: worker-1, containers: [{ name: c, image: i, ports: [{ containerPort: 80 }] }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: patient, labels: { app: patient } }
      spec:
        nodeName: worker-1
        tolerations: [{ key: evict, operator: Exists, effect: NoExecute, tolerationSeconds: 60 }]
        containers: [{ name: c, image: i, ports: [{ containerPort: 80 }] }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: bare }
      spec: { selector: { app: bare }, ports: [{ port: 80 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: patient }
      spec: { selector: { app: patient }, ports: [{ port: 80 }] }
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: db }
      spec:
        serviceName: db
        replicas: 2
        selector: { matchLabels: { app: db } }
        template:
          metadata: { labels: { app: db } }
          spec: { containers: [{ name: d, image: pg, ports: [{ containerPort: 5432 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: db }
      spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }
      """

  Scenario: evicts pods from tainted nodes
    When client curls http://bare
    Then it succeeds
    When I run "kubectl taint nodes worker-1 evict=yes:NoExecute"
    And client curls http://bare
    Then it is refused
    When I run "kubectl get pods"
    Then the output does not contain "bare"
    When I run "kubectl get events"
    Then the output contains "TaintManagerEviction"
    And the output contains "Marking for deletion Pod default/bare"

  Scenario: only evicts pods without tolerations from tainted nodes
    When I run "kubectl taint nodes worker-1 evict=yes:NoExecute"
    And client curls http://patient
    Then it succeeds

  Scenario: eventually evict pod with finite tolerations from tainted nodes
    When I run "kubectl taint nodes worker-1 evict=yes:NoExecute"
    And 59 seconds pass
    And client curls http://patient
    Then it succeeds
    When 1 seconds pass
    And client curls http://patient
    Then it is refused

  Scenario: removing taint cancels eviction
    When I run "kubectl taint nodes worker-1 evict=yes:NoExecute"
    And 50 seconds pass
    And I run "kubectl taint nodes worker-1 evict-"
    And I run "sleep 600; kubectl get events"
    Then the output contains "Cancelling deletion of Pod default/patient"
    When client curls http://patient
    Then it succeeds

  Scenario: Pods of a StatefulSet keep their name and change the node
    When I run "kubectl taint nodes worker-1 evict=yes:NoExecute"
    And client connects to db-0.db:5432 over TCP
    Then it succeeds
    When client connects to db-1.db:5432 over TCP
    Then it succeeds
    When I run "kubectl get pods -l app=db -o wide"
    Then the output does not contain "worker-1"

  Scenario: What fits nowhere is Pending until a taint goes
    When I run "kubectl taint nodes --all evict=yes:NoExecute"
    And I run "kubectl get pods -l app=db"
    Then the output contains "Pending"
    When I run "kubectl taint nodes worker-1 evict-"
    And I run "kubectl get pods -l app=db"
    Then the output does not contain "Pending"
    And the output contains "Running"

  Scenario: A node that is not ready serves nobody at once, and loses its pods after five minutes
    When I apply:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: { name: worker-1 }
      status: { conditions: [{ type: Ready, status: "False" }] }
      """
    And client curls http://bare
    Then it is refused
    When I run "kubectl describe node worker-1"
    Then the output contains "node.kubernetes.io/not-ready:NoExecute"
    When 299 seconds pass
    And I run "kubectl get pods"
    Then the output contains "bare"
    When 1 seconds pass
    And I run "kubectl get pods"
    Then the output does not contain "bare"

  Scenario: A pod of a node that is not heard of stays Terminating, and its StatefulSet waits for it
    When I run "kubectl get pod db-0 -o jsonpath={.spec.nodeName} > node; kubectl patch node $(cat node) --subresource=status -p '{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"Unknown\"}]}}'; sleep 400; kubectl get pod db-0"
    Then the output contains "Terminating"
    When I run "kubectl get pod db-0 -o jsonpath='{.status.conditions[?(@.type==\"DisruptionTarget\")].message}'"
    Then the output contains "Taint manager: deleting due to NoExecute taint"
    When I run "kubectl patch node $(cat node) --subresource=status -p '{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}'; kubectl get pod db-0"
    Then the output contains "Running"
