Feature: What the brief says beside its Services, names and EndpointSlices
  Its pitfalls, tips, notes and trade-offs that no other feature shows.

  Background:
    Given the manifests in "manifests/services.yaml"
    And the manifests in "fixtures/production.yaml"
    And namespace "production"

  @service-proxy @S53
  Scenario: A cluster IP is on no interface, and in every node's rules
    When I run:
      """bash
      ip=$(kubectl get service api -n production -o jsonpath='{.spec.clusterIP}')
      echo "addresses: $(ssh control-plane ip addr | grep -c "$ip")"
      ssh control-plane iptables-save | grep -- "-d $ip/32"
      """
    Then the output contains "addresses: 0"
    And the output contains "production/api:http cluster IP"

  @cluster-dns @D14
  Scenario: An application moves into the cluster, and only the Service changes
    Given the external host "legacy-db.corp" at "203.0.113.90"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: db, namespace: production }
      spec: { type: ExternalName, externalName: legacy-db.corp }
      """
    And frontend looks up "db"
    Then it resolves to:
      | 203.0.113.90 |
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: db, namespace: production }
      spec: { type: ClusterIP, clusterIP: 10.96.77.7, selector: { app: postgres }, ports: [{ port: 5432 }] }
      """
    And frontend looks up "db"
    Then it resolves to:
      | 10.96.77.7 |

  @cluster-dns @D53
  Scenario: nameservers of a pod's own come behind the cluster's, and are asked only when that one is silent
    Given the external host "wiki.corp.example" at "203.0.113.91"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: own, namespace: production }
      spec:
        dnsConfig: { nameservers: [203.0.113.53], searches: [corp.example] }
        containers: [{ name: c, image: "example.com/web:1" }]
      """
    When I run "kubectl exec own -n production -- cat /etc/resolv.conf"
    Then the output contains "nameserver 10.96.0.10"
    And the output contains "nameserver 203.0.113.53"
    And the output contains "cluster.local corp.example"
    When own curls http://api
    Then it succeeds
    When own looks up "wiki"
    Then it resolves to:
      | 203.0.113.91 |

  @cluster-dns @D51
  Scenario: One name, two answers: what a pod finds and a laptop does not
    When frontend looks up "api"
    Then it ends as answered
    When external looks up "api.production.svc.cluster.local"
    Then the name does not resolve
    When an external client curls http://10.96.0.1
    Then it ends as dropped

  @service-proxy @S45 @S47
  Scenario: The older object is still written, and nobody on the nodes reads it
    When I run:
      """bash
      kubectl get endpoints api -n production --no-headers 2>/dev/null
      """
    Then the output contains "api 10.244."
    When I run "kubectl get endpointslices -n production -l endpointslice.kubernetes.io/managed-by=endpointslicemirroring-controller.k8s.io --no-headers"
    Then the output does not contain "api"
