@conformance @ingress
Feature: default_backend: an Ingress with a default backend alone takes every request

  Background:
    Given namespace "edge"
    And these workloads:
      | name         | namespace | ports         |
      | echo-service | edge      | http:3000/TCP |
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: echo-service, namespace: edge }
      spec: { type: NodePort, selector: { app: echo-service }, ports: [{ port: 8080, targetPort: 3000 }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: default-backend, namespace: edge }
      spec:
        ingressClassName: nginx
        defaultBackend: { service: { name: echo-service, port: { number: 8080 } } }
      """

  Scenario Outline: An Ingress with no rules should send all requests to the default backend: <method> <host> <path>
    When an external client curls http://203.0.113.129<path> with:
      | method   | header       |
      | <method> | Host: <host> |
    Then the response status is 200
    And it reaches service "echo-service"
    And the response header "Content-Type" is "text/plain"

    Examples:
      | method | host             | path        |
      | GET    | my-host          | /           |
      | GET    | my-host          | /sub        |
      | POST   | some-host        | /           |
      | PUT    | some-host        | /resource   |
      | DELETE | some-host        | /resource   |
      | PATCH  | my-host          | /resource   |
