@route
Feature: Headers that the cluster asks Routes to have
  `requiredHSTSPolicies` of the cluster's own Ingress (config.openshift.io) say what `Strict-Transport-Security` Routes of some
  hosts have to carry. A Route that is written without it is refused; one that is there stays (openshift-apiserver, admission
  plugin RequiredRouteAnnotations).

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"
    And these manifests:
      """yaml
      apiVersion: config.openshift.io/v1
      kind: Ingress
      metadata: { name: cluster }
      spec:
        domain: apps.example.com
        requiredHSTSPolicies:
          - { domainPatterns: [free.example.com], maxAge: { smallestMaxAge: 0 } }
          - domainPatterns: ["*.example.com"]
            maxAge: { smallestMaxAge: 3600, largestMaxAge: 31536000 }
            preloadPolicy: RequireNoPreload
            includeSubDomainsPolicy: RequireIncludeSubDomains
          - domainPatterns: ["*.corp"]
            namespaceSelector: { matchLabels: { team: bank } }
            maxAge: {}
            preloadPolicy: RequirePreload
      """

  @R13
  Scenario Outline: <what>: <words>
    When I apply:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop, annotations: { haproxy.router.openshift.io/hsts_header: "<header>" } }
      spec: { host: <host>, to: { kind: Service, name: web }, tls: { termination: edge } }
      """
    Then applying is refused with 'routes.route.openshift.io "web" is forbidden: <words>'

    Examples: The first policy for the host decides
      | what          | host               | header                                   | words                                              |
      | no header     | shop.example.com   |                                          | HSTS max-age must be set correctly in HSTS annotation |
      | too short     | shop.example.com   | max-age=60;includeSubDomains             | HSTS max-age is less than minimum age 3600s        |
      | too long      | shop.example.com   | max-age=31536001;includeSubDomains       | HSTS max-age is greater than maximum age 31536000s |
      | preload       | shop.example.com   | max-age=3600;preload;includeSubDomains   | HSTS preload must not be specified                 |
      | no subdomains | shop.example.com   | max-age=3600                             | HSTS includeSubDomains must be specified           |
      | a deeper host | a.shop.example.com | max-age=3600                             | HSTS includeSubDomains must be specified           |
      | no age        | free.example.com   | preload                                  | HSTS max-age must be set correctly in HSTS annotation |

  @R13
  Scenario Outline: <what> is taken
    When I apply:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop, annotations: { haproxy.router.openshift.io/hsts_header: "<header>" } }
      spec: { host: <host>, to: { kind: Service, name: <service> }<tls> }
      """
    And an external client curls <scheme>://<host>/ with:
      | option |
      | -k     |
    Then it reaches pod "<service>"

    Examples: What the policy asks for, hosts that none is for, and Routes whose TLS the router does not end
      | what             | host             | header                          | service | scheme | tls                                 |
      | the right header | shop.example.com | max-age=3600; includeSubDomains | web     | https  | , tls: { termination: edge }        |
      | an earlier match | free.example.com | max-age=0                       | web     | https  | , tls: { termination: edge }        |
      | another domain   | shop.example.org |                                 | web     | https  | , tls: { termination: edge }        |
      | another team     | shop.corp        |                                 | web     | https  | , tls: { termination: edge }        |
      | no TLS           | shop.example.com |                                 | web     | http   |                                     |
      | passthrough      | shop.example.com |                                 | secure  | https  | , tls: { termination: passthrough } |

  @R13
  Scenario: Labels of the namespace decide whom a policy is for
    When I apply:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: bank, labels: { team: bank } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: bank, annotations: { haproxy.router.openshift.io/hsts_header: max-age=1 } }
      spec: { host: shop.corp, to: { kind: Service, name: web }, tls: { termination: edge } }
      """
    Then applying is refused with "HSTS preload must be specified"

  @R12 @R13
  Scenario: The host that the cluster makes is asked as well
    When I apply:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { to: { kind: Service, name: web }, tls: { termination: edge } }
      """
    Then applying is refused with "HSTS max-age must be set correctly in HSTS annotation"

  @R13
  Scenario: A Route that is there stays, and its other fields may change
    When I apply:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: old, namespace: shop, annotations: { haproxy.router.openshift.io/hsts_header: max-age=60 } }
      spec: { host: shop.example.org, to: { kind: Service, name: web }, tls: { termination: edge } }
      """
    And I run:
      """bash
      oc patch ingresses.config cluster --type=merge -p '{"spec":{"requiredHSTSPolicies":[{"domainPatterns":["*.example.org"],"maxAge":{"smallestMaxAge":3600}}]}}'
      oc patch route old --type=merge -p '{"spec":{"to":{"kind":"Service","name":"next"}}}'
      oc annotate route old --overwrite haproxy.router.openshift.io/hsts_header=max-age=120
      oc create route edge new --service=web --hostname=new.example.org
      """
    Then the output contains "ingress.config.openshift.io/cluster patched"
    And the output contains "route.route.openshift.io/old patched"
    And the output contains 'Error from server (Forbidden): routes.route.openshift.io "old" is forbidden: HSTS max-age is less than minimum age 3600s'
    And the output contains 'routes.route.openshift.io "new" is forbidden: HSTS max-age must be set correctly in HSTS annotation'
    When an external client curls https://shop.example.org/ with:
      | option |
      | -k     |
    Then it reaches pod "next"

  @R12
  Scenario: Hosts are made below the apps domain of the cluster's Ingress
    Given these manifests:
      """yaml
      apiVersion: config.openshift.io/v1
      kind: Ingress
      metadata: { name: cluster }
      spec: { domain: apps.example.com, appsDomain: shops.example.org }
      """
    When I apply:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { to: { kind: Service, name: web } }
      """
    Then Route "web" has:
      | spec.host | web-shop.shops.example.org |
    When I run "oc get ingresses.config.openshift.io cluster -o jsonpath='{.kind} {.spec.appsDomain}'"
    Then the output contains "Ingress shops.example.org"

  @R13
  Scenario Outline: The cluster's Ingress with <what> is refused
    When I apply:
      """yaml
      apiVersion: config.openshift.io/v1
      kind: Ingress
      metadata: { name: cluster }
      spec: { domain: <domain>, requiredHSTSPolicies: [<policy>] }
      """
    Then applying is refused with '<words>'

    Examples:
      | what              | domain           | policy                                                | words                                                                            |
      | no pattern        | apps.example.com | { maxAge: {} }                                        | spec.requiredHSTSPolicies[0].domainPatterns: Required value                      |
      | another preload   | apps.example.com | { domainPatterns: [a.b], preloadPolicy: Never }       | spec.requiredHSTSPolicies[0].preloadPolicy: Unsupported value: "Never"           |
      | an age below zero | apps.example.com | { domainPatterns: [a.b], maxAge: { smallestMaxAge: -1 } } | spec.requiredHSTSPolicies[0].maxAge.smallestMaxAge in body should be greater than or equal to 0 |
      | another domain    | apps.example.org |                                                       | spec.domain: Invalid value: "apps.example.org": domain is immutable once set     |
