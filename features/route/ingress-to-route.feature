@route @R55
Feature: Ingresses on OpenShift become Routes, and lose something on the way

  Background:
    Given the profile "openshift"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Scenario Outline: <what>: <status>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        <tls>
        defaultBackend: { service: { name: web, port: { number: 80 } } }
        rules:
          - host: shop.apps.example.com
            http: { paths: [{ path: <path>, pathType: <type>, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.apps.example.com<asked>
    Then the response status is <status>

    Examples:
      | what                                          | tls                                                     | path | type   | asked | status |
      | A prefix                                      |                                                         | /    | Prefix | /a    | 200    |
      | Exact is dropped                              |                                                         | /a   | Exact  | /a    | 503    |
      | The default backend is dropped                |                                                         | /a   | Prefix | /b    | 503    |
      | An empty TLS entry: plain HTTP is sent on     | tls: [{}]                                               | /    | Prefix | /     | 302    |
      | TLS for the host without a Secret: no Route   | tls: [{ hosts: [shop.apps.example.com] }]               | /    | Prefix | /     | 503    |
      | TLS for another host: none for this one       | tls: [{ hosts: [b.apps.example.com] }]                  | /    | Prefix | /     | 200    |
      | TLS with a Secret that is missing: no Route   | tls: [{ hosts: [shop.apps.example.com], secretName: x }] | /    | Prefix | /     | 503    |

  Scenario: The Secret's certificate goes into the Route
    Given a TLS Secret "shop-tls" for "www.example.org"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        tls: [{ hosts: [www.example.org], secretName: shop-tls }]
        rules:
          - host: www.example.org
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls https://www.example.org/
    Then it reaches pod "web"
    And the served certificate is for "www.example.org"

  @R56
  Scenario: Annotations of ingress-nginx mean nothing here
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop, annotations: { nginx.ingress.kubernetes.io/permanent-redirect: "https://new.example.com" } }
      spec:
        rules:
          - host: shop.apps.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.apps.example.com/
    Then it reaches pod "web"

  Scenario: What became no Route is told by an event
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        tls: [{ hosts: [gone.apps.example.com], secretName: none }]
        rules:
          - host: shop.apps.example.com
            http:
              paths:
                - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
                - { path: /a, pathType: Exact, backend: { service: { name: web, port: { number: 80 } } } }
                - { path: /b, pathType: Prefix, backend: { service: { name: wbe, port: { number: 80 } } } }
                - { path: /c, pathType: Prefix, backend: { resource: { apiGroup: x.example.com, kind: Bucket, name: b } } }
          - http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
          - host: gone.apps.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When I run "oc get events --field-selector reason=IncompleteIngressToRouteRules -o jsonpath='{.items[0].message}'"
    Then the output contains "Incomplete ingress to route rules detected: Unsupported exact path type in rule at index 0, path index 1; "
    And the output contains 'Backend service "wbe" not found at index 0, path index 2; Missing backend service field in rule at index 0, path index 3; '
    And the output contains 'Missing host field in rule at index 1; Invalid or missing TLS secret for rule host "gone.apps.example.com" at index 2, path index 0'

  Scenario: What people change of such a Route stays: its weight, and what happens to plain HTTP
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        tls: [{}]
        rules:
          - host: shop.apps.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When I run:
      """bash
      oc patch $(oc get routes -o name) --type=merge -p '{"spec":{"tls":{"insecureEdgeTerminationPolicy":"Allow"},"to":{"name":"next"}}}'
      """
    And an external client curls http://shop.apps.example.com/
    Then it reaches pod "web"

  Scenario: reencrypt by annotation
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: secure
        namespace: shop
        annotations: { route.openshift.io/termination: reencrypt }
      spec:
        rules:
          - host: secure.apps.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: secure, port: { number: 443 } } } }] }
      """
    When an external client curls https://secure.apps.example.com/
    Then it reaches pod "secure"
    When an external client curls http://secure.apps.example.com/
    Then it redirects to "https://secure.apps.example.com/"
