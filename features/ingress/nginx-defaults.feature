@ingress
Feature: What ingress-nginx does without being asked

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @N14
  Scenario: Over HTTPS clients are told to stay there
    Given a TLS Secret "shop-tls" for "shop.example.com"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls https://shop.example.com/
    Then the response status is 200
    And the response header "strict-transport-security" is "max-age=31536000; includeSubDomains"

  @N24
  Scenario: A pod that is not ready gets no request
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web-2, namespace: shop, labels: { app: web } }
      spec: { nodeName: worker-1, containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 8080 }] }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec: { ingressClassName: nginx, defaultBackend: { service: { name: web, port: { number: 80 } } } }
      """
    When an external client curls http://203.0.113.129/
    Then 2 requests reach:
      | backend | share |
      | web-2   | 1/2   |
    When pod "web-2" becomes unready
    And an external client curls http://203.0.113.129/
    Then it reaches pod "web"
