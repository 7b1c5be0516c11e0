@cluster-dns
Feature: Names of a cluster set: ServiceImport and the multicluster zone
  KEP-1645 and its DNS specification: another cluster's Service has a name below clusterset.local once a ServiceImport says it
  is imported. The Multi-Cluster Services API's controllers write ServiceImports and slices; CoreDNS reads them.

  Background:
    Given namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: shop }
      spec: { containers: [{ name: client, image: "curlimages/curl:8.10.1" }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: api, namespace: shop }
      spec: { clusterIP: 10.96.70.1, ports: [{ port: 80 }] }
      ---
      apiVersion: multicluster.x-k8s.io/v1alpha1
      kind: ServiceImport
      metadata: { name: api, namespace: shop }
      spec: { type: ClusterSetIP, ips: [10.96.70.2], ports: [{ name: http, port: 80 }] }
      ---
      apiVersion: multicluster.x-k8s.io/v1beta1
      kind: ServiceImport
      metadata: { name: db, namespace: shop }
      spec: { type: Headless, ports: [{ name: sql, port: 5432 }] }
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: db-east
        namespace: shop
        labels: { multicluster.kubernetes.io/service-name: db, multicluster.kubernetes.io/source-cluster: east }
      addressType: IPv4
      endpoints: [{ addresses: [10.250.0.1], hostname: db-0 }]
      ports: [{ name: sql, port: 5432 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: db-west
        namespace: shop
        labels: { multicluster.kubernetes.io/service-name: db, multicluster.kubernetes.io/source-cluster: west }
      addressType: IPv4
      endpoints:
        - { addresses: [10.250.1.1], hostname: db-0 }
        - { addresses: [10.250.1.2], hostname: db-1, conditions: { ready: false } }
      ports: [{ name: sql, port: 5432 }]
      """

  @D34
  Scenario: Without the zone nobody knows the name
    When client looks up "api.shop.svc.clusterset.local"
    Then the name does not resolve

  @D34
  Scenario: A zone that the plugin does not have stops the server
    When I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: coredns, namespace: kube-system }
      data:
        Corefile: |
          .:53 {
              kubernetes cluster.local {
                  multicluster clusterset.local
              }
          }
      """
    And I run "kubectl logs -n kube-system -l k8s-app=kube-dns"
    Then the output contains "plugin/kubernetes: /etc/coredns/Corefile:3 - Error during parsing: is not authoritative for the multicluster zone clusterset.local. (authoritative zones: [cluster.local.])"

  @D34
  Scenario: kubectl shows its type and address
    When I run "kubectl get svcim -n shop"
    Then the output contains "NAME   TYPE           IP               AGE"
    And the output contains "api    ClusterSetIP   [\"10.96.70.2\"]   0s"
    When I run "kubectl get serviceimports.v1alpha1.multicluster.x-k8s.io db -n shop -o yaml"
    Then the output contains "apiVersion: multicluster.x-k8s.io/v1alpha1"

  @D34
  Scenario Outline: Refused: <what>
    When I apply:
      """yaml
      apiVersion: multicluster.x-k8s.io/v1alpha1
      kind: ServiceImport
      metadata: { name: one, namespace: shop }
      spec: { <spec> }
      """
    Then applying is refused with "<words>"

    Examples:
      | what             | spec                                                                     | words                                                                                  |
      | no type          | ports: [{ port: 80 }]                                                    | spec.type: Required value                                                              |
      | another type     | type: ClusterIP, ports: [{ port: 80 }]                                   | spec.type: Unsupported value: \"ClusterIP\": supported values: \"ClusterSetIP\", \"Headless\" |
      | no ports         | type: Headless                                                           | spec.ports: Required value                                                             |
      | a third address  | type: ClusterSetIP, ports: [{ port: 80 }], ips: [10.0.0.1, 10.0.0.2, 10.0.0.3] | spec.ips: Too many: 3: must have at most 2 items                                 |
      | an unknown field | type: Headless, ports: [{ port: 80, targetPort: 80 }]                    | unknown field                                                                          |

  Rule: The Corefile has the zone

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: coredns, namespace: kube-system }
        data:
          Corefile: |
            .:53 {
                kubernetes cluster.local clusterset.local in-addr.arpa {
                    multicluster clusterset.local
                }
                forward . /etc/resolv.conf
            }
        """

    @D34
    Scenario: A name has two meanings, each in its zone
      When client looks up "api.shop.svc.cluster.local"
      Then it resolves to:
        | 10.96.70.1 |
      When client looks up "api.shop.svc.clusterset.local"
      Then it resolves to:
        | 10.96.70.2 |

    @D34
    Scenario: A headless one has the ready endpoints of all clusters, each by its cluster's name
      When client looks up "db.shop.svc.clusterset.local"
      Then it resolves to:
        | 10.250.0.1 |
        | 10.250.1.1 |
      When client looks up "db-0.west.db.shop.svc.clusterset.local"
      Then it resolves to:
        | 10.250.1.1 |
      When client looks up "db-1.west.db.shop.svc.clusterset.local"
      Then the name does not resolve
      When client looks up "db-0.db.shop.svc.clusterset.local"
      Then the name does not resolve

    @D34
    Scenario: Slices of other clusters are no endpoints of a Service of the same name
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: db, namespace: shop }
        spec: { clusterIP: None, ports: [{ port: 5432 }] }
        """
      When client looks up "db.shop.svc.cluster.local"
      Then the name does not resolve
