Feature: Accounts, tokens, and what controllers make beside
  Every namespace has its account, pods carry its token, and the API server answers what they ask by the account's rights.

  Background:
    Given the manifests in "../../examples/online-shop/manifests"
    And namespace "shop"

  Scenario: A namespace has its account and the certificate to trust
    When I run "kubectl get serviceaccount,configmap"
    Then the output contains "serviceaccount/default"
    And the output contains "configmap/kube-root-ca.crt"

  Scenario: A pod may do what its account may
    When I run:
      """bash
      cat > ask.sh <<'EOF'
      T=/var/run/secrets/kubernetes.io/serviceaccount
      curl -sS --cacert $T/ca.crt -H "Authorization: Bearer $(cat $T/token)" \
        https://kubernetes.default/api/v1/namespaces/$(cat $T/namespace)/services
      EOF
      kubectl exec deploy/api -- sh -c "$(cat ask.sh)"
      """
    Then the output contains "services is forbidden"
    And the output contains "system:serviceaccount:shop:default"
    When I run:
      """bash
      kubectl create rolebinding readers --clusterrole=view --serviceaccount=shop:default
      kubectl exec deploy/api -- sh -c "$(cat ask.sh)"
      """
    Then the output contains '"kind": "ServiceList"'

  Scenario: Who shows no token is anonymous
    When I run "kubectl exec deploy/api -- curl -sk https://kubernetes.default/api/v1/nodes"
    Then the output contains "nodes is forbidden"
    And the output contains "system:anonymous"

  Scenario: A token that this cluster never signed is refused
    When I run "kubectl exec deploy/api -- curl -sk -H 'Authorization: Bearer abc' https://kubernetes.default/api"
    Then the output contains '"message": "Unauthorized"'

  Scenario: A pod without a token has no files of it
    When I run:
      """bash
      kubectl apply -f - <<EOF
      apiVersion: v1
      kind: Pod
      metadata: { name: bare, namespace: shop }
      spec: { automountServiceAccountToken: false, containers: [{ name: net, image: nicolaka/netshoot }] }
      EOF
      kubectl exec bare -- ls /var/run/secrets/kubernetes.io/serviceaccount
      """
    Then the output contains "No such file or directory"

  Scenario: kubectl makes a token that the API knows
    When I run:
      """bash
      kubectl create serviceaccount bot
      kubectl exec deploy/api -- curl -sk -H "Authorization: Bearer $(kubectl create token bot)" https://kubernetes.default/api/v1/pods
      """
    Then the output contains "pods is forbidden"
    And the output contains "system:serviceaccount:shop:bot"

  Scenario: Debugging a pod leaves its container in it
    When I run:
      """bash
      pod=$(kubectl get pods -l app.kubernetes.io/name=api -o name | head -1)
      kubectl debug ${pod#pod/} --image=nicolaka/netshoot -c net --target=api --profile=general
      kubectl get $pod -o jsonpath='{.spec.ephemeralContainers[*].targetContainerName} {.status.ephemeralContainerStatuses[*].name}'
      """
    Then the output contains "api net"

  Scenario: A copy for debugging has no labels, so no Service selects it
    When I run:
      """bash
      pod=$(kubectl get pods -l app.kubernetes.io/name=api -o name | head -1)
      kubectl debug ${pod#pod/} --image=busybox --copy-to=api-debug --profile=general
      kubectl get pod api-debug --show-labels
      """
    Then the output contains "api-debug 2/2 Running 0 0s <none>"

  Scenario: A StatefulSet's pods have claims of their own
    When I run:
      """bash
      kubectl apply -f - <<EOF
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: queue, namespace: shop }
      spec:
        serviceName: queue
        selector: { matchLabels: { app: queue } }
        template: { metadata: { labels: { app: queue } }, spec: { containers: [{ name: queue, image: rabbitmq }] } }
        volumeClaimTemplates:
          - { metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }
      EOF
      kubectl get pvc
      kubectl get pod queue-0 -o jsonpath='{.spec.volumes[?(@.name=="data")].persistentVolumeClaim.claimName}'
      """
    Then the output contains "data-queue-0 Bound"
    And the output contains "RWO standard"

  Scenario: A Job's pods are found by the labels that the API server gives them
    When I run:
      """bash
      kubectl create cronjob nightly --image=busybox --schedule="0 3 * * *" -- date
      kubectl create job now --from=cronjob/nightly
      kubectl get job now -o jsonpath='{.spec.template.metadata.labels.batch\.kubernetes\.io/job-name}{"\n"}'
      kubectl get pods -l batch.kubernetes.io/job-name=now -o name
      """
    Then the output contains "job.batch/now created"
    And the output contains "pod/now-"

  Scenario: Fields are explained
    When I run "oc explain route.spec.tls"
    Then the output contains "termination <string> -required-"
    And the output contains "enum: edge, passthrough, reencrypt"

  Scenario: A watch says that nothing more will come
    When I run "kubectl get pods -w"
    Then the output contains "Nothing changes while a command runs here"

  Scenario: Events of one object
    When I run "kubectl events --for deploy/api"
    Then the output contains "ScalingReplicaSet Deployment/api"
