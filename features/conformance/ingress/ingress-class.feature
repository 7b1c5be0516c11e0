@conformance @ingress
Feature: ingress_class: somebody else's class

  Scenario: An Ingress with an invalid ingress class should not send traffic to the matching backend service
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
      metadata: { name: test-ingress-class, namespace: edge }
      spec:
        ingressClassName: some-invalid-class-name
        rules:
          - host: test-ingress-class.example.com
            http: { paths: [{ path: /test, pathType: Prefix, backend: { service: { name: echo-service, port: { number: 8080 } } } }] }
      """
    When an external client curls http://test-ingress-class.example.com/test
    Then the name does not resolve
    When an external client curls http://203.0.113.129/test with:
      | header                               |
      | Host: test-ingress-class.example.com |
    Then the response status is 404
