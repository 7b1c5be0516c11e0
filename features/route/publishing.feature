@route
Feature: How clients outside get to a router
  `endpointPublishingStrategy` of an IngressController: a load balancer where the cloud has one, the nodes' own ports, or nobody.

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: rival }
      spec: { nodeName: worker-2, containers: [{ name: net, image: netshoot }] }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: web.apps.example.com, to: { kind: Service, name: web } }
      """

  @R54
  Scenario: LoadBalancerService, with the sources that its load balancer lets in
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec:
        endpointPublishingStrategy:
          type: LoadBalancerService
          loadBalancer: { scope: External, allowedSourceRanges: [198.51.100.0/24] }
      """
    When an external client at "198.51.100.9" curls http://web.apps.example.com/
    Then it reaches pod "web"
    When an external client at "192.0.2.9" curls http://web.apps.example.com/
    Then it ends as dropped

  @R54
  Scenario: HostNetwork: the node's own ports, and policies see the node
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec: { endpointPublishingStrategy: { type: HostNetwork } }
      """
    When an external client curls http://web.apps.example.com/
    Then it reaches pod "web"
    And Deployment "openshift-ingress/router-default" has:
      | spec.template.spec.hostNetwork | true |

  @R54
  Scenario: HostNetwork with ports of one's own
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec: { endpointPublishingStrategy: { type: HostNetwork, hostNetwork: { httpPort: 8080, httpsPort: 8443, statsPort: 8936 } } }
      """
    When an external client curls http://web.apps.example.com:8080/
    Then it reaches pod "web"
    When an external client curls http://web.apps.example.com/
    Then it is refused

  @R54
  Scenario: NodePortService: every node has a port, and nobody puts it into DNS
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec: { endpointPublishingStrategy: { type: NodePortService } }
      """
    Then Service "openshift-ingress/router-nodeport-default" has:
      | spec.type                  | NodePort |
      | spec.externalTrafficPolicy | Local    |
    When an external client curls http://web.apps.example.com/
    Then the name does not resolve

  @R54
  Scenario: Private: from within the cluster alone, by the router's own Service
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec: { endpointPublishingStrategy: { type: Private } }
      """
    When an external client curls http://web.apps.example.com/
    Then the name does not resolve
    When rival/client curls http://router-internal-default.openshift-ingress with:
      | header                     |
      | Host: web.apps.example.com |
    Then it reaches pod "web"

  @R54
  Scenario Outline: What the operator says of <strategy>
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec: { endpointPublishingStrategy: { type: <strategy><more> } }
      """
    Then IngressController "openshift-ingress-operator/default" has:
      | status.domain               | apps.example.com |
      | status.conditions[1].type   | Available        |
      | status.conditions[1].status | True             |
      | status.conditions[2].type   | LoadBalancerManaged |
      | status.conditions[2].status | <balanced>       |
      | status.conditions[<dns>].type   | DNSManaged   |
      | status.conditions[<dns>].status | <managed>    |
      | status.conditions[<dns>].reason | <reason>     |

    Examples: A load balancer and its name are the operator's affair only with LoadBalancerService
      | strategy            | more                                                                   | balanced | dns | managed | reason                                |
      | LoadBalancerService | , loadBalancer: { scope: External }                                    | True     | 4   | True    | Normal                                |
      | LoadBalancerService | , loadBalancer: { scope: External, dnsManagementPolicy: Unmanaged }    | True     | 4   | False   | UnmanagedLoadBalancerDNS              |
      | HostNetwork         |                                                                        | False    | 3   | False   | UnsupportedEndpointPublishingStrategy |
      | Private             |                                                                        | False    | 3   | False   | UnsupportedEndpointPublishingStrategy |
