Feature: Maintenance by command line, and traffic that follows
  Nodes are emptied, images and selectors are changed while clients go on asking.

  Background:
    Given namespace "default"
    And the manifests in "../../engine/surfaces/kubectl/fixtures/maintenance"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: client }
      spec: { nodeName: control-plane, containers: [{ name: c, image: curlimages/curl }] }
      """

  Scenario: A drained node serves nobody, and its pods are made anew elsewhere
    When I run "kubectl drain worker-1"
    Then the output contains "cannot delete Pods that declare no controller (use --force to override): default/bare"
    And the exit code is 1
    When I run "kubectl drain worker-1 --ignore-daemonsets --delete-emptydir-data --force"
    Then the output contains "node/worker-1 drained"
    And the exit code is 0
    When I run "kubectl get pods -l app=web -o wide"
    Then the output does not contain "worker-1"
    When I run "kubectl get pods"
    Then the output does not contain "bare"
    When client curls http://web
    Then it succeeds
    When I run "kubectl get nodes"
    Then the output contains "Ready,SchedulingDisabled"

  Scenario: A taint that a workload does not tolerate keeps its next pods away
    When I run "kubectl taint nodes worker-1 dedicated=edge:NoSchedule"
    Then the output contains "node/worker-1 tainted"
    When I run "kubectl scale deploy/web --replicas=6"
    And I run "kubectl get pods -l app=web --field-selector spec.nodeName=worker-1 --no-headers"
    Then the output contains "web-"
    When I run "kubectl delete pods -l app=web"
    And I run "kubectl get pods -l app=web -o wide"
    Then the output does not contain "worker-1"

  Scenario: Another image is another revision, and another selector is another set of pods
    When I run "kubectl set image deploy/web web=nginx:1.27"
    Then the output contains "deployment.apps/web image updated"
    When I run "kubectl rollout history deploy/web"
    Then the output contains "2"
    When client curls http://web
    Then it succeeds
    When I run "kubectl set selector svc/web app=green"
    And client curls http://web
    Then it is refused
    When I run "kubectl set selector svc/web app=web"
    And client curls http://web
    Then it succeeds

  Scenario: A paused rollout starts when it is resumed
    When I run "kubectl rollout pause deploy/web"
    Then the output contains "deployment.apps/web paused"
    When I run "kubectl set image deploy/web web=nginx:1.28"
    And I run "kubectl get pods -l app=web -o jsonpath='{.items[*].spec.containers[0].image}'"
    Then the output does not contain "nginx:1.28"
    When I run "kubectl rollout restart deploy/web"
    Then the output contains "can't restart paused deployment"
    When I run "kubectl rollout resume deploy/web"
    And I run "kubectl get pods -l app=web -o jsonpath='{.items[*].spec.containers[0].image}'"
    Then the output contains "nginx:1.28"
    When client curls http://web
    Then it succeeds

  Scenario: A pod that is made anew has another name
    When I run "kubectl get pods -l app=web -o name > old; kubectl delete $(cat old); kubectl get pods -l app=web -o name > new; cat old new | sort -u | wc -l"
    Then the output contains "6"

  Scenario: oc adm does the same
    When I run "oc adm cordon worker-1"
    Then the output contains "node/worker-1 cordoned"
    When I run "oc adm uncordon worker-1"
    Then the output contains "node/worker-1 uncordoned"
