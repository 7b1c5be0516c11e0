@route
Feature: A Route whose certificate lies in a Secret
  `spec.tls.externalCertificate` names a Secret of the Route's namespace. The router's account has to be let in by a Role of
  that namespace; otherwise, and where the Secret is not there or of another type, the router refuses the Route
  (openshift/router, ValidateTLSExternalCertificate). What the Secret holds is looked at as if the Route carried it.

  Background:
    Given the profile "openshift"
    And namespace "shop"
    And the manifests in "fixtures/shop.yaml"
    And these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec:
        host: shop.apps.example.com
        to: { kind: Service, name: web }
        tls: { termination: edge, externalCertificate: { name: web-tls } }
      """

  Scenario: With a Role the router shows the certificate
    Given a TLS Secret "web-tls" for "shop.apps.example.com"
    And the manifests in "fixtures/router-reads-secret.yaml"
    When an external client curls https://shop.apps.example.com/
    Then it reaches pod "web"
    And the served certificate is "Secret shop/web-tls"
    And Route "web" has:
      | status.ingress[0].conditions[0].status | True |

  Scenario: Nobody let the router in
    Given a TLS Secret "web-tls" for "shop.apps.example.com"
    When an external client curls http://shop.apps.example.com/
    Then the response status is 503
    And Route "web" has:
      | status.ingress[0].conditions[0].reason  | ExternalCertificateValidationFailed |
      | status.ingress[0].conditions[0].message | [spec.tls.externalCertificate: Forbidden: router serviceaccount does not have permission to get this secret, spec.tls.externalCertificate: Forbidden: router serviceaccount does not have permission to watch this secret, spec.tls.externalCertificate: Forbidden: router serviceaccount does not have permission to list this secret] |

  Scenario: A binding to the groups of the router's account is not enough
    Given a TLS Secret "web-tls" for "shop.apps.example.com"
    And the manifests in "fixtures/router-reads-secret.yaml"
    And these manifests:
      """yaml
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: { name: router-reads-secret, namespace: shop }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: router-reads-secret }
      subjects: [{ kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:serviceaccounts:openshift-ingress" }]
      """
    Then Route "web" has:
      | status.ingress[0].conditions[0].reason | ExternalCertificateValidationFailed |

  Scenario: There is no such Secret
    Given the manifests in "fixtures/router-reads-secret.yaml"
    Then Route "web" has:
      | status.ingress[0].conditions[0].reason  | ExternalCertificateValidationFailed                                                   |
      | status.ingress[0].conditions[0].message | spec.tls.externalCertificate: Not found: "secrets \\"web-tls\\" not found" |

  Scenario: A Secret of another type
    Given the manifests in "fixtures/router-reads-secret.yaml"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Secret
      metadata: { name: web-tls, namespace: shop }
      stringData: { tls.crt: x }
      """
    Then Route "web" has:
      | status.ingress[0].conditions[0].message | spec.tls.externalCertificate: Invalid value: "web-tls": secret of type "kubernetes.io/tls" required |

  Scenario: A Secret that holds no certificate
    Given the manifests in "fixtures/router-reads-secret.yaml"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Secret
      metadata: { name: web-tls, namespace: shop }
      type: kubernetes.io/tls
      stringData: { tls.crt: none, tls.key: none }
      """
    Then Route "web" has:
      | status.ingress[0].conditions[0].reason | ExtendedValidationFailed |

  @R9
  Scenario: Who writes such a Route by the API is told at once
    When I run:
      """bash
      oc create route edge named --service=web --hostname=named.apps.example.com
      oc patch route named --type=merge -p '{"spec":{"tls":{"externalCertificate":{"name":"gone-tls"}}}}'
      """
    Then the output contains 'The Route "named" is invalid:'
    And the output contains "spec.tls.externalCertificate: Forbidden: router serviceaccount does not have permission to get this secret"
    And the output contains 'spec.tls.externalCertificate: Not found: "secrets'
    Given a TLS Secret "web-tls" for "named.apps.example.com"
    And the manifests in "fixtures/router-reads-secret.yaml"
    When I run:
      """bash
      oc patch route named --type=merge -p '{"spec":{"tls":{"externalCertificate":{"name":"web-tls"}}}}'
      """
    Then the output contains "route.route.openshift.io/named patched"
