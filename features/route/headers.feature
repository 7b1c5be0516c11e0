@route
Feature: Headers that a router adds, takes away and changes

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @R48
  Scenario: What the pod is told of the client
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: web.apps.example.com, to: { kind: Service, name: web }, tls: { termination: edge } }
      """
    When an external client at "198.51.100.9" curls https://web.apps.example.com/
    Then the backend gets the header "X-Forwarded-For" with "198.51.100.9"
    And the backend gets the header "X-Forwarded-Host" with "web.apps.example.com"
    And the backend gets the header "X-Forwarded-Port" with "443"
    And the backend gets the header "X-Forwarded-Proto" with "https"
    And the backend gets the header "Forwarded" with "for=198.51.100.9;host=web.apps.example.com;proto=https"

  @R48
  Scenario Outline: A client that says it was forwarded, and <policy>: <for>
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop, annotations: { haproxy.router.openshift.io/set-forwarded-headers: "<policy>" } }
      spec: { host: web.apps.example.com, to: { kind: Service, name: web } }
      """
    When an external client curls http://web.apps.example.com/ with:
      | header                     |
      | X-Forwarded-For: 192.0.2.1 |
      | X-Forwarded-Proto: https   |
    Then the backend gets the header "X-Forwarded-For" with "<for>"
    And the backend gets the header "X-Forwarded-Proto" with "<proto>"

    Examples: Only replace believes nobody; what is none of the four is append
      | policy  | for                    | proto       |
      | append  | 192.0.2.1, 203.0.113.7 | https, http |
      | replace | 203.0.113.7            | http        |
      | if-none | 192.0.2.1              | https       |
      | never   | 192.0.2.1              | https       |
      | Replace | 192.0.2.1, 203.0.113.7 | https, http |

  @R48
  Scenario: The IngressController says it for Routes that do not
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec: { httpHeaders: { forwardedHeaderPolicy: Never } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: web.apps.example.com, to: { kind: Service, name: web } }
      """
    When an external client curls http://web.apps.example.com/
    Then the backend gets no header "X-Forwarded-For"
    And the backend gets no header "Forwarded"

  @R48
  Scenario: What no client may say
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: web.apps.example.com, to: { kind: Service, name: web } }
      """
    When an external client curls http://web.apps.example.com/ with:
      | header                            |
      | Host: WEB.apps.example.com        |
      | Proxy: http://evil.example.com    |
      | X-SSL-Client-CN: the boss         |
    Then the backend gets no header "Proxy"
    And the backend gets no header "X-SSL-Client-CN"
    And the backend is asked for "http://web.apps.example.com/"
    When an external client curls http://web.apps.example.com/ with:
      | header          |
      | Content-Length: |
    Then the response status is 403

  @R49 @R10
  Scenario: Actions on headers: requests meet the router's first and the Route's last, answers the other way round
    Given these manifests:
      """yaml
      apiVersion: operator.openshift.io/v1
      kind: IngressController
      metadata: { name: default, namespace: openshift-ingress-operator }
      spec:
        httpHeaders:
          actions:
            request:
              - { name: X-Both, action: { type: Set, set: { value: router } } }
              - { name: X-Router, action: { type: Set, set: { value: "%[req.hdr(host)]" } } }
            response:
              - { name: X-Both, action: { type: Set, set: { value: router } } }
              - { name: X-Route, action: { type: Delete } }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec:
        host: web.apps.example.com
        to: { kind: Service, name: web }
        httpHeaders:
          actions:
            request:
              - { name: X-Both, action: { type: Set, set: { value: route } } }
              - { name: X-Before, action: { type: Set, set: { value: "was %[req.hdr(X-Both)], %[req.hdr(X-Id),lower]" } } }
              - { name: X-Id, action: { type: Delete } }
            response:
              - { name: X-Both, action: { type: Set, set: { value: route } } }
              - { name: X-Route, action: { type: Set, set: { value: route } } }
              - { name: X-Half, action: { type: Set, set: { value: "50%%" } } }
      """
    When an external client curls http://web.apps.example.com/ with:
      | header    |
      | X-Id: ABC |
    Then the backend gets the header "X-Both" with "route"
    And the backend gets the header "X-Router" with "web.apps.example.com"
    And the backend gets the header "X-Before" with "was route, abc"
    And the backend gets no header "X-Id"
    And the response header "X-Both" is "router"
    And the response header "X-Half" is "50%"
    And there is no response header "X-Route"

  @R47
  Scenario Outline: <header> over <scheme> is sent where the router ends TLS
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop, annotations: { haproxy.router.openshift.io/hsts_header: "<header>" } }
      spec:
        host: web.apps.example.com
        to: { kind: Service, name: web }
        tls: { termination: edge, insecureEdgeTerminationPolicy: Allow }
      """
    When an external client curls <scheme>://web.apps.example.com/
    Then the response header "Strict-Transport-Security" is "<header>"

    Examples: Whichever way the request came
      | header                       | scheme |
      | max-age=60;includeSubDomains | https  |
      | max-age=60                   | http   |

  @R47
  Scenario Outline: <header> on a Route <what> is not sent
    Given these manifests:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop, annotations: { haproxy.router.openshift.io/hsts_header: "<header>" } }
      spec: { host: web.apps.example.com, to: { kind: Service, name: <service> }<tls> }
      """
    When an external client curls <scheme>://web.apps.example.com/
    Then there is no response header "Strict-Transport-Security"

    Examples:
      | header       | what             | scheme | service | tls                                 |
      | max-age=60   | with passthrough | https  | secure  | , tls: { termination: passthrough } |
      | max-age=60   | without TLS      | http   | web     |                                     |
      | max-age=soon | with edge        | https  | web     | , tls: { termination: edge }        |
