@service-proxy
Feature: Endpoints that somebody writes
  kube-proxy and DNS read EndpointSlices only. A controller makes slices of Endpoints written for a Service without a selector;
  where it is switched off, such a Service looks complete and refuses.

  Background:
    Given the manifests in "fixtures/three-nodes.yaml"
    And namespace "shop"
    And the external host "db.example.com" at "203.0.113.71"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: db, namespace: shop }
      spec: { ports: [{ name: sql, port: 5432 }] }
      ---
      apiVersion: v1
      kind: Endpoints
      metadata: { name: db, namespace: shop }
      subsets: [{ addresses: [{ ip: 203.0.113.71 }], ports: [{ name: sql, port: 5432 }] }]
      """

  @S47
  Scenario: The mirroring controller makes a slice of them
    When client-a connects to db:5432 over TCP
    Then it succeeds
    When I run "kubectl get endpointslices -n shop"
    Then the output contains "203.0.113.71"

  @S47
  Scenario: Without it kube-proxy knows no endpoint, though kubectl shows one
    Given the profile "endpointslice-mirroring=false"
    When client-a connects to db:5432 over TCP
    Then it is refused
    When I run "kubectl get endpoints db -n shop"
    Then the output contains "203.0.113.71:5432"
    When I run "kubectl get endpointslices -n shop"
    Then the output does not contain "203.0.113.71"

  @S47
  Scenario: A slice written by hand helps
    Given the profile "endpointslice-mirroring=false"
    And these manifests:
      """yaml
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: { name: db-1, namespace: shop, labels: { kubernetes.io/service-name: db } }
      addressType: IPv4
      endpoints: [{ addresses: [203.0.113.71] }]
      ports: [{ name: sql, port: 5432 }]
      """
    When client-a connects to db:5432 over TCP
    Then it succeeds

  @S47
  Scenario: A thousand addresses of a subset go along, with labels and annotations
    When I run:
      """bash
      {
        printf 'apiVersion: v1\nkind: Endpoints\nmetadata: { name: db, namespace: shop, labels: { team: data }, annotations: { example.com/note: kept } }\nsubsets:\n- ports: [{ name: sql, port: 5432 }]\n  addresses:\n'
        seq 1 1100 | awk '{ print "  - { ip: 203.0." int($1 / 200) "." ($1 % 200 + 1) " }" }'
      } > many.yaml
      kubectl apply -f many.yaml
      kubectl get endpointslices -n shop -l endpointslice.kubernetes.io/managed-by=endpointslicemirroring-controller.k8s.io -o json > slices.json
      jq -c '[.items[].endpoints | length] | add, .[0]' slices.json
      jq -c '.items[0].metadata | [.labels.team, .annotations]' slices.json
      """
    Then the output contains "1000"
    And the output contains "[\"data\",{\"example.com/note\":\"kept\"}]"

  @S47
  Scenario Outline: Endpoints with <what> are left alone
    When I apply:
      """yaml
      apiVersion: v1
      kind: Endpoints
      metadata: { name: db, namespace: shop, <metadata> }
      subsets: [{ addresses: [{ ip: 203.0.113.71 }], ports: [{ name: sql, port: 5432 }] }]
      """
    And client-a connects to db:5432 over TCP
    Then it is refused

    Examples:
      | what                         | metadata                                                             |
      | the label skip-mirror        | labels: { endpointslice.kubernetes.io/skip-mirror: "true" }           |
      | a leader's annotation        | annotations: { control-plane.alpha.kubernetes.io/leader: "{}" }       |

  @S47
  Scenario: Addresses that are not ready get no traffic
    When I apply:
      """yaml
      apiVersion: v1
      kind: Endpoints
      metadata: { name: db, namespace: shop }
      subsets: [{ notReadyAddresses: [{ ip: 203.0.113.71 }], ports: [{ name: sql, port: 5432 }] }]
      """
    And client-a connects to db:5432 over TCP
    Then it is refused
