@route
Feature: Which certificate of a pod the router accepts
  reencrypt: with a destinationCACertificate the pod's certificate has to come from that authority, whatever name it is for;
  without one from the cluster's own authority for Services, for NAME.NAMESPACE.svc (openshift/router,
  haproxy-config.template). Anything else is a 503.

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
      kind: Service
      metadata: { name: api, namespace: shop }
      spec: { selector: { app: api }, ports: [{ port: 443, targetPort: 8443 }] }
      """

  Scenario Outline: destinationCACertificate of Shop Root, and a certificate of <issuer>: <status>
    Given the manifests in "fixtures/destination-ca.yaml"
    And a TLS Secret "api-tls" for "some.other.name" issued by "<issuer>"
    When an external client curls https://api.apps.example.com/
    Then the response status is <status>

    Examples:
      | issuer     | status |
      | Shop Root  | 200    |
      | Other Root | 503    |

  Scenario Outline: Without destinationCACertificate, a certificate of <issuer> for <host>: <status>
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: api, namespace: shop }
      spec: { host: api.apps.example.com, to: { kind: Service, name: api }, tls: { termination: reencrypt } }
      """
    And a TLS Secret "api-tls" for "<host>" issued by "<issuer>"
    When an external client curls https://api.apps.example.com/
    Then the response status is <status>

    Examples:
      | issuer                                      | host         | status |
      | openshift-service-serving-signer@1735689600 | api.shop.svc | 200    |
      | openshift-service-serving-signer@1735689600 | web.shop.svc | 503    |
      | Example Public CA                           | api.shop.svc | 503    |

  Scenario: A certificate that has expired
    Given the manifests in "fixtures/destination-ca.yaml"
    And a TLS Secret "api-tls" for "api.shop.svc" until "2026-03-01"
    And the date is "2026-03-02"
    When an external client curls https://api.apps.example.com/
    Then the response status is 503

  Scenario: A Secret that is not there is a pod without certificate
    Given the manifests in "fixtures/destination-ca.yaml"
    When an external client curls https://api.apps.example.com/
    Then the response status is 503

  Scenario: passthrough shows the client the pod's own certificate
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: api, namespace: shop }
      spec: { host: api.apps.example.com, to: { kind: Service, name: api }, tls: { termination: passthrough } }
      """
    And a TLS Secret "api-tls" for "api.shop.svc"
    When an external client curls https://api.apps.example.com/
    Then it ends as tls-failed
    And curl says "(60) SSL: no alternative certificate subject name matches target hostname 'api.apps.example.com'"
    And the served certificate is for "api.shop.svc"
    When an external client curls https://api.apps.example.com/ with:
      | option |
      | -k     |
    Then the response status is 200

  Scenario: A client inside the cluster looks at the pod's certificate itself
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: frontend, namespace: shop }
      spec: { containers: [{ name: tools, image: tools }] }
      """
    And a TLS Secret "shop-ca" of the authority "Shop Root"
    And a TLS Secret "api-tls" for "api.shop.svc" issued by "Shop Root"
    When "frontend" curls https://api.shop.svc/
    Then curl says "(60) SSL certificate problem: unable to get local issuer certificate"
