@ingress
Feature: Certificates at the edge
  A controller serves the certificate of the Secret that an Ingress names. What is wrong with it shows in two ways: the
  controller serves another one instead, or the client does not take it.

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"
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

  @I35
  Scenario: A certificate for the host is trusted, by a wildcard for one label too
    Given a TLS Secret "shop-tls" for "*.example.com"
    When an external client curls https://shop.example.com/
    Then it reaches pod "web"
    And the served certificate is for "*.example.com"
    And the served certificate is "Secret shop/shop-tls"

  Scenario: What is signed by itself needs --cacert
    Given a self-signed TLS Secret "shop-tls" for "shop.example.com"
    When an external client curls https://shop.example.com/
    Then it ends as tls-failed
    And curl says "curl: (60) SSL certificate problem: self-signed certificate"
    When an external client curls https://shop.example.com/ with:
      | option                   |
      | --cacert secret/shop-tls |
    Then it reaches pod "web"

  Scenario: An authority of one's own is known to nobody until it is named
    Given a TLS Secret "shop-ca" of the authority "Shop Root"
    And a TLS Secret "shop-tls" for "shop.example.com" issued by "Shop Root"
    When an external client curls https://shop.example.com/
    Then it ends as tls-failed
    And curl says "curl: (60) SSL certificate problem: unable to get local issuer certificate"
    When an external client curls https://shop.example.com/ with:
      | option                  |
      | --cacert secret/shop-ca |
    Then it reaches pod "web"
    When an external client curls https://shop.example.com/ with:
      | option |
      | -k     |
    Then it reaches pod "web"

  Scenario: An authority of the right name that did not sign
    Given the manifests in "fixtures/namesake-root.yaml"
    When an external client curls https://shop.example.com/ with:
      | option               |
      | --cacert secret/root |
    Then it reaches pod "web"
    When an external client curls https://shop.example.com/ with:
      | option                   |
      | --cacert secret/namesake |
    Then it ends as tls-failed
    And curl says "curl: (60) SSL certificate problem: certificate signature failure"

  Scenario: A certificate runs out while the cluster goes on serving it
    Given a TLS Secret "shop-tls" for "shop.example.com" until "2026-03-01"
    When an external client curls https://shop.example.com/
    Then it reaches pod "web"
    Given the date is "2026-03-02"
    When an external client curls https://shop.example.com/
    Then it ends as tls-failed
    And curl says "curl: (60) SSL certificate problem: certificate has expired"
    And the served certificate is for "shop.example.com"

  Scenario: The specification has the controller serve what the Ingress names; the client sees another host's name
    Given a TLS Secret "shop-tls" for "old.example.com"
    When an external client curls https://shop.example.com/
    Then it ends as tls-failed
    And the served certificate is for "old.example.com"
    And curl says "no alternative certificate subject name matches target hostname 'shop.example.com'"

  @N17 @I37
  Scenario Outline: ingress-nginx takes its own fake certificate instead of one that <what>
    Given the ingress controller is "ingress-nginx"
    And <given>
    When an external client curls https://shop.example.com/
    Then it ends as tls-failed
    And the served certificate is "Kubernetes Ingress Controller Fake Certificate"
    And curl says "curl: (60) SSL certificate problem: self-signed certificate"
    When an external client curls https://shop.example.com/ with:
      | option |
      | -k     |
    Then it reaches pod "web"
    When an external client curls http://shop.example.com/
    Then it redirects to "https://shop.example.com"

    Examples:
      | what                | given                                              |
      | is missing          | a TLS Secret "other-tls" for "shop.example.com"    |
      | is for another host | a TLS Secret "shop-tls" for "old.example.com"      |

  @N17 @I37
  Scenario Outline: ingress-nginx takes its own fake certificate where <what>
    Given the ingress controller is "ingress-nginx"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Secret
      metadata: { name: shop-tls, namespace: shop }
      type: kubernetes.io/tls
      stringData:
        tls.crt: "<crt>"
        tls.key: "<key>"
      """
    When an external client curls https://shop.example.com/ with:
      | option |
      | -k     |
    Then it reaches pod "web"
    And the served certificate is "Kubernetes Ingress Controller Fake Certificate"

    Examples:
      | what              | crt         | key |
      | tls.crt is no PEM | certificate | key |

  @N17
  Scenario: ingress-nginx finds a certificate by its names where no TLS entry lists the host
    Given the ingress controller is "ingress-nginx"
    And a TLS Secret "all-tls" for "api.example.com"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: api, namespace: shop }
      spec:
        ingressClassName: nginx
        tls: [{ secretName: all-tls }]
        rules:
          - host: api.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls https://api.example.com/
    Then it reaches pod "web"
    And the served certificate is for "api.example.com"
