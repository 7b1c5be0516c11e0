@conformance @gateway
Feature: Methods and query parameters (extended)
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And namespace "edge"

  @upstream-HTTPRouteMethodMatching
  Scenario Outline: Methods: <method> <path> <header> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: methods, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ method: POST }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ method: GET }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ path: { value: /path1 }, method: GET }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ method: PUT, headers: [{ name: version, value: one }] }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ path: { value: /path2 }, method: POST, headers: [{ name: version, value: two }] }]
            backendRefs: [{ name: three, port: 8080 }]
          - matches: [{ path: { value: /path3 }, method: PATCH }, { path: { value: /path4 }, method: DELETE, headers: [{ name: version, value: three }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /path5 } }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ method: PATCH }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ headers: [{ name: version, value: four }] }]
            backendRefs: [{ name: three, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | method   | header   |
      | <method> | <header> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | method | path   | header         | backend |
      | POST   | /      | Accept: */*    | one     |
      | GET    | /      | Accept: */*    | two     |
      | GET    | /path1 | Accept: */*    | one     |
      | PUT    | /      | Version: one   | two     |
      | POST   | /path2 | Version: two   | three   |
      | PATCH  | /path3 | Accept: */*    | one     |
      | DELETE | /path4 | Version: three | one     |
      | PATCH  | /path5 | Accept: */*    | one     |
      | PATCH  | /      | Version: four  | two     |

  @upstream-HTTPRouteMethodMatching
  Scenario Outline: Methods: <method> <path> <header> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: methods, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ method: POST }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ method: GET }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ path: { value: /path1 }, method: GET }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ method: PUT, headers: [{ name: version, value: one }] }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ path: { value: /path2 }, method: POST, headers: [{ name: version, value: two }] }]
            backendRefs: [{ name: three, port: 8080 }]
          - matches: [{ path: { value: /path3 }, method: PATCH }, { path: { value: /path4 }, method: DELETE, headers: [{ name: version, value: three }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /path5 } }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ method: PATCH }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ headers: [{ name: version, value: four }] }]
            backendRefs: [{ name: three, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | method   | header   |
      | <method> | <header> |
    Then the response status is <status>

    Examples:
      | method | path   | header      | status |
      | HEAD   | /      | Accept: */* | 404    |
      | PUT    | /      | Accept: */* | 404    |
      | DELETE | /path4 | Accept: */* | 404    |

  @upstream-HTTPRouteQueryParamMatching
  Scenario Outline: Query parameters: <path> <header> reaches <backend>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: queries, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ queryParams: [{ name: animal, value: whale }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ queryParams: [{ name: animal, value: dolphin }] }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ queryParams: [{ name: animal, value: dolphin }, { name: color, value: blue }] }, { queryParams: [{ name: ANIMAL, value: Whale }] }]
            backendRefs: [{ name: three, port: 8080 }]
          - matches: [{ path: { value: /path1 }, queryParams: [{ name: animal, value: whale }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ headers: [{ name: version, value: one }], queryParams: [{ name: animal, value: whale }] }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ path: { value: /path2 }, headers: [{ name: version, value: two }], queryParams: [{ name: animal, value: whale }] }]
            backendRefs: [{ name: three, port: 8080 }]
          - matches: [{ path: { value: /path3 }, queryParams: [{ name: animal, value: shark }] }, { path: { value: /path4 }, headers: [{ name: version, value: three }], queryParams: [{ name: animal, value: kraken }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /path5 } }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ queryParams: [{ name: animal, value: hydra }] }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ headers: [{ name: version, value: four }] }]
            backendRefs: [{ name: three, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | header   |
      | <header> |
    Then the response status is 200
    And it reaches service "<backend>"

    Examples:
      | path                                 | header         | backend |
      | /?animal=whale                       | Accept: */*    | one     |
      | /?animal=dolphin                     | Accept: */*    | two     |
      | /?animal=dolphin&color=blue          | Accept: */*    | three   |
      | /?ANIMAL=Whale                       | Accept: */*    | three   |
      | /?animal=whale&otherparam=irrelevant | Accept: */*    | one     |
      | /?animal=dolphin&color=yellow        | Accept: */*    | two     |
      | /path1?animal=whale                  | Accept: */*    | one     |
      | /?animal=whale                       | Version: one   | two     |
      | /path2?animal=whale                  | Version: two   | three   |
      | /path3?animal=shark                  | Accept: */*    | one     |
      | /path4?animal=kraken                 | Version: three | one     |
      | /path5?animal=hydra                  | Accept: */*    | one     |
      | /?animal=hydra                       | Version: four  | three   |

  @upstream-HTTPRouteQueryParamMatching
  Scenario Outline: Query parameters: <path> <header> is answered <status>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: queries, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ queryParams: [{ name: animal, value: whale }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ queryParams: [{ name: animal, value: dolphin }] }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ queryParams: [{ name: animal, value: dolphin }, { name: color, value: blue }] }, { queryParams: [{ name: ANIMAL, value: Whale }] }]
            backendRefs: [{ name: three, port: 8080 }]
          - matches: [{ path: { value: /path1 }, queryParams: [{ name: animal, value: whale }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ headers: [{ name: version, value: one }], queryParams: [{ name: animal, value: whale }] }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ path: { value: /path2 }, headers: [{ name: version, value: two }], queryParams: [{ name: animal, value: whale }] }]
            backendRefs: [{ name: three, port: 8080 }]
          - matches: [{ path: { value: /path3 }, queryParams: [{ name: animal, value: shark }] }, { path: { value: /path4 }, headers: [{ name: version, value: three }], queryParams: [{ name: animal, value: kraken }] }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ path: { value: /path5 } }]
            backendRefs: [{ name: one, port: 8080 }]
          - matches: [{ queryParams: [{ name: animal, value: hydra }] }]
            backendRefs: [{ name: two, port: 8080 }]
          - matches: [{ headers: [{ name: version, value: four }] }]
            backendRefs: [{ name: three, port: 8080 }]
      """
    When an external client curls http://203.0.113.201<path> with:
      | header   |
      | <header> |
    Then the response status is <status>

    Examples:
      | path                  | header      | status |
      | /?color=blue          | Accept: */* | 404    |
      | /?animal=dog          | Accept: */* | 404    |
      | /?animal=whaledolphin | Accept: */* | 404    |
      | /                     | Accept: */* | 404    |
      | /?animal=shark        | Accept: */* | 404    |
      | /path4?animal=kraken  | Accept: */* | 404    |
