@conformance @ingress
Feature: path_rules: exact and prefix paths

  Background:
    Given namespace "edge"
    And these workloads:
      | name                       | namespace | ports         |
      | foo-exact                  | edge      | http:3000/TCP |
      | foo-prefix                 | edge      | http:3000/TCP |
      | aaa-prefix                 | edge      | http:3000/TCP |
      | aaa-slash-bbb-prefix       | edge      | http:3000/TCP |
      | aaa-slash-bbb-slash-prefix | edge      | http:3000/TCP |
      | foo-slash-exact            | edge      | http:3000/TCP |
    And these manifests:
      """yaml
      apiVersion: v1
      kind: List
      items:
        - { apiVersion: v1, kind: Service, metadata: { name: foo-exact, namespace: edge }, spec: { selector: { app: foo-exact }, ports: [{ port: 8080, targetPort: 3000 }] } }
        - { apiVersion: v1, kind: Service, metadata: { name: foo-prefix, namespace: edge }, spec: { selector: { app: foo-prefix }, ports: [{ port: 8080, targetPort: 3000 }] } }
        - { apiVersion: v1, kind: Service, metadata: { name: aaa-prefix, namespace: edge }, spec: { selector: { app: aaa-prefix }, ports: [{ port: 8080, targetPort: 3000 }] } }
        - { apiVersion: v1, kind: Service, metadata: { name: aaa-slash-bbb-prefix, namespace: edge }, spec: { selector: { app: aaa-slash-bbb-prefix }, ports: [{ port: 8080, targetPort: 3000 }] } }
        - { apiVersion: v1, kind: Service, metadata: { name: aaa-slash-bbb-slash-prefix, namespace: edge }, spec: { selector: { app: aaa-slash-bbb-slash-prefix }, ports: [{ port: 8080, targetPort: 3000 }] } }
        - { apiVersion: v1, kind: Service, metadata: { name: foo-slash-exact, namespace: edge }, spec: { selector: { app: foo-slash-exact }, ports: [{ port: 8080, targetPort: 3000 }] } }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: path-rules, namespace: edge }
      spec:
        ingressClassName: nginx
        rules:
          - host: exact-path-rules
            http: { paths: [{ path: /foo, pathType: Exact, backend: { service: { name: foo-exact, port: { number: 8080 } } } }] }
          - host: prefix-path-rules
            http:
              paths:
                - { path: /foo, pathType: Prefix, backend: { service: { name: foo-prefix, port: { number: 8080 } } } }
                - { path: /aaa/bbb, pathType: Prefix, backend: { service: { name: aaa-slash-bbb-prefix, port: { number: 8080 } } } }
                - { path: /aaa, pathType: Prefix, backend: { service: { name: aaa-prefix, port: { number: 8080 } } } }
          - host: mixed-path-rules
            http:
              paths:
                - { path: /foo, pathType: Prefix, backend: { service: { name: foo-prefix, port: { number: 8080 } } } }
                - { path: /foo, pathType: Exact, backend: { service: { name: foo-exact, port: { number: 8080 } } } }
          - host: trailing-slash-path-rules
            http:
              paths:
                - { path: /aaa/bbb/, pathType: Prefix, backend: { service: { name: aaa-slash-bbb-slash-prefix, port: { number: 8080 } } } }
                - { path: /foo/, pathType: Exact, backend: { service: { name: foo-slash-exact, port: { number: 8080 } } } }
      """

  Scenario Outline: <host>: <path> is served by <service>
    When an external client curls http://<host><path>
    Then the response status is 200
    And it reaches service "<service>"

    Examples:
      | host                      | path         | service                    |
      | exact-path-rules          | /foo         | foo-exact                  |
      | prefix-path-rules         | /foo         | foo-prefix                 |
      | prefix-path-rules         | /foo/        | foo-prefix                 |
      | prefix-path-rules         | /aaa/bbb     | aaa-slash-bbb-prefix       |
      | prefix-path-rules         | /aaa/bbb/    | aaa-slash-bbb-prefix       |
      | prefix-path-rules         | /aaa/bbb/ccc | aaa-slash-bbb-prefix       |
      | prefix-path-rules         | /aaa/ccc     | aaa-prefix                 |
      | mixed-path-rules          | /foo         | foo-exact                  |
      | trailing-slash-path-rules | /aaa/bbb     | aaa-slash-bbb-slash-prefix |
      | trailing-slash-path-rules | /aaa/bbb/    | aaa-slash-bbb-slash-prefix |

  Scenario Outline: <host>: <path> is served by nobody
    When an external client curls http://<host><path>
    Then the response status is 404

    Examples:
      | host                      | path    |
      | exact-path-rules          | /foo/   |
      | exact-path-rules          | /FOO    |
      | exact-path-rules          | /bar    |
      | prefix-path-rules         | /FOO    |
      | prefix-path-rules         | /aaaccc |
      | trailing-slash-path-rules | /foo    |
