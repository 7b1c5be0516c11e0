@route
Feature: OpenShift's authority for Services
  A Service that asks for it gets a certificate of the cluster's own authority in a Secret; ConfigMaps that ask for it get the
  authority's certificate. A reencrypt Route without destinationCACertificate trusts it, for NAME.NAMESPACE.svc
  (openshift/service-ca-operator).

  Background:
    Given the profile "openshift"
    And namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: api
        namespace: shop
        labels: { app: api }
        annotations: { podwire.dev/listen: 8443/TLS, podwire.dev/certificate: api-tls }
      spec: { containers: [{ name: api, image: api }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: shell, namespace: shop }
      spec:
        volumes: [{ name: ca, configMap: { name: bundle } }]
        containers: [{ name: shell, image: curlimages/curl, volumeMounts: [{ name: ca, mountPath: /ca }] }]
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: api
        namespace: shop
        annotations: { service.beta.openshift.io/serving-cert-secret-name: api-tls }
      spec: { selector: { app: api }, ports: [{ port: 443, targetPort: 8443 }] }
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: bundle
        namespace: shop
        annotations: { service.beta.openshift.io/inject-cabundle: "true" }
      data: { other: is gone }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: api, namespace: shop }
      spec: { host: api.apps.example.com, to: { kind: Service, name: api }, tls: { termination: reencrypt } }
      """

  Scenario: A reencrypt Route trusts the certificate that the Service has
    When an external client curls https://api.apps.example.com/
    Then the response status is 200
    And it reaches pod "api"

  Scenario: A pod trusts it with the bundle alone
    When "shell" curls https://api.shop.svc/
    Then it ends as tls-failed
    And curl says "(60) SSL certificate problem: self-signed certificate in certificate chain"
    When I run "kubectl exec shell -- curl -s -o /dev/null -w %{http_code} --cacert /ca/service-ca.crt https://api.shop.svc/"
    Then the output contains "200"
    When I run "kubectl exec shell -- ls /ca"
    Then the output contains "service-ca.crt"
    And the output does not contain "other"

  Scenario: The Service and the Secret say whose certificate it is
    Then Secret "api-tls" has:
      | type                                                                         | kubernetes.io/tls |
      | metadata.annotations[service.beta.openshift.io/originating-service-name]     | api               |
      | metadata.ownerReferences[0].kind                                             | Service           |
    And Service "api" has:
      | metadata.annotations[service.beta.openshift.io/serving-cert-signed-by] | openshift-service-serving-signer@1735689600 |

  Scenario: A Secret of somebody else is left alone, and the Route's pod is not trusted
    Given a TLS Secret "api-tls" for "api.shop.svc"
    When an external client curls https://api.apps.example.com/
    Then the response status is 503
    When I run "kubectl get service api -o json"
    Then the output contains "secret shop/api-tls does not have corresponding service UID"

  Scenario: An authority that only has the name of the real one does not pass
    The certificate says who issued it, and was signed with another key.
    Given the manifests in "fixtures/forged-service-ca.yaml"
    When an external client curls https://api.apps.example.com/
    Then the response status is 503
