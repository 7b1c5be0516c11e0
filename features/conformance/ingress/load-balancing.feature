@conformance @ingress
Feature: load_balancing: every pod of the backend takes its part

  Scenario: An Ingress should send all requests to the backend's ten pods
    Given namespace "edge"
    And these workloads:
      | name         | namespace | ports         | replicas |
      | echo-service | edge      | http:3000/TCP | 10       |
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: echo-service, namespace: edge }
      spec: { type: NodePort, selector: { app: echo-service }, ports: [{ port: 8080, targetPort: 3000 }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: path-rules, namespace: edge }
      spec:
        ingressClassName: nginx
        rules:
          - host: load-balancing
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: echo-service, port: { number: 8080 } } } }] }
      """
    When an external client curls http://load-balancing/
    Then the response status is 200
    And 100 requests reach:
      | backend      | share |
      | echo-service | 100%  |
