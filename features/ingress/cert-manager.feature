@ingress
Feature: Certificates that cert-manager makes

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"
    And these manifests:
      """yaml
      apiVersion: cert-manager.io/v1
      kind: ClusterIssuer
      metadata: { name: letsencrypt }
      spec: { acme: { server: "https://acme-v02.api.letsencrypt.org/directory" } }
      ---
      apiVersion: cert-manager.io/v1
      kind: ClusterIssuer
      metadata: { name: letsencrypt-staging }
      spec: { acme: { server: "https://acme-staging-v02.api.letsencrypt.org/directory" } }
      ---
      apiVersion: cert-manager.io/v1
      kind: ClusterIssuer
      metadata: { name: own }
      spec: { selfSigned: {} }
      """

  Scenario Outline: <issuer>: <ending>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop, annotations: { cert-manager.io/cluster-issuer: <issuer> } }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls https://shop.example.com/
    Then it ends as <ending>
    And the served certificate is for "<name>"

    Examples: An issuer that is missing leaves the controller with its own certificate
      | issuer              | ending     | name             |
      | letsencrypt         | answered   | shop.example.com |
      | letsencrypt-staging | tls-failed | shop.example.com |
      | own                 | tls-failed | shop.example.com |
      | gone                | tls-failed | ingress.local    |

  @N13
  Scenario: The challenge of an authority is not sent to HTTPS
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
            http:
              paths:
                - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
                - { path: /.well-known/acme-challenge/token, pathType: ImplementationSpecific, backend: { service: { name: cart, port: { number: 8000 } } } }
      """
    When an external client curls http://shop.example.com/.well-known/acme-challenge/token
    Then it reaches pod "cart"
    When an external client curls http://shop.example.com/
    Then it redirects to "https://shop.example.com"
