@route
Feature: Who may say a Route's host
  Whoever may write Routes gets hosts below the apps domain. A host or a certificate of one's own takes `create` on
  `routes/custom-host`, another host than before takes `update` on it (openshift/library-go, route/hostassignment). OpenShift's
  roles `edit` and `admin` give the first and not the second.

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"
    And these manifests:
      """yaml
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: { name: route-writer, namespace: shop }
      rules:
        - { apiGroups: [route.openshift.io], resources: [routes], verbs: ["*"] }
        - { apiGroups: [""], resources: [services], verbs: [get] }
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: { name: route-writers, namespace: shop }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: route-writer }
      subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: bob }]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: { name: editors, namespace: shop }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
      subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: ann }]
      """

  @R11
  Scenario: What OpenShift's roles give
    Then "ann" may create routes in namespace "shop"
    And "ann" may create routes/custom-host in namespace "shop"
    And "ann" may not update routes/custom-host in namespace "shop"
    And "bob" may create routes in namespace "shop"
    And "bob" may not create routes/custom-host in namespace "shop"

  @R11 @R12
  Scenario: Without the right there is the host that the cluster makes
    When "bob" applies:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { to: { kind: Service, name: web } }
      """
    And an external client curls http://web-shop.apps.example.com/
    Then it reaches pod "web"

  @R11
  Scenario Outline: Without the right <what> is refused
    When "bob" applies:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { <spec>, to: { kind: Service, name: web } }
      """
    Then applying is refused with "<words>"

    Examples:
      | what               | spec                                                                 | words                                                                                   |
      | a host             | host: shop.example.com                                               | spec.host: Forbidden: you do not have permission to set the host field of the route     |
      | a host below apps  | host: other.apps.example.com                                         | spec.host: Forbidden: you do not have permission to set the host field of the route     |
      | a certificate      | tls: { termination: edge, certificate: x, key: z }                   | spec.tls: Forbidden: you do not have permission to set certificate fields on the route  |
      | a CA for the pods  | tls: { termination: reencrypt, destinationCACertificate: x }         | spec.tls: Forbidden: you do not have permission to set certificate fields on the route  |
      | a Secret           | tls: { termination: edge, externalCertificate: { name: web-tls } }   | spec.tls: Forbidden: you do not have permission to set certificate fields on the route  |

  @R11
  Scenario: TLS by the router's own certificate and a subdomain need no such right
    When "bob" applies:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { subdomain: web, to: { kind: Service, name: web }, tls: { termination: edge } }
      """
    And an external client curls https://web.apps.example.com/
    Then it reaches pod "web"

  @R11
  Scenario Outline: An editor gives a Route a host, and then <what> is <verdict>
    When "ann" applies:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: shop.example.com, to: { kind: Service, name: web }, tls: { termination: edge } }
      """
    And "ann" applies:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { <spec>, to: { kind: Service, name: next } }
      """
    Then applying is refused with '<words>'

    Examples:
      | what              | verdict | spec                                        | words                                                                                                           |
      | another host      | refused | host: else.example.com                      | spec.host: Invalid value: "else.example.com": you do not have permission to set the host field of the route     |
      | another subdomain | refused | host: shop.example.com, subdomain: else     | spec.subdomain: Invalid value: "else": you do not have permission to set the subdomain field of the route       |

  @R11
  Scenario: An editor leaves the host out, and it stays; certificates may come and go
    When "ann" applies:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: shop.example.com, to: { kind: Service, name: web }, tls: { termination: edge } }
      """
    And "ann" applies:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { to: { kind: Service, name: web }, tls: { termination: reencrypt, destinationCACertificate: none } }
      """
    Then Route "web" has:
      | spec.host | shop.example.com |
    When "bob" applies:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { to: { kind: Service, name: next } }
      """
    And an external client curls http://shop.example.com/
    Then it reaches pod "next"
    When "bob" applies:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { to: { kind: Service, name: web }, tls: { termination: edge, certificate: x } }
      """
    Then applying is refused with "you do not have permission to set certificate fields on the route"

  @R11
  Scenario: oc says it as the API server does
    When I run:
      """bash
      oc expose service web --hostname=shop.example.com --as bob
      oc create route edge secure --service=web --as bob
      oc patch route secure --type=merge -p '{"spec":{"host":"shop.example.com"}}' --as ann
      oc auth can-i create routes --subresource=custom-host --as bob || echo denied
      """
    Then the output contains 'The Route "web" is invalid: spec.host: Forbidden: you do not have permission to set the host field of the route'
    And the output contains "route.route.openshift.io/secure created"
    And the output contains 'spec.host: Invalid value: "shop.example.com": you do not have permission to set the host field of the route'
    And the output contains "denied"

  @R4
  Scenario: A Route does not become a wildcard
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: shop.example.com, to: { kind: Service, name: web } }
      """
    When I apply:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: shop.example.com, wildcardPolicy: Subdomain, to: { kind: Service, name: web } }
      """
    Then applying is refused with 'spec.wildcardPolicy: Invalid value: "Subdomain": field is immutable'
