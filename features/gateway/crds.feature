@gateway
Feature: A family of kinds of its own
  The Gateway API comes as CustomResourceDefinitions, with releases of its own; no release of Kubernetes contains it.

  Background:
    Given namespace "default"

  Scenario: What release is there, and in which channel
    When I run:
      """
      kubectl get crd gateways.gateway.networking.k8s.io -o jsonpath='{.metadata.annotations}'
      """
    Then the output is:
      """
      {"gateway.networking.k8s.io/bundle-version":"v1.6.1","gateway.networking.k8s.io/channel":"experimental"}
      """
    When I run "kubectl wait --for=condition=Established crd/httproutes.gateway.networking.k8s.io"
    Then the output is:
      """
      customresourcedefinition.apiextensions.k8s.io/httproutes.gateway.networking.k8s.io condition met
      """
    When I run "kubectl delete crd gateways.gateway.networking.k8s.io"
    Then the output contains "the server does not allow this method on the requested resource"
    When I run "kubectl get crd services"
    Then the output contains "NotFound"

  Scenario: GatewayClasses belong to the cluster, the others to a namespace, and GRPCRoute and TLSRoute are v1 as well
    When I run "kubectl api-resources --api-group=gateway.networking.k8s.io"
    Then the output is:
      """
      NAME                 SHORTNAMES   APIVERSION                     NAMESPACED   KIND
      backendtlspolicies   btlspolicy   gateway.networking.k8s.io/v1   true         BackendTLSPolicy
      gatewayclasses       gc           gateway.networking.k8s.io/v1   false        GatewayClass
      gateways             gtw          gateway.networking.k8s.io/v1   true         Gateway
      grpcroutes                        gateway.networking.k8s.io/v1   true         GRPCRoute
      httproutes                        gateway.networking.k8s.io/v1   true         HTTPRoute
      listenersets         lset         gateway.networking.k8s.io/v1   true         ListenerSet
      referencegrants      refgrant     gateway.networking.k8s.io/v1   true         ReferenceGrant
      tcproutes                         gateway.networking.k8s.io/v1   true         TCPRoute
      tlsroutes                         gateway.networking.k8s.io/v1   true         TLSRoute
      udproutes                         gateway.networking.k8s.io/v1   true         UDPRoute
      """

  Scenario: kubectl prints the columns of the definitions
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: { name: edge }
      spec: { controllerName: example.com/edge, description: The company's edge }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: edge }
      spec:
        gatewayClassName: edge
        addresses: [{ value: 203.0.113.140 }]
        allowedListeners: { namespaces: { from: Same } }
        listeners: [{ name: http, port: 80, protocol: HTTP }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: { name: more }
      spec: { parentRef: { name: edge }, listeners: [{ name: alt, port: 8080, protocol: HTTP }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: shop }
      spec: { parentRefs: [{ name: edge }], hostnames: [shop.example.com, www.example.com] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: { name: calls }
      spec: { parentRefs: [{ name: edge }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: TLSRoute
      metadata: { name: tls }
      spec: { hostnames: [tls.example.com], rules: [{ backendRefs: [{ name: a, port: 443 }] }] }
      """
    When I run "kubectl get gatewayclass,gateway,listenerset,httproute,grpcroute,tlsroute -o wide"
    Then the output is:
      """
      NAME                                          CONTROLLER         ACCEPTED   AGE   DESCRIPTION
      gatewayclass.gateway.networking.k8s.io/edge   example.com/edge   True       0s    The company's edge

      NAME                                     CLASS   ADDRESS         PROGRAMMED   AGE
      gateway.gateway.networking.k8s.io/edge   edge    203.0.113.140   True         0s

      NAME                                         ACCEPTED   PROGRAMMED   AGE
      listenerset.gateway.networking.k8s.io/more   True       True         0s

      NAME                                       HOSTNAMES                                AGE
      httproute.gateway.networking.k8s.io/shop   ["shop.example.com","www.example.com"]   0s

      NAME                                        HOSTNAMES   AGE
      grpcroute.gateway.networking.k8s.io/calls               0s

      NAME                                     AGE
      tlsroute.gateway.networking.k8s.io/tls   0s
      """
