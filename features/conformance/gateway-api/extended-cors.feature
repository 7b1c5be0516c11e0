@conformance @gateway
Feature: CORS (extended)
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-HTTPRouteCORS
  Scenario Outline: A browser may ask from <origin>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: cors, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /several } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com", "https://*.bar.com"], allowMethods: [GET, OPTIONS], allowHeaders: [x-header-1, x-header-2], exposeHeaders: [x-header-3, x-header-4], allowCredentials: true, maxAge: 3600 } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /methods } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com"], allowMethods: ["*"] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /origins } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: [PUT], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anything } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: true } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anybody } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | method  | header                                                 |
      | OPTIONS | Origin: <origin>                                       |
      |         | Access-Control-Request-Method: <method>                |
      |         | Access-Control-Request-Headers: x-header-1, x-header-2 |
    Then the response status is 204
    And the response header "Access-Control-Allow-Origin" is "<origin>"
    And the response header "Access-Control-Allow-Methods" is "GET, OPTIONS"
    And the response header "Access-Control-Allow-Headers" is "x-header-1, x-header-2"
    And the response header "Access-Control-Expose-Headers" is "x-header-3, x-header-4"
    And the response header "Access-Control-Max-Age" is "3600"
    And the response header "Access-Control-Allow-Credentials" is "true"

    Examples:
      | path     | origin                   | method |
      | /several | https://www.foo.com      | GET    |
      | /several | https://www.bar.com      | GET    |
      | /several | https://xpto.www.bar.com | GET    |

  @upstream-HTTPRouteCORS
  Scenario Outline: Nobody is told anything of <path> from <origin>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: cors, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /several } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com", "https://*.bar.com"], allowMethods: [GET, OPTIONS], allowHeaders: [x-header-1, x-header-2], exposeHeaders: [x-header-3, x-header-4], allowCredentials: true, maxAge: 3600 } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /methods } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com"], allowMethods: ["*"] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /origins } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: [PUT], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anything } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: true } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anybody } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | method  | header                                                 |
      | OPTIONS | Origin: <origin>                                       |
      |         | Access-Control-Request-Method: <method>                |
      |         | Access-Control-Request-Headers: x-header-1, x-header-2 |
    Then the response status is 204
    And there is no response header "Access-Control-Allow-Origin"

    Examples:
      | path     | origin             | method |
      | /several | https://foobar.com | GET    |

  @upstream-HTTPRouteCORS
  Scenario Outline: <method> <path> from <origin> is served
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: cors, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /several } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com", "https://*.bar.com"], allowMethods: [GET, OPTIONS], allowHeaders: [x-header-1, x-header-2], exposeHeaders: [x-header-3, x-header-4], allowCredentials: true, maxAge: 3600 } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /methods } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com"], allowMethods: ["*"] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /origins } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: [PUT], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anything } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: true } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anybody } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | method   | header           |
      | <method> | Origin: <origin> |
    Then the response status is 200
    And it reaches service "one"
    And the response header "Access-Control-Allow-Origin" is "<allowed>"

    Examples:
      | method | path     | origin                   | allowed             |
      | GET    | /several | https://www.foo.com      | https://www.foo.com |
      | GET    | /several | https://www.bar.com      | https://www.bar.com |
      | PUT    | /origins | https://foobar.com:12345 | *                   |
      | PUT    | /origins | https://foobar.com       | *                   |

  @upstream-HTTPRouteCORS
  Scenario: Of another origin the request is served all the same
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: cors, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /several } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com", "https://*.bar.com"], allowMethods: [GET, OPTIONS], allowHeaders: [x-header-1, x-header-2], exposeHeaders: [x-header-3, x-header-4], allowCredentials: true, maxAge: 3600 } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /methods } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com"], allowMethods: ["*"] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /origins } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: [PUT], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anything } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: true } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anybody } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/several with:
      | header                     |
      | Origin: https://foobar.com |
    Then it reaches service "one"
    And there is no response header "Access-Control-Allow-Origin"

  @upstream-HTTPRouteCORS
  Scenario Outline: Without credentials: <method> <path> from <origin>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: cors, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /several } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com", "https://*.bar.com"], allowMethods: [GET, OPTIONS], allowHeaders: [x-header-1, x-header-2], exposeHeaders: [x-header-3, x-header-4], allowCredentials: true, maxAge: 3600 } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /methods } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com"], allowMethods: ["*"] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /origins } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: [PUT], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anything } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: true } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anybody } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | method  | header                                                 |
      | OPTIONS | Origin: <origin>                                       |
      |         | Access-Control-Request-Method: <method>                |
      |         | Access-Control-Request-Headers: x-header-1, x-header-2 |
    Then the response status is 204
    And the response header "Access-Control-Allow-Origin" is "<allowed>"
    And the response header "Access-Control-Allow-Methods" is "<methods>"
    And there is no response header "Access-Control-Allow-Credentials"

    Examples:
      | path     | origin                   | method | allowed             | methods |
      | /methods | https://www.foo.com      | POST   | https://www.foo.com | *       |
      | /origins | https://foobar.com       | PUT    | *                   | PUT     |
      | /origins | https://foobar.com:12345 | PUT    | *                   | PUT     |
      | /anybody | https://other.foo.com    | PUT    | *                   | *       |

  @upstream-HTTPRouteCORS
  Scenario Outline: With credentials nobody is told of a star: <method> from <origin>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: cors, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /several } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com", "https://*.bar.com"], allowMethods: [GET, OPTIONS], allowHeaders: [x-header-1, x-header-2], exposeHeaders: [x-header-3, x-header-4], allowCredentials: true, maxAge: 3600 } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /methods } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com"], allowMethods: ["*"] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /origins } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: [PUT], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anything } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: true } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anybody } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | method  | header                                                 |
      | OPTIONS | Origin: <origin>                                       |
      |         | Access-Control-Request-Method: <method>                |
      |         | Access-Control-Request-Headers: x-header-1, x-header-2 |
    Then the response status is 204
    And the response header "Access-Control-Allow-Origin" is "<origin>"
    And the response header "Access-Control-Allow-Methods" is "<method>"
    And the response header "Access-Control-Allow-Headers" is "x-header-1, x-header-2"
    And the response header "Access-Control-Allow-Credentials" is "true"

    Examples:
      | path      | origin                | method |
      | /anything | https://other.foo.com | PUT    |

  @upstream-HTTPRouteCORS
  Scenario: What is not asked is not answered
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: cors, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /several } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com", "https://*.bar.com"], allowMethods: [GET, OPTIONS], allowHeaders: [x-header-1, x-header-2], exposeHeaders: [x-header-3, x-header-4], allowCredentials: true, maxAge: 3600 } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /methods } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com"], allowMethods: ["*"] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /origins } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: [PUT], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anything } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: true } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anybody } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/anything with:
      | method  | header                             |
      | OPTIONS | Origin: https://other.foo.com      |
      |         | Access-Control-Request-Method: PUT |
    Then the response header "Access-Control-Allow-Methods" is "PUT"
    And there is no response header "Access-Control-Allow-Headers"

  @upstream-HTTPRouteCORS
  Scenario: A request proper is told of credentials only where they are allowed
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: cors, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /several } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com", "https://*.bar.com"], allowMethods: [GET, OPTIONS], allowHeaders: [x-header-1, x-header-2], exposeHeaders: [x-header-3, x-header-4], allowCredentials: true, maxAge: 3600 } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /methods } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["https://www.foo.com"], allowMethods: ["*"] } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /origins } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: [PUT], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anything } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: true } }
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /anybody } }]
            filters:
              - { type: CORS, cors: { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: false } }
            backendRefs: [{ name: one, port: 8080 }]
      """
    When an external client curls http://203.0.113.201/anything with:
      | header                        |
      | Origin: https://other.foo.com |
    Then the response header "Access-Control-Allow-Origin" is "https://other.foo.com"
    And the response header "Access-Control-Allow-Credentials" is "true"
    When an external client curls http://203.0.113.201/anybody with:
      | header                        |
      | Origin: https://other.foo.com |
    Then the response header "Access-Control-Allow-Origin" is "*"
    And there is no response header "Access-Control-Allow-Credentials"
