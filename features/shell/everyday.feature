Feature: Everyday command lines around networking
  What one types every day, on the online shop: sixty lines with the fact that each should show.

  Background:
    Given the manifests in "../../examples/online-shop/manifests"
    And namespace "shop"

  Scenario Outline: kubectl <line>
    When I run 'kubectl <line>'
    Then the output contains '<fact>'
    And the exit code is 0

    Examples: Looking around
      | line                                                                      | fact                                     |
      | version --client                                                          | Client Version                           |
      | cluster-info                                                              | Kubernetes control plane                 |
      | config current-context                                                    | podwire                                  |
      | config view --minify                                                      | namespace: shop                          |
      | api-resources --api-group=networking.k8s.io                               | networkpolicies netpol                   |
      | get nodes -o wide                                                         | INTERNAL-IP                              |
      | get ns --show-labels                                                      | kubernetes.io/metadata.name=shop         |
      | get all                                                                   | service/api ClusterIP                    |
      | get pods -o wide                                                          | NOMINATED NODE                           |
      | get pods -A --field-selector spec.nodeName=worker-1                       | coredns-                                 |
      | get pods --sort-by=.metadata.name -o name                                 | pod/api-                                 |
      | get pods -l app.kubernetes.io/name=api --no-headers                       | 1/1 Running                              |
      | get deploy api -o jsonpath={.spec.template.spec.containers[0].ports[*].containerPort} | 8080                         |

    Examples: Services and endpoints
      | line                                                                      | fact                                     |
      | get svc                                                                   | api ClusterIP                            |
      | get svc -A -o wide                                                        | SELECTOR                                 |
      | get svc api -o yaml                                                       | internalTrafficPolicy: Cluster           |
      | get svc api -o json                                                       | "clusterIP":                             |
      | get svc -o jsonpath={.items[*].spec.ports[*].port}                        | 8080                                     |
      | get svc -o custom-columns=NAME:.metadata.name,IP:.spec.clusterIP          | NAME IP                                  |
      | get svc --sort-by=.metadata.name -o name                                  | service/api                              |
      | get svc edge -o jsonpath={.spec.ports[*].nodePort}                        | 3                                        |
      | describe svc api                                                          | TargetPort:                              |
      | get endpoints api                                                         | api 10.                                  |
      | describe endpoints api                                                    | Subsets:                                 |
      | get endpointslices                                                        | ADDRESSTYPE                              |
      | get endpointslices -l kubernetes.io/service-name=api -o yaml              | kubernetes.io/service-name: api          |
      | get svc payment-provider -o jsonpath={.spec.externalName}                 | api.payments.example.com                 |
      | expose deployment catalog --name=catalog-2 --port=80 --target-port=http   | service/catalog-2 exposed                |
      | create service clusterip made --tcp=80:8080                               | service/made created                     |
      | create service nodeport made --tcp=80:8080 --node-port=30123              | service/made created                     |
      | create service externalname made --external-name=example.com              | service/made created                     |
      | create service loadbalancer made --tcp=443:8443 --dry-run=client -o yaml  | type: LoadBalancer                       |
      | patch svc api -p {"spec":{"type":"NodePort"}}                             | service/api patched                      |
      | label svc api tier=web                                                    | service/api labeled                      |
      | annotate svc api note=hello                                               | service/api annotated                    |
      | delete svc payment                                                        | service "payment" deleted                |

    Examples: Policies and edges
      | line                                                                      | fact                                     |
      | get netpol                                                                | POD-SELECTOR                             |
      | get netpol -A                                                             | shop                                     |
      | describe netpol api                                                       | PodSelector:                             |
      | get netpol api -o yaml                                                    | policyTypes:                             |
      | get ingress -A                                                            | No resources found                       |
      | create ingress web --rule=shop.example.com/*=frontend:8080                | ingress.networking.k8s.io/web created    |
      | explain networkpolicy.spec                                                | podSelector                              |

    Examples: Workloads
      | line                                                                      | fact                                     |
      | scale deploy/api --replicas=3                                             | deployment.apps/api scaled               |
      | rollout status deploy/api                                                 | deployment "api" successfully rolled out |
      | rollout restart deploy/api                                                | deployment.apps/api restarted            |
      | rollout history deploy/api                                                | REVISION                                 |
      | wait --for=condition=Available deploy/api --timeout=10s                   | condition met                            |
      | get deploy api -o wide                                                    | SELECTOR                                 |
      | describe deploy api                                                       | Replicas:                                |
      | get statefulset -n data                                                   | postgres                                 |
      | auth can-i create networkpolicies                                         | yes                                      |
      | get cm -n kube-system coredns -o jsonpath={.data.Corefile}                | kubernetes cluster.local                 |
      | delete pod -l app.kubernetes.io/name=catalog                              | deleted                                  |

  Scenario Outline: In a pod: <command>
    When I run 'kubectl exec deploy/frontend -- <command>'
    Then the output contains '<fact>'

    Examples:
      | command                                  | fact                                              |
      | cat /etc/resolv.conf                     | search shop.svc.cluster.local                     |
      | cat /etc/hosts                           | localhost                                         |
      | env                                      | API_SERVICE_HOST=                                 |
      | nslookup api                             | api.shop.svc.cluster.local                        |
      | nslookup postgres.data                   | postgres.data.svc.cluster.local                   |
      | dig +short api.shop.svc.cluster.local    | 10.                                               |
      | dig SRV _http._tcp.api.shop.svc.cluster.local | NOERROR                                      |
      | curl -s -o /dev/null -w %{http_code} http://api:8080 | 200                                   |
      | curl -m 2 http://payment:8080            | curl: (28)                                        |
      | curl http://nowhere                      | curl: (6) Could not resolve host: nowhere         |
      | nc -zv api 8080                          | succeeded                                         |
      | getent hosts api                         | api.shop.svc.cluster.local                        |

  Scenario: A policy is written, applied, seen to work, and taken away again
    When I run:
      """bash
      cat > deny.yaml <<EOF
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: deny-catalog, namespace: shop }
      spec: { podSelector: { matchLabels: { app.kubernetes.io/name: catalog } }, policyTypes: [Ingress, Egress] }
      EOF
      kubectl apply -f deny.yaml
      kubectl apply -f deny.yaml
      """
    Then the output is:
      """
      networkpolicy.networking.k8s.io/deny-catalog created
      networkpolicy.networking.k8s.io/deny-catalog unchanged
      """
    When I run "kubectl exec deploy/catalog -- curl -sm2 http://api:8080"
    Then the exit code is 28
    When I run "kubectl delete -f deny.yaml && kubectl get netpol deny-catalog"
    Then the output contains 'networkpolicies.networking.k8s.io "deny-catalog" not found'
    And the exit code is 1

  Scenario: The last failure explains itself
    When I run "kubectl exec deploy/frontend -- curl -m 2 http://payment:8080"
    And I run "why"
    Then the output contains "NetworkPolicy"
    And the output contains "and no rule allows"

  Scenario: Habits of a workstation last from line to line
    When I run "alias k=kubectl"
    And I run "k get svc -o name | head -2 | xargs -I[] echo '<[]>'"
    Then the output is:
      """
      <service/api>
      <service/cart>
      """
    When I run "kn() { kubectl -n data $@; }"
    And I run "kn get sts -o name"
    Then the output contains "statefulset.apps/postgres"
    When I run "k get svc nope"
    Then the exit code is 1
    When I run "echo last: $?"
    Then the output contains "last: 1"
    When I run "timeout 1 sleep 5"
    Then the exit code is 124

  Scenario: A StatefulSet goes back to its template before
    When I run "kubectl -n data set image sts/postgres '*=postgres:99'"
    And I run "kubectl -n data rollout history sts/postgres"
    Then the output is:
      """
      statefulset.apps/postgres 
      REVISION  CHANGE-CAUSE
      1         <none>
      2         <none>
      """
    When I run "kubectl -n data rollout undo sts/postgres"
    Then the output contains "statefulset.apps/postgres rolled back"
    When I run "kubectl -n data get controllerrevisions -l app.kubernetes.io/name=postgres --no-headers"
    Then the output contains "statefulset.apps/postgres   3"

  Scenario: Another context, and back
    When I run "kubectl config set-context dev --cluster=podwire --user=podwire --namespace=data"
    And I run "kubectl config use-context dev && kubectl get sts -o name"
    Then the output contains "statefulset.apps/postgres"
    When I run "kubectl get svc frontend --context podwire -o name"
    Then the output contains "service/frontend"
    When I run "kubectl get svc --context nope"
    Then the output contains "context was not found for specified context: nope"
    And the exit code is 1
