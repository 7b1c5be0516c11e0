@cluster-dns
Feature: The DNS server of OpenShift
  As openshift/cluster-dns-operator lays it down.

  Scenario: OpenShift's operator writes another Corefile, and keeps the metrics behind a proxy
    Given the profile "openshift"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: shop }
      spec: { containers: [{ name: client, image: "curlimages/curl:8.10.1" }] }
      """
    And namespace "shop"
    When I run "oc get configmap dns-default -n openshift-dns -o jsonpath='{.data.Corefile}'"
    Then the output contains "class error"
    And the output contains "prometheus 127.0.0.1:9153"
    And the output contains "cache 900 {"
    When I run "oc get service dns-default -n openshift-dns"
    Then the output contains "53/UDP,53/TCP,9154/TCP"
    When I run "oc get namespace openshift-ingress-operator"
    Then the output contains "Active"

  Rule: What the operator puts around the server (pkg/manifests/assets, since OpenShift 4.22)

    Background:
      Given the profile "openshift"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: client, namespace: shop }
        spec: { nodeName: worker-1, containers: [{ name: client, image: "curlimages/curl:8.10.1" }] }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: openshift-monitoring }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: prometheus, namespace: openshift-monitoring }
        spec: { containers: [{ name: client, image: "curlimages/curl:8.10.1" }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: lodger, namespace: openshift-dns, labels: { app: lodger } }
        spec: { containers: [{ name: web, image: nginx, ports: [{ containerPort: 8080 }] }] }
        """
      And namespace "shop"

    Scenario: Everybody may ask, the platform's monitoring reads the metrics, and nobody else comes in
      When client looks up "kubernetes.default"
      Then it resolves to:
        | 172.30.0.1 |
      When client connects to dns-default.openshift-dns:9154 over TCP
      Then it is denied by policy "openshift-dns/dns-default"
      When openshift-monitoring/prometheus connects to dns-default.openshift-dns:9154 over TCP
      Then it succeeds
      When openshift-monitoring/prometheus connects to pod "openshift-dns/dns-default" on port 9153 over TCP
      Then it ends as dropped
      When client connects to pod "openshift-dns/lodger" on port 8080 over TCP
      Then it is denied by policy "openshift-dns/openshift-dns-deny-all"

    Scenario: A question goes to the DNS pod of the client's own node, as long as there is one
      When I run "oc get service dns-default -n openshift-dns -o jsonpath='{.spec.trafficDistribution}'"
      Then the output contains "PreferSameNode"
      When client looks up "kubernetes.default"
      Then it resolves to:
        | 172.30.0.1 |
      When I run "oc get endpointslices -n openshift-dns -o yaml"
      Then the output contains "forNodes"
      When I run "oc get daemonset dns-default -n openshift-dns -o jsonpath='{.spec.updateStrategy.rollingUpdate}'"
      Then the output contains "{\"maxSurge\":\"10%\",\"maxUnavailable\":0}"

    @D30
    Scenario: A rollout starts the new pod beside the old one, and waits for it
      When I run "oc rollout restart daemonset/dns-default -n openshift-dns"
      And I run "oc get pods -n openshift-dns -l dns.operator.openshift.io/daemonset-dns=default"
      Then the output does not contain "0/2"
      When client looks up "kubernetes.default"
      Then it resolves to:
        | 172.30.0.1 |

  Scenario: Workers in two zones: the operator asks for hints, and they win over the node
    Given the profile "openshift"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: { name: master-0, labels: { node-role.kubernetes.io/control-plane: "" } }
      ---
      apiVersion: v1
      kind: Node
      metadata: { name: east, labels: { topology.kubernetes.io/zone: east } }
      ---
      apiVersion: v1
      kind: Node
      metadata: { name: west, labels: { topology.kubernetes.io/zone: west } }
      """
    When I run "oc get service dns-default -n openshift-dns -o yaml"
    Then the output contains "service.kubernetes.io/topology-aware-hints: auto"
    And the output contains "trafficDistribution: PreferSameNode"
