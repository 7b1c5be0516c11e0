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

  Scenario: What kubectl shows of issuers, certificates and challenges
    Given these manifests:
      """yaml
      apiVersion: cert-manager.io/v1
      kind: Issuer
      metadata: { name: ours, namespace: shop }
      spec: { ca: { secretName: nobody } }
      ---
      apiVersion: cert-manager.io/v1
      kind: ClusterIssuer
      metadata: { name: http }
      spec: { acme: { server: "https://acme-v02.api.letsencrypt.org/directory", solvers: [{ http01: { ingress: { ingressClassName: none } } }] } }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop, annotations: { cert-manager.io/cluster-issuer: http } }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When I run "kubectl get clusterissuers,issuers"
    Then the output contains "NAME                                                READY   AGE"
    And the output contains "clusterissuer.cert-manager.io/http                  True    0s"
    And the output contains "issuer.cert-manager.io/ours   False   0s"
    When I run "kubectl get iss,certificates,challenges -o wide"
    Then the output contains "issuer.cert-manager.io/ours   False   Error getting keypair for CA issuer: secrets \"nobody\" not found   0s"
    And the output contains "READY   SECRET     ISSUER   STATUS                                            AGE"
    And the output contains "False   shop-tls   http     Issuing certificate as Secret does not exist   0s"
    And the output contains "STATE     DOMAIN             REASON"
    And the output contains "pending   shop.example.com   Waiting for HTTP-01 challenge propagation: "
    When I run "kubectl get certificate,challenge"
    Then the output contains "READY   SECRET     AGE"
    And the output contains "STATE     DOMAIN             AGE"
    When I run "kubectl describe clusterissuer http"
    Then the output contains "Message:  The ACME account was registered with the ACME server"
    When I run "kubectl describe certificate shop-tls"
    Then the output contains "Secret Name:  shop-tls"
    When I run "kubectl describe challenge"
    Then the output contains "State:       pending"

  Scenario: A Certificate goes with its TLS entry, and one that somebody else wrote is left alone
    Given these manifests:
      """yaml
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: { name: own-tls, namespace: shop }
      spec: { secretName: other-tls, dnsNames: [other.example.com], issuerRef: { name: letsencrypt, kind: ClusterIssuer } }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop, annotations: { cert-manager.io/cluster-issuer: letsencrypt } }
      spec:
        ingressClassName: nginx
        tls:
          - { hosts: [shop.example.com], secretName: shop-tls }
          - { hosts: [shop.example.com], secretName: own-tls }
          - { hosts: [nameless.example.com] }
          - { secretName: hostless-tls }
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When I run "kubectl get certificates -o jsonpath='{range .items[*]}{.metadata.name}={.spec.secretName} {end}'"
    Then the output contains "own-tls=other-tls shop-tls=shop-tls "
    When I run:
      """bash
      kubectl patch ingress shop --type=json -p '[{"op":"remove","path":"/spec/tls/0"}]'
      kubectl get certificates -o jsonpath='now {range .items[*]}{.metadata.name} {end}'
      """
    Then the output contains "now own-tls "

  Scenario: kubernetes.io/tls-acme alone names no issuer
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop, annotations: { kubernetes.io/tls-acme: "true" } }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When I run "kubectl get certificates"
    Then the output contains "No resources found in shop namespace."
