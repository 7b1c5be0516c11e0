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
    When client connects to dns-default.openshift-dns:9154 over TCP
    Then it succeeds
    When client connects to pod "openshift-dns/dns-default" on port 9153 over TCP
    Then it is refused
    When I run "oc get namespace openshift-ingress-operator"
    Then the output contains "Active"
