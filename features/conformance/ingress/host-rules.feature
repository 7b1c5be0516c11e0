@conformance @ingress
Feature: host_rules: names and wildcards

  Background:
    Given namespace "edge"
    And these workloads:
      | name             | namespace | ports         |
      | wildcard-foo-com | edge      | http:3000/TCP |
      | foo-bar-com      | edge      | http:3000/TCP |
    And a self-signed TLS Secret "conformance-tls" for "foo.bar.com"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: wildcard-foo-com, namespace: edge }
      spec: { type: NodePort, selector: { app: wildcard-foo-com }, ports: [{ port: 8080, targetPort: 3000 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: foo-bar-com, namespace: edge }
      spec: { type: NodePort, selector: { app: foo-bar-com }, ports: [{ name: http, port: 8080, targetPort: 3000 }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: host-rules, namespace: edge }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [foo.bar.com], secretName: conformance-tls }]
        rules:
          - host: "*.foo.com"
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: wildcard-foo-com, port: { number: 8080 } } } }] }
          - host: foo.bar.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: foo-bar-com, port: { name: http } } } }] }
      """

  Scenario: An Ingress with a host rule should send TLS traffic to the matching backend service
    When an external client curls https://foo.bar.com/ with:
      | option                          |
      | --cacert secret/conformance-tls |
    Then the response status is 200
    And the served certificate is for "foo.bar.com"
    And it reaches service "foo-bar-com"

  Scenario Outline: An Ingress with a host rule: <host> is <status>
    When an external client curls http://203.0.113.129/ with:
      | header       |
      | Host: <host> |
    Then the response status is <status>

    Examples: should not match a subdomain; a wildcard should match one label, and not the empty one
      | host              | status |
      | foo.bar.com       | 200    |
      | subdomain.bar.com | 404    |
      | bar.foo.com       | 200    |
      | baz.bar.foo.com   | 404    |
      | foo.com           | 404    |
