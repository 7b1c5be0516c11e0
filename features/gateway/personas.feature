@gateway
Feature: The three people of the Gateway API
  Ian provides the infrastructure, Chris runs the cluster, Ana develops an application. RBAC is what keeps their work apart.

  Background:
    Given namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      ---
      apiVersion: v1
      kind: Namespace
      metadata: { name: infra }
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: { name: gateway-provider }
      rules: [{ apiGroups: [gateway.networking.k8s.io], resources: [gatewayclasses], verbs: ["*"] }]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: { name: ian }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: gateway-provider }
      subjects: [{ kind: User, name: ian }]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: { name: gateway-operator }
      rules:
        - { apiGroups: [gateway.networking.k8s.io], resources: [gateways, referencegrants], verbs: ["*"] }
        - { apiGroups: [gateway.networking.k8s.io], resources: [gatewayclasses], verbs: [get, list, watch] }
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: { name: operators }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: gateway-operator }
      subjects: [{ kind: Group, name: operators }]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: { name: developer, namespace: shop }
      rules:
        - { apiGroups: [gateway.networking.k8s.io], resources: [httproutes], verbs: [get, list, watch, create, update, patch, delete] }
        - { apiGroups: [gateway.networking.k8s.io], resources: [gateways], verbs: [get] }
        - { apiGroups: [""], resources: [secrets], resourceNames: [shop-tls], verbs: [get] }
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: { name: developers, namespace: shop }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: developer }
      subjects: [{ kind: User, name: ana }, { kind: ServiceAccount, name: deployer }]
      """
    And "chris" belongs to the group "operators"

  Scenario: Who may do what
    Then "ian" may create gatewayclasses in the cluster
    And "ian" may not create gateways in namespace "infra"
    And "chris" may create gateways in namespace "infra"
    And "chris" may get gatewayclasses in the cluster
    And "chris" may not create gatewayclasses in the cluster
    And "chris" may not create httproutes in namespace "shop"
    And "ana" may create httproutes in namespace "shop"
    And "ana" may not create httproutes in namespace "infra"
    And "ana" may not update gateways in namespace "shop"
    And "system:serviceaccount:shop:deployer" may patch httproutes in namespace "shop"
    And "system:serviceaccount:infra:deployer" may not patch httproutes in namespace "shop"
    And "ana" may not list secrets in namespace "shop"

  Scenario: Each brings what is theirs, and the route works
    When "chris" applies:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: edge, namespace: infra }
      spec: { gatewayClassName: istio, listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }] }
      """
    And "ana" applies:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: shop, namespace: shop }
      spec:
        parentRefs: [{ name: edge, namespace: infra }]
        hostnames: [shop.example.com]
        rules: [{ backendRefs: [{ name: web, port: 80 }] }]
      """
    Then HTTPRoute "shop" has:
      | status.parents[0].conditions[0].type   | Accepted |
      | status.parents[0].conditions[0].status | True     |

  Scenario: A developer who changes the Gateway is refused
    When "ana" applies:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: edge, namespace: infra }
      spec: { gatewayClassName: istio, listeners: [{ name: http, port: 80, protocol: HTTP }] }
      """
    Then applying is refused with "gateways.gateway.networking.k8s.io is forbidden: User"

  Scenario: The roles that every cluster has
    Given these manifests:
      """yaml
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: { name: viewers, namespace: shop }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
      subjects: [{ kind: User, name: vera }]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: { name: editors, namespace: shop }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
      subjects: [{ kind: User, name: eddie }]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: { name: routes, labels: { rbac.authorization.k8s.io/aggregate-to-edit: "true" } }
      rules: [{ apiGroups: [gateway.networking.k8s.io], resources: [httproutes], verbs: [create] }]
      """
    And "root" belongs to the group "system:masters"
    Then "vera" may list pods in namespace "shop"
    And "vera" may not get secrets in namespace "shop"
    And "vera" may not create ingresses in namespace "shop"
    And "vera" may not list pods in namespace "infra"
    And "eddie" may create networkpolicies in namespace "shop"
    And "eddie" may create httproutes in namespace "shop"
    And "eddie" may not create rolebindings in namespace "shop"
    And "root" may delete nodes in the cluster
