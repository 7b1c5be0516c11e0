@cluster-dns
Feature: A DNS server that starts asks the API server for its names
  CoreDNS waits five seconds for the API server, then it listens without a name (plugin/kubernetes/kubernetes.go, handler.go).
  Until it has heard from it, names that it lacks are no NXDOMAIN but SERVFAIL, and /ready says no. A server that runs keeps
  what it knows, so a policy that takes its way to the API server is noticed at the next start.

  Background:
    Given namespace "shop"
    And these workloads:
      | name     |
      | frontend |
    And these manifests:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: coredns, namespace: kube-system, labels: { k8s-app: kube-dns } }
      spec:
        replicas: 2
        strategy: { rollingUpdate: { maxUnavailable: 1 } }
        selector: { matchLabels: { k8s-app: kube-dns } }
        template:
          metadata: { labels: { k8s-app: kube-dns } }
          spec:
            dnsPolicy: Default
            nodeSelector: { kubernetes.io/hostname: worker-1 }
            containers:
              - name: coredns
                image: "registry.k8s.io/coredns/coredns:v1.12.1"
                ports:
                  - { name: dns, containerPort: 53, protocol: UDP }
                  - { name: dns-tcp, containerPort: 53, protocol: TCP }
                readinessProbe: { httpGet: { path: /ready, port: 8181 } }
      """

  @D30
  Scenario: With a way to the API server nobody notices a restart
    When I run "kubectl delete pod -n kube-system -l k8s-app=kube-dns"
    And frontend looks up "kubernetes.default"
    Then it resolves to:
      | 10.96.0.1 |
    When I run "kubectl rollout restart deployment/coredns -n kube-system"
    And I run "kubectl rollout status deployment/coredns -n kube-system"
    Then the output contains "successfully rolled out"
    When I run "kubectl logs deployment/coredns -n kube-system"
    Then the output contains "CoreDNS-1.12.1"
    And the output does not contain "waiting for Kubernetes API"

  Rule: A policy takes its way to the API server

    Background:
      When I apply:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: dns-egress, namespace: kube-system }
        spec:
          podSelector: { matchLabels: { k8s-app: kube-dns } }
          policyTypes: [Egress]
          egress: [{ ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }] }]
        """

    @D30
    Scenario: What runs goes on answering
      When frontend looks up "kubernetes.default"
      Then it resolves to:
        | 10.96.0.1 |

    @D30
    Scenario: After the pods are gone their successors are not ready, and no name resolves
      When I run "kubectl delete pod -n kube-system -l k8s-app=kube-dns"
      And frontend looks up "kubernetes.default"
      Then it ends as resolve-timeout
      When I run "kubectl get pods -n kube-system"
      Then the output contains "0/1"
      And the output does not contain "1/1"
      When I run "kubectl logs -n kube-system -l k8s-app=kube-dns"
      Then the output contains "[INFO] plugin/kubernetes: waiting for Kubernetes API before starting server"
      When 40 seconds pass
      And I run "kubectl logs -n kube-system -l k8s-app=kube-dns --tail=100"
      Then the output contains "[WARNING] plugin/kubernetes: starting server with unsynced Kubernetes API"
      And the output contains "failed to list *v1.Service: Get \"https://10.96.0.1:443/api/v1/services?limit=500&resourceVersion=0\": dial tcp 10.96.0.1:443: i/o timeout"
      And the output contains "[INFO] plugin/ready: Plugins not ready: \"kubernetes\""
      When I run "kubectl get events -n kube-system"
      Then the output contains "Readiness probe failed: HTTP probe failed with statuscode: 503"

    @D30
    Scenario: Asked at its own address it does not listen at first, then it fails for every name of the cluster
      Given the external host "example.com" at "203.0.113.10"
      When I run "kubectl delete pod -n kube-system -l k8s-app=kube-dns"
      And I run "kubectl exec deploy/frontend -- dig kubernetes.default.svc.cluster.local @$(kubectl get pods -n kube-system -l k8s-app=kube-dns -o jsonpath='{.items[0].status.podIP}')"
      Then the output contains "connection refused"
      When 5 seconds pass
      And I run "kubectl exec deploy/frontend -- dig kubernetes.default.svc.cluster.local @$(kubectl get pods -n kube-system -l k8s-app=kube-dns -o jsonpath='{.items[0].status.podIP}')"
      Then the output contains "status: SERVFAIL"
      When I run "kubectl exec deploy/frontend -- dig no-such-name.default.svc.cluster.local @$(kubectl get pods -n kube-system -l k8s-app=kube-dns -o jsonpath='{.items[0].status.podIP}')"
      Then the output contains "status: SERVFAIL"
      When I run "kubectl exec deploy/frontend -- dig +short example.com @$(kubectl get pods -n kube-system -l k8s-app=kube-dns -o jsonpath='{.items[0].status.podIP}')"
      Then the output contains "203.0.113.10"

    @D30
    Scenario: startup_timeout says how long it waits
      When I apply:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: coredns, namespace: kube-system }
        data: { Corefile: ".:53 { kubernetes cluster.local { startup_timeout 20s\n }\n }" }
        """
      And I run "kubectl delete pod -n kube-system -l k8s-app=kube-dns"
      And 19 seconds pass
      And I run "kubectl exec deploy/frontend -- dig kubernetes.default.svc.cluster.local @$(kubectl get pods -n kube-system -l k8s-app=kube-dns -o jsonpath='{.items[0].status.podIP}')"
      Then the output contains "connection refused"

    @D30
    Scenario: A rollout stops at the first pod that is not ready, and the old one goes on answering
      When I run "kubectl rollout restart deployment/coredns -n kube-system"
      And I run "kubectl get pods -n kube-system"
      Then the output contains "0/1"
      And the output contains "1/1"
      When frontend looks up "kubernetes.default"
      Then it resolves to:
        | 10.96.0.1 |

    @D30
    Scenario: Once the policy is gone the servers hear from it
      When I run "kubectl delete pod -n kube-system -l k8s-app=kube-dns"
      And frontend looks up "kubernetes.default"
      Then it ends as resolve-timeout
      When I delete "networkpolicy/kube-system/dns-egress"
      And frontend looks up "kubernetes.default"
      Then it resolves to:
        | 10.96.0.1 |

    @D30
    Scenario: Without a readiness probe the Service goes on sending questions there, and they fail
      When I run:
        """bash
        kubectl patch deployment coredns -n kube-system --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
        """
      And 5 seconds pass
      And frontend looks up "kubernetes.default"
      Then it ends as servfail
