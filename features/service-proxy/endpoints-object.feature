@service-proxy
Feature: The Endpoints object, older than slices
  One object a Service, for a thousand addresses of one family (pkg/controller/endpoint).

  Background:
    Given namespace "shop"

  @S45
  Scenario: The older object holds a thousand addresses, and says that there are more
    Given a cluster with 10 nodes
    And these workloads:
      | name  | namespace | ports         | replicas |
      | crowd | shop      | http:8080/TCP | 1001     |
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: crowd, namespace: shop }
      spec: { selector: { app: crowd }, ports: [{ port: 80, targetPort: http }] }
      """
    When I run:
      """bash
      kubectl get endpoints crowd -n shop -o json 2> /dev/null | jq -c '[.subsets[].addresses | length], .metadata.annotations'
      kubectl get endpointslices -n shop -l kubernetes.io/service-name=crowd -o json | jq '[.items[].endpoints | length] | add'
      """
    Then the output is:
      """
      [1000]
      {"endpoints.kubernetes.io/over-capacity":"truncated"}
      1001
      """

  @S45
  Scenario: The older object speaks one family, and one subset for each set of ports
    Given the profile "ip-families=IPv4,IPv6"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: old, namespace: shop, labels: { app: mixed } }
      spec: { containers: [{ name: web, image: "web:1", ports: [{ name: http, containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: new, namespace: shop, labels: { app: mixed } }
      spec: { containers: [{ name: web, image: "web:2", ports: [{ name: http, containerPort: 9090 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: mixed, namespace: shop }
      spec: { ipFamilyPolicy: RequireDualStack, selector: { app: mixed }, ports: [{ port: 80, targetPort: http }] }
      """
    When I run "kubectl get endpoints mixed -n shop -o json | jq -c '.subsets[] | [(.addresses | length), .ports[0].port]'"
    Then the output contains "[1,8080]"
    And the output contains "[1,9090]"
    And the output does not contain "[2,"

  @S46
  Scenario: Whoever reads or writes the older object is told of the newer one
    When I run "kubectl get endpoints kubernetes"
    Then the output contains "Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"
    When I run "kubectl get endpoints gone -n shop"
    Then the output contains "Warning: v1 Endpoints is deprecated"
    When I run "kubectl get endpointslices kubernetes"
    Then the output does not contain "Warning"
