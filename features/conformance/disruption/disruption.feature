@conformance @service-proxy
Feature: A PodDisruptionBudget keeps pods from being evicted, and a Service from being emptied
  Re-told from kubernetes/kubernetes, test/e2e/apps/disruption.go, pkg/controller/disruption/disruption_test.go and
  pkg/registry/core/pod/storage/eviction.go. Evictions ask the budget; deletions and taints do not.

  Background:
    Given namespace "default"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: { name: worker-1, labels: { kubernetes.io/hostname: worker-1 } }
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
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: web }
      spec:
        serviceName: web
        replicas: 3
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            nodeSelector: { kubernetes.io/hostname: worker-1 }
            containers: [{ name: w, image: nginx, ports: [{ containerPort: 80 }] }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { selector: { app: web }, ports: [{ port: 80 }] }
      """

  Scenario: should update/patch PodDisruptionBudget status
    When I run "kubectl create pdb web --selector=app=web --min-available=2"
    Then PodDisruptionBudget "web" has:
      | status.expectedPods       | 3 |
      | status.currentHealthy     | 3 |
      | status.desiredHealthy     | 2 |
      | status.disruptionsAllowed | 1 |
    When pod "web-0" becomes unready
    Then PodDisruptionBudget "web" has:
      | status.currentHealthy     | 2 |
      | status.disruptionsAllowed | 0 |
    When I run "kubectl get pdb"
    Then the output contains "MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS"
    And the output contains "2               N/A               0"

  Scenario: evictions: enough pods, absolute: the drain takes one, and waits for its successor in vain
    When I run "kubectl create pdb web --selector=app=web --min-available=2"
    And I run "kubectl drain worker-1 --timeout=10s"
    Then the output contains "error when evicting pods/\"web-1\" -n \"default\" (will retry after 5s): Cannot evict pod as it would violate the pod's disruption budget."
    And the output contains "global timeout reached: 10s"
    And the exit code is 1
    When client curls http://web
    Then it succeeds

  Scenario: evictions: too few pods, absolute: nobody goes, and the seconds of the retries have passed
    When I run "kubectl create pdb web --selector=app=web --max-unavailable=0"
    And I run "kubectl drain worker-1 --timeout=20s; date +%T"
    Then the output contains "00:00:20"
    When I run "kubectl get pods -l app=web -o wide --no-headers | grep -c worker-1"
    Then the output contains "3"
    When client curls http://web
    Then it succeeds

  Scenario: A drain without a timeout ends when nothing changes any more
    When I run "kubectl create pdb web --selector=app=web --max-unavailable=0"
    And I run "kubectl drain worker-1"
    Then the output contains "it would be waited for without end, since nothing changes any more; give --timeout"
    And the exit code is 1

  Scenario: evictions: no PDB: the whole node goes
    When I run "kubectl drain worker-1"
    Then the output contains "node/worker-1 drained"
    When client curls http://web
    Then it is refused

  Scenario: Deleting does not ask the budget
    When I run "kubectl create pdb web --selector=app=web --max-unavailable=0"
    And I run "kubectl drain worker-1 --disable-eviction"
    Then the output contains "pod/web-0 deleted"
    When client curls http://web
    Then it is refused

  Scenario: A NoExecute taint does not ask the budget
    When I run "kubectl create pdb web --selector=app=web --max-unavailable=0"
    And I run "kubectl taint nodes worker-1 off=yes:NoExecute"
    And client curls http://web
    Then it is refused

  Scenario: should evict unready pods Allowed by UnhealthyPodEvictionPolicy
    When I apply:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: { name: web, namespace: default }
      spec: { minAvailable: 4, selector: {}, unhealthyPodEvictionPolicy: IfHealthyBudget }
      """
    And pod "web-0" becomes unready
    And I run "kubectl drain worker-1 --timeout=5s"
    Then the output does not contain "pod/web-0 evicted"
    When I run "kubectl patch pdb web --type=merge -p '{\"spec\":{\"unhealthyPodEvictionPolicy\":\"AlwaysAllow\"}}'; kubectl drain worker-1 --timeout=5s"
    Then the output contains "pod/web-0 evicted"
    And the output does not contain "pod/web-1 evicted"

  Scenario: A pod with two budgets cannot be evicted
    When I run "kubectl create pdb one --selector=app=web --min-available=0; kubectl create pdb two --selector=app --min-available=0"
    And I run "kubectl drain worker-1 --timeout=5s"
    Then the output contains "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."

  Scenario: minAvailable and maxUnavailable exclude each other
    When I apply:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: { name: web }
      spec: { minAvailable: 1, maxUnavailable: 1, selector: {} }
      """
    Then applying is refused with "minAvailable and maxUnavailable cannot be both set"

  Scenario: A budget that speaks of nobody says so
    When I run "kubectl create pdb typo --selector=app=wbe --min-available=1; kubectl describe pdb typo"
    Then the output contains "No matching pods found"
    When I run "kubectl drain worker-1"
    Then the output contains "node/worker-1 drained"
