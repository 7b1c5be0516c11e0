@conformance @gateway
Feature: Headers of the answer (extended)
  Re-told from kubernetes-sigs/gateway-api, conformance/tests at commit
  4564255ac2c35d582249b3cdf261bdf51c8bca32 (after release 1.6).

  Background:
    Given the manifests in "base.yaml"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: talker, namespace: edge }
      spec: { selector: { app: talker }, ports: [{ port: 8080, targetPort: 3000 }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: answers, namespace: edge }
      spec:
        parentRefs: [{ name: same }]
        rules:
          - matches: [{ path: { value: /set } }]
            filters: [{ type: ResponseHeaderModifier, responseHeaderModifier: { set: [{ name: X-Header-Set, value: set-overwrites-values }] } }]
            backendRefs: [{ name: talker, port: 8080 }]
          - matches: [{ path: { value: /add } }]
            filters: [{ type: ResponseHeaderModifier, responseHeaderModifier: { add: [{ name: X-Header-Add, value: add-appends-values }] } }]
            backendRefs: [{ name: talker, port: 8080 }]
          - matches: [{ path: { value: /remove } }]
            filters: [{ type: ResponseHeaderModifier, responseHeaderModifier: { remove: [X-Header-Remove] } }]
            backendRefs: [{ name: talker, port: 8080 }]
          - matches: [{ path: { value: /multiple } }]
            filters:
              - type: ResponseHeaderModifier
                responseHeaderModifier:
                  set: [{ name: X-Header-Set-1, value: header-set-1 }, { name: X-Header-Set-2, value: header-set-2 }]
                  add: [{ name: X-Header-Add-1, value: header-add-1 }, { name: X-Header-Add-2, value: header-add-2 }, { name: X-Header-Add-3, value: header-add-3 }]
                  remove: [X-Header-Remove-1, X-Header-Remove-2]
            backendRefs: [{ name: talker, port: 8080 }]
          - matches: [{ path: { value: /any-case } }]
            filters:
              - type: ResponseHeaderModifier
                responseHeaderModifier:
                  set: [{ name: X-Header-Set, value: header-set }]
                  add: [{ name: X-Header-Add, value: header-add }, { name: x-lowercase-add, value: lowercase-add }, { name: x-Mixedcase-ADD-1, value: mixedcase-add-1 }, { name: X-mixeDcase-add-2, value: mixedcase-add-2 }, { name: X-UPPERCASE-ADD, value: uppercase-add }]
                  remove: [X-Header-Remove]
            backendRefs: [{ name: talker, port: 8080 }]
          - matches: [{ path: { value: /both } }]
            filters:
              - type: ResponseHeaderModifier
                responseHeaderModifier:
                  set: [{ name: X-Header-Set-1, value: header-set-1 }, { name: X-Header-Set-2, value: header-set-2 }]
                  add: [{ name: X-Header-Add-1, value: header-add-1 }, { name: X-Header-Add-2, value: header-add-2 }]
                  remove: [X-Header-Remove-1, X-Header-Remove-2]
              - type: RequestHeaderModifier
                requestHeaderModifier:
                  set: [{ name: X-Header-Set, value: set-overwrites-values }]
                  add: [{ name: X-Header-Add, value: header-val-1 }, { name: X-Header-Add-Append, value: header-val-2 }]
                  remove: [X-Header-Remove]
            backendRefs: [{ name: talker, port: 8080 }]
      """
    And namespace "edge"

  @upstream-HTTPRouteResponseHeaderModifier
  Scenario: Set, and the backend says nothing of it
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: talker, namespace: edge, labels: { app: talker }, annotations: { podwire.dev/answers: "header=Some-Other-Header: val" } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000 }] }] }
      """
    When an external client curls http://203.0.113.201/set
    Then the response header "Some-Other-Header" is "val"
    And the response header "X-Header-Set" is "set-overwrites-values"

  @upstream-HTTPRouteResponseHeaderModifier
  Scenario: Set in the place of what the backend says
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: talker, namespace: edge, labels: { app: talker }, annotations: { podwire.dev/answers: "header=Some-Other-Header: val; header=X-Header-Set: some-other-value" } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000 }] }] }
      """
    When an external client curls http://203.0.113.201/set
    Then the response header "Some-Other-Header" is "val"
    And the response header "X-Header-Set" is "set-overwrites-values"

  @upstream-HTTPRouteResponseHeaderModifier
  Scenario: Added where nothing was
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: talker, namespace: edge, labels: { app: talker }, annotations: { podwire.dev/answers: "header=Some-Other-Header: val" } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000 }] }] }
      """
    When an external client curls http://203.0.113.201/add
    Then the response header "Some-Other-Header" is "val"
    And the response header "X-Header-Add" is "add-appends-values"

  @upstream-HTTPRouteResponseHeaderModifier
  Scenario: Added to what the backend says
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: talker, namespace: edge, labels: { app: talker }, annotations: { podwire.dev/answers: "header=Some-Other-Header: val; header=X-Header-Add: some-other-value" } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000 }] }] }
      """
    When an external client curls http://203.0.113.201/add
    Then the response header "Some-Other-Header" is "val"
    And the response header "X-Header-Add" is "some-other-value,add-appends-values"

  @upstream-HTTPRouteResponseHeaderModifier
  Scenario: Taken away
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: talker, namespace: edge, labels: { app: talker }, annotations: { podwire.dev/answers: "header=X-Header-Remove: val" } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000 }] }] }
      """
    When an external client curls http://203.0.113.201/remove
    Then the response status is 200
    And there is no response header "X-Header-Remove"

  @upstream-HTTPRouteResponseHeaderModifier
  Scenario: All of it at once
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: talker, namespace: edge, labels: { app: talker }, annotations: { podwire.dev/answers: "header=X-Header-Set-2: set-val-2; header=X-Header-Add-2: add-val-2; header=X-Header-Remove-2: remove-val-2; header=Another-Header: another-header-val; header=X-Header-Remove-1: val" } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000 }] }] }
      """
    When an external client curls http://203.0.113.201/multiple
    Then the response header "X-Header-Set-1" is "header-set-1"
    And the response header "X-Header-Set-2" is "header-set-2"
    And the response header "X-Header-Add-1" is "header-add-1"
    And the response header "X-Header-Add-2" is "add-val-2,header-add-2"
    And the response header "X-Header-Add-3" is "header-add-3"
    And the response header "Another-Header" is "another-header-val"
    And there is no response header "X-Header-Remove-1"
    And there is no response header "X-Header-Remove-2"

  @upstream-HTTPRouteResponseHeaderModifier
  Scenario: Names in any case
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: talker, namespace: edge, labels: { app: talker }, annotations: { podwire.dev/answers: "header=x-header-set: original-val-set; header=x-header-add: original-val-add; header=x-header-remove: original-val-remove; header=Another-Header: another-header-val" } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000 }] }] }
      """
    When an external client curls http://203.0.113.201/any-case
    Then the response header "X-Header-Set" is "header-set"
    And the response header "X-Header-Add" is "original-val-add,header-add"
    And the response header "X-Lowercase-Add" is "lowercase-add"
    And the response header "X-Mixedcase-Add-1" is "mixedcase-add-1"
    And the response header "X-Mixedcase-Add-2" is "mixedcase-add-2"
    And the response header "X-Uppercase-Add" is "uppercase-add"
    And the response header "Another-Header" is "another-header-val"
    And there is no response header "X-Header-Remove"

  @upstream-HTTPRouteResponseHeaderModifier
  Scenario: Of the request as well
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: talker, namespace: edge, labels: { app: talker }, annotations: { podwire.dev/answers: "header=X-Header-Set-2: set-val-2; header=X-Header-Add-2: add-val-2; header=X-Header-Remove-2: remove-val-2; header=Another-Header: another-header-val; header=X-Header-Remove-1: remove-val-1; header=X-Header-Echo: echo" } }
      spec: { containers: [{ name: echo, image: echo, ports: [{ containerPort: 3000 }] }] }
      """
    When an external client curls http://203.0.113.201/both with:
      | header                            |
      | X-Header-Remove: remove-val       |
      | X-Header-Add-Append: append-val-1 |
      | X-Header-Echo: echo               |
    Then the response header "X-Header-Set-1" is "header-set-1"
    And the response header "X-Header-Set-2" is "header-set-2"
    And the response header "X-Header-Add-1" is "header-add-1"
    And the response header "X-Header-Add-2" is "add-val-2,header-add-2"
    And the response header "Another-Header" is "another-header-val"
    And the response header "X-Header-Echo" is "echo"
    And there is no response header "X-Header-Remove-1"
    And there is no response header "X-Header-Remove-2"
    And the backend gets the header "X-Header-Add" with "header-val-1"
    And the backend gets the header "X-Header-Set" with "set-overwrites-values"
    And the backend gets the header "X-Header-Add-Append" with "append-val-1,header-val-2"
    And the backend gets the header "X-Header-Echo" with "echo"
    And the backend gets no header "X-Header-Remove"
