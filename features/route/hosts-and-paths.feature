@route
Feature: Which Route takes a request

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @R1 @R12
  Scenario: A Route without a host gets one below the apps domain
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { to: { kind: Service, name: web } }
      """
    When an external client curls http://web-shop.apps.example.com/
    Then it reaches pod "web"
    And it reaches service "web"
    And Route "web" has:
      | spec.host                               | web-shop.apps.example.com          |
      | spec.to.weight                          | 100                                |
      | spec.wildcardPolicy                     | None                               |
      | status.ingress[0].routerName            | default                            |
      | status.ingress[0].routerCanonicalHostname | router-default.apps.example.com  |
      | status.ingress[0].conditions[0].status  | True                               |

  @R34 @R35
  Scenario Outline: <path> goes to <pod>
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: all, namespace: shop }
      spec: { host: shop.example.com, to: { kind: Service, name: web } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: next, namespace: shop }
      spec: { host: shop.example.com, path: /next, to: { kind: Service, name: next } }
      """
    When an external client curls http://shop.example.com<path>
    Then it reaches pod "<pod>"

    Examples: The longest path, element by element
      | path       | pod  |
      | /          | web  |
      | /next      | next |
      | /next/a?b  | next |
      | /nextdoor  | web  |
      | /NEXT      | web  |

  @R26 @R27
  Scenario Outline: <what>: application is not available
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: shop.example.com, path: /here, to: { kind: Service, name: <service>, weight: <weight> } }
      """
    When an external client curls http://shop.example.com<path>
    Then the response status is 503
    And Route "web" has:
      | status.ingress[0].conditions[0].status | True |

    Examples:
      | what                    | service | weight | path   |
      | A path that none has    | web     | 100    | /there |
      | A Service that is gone  | wbe     | 100    | /here  |
      | No weight at all        | web     | 0      | /here  |

  @R42
  Scenario Outline: targetPort <port> is <status>
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: shop.example.com, port: { targetPort: <port> }, to: { kind: Service, name: web } }
      """
    When an external client curls http://shop.example.com/
    Then the response status is <status>

    Examples: It names a port of the endpoints, not the Service's number nor the container's name
      | port | status |
      | web  | 200    |
      | 8080 | 200    |
      | 80   | 503    |
      | http | 503    |

  @R36
  Scenario: A wildcard Route takes one label, where the router lets it
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec: { routeAdmission: { wildcardPolicy: WildcardsAllowed } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: any, namespace: shop }
      spec: { host: any.tenants.example.com, wildcardPolicy: Subdomain, to: { kind: Service, name: web } }
      """
    When an external client curls http://blue.tenants.example.com/
    Then it reaches pod "web"
    When an external client curls http://blue.tenants.example.com/ with:
      | header                          |
      | Host: a.blue.tenants.example.com |
    Then the response status is 503

  @R46
  Scenario Outline: rewrite-target <target> asks the backend for <asked> instead of <path>
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop, annotations: { haproxy.router.openshift.io/rewrite-target: "<target>" } }
      spec: { host: web.apps.example.com, path: /foo, to: { kind: Service, name: web } }
      """
    When an external client curls http://web.apps.example.com<path>
    Then the backend is asked for "http://web.apps.example.com<asked>"

    Examples:
      | target | path   | asked  |
      | /      | /foo   | /      |
      | /      | /foo/a | /a     |
      | /bar   | /foo   | /bar   |
      | /bar   | /foo/a | /bar/a |

    Examples: What begins with no slash counts for nothing, quotes go, and from a # on the rest of the path goes too
      | target  | path   | asked    |
      | bar     | /foo/a | /foo/a   |
      | /b'a'r  | /foo/a | /bar/a   |
      | /bar#x  | /foo/a | /bar     |
      | /50%    | /foo/a | /50%/a   |

  @R46
  Scenario: Without a path the whole path is what comes behind
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop, annotations: { haproxy.router.openshift.io/rewrite-target: /bar } }
      spec: { host: web.apps.example.com, to: { kind: Service, name: web } }
      """
    When an external client curls http://web.apps.example.com/a
    Then the backend is asked for "http://web.apps.example.com/bar/a"

  @R41
  Scenario: A cookie keeps the client with its endpoint, unless the Route says no
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: named, namespace: shop, annotations: { router.openshift.io/cookie_name: shop } }
      spec: { host: named.apps.example.com, to: { kind: Service, name: web } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: bare, namespace: shop, annotations: { haproxy.router.openshift.io/disable_cookies: "true" } }
      spec: { host: bare.apps.example.com, to: { kind: Service, name: web } }
      """
    When an external client curls http://named.apps.example.com/
    Then the response header "Set-Cookie" begins with "shop="
    When an external client curls http://bare.apps.example.com/
    Then there is no response header "Set-Cookie"
