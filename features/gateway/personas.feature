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

  Scenario Outline: kubectl auth can-i <what>: <answer>
    When I run "kubectl auth can-i <what>"
    Then the output is:
      """
      <answer>
      """
    And the exit code is <code>

    Examples: the infrastructure provider
      | what                                                                     | answer | code |
      | create gatewayclasses --as ian 2>/dev/null                               | yes    | 0    |
      | create gateways -n infra --as ian                                        | no     | 1    |

    Examples: the cluster operator, known by the group
      | what                                                                     | answer | code |
      | create gateways.gateway.networking.k8s.io -n infra --as chris --as-group operators  | yes | 0 |
      | update gateways --subresource=status -n infra --as chris --as-group operators       | no  | 1 |
      | delete referencegrants -n shop --as chris --as-group operators           | yes    | 0    |
      | create gateways -n infra --as chris                                      | no     | 1    |
      | create httproutes -n shop --as chris --as-group operators                | no     | 1    |

    Examples: the application developer, and the account that deploys
      | what                                                                     | answer | code |
      | create httproutes -n shop --as ana                                       | yes    | 0    |
      | create httproutes -n infra --as ana                                      | no     | 1    |
      | create grpcroutes -n shop --as ana                                       | no     | 1    |
      | get gateways -n shop --as ana                                            | yes    | 0    |
      | delete gateways -n shop --as ana                                         | no     | 1    |
      | get secret/shop-tls -n shop --as ana                                     | yes    | 0    |
      | get secret/other -n shop --as ana                                        | no     | 1    |
      | patch httproutes -n shop --as system:serviceaccount:shop:deployer        | yes    | 0    |
      | patch httproutes -n shop --as system:serviceaccount:infra:deployer       | no     | 1    |

  Scenario: A ClusterRole that a RoleBinding gives is for one namespace, and one that aggregates has what others bring
    Given these manifests:
      """yaml
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: { name: route-author }
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { example.com/aggregate-to-route-author: "true" } }] }
      rules: []
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: { name: http-routes, labels: { example.com/aggregate-to-route-author: "true" } }
      rules: [{ apiGroups: [gateway.networking.k8s.io], resources: [httproutes], verbs: [create, update] }]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: { name: authors, namespace: shop }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: route-author }
      subjects:
        - { kind: Group, name: "system:serviceaccounts:ci" }
        - { kind: ServiceAccount, name: robot, namespace: infra }
      """
    Then "system:serviceaccount:ci:anybody" may create httproutes in namespace "shop"
    And "system:serviceaccount:infra:robot" may update httproutes in namespace "shop"
    And "system:serviceaccount:infra:robot" may not update httproutes in namespace "infra"
    And "system:serviceaccount:infra:other" may not create httproutes in namespace "shop"
    And "system:serviceaccount:ci:anybody" may not create grpcroutes in namespace "shop"
    When I apply:
      """yaml
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: { name: grpc-routes, labels: { example.com/aggregate-to-route-author: "true" } }
      rules: [{ apiGroups: [gateway.networking.k8s.io], resources: [grpcroutes], verbs: [create] }]
      """
    Then "system:serviceaccount:ci:anybody" may create grpcroutes in namespace "shop"

  Scenario Outline: <who> is refused at <command>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: edge, namespace: infra }
      spec: { gatewayClassName: istio, listeners: [{ name: http, port: 80, protocol: HTTP }] }
      """
    When I run "kubectl <command> --as <who>"
    Then the output contains '<words>'
    And the exit code is 1

    Examples:
      | who   | command                             | words                                                                                                                                                                   |
      | ana   | delete gateway edge -n infra        | gateways.gateway.networking.k8s.io "edge" is forbidden: User "ana" cannot delete resource "gateways" in API group "gateway.networking.k8s.io" in the namespace "infra"   |
      | ana   | get httproutes -n infra             | httproutes.gateway.networking.k8s.io is forbidden: User "ana" cannot list resource "httproutes" in API group "gateway.networking.k8s.io" in the namespace "infra"        |
      | ian   | get gateways -n infra               | gateways.gateway.networking.k8s.io is forbidden: User "ian" cannot list resource "gateways" in API group "gateway.networking.k8s.io" in the namespace "infra"            |
      | chris | delete gatewayclass istio           | gatewayclasses.gateway.networking.k8s.io "istio" is forbidden: User "chris" cannot delete resource "gatewayclasses" in API group "gateway.networking.k8s.io" at the cluster scope |

  Scenario: Who may write a Role may not give away more than they have
    Given these manifests:
      """yaml
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: { name: lead, namespace: shop }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin }
      subjects: [{ kind: User, name: lea }]
      """
    When "lea" applies:
      """yaml
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: { name: gateways, namespace: shop }
      rules: [{ apiGroups: [gateway.networking.k8s.io], resources: [gateways], verbs: [create] }]
      """
    Then applying is refused with "attempting to grant RBAC permissions not currently held"
    When "lea" applies:
      """yaml
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: { name: services, namespace: shop }
      rules: [{ apiGroups: [""], resources: [services], verbs: [create] }]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: { name: services, namespace: shop }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: services }
      subjects: [{ kind: User, name: nina }]
      """
    Then "nina" may create services in namespace "shop"
    When "lea" applies:
      """yaml
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: { name: more, namespace: shop }
      roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: gateway-operator }
      subjects: [{ kind: User, name: nina }]
      """
    Then applying is refused with "attempting to grant RBAC permissions not currently held"

  Scenario: Who is bound to what
    When I run "kubectl get rolebinding developers -n shop -o wide"
    Then the output is:
      """
      NAME         ROLE             AGE   USERS   GROUPS   SERVICEACCOUNTS
      developers   Role/developer   0s    ana              /deployer
      """
    When I run "kubectl get clusterrolebinding operators -o wide"
    Then the output is:
      """
      NAME        ROLE                           AGE   USERS   GROUPS      SERVICEACCOUNTS
      operators   ClusterRole/gateway-operator   0s            operators   
      """
