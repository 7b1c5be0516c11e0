@conformance @gateway
Feature: Redirects (extended)
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-HTTPRouteRedirectPath
  Scenario Outline: Path: <path> leads to <location>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: redirect, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /original-prefix } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /replacement-prefix } } }
          - matches: [{ path: { value: /full } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { path: { type: ReplaceFullPath, replaceFullPath: /replacement-full } } }
          - matches: [{ path: { value: /path-and-host } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, path: { type: ReplacePrefixMatch, replacePrefixMatch: /replacement-prefix } } }
          - matches: [{ path: { value: /path-and-status } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { statusCode: 301, path: { type: ReplacePrefixMatch, replacePrefixMatch: /replacement-prefix } } }
          - matches: [{ path: { value: /full-path-and-host } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, path: { type: ReplaceFullPath, replaceFullPath: /replacement-full } } }
          - matches: [{ path: { value: /full-path-and-status } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { statusCode: 301, path: { type: ReplaceFullPath, replaceFullPath: /replacement-full } } }
      """
    When an external client curls http://203.0.113.201<path>
    Then the response status is <status>
    And it redirects to "<location>"

    Examples:
      | path                   | status | location                                      |
      | /original-prefix/lemon | 302    | http://203.0.113.201/replacement-prefix/lemon |
      | /full/path/original    | 302    | http://203.0.113.201/replacement-full         |
      | /path-and-host         | 302    | http://example.org/replacement-prefix         |
      | /path-and-status       | 301    | http://203.0.113.201/replacement-prefix       |
      | /full-path-and-host    | 302    | http://example.org/replacement-full           |
      | /full-path-and-status  | 301    | http://203.0.113.201/replacement-full         |

  @upstream-HTTPRouteRedirectPort
  Scenario Outline: Port: <path> leads to <location>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: redirect, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /port } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { port: 8083 } }
          - matches: [{ path: { value: /port-and-host } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, port: 8083 } }
          - matches: [{ path: { value: /port-and-status } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { port: 8083, statusCode: 301 } }
          - matches: [{ path: { value: /port-and-host-and-status } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, port: 8083, statusCode: 302 } }
      """
    When an external client curls http://203.0.113.201<path>
    Then the response status is <status>
    And it redirects to "<location>"

    Examples:
      | path                      | status | location                                         |
      | /port                     | 302    | http://203.0.113.201:8083/port                   |
      | /port-and-host            | 302    | http://example.org:8083/port-and-host            |
      | /port-and-status          | 301    | http://203.0.113.201:8083/port-and-status        |
      | /port-and-host-and-status | 302    | http://example.org:8083/port-and-host-and-status |

  @upstream-HTTPRouteRedirectScheme
  Scenario Outline: Scheme: <path> leads to <location>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: redirect, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /scheme } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { scheme: https } }
          - matches: [{ path: { value: /scheme-and-host } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { scheme: https, hostname: example.org } }
          - matches: [{ path: { value: /scheme-and-status } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { scheme: https, statusCode: 301 } }
          - matches: [{ path: { value: /scheme-and-host-and-status } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { scheme: https, hostname: example.org, statusCode: 302 } }
      """
    When an external client curls http://203.0.113.201<path>
    Then the response status is <status>
    And it redirects to "<location>"

    Examples:
      | path                        | status | location                                       |
      | /scheme                     | 302    | https://203.0.113.201/scheme                   |
      | /scheme-and-host            | 302    | https://example.org/scheme-and-host            |
      | /scheme-and-status          | 301    | https://203.0.113.201/scheme-and-status        |
      | /scheme-and-host-and-status | 302    | https://example.org/scheme-and-host-and-status |

  @upstream-HTTPRouteRedirectPortAndScheme
  Scenario Outline: From port 80: <path> leads to <location>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: redirect, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /nil-nil } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org } }
          - matches: [{ path: { value: /nil-80 } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, port: 80 } }
          - matches: [{ path: { value: /nil-8080 } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, port: 8080 } }
          - matches: [{ path: { value: /https-nil } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, scheme: https } }
          - matches: [{ path: { value: /https-443 } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, scheme: https, port: 443 } }
          - matches: [{ path: { value: /https-8443 } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, scheme: https, port: 8443 } }
      """
    When an external client curls http://203.0.113.201<path>
    Then the response status is <status>
    And it redirects to "<location>"

    Examples:
      | path        | status | location                            |
      | /nil-nil    | 302    | http://example.org/nil-nil          |
      | /nil-80     | 302    | http://example.org/nil-80           |
      | /nil-8080   | 302    | http://example.org:8080/nil-8080    |
      | /https-nil  | 302    | https://example.org/https-nil       |
      | /https-443  | 302    | https://example.org/https-443       |
      | /https-8443 | 302    | https://example.org:8443/https-8443 |

  @upstream-HTTPRouteRedirectPortAndScheme
  Scenario Outline: From port 8080: <path> leads to <location>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: eight, namespace: edge }
      spec:
        gatewayClassName: podwire
        addresses: [{ value: 203.0.113.210 }]
        listeners:
          - { name: http, port: 8080, protocol: HTTP }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: redirect, namespace: edge }
      spec:
        parentRefs: [{ name: eight }]
        rules:
          - matches: [{ path: { value: /nil-nil } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org } }
          - matches: [{ path: { value: /nil-80 } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, port: 80 } }
          - matches: [{ path: { value: /https-nil } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, scheme: https } }
      """
    When an external client curls http://203.0.113.210:8080<path>
    Then the response status is <status>
    And it redirects to "<location>"

    Examples:
      | path       | status | location                        |
      | /nil-nil   | 302    | http://example.org:8080/nil-nil |
      | /nil-80    | 302    | http://example.org/nil-80       |
      | /https-nil | 302    | https://example.org/https-nil   |

  @upstream-HTTPRouteRedirectPortAndScheme
  Scenario Outline: From port 443: <path> leads to <location>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: redirect, namespace: edge }
      spec:
        parentRefs: [{ name: secure }]
        rules:
          - matches: [{ path: { value: /nil-nil } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org } }
          - matches: [{ path: { value: /nil-443 } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, port: 443 } }
          - matches: [{ path: { value: /nil-8443 } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, port: 8443 } }
          - matches: [{ path: { value: /http-nil } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, scheme: http } }
          - matches: [{ path: { value: /http-80 } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, scheme: http, port: 80 } }
          - matches: [{ path: { value: /http-8080 } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, scheme: http, port: 8080 } }
      """
    When an external client curls https://example.org<path> with:
      | option                                  |
      | --resolve example.org:443:203.0.113.204 |
    Then the response status is <status>
    And it redirects to "<location>"

    Examples:
      | path       | status | location                          |
      | /nil-nil   | 302    | https://example.org/nil-nil       |
      | /nil-443   | 302    | https://example.org/nil-443       |
      | /nil-8443  | 302    | https://example.org:8443/nil-8443 |
      | /http-nil  | 302    | http://example.org/http-nil       |
      | /http-80   | 302    | http://example.org/http-80        |
      | /http-8080 | 302    | http://example.org:8080/http-8080 |

  @upstream-HTTPRoute303Redirect
  Scenario Outline: Status 303: <path> leads to <location>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: redirect, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /303 } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, statusCode: 303 } }
      """
    When an external client curls http://203.0.113.201<path>
    Then the response status is <status>
    And it redirects to "<location>"

    Examples:
      | path | status | location               |
      | /303 | 303    | http://example.org/303 |

  @upstream-HTTPRoute307Redirect
  Scenario Outline: Status 307: <path> leads to <location>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: redirect, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /307 } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, statusCode: 307 } }
      """
    When an external client curls http://203.0.113.201<path>
    Then the response status is <status>
    And it redirects to "<location>"

    Examples:
      | path | status | location               |
      | /307 | 307    | http://example.org/307 |

  @upstream-HTTPRoute308Redirect
  Scenario Outline: Status 308: <path> leads to <location>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: redirect, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /308 } }]
            filters:
              - { type: RequestRedirect, requestRedirect: { hostname: example.org, statusCode: 308 } }
      """
    When an external client curls http://203.0.113.201<path>
    Then the response status is <status>
    And it redirects to "<location>"

    Examples:
      | path | status | location               |
      | /308 | 308    | http://example.org/308 |
