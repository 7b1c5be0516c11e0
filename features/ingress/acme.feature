@ingress
Feature: A certificate authority looks before it signs
  With a solver for http01 cert-manager puts a pod, a Service and an Ingress for one path in the way of the authority, which
  asks for it from outside. While it does not get there the Certificate waits, and the Challenge says why.

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"
    And these manifests:
      """yaml
      apiVersion: cert-manager.io/v1
      kind: ClusterIssuer
      metadata: { name: letsencrypt }
      spec:
        acme:
          server: https://acme-v02.api.letsencrypt.org/directory
          solvers: [{ http01: { ingress: { ingressClassName: nginx } } }]
      """

  Scenario: The challenge is met, and what was there for it is gone
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop, annotations: { cert-manager.io/cluster-issuer: letsencrypt } }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    Then Certificate "shop/shop-tls" has:
      | status.conditions[0].status | True  |
      | status.conditions[0].reason | Ready |
    When I run "kubectl get challenges,pods,ingress -n shop -o name"
    Then the output contains "ingress.networking.k8s.io/shop"
    And the output does not contain "cm-acme-http-solver"
    When an external client curls https://shop.example.com/
    Then it succeeds

  Scenario Outline: A solver with <solver> in a shop of class nginx: <status>, <why>
    Given these manifests:
      """yaml
      apiVersion: cert-manager.io/v1
      kind: ClusterIssuer
      metadata: { name: other }
      spec:
        acme:
          server: https://acme-v02.api.letsencrypt.org/directory
          solvers: [<solver>]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop, annotations: { cert-manager.io/cluster-issuer: other } }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    Then Certificate "shop/shop-tls" has:
      | status.conditions[0].status | <status> |
    When I run "kubectl get challenges -n shop -o jsonpath={.items[*].status.reason}"
    Then the output contains "<why>"

    Examples: without a class of the shop's controller the path leads to the shop
      | solver                                                                                     | status | why                            |
      | { http01: { ingress: { class: nginx } } }                                                  | True   |                                |
      | { http01: { ingress: { name: shop } } }                                                    | True   |                                |
      | { http01: { ingress: {} } }                                                                | False  | did not get expected response  |
      | { http01: { ingress: { ingressClassName: traefik } } }                                     | False  | did not get expected response  |
      | { dns01: { route53: {} } }                                                                 | True   |                                |
      | { http01: { ingress: {} } }, { selector: { dnsZones: [example.com] }, dns01: { acmeDNS: {} } } | True |                              |

  Scenario Outline: A host whose name leads <where>
    Given the external host "shop.example.com" at "<address>"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop, annotations: { cert-manager.io/cluster-issuer: letsencrypt } }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    Then Certificate "shop/shop-tls" has:
      | status.conditions[0].status | <status> |

    Examples:
      | where              | address       | status |
      | to the controller  | 203.0.113.129 | True   |
      | to another machine | 198.51.100.9  | False  |

  Scenario: A wildcard has no path that could be asked for
    Given these manifests:
      """yaml
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: { name: all, namespace: shop }
      spec: { secretName: all-tls, dnsNames: ["*.example.com"], issuerRef: { name: letsencrypt, kind: ClusterIssuer } }
      """
    Then Certificate "shop/all" has:
      | status.conditions[0].status  | False                                                                          |
      | status.conditions[0].message | no configured challenge solvers can be used for this challenge: *.example.com |

  Scenario: An Ingress that has nothing for the path says 404, and the Challenge says so
    Given these manifests:
      """yaml
      apiVersion: cert-manager.io/v1
      kind: ClusterIssuer
      metadata: { name: other }
      spec:
        acme:
          server: https://acme-v02.api.letsencrypt.org/directory
          solvers: [{ http01: { ingress: { ingressClassName: traefik } } }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop, annotations: { cert-manager.io/cluster-issuer: other } }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /shop, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When I run "kubectl get challenges -n shop -o jsonpath={.items[*].status.reason}"
    Then the output contains "wrong status code '404', expected '200'"

  Scenario: A redirect to HTTPS does not stop the authority, which asks there without a look at the certificate
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
        annotations: { cert-manager.io/cluster-issuer: letsencrypt, nginx.ingress.kubernetes.io/force-ssl-redirect: "true" }
      spec:
        ingressClassName: nginx
        tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    Then Certificate "shop/shop-tls" has:
      | status.conditions[0].status | True |

  Scenario: An issuer that does not exist
    Given these manifests:
      """yaml
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: { name: shop, namespace: shop }
      spec: { secretName: shop-tls, dnsNames: [shop.example.com], issuerRef: { name: gone } }
      """
    Then Certificate "shop/shop" has:
      | status.conditions[0].status  | False                            |
      | status.conditions[0].message | Referenced "Issuer" not found: gone |

  Rule: A default-deny policy

    Background:
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: shut, namespace: shop }
        spec: { podSelector: {}, policyTypes: [Ingress] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop, namespace: shop, annotations: { cert-manager.io/cluster-issuer: letsencrypt } }
        spec:
          ingressClassName: nginx
          tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
          rules:
            - host: shop.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
        """

    Scenario: The solver's pod is shut like the others, and the Certificate waits
      Then Certificate "shop/shop-tls" has:
        | status.conditions[0].status  | False                                        |
        | status.conditions[0].reason  | DoesNotExist                                 |
        | status.conditions[0].message | Issuing certificate as Secret does not exist |
      When I run "kubectl get challenges -n shop -o jsonpath={.items[0].status}"
      Then the output contains "Waiting for HTTP-01 challenge propagation: failed to perform self check GET request"
      And the output contains "context deadline exceeded"
      When I run "kubectl get pods,svc,ingress -n shop -o name"
      Then the output contains "pod/cm-acme-http-solver-"
      And the output contains "service/cm-acme-http-solver-"
      And the output contains "ingress.networking.k8s.io/cm-acme-http-solver-"

    Scenario: A policy that lets the controller at the solver is all that it takes
      When I apply:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: solver, namespace: shop }
        spec:
          podSelector: { matchLabels: { acme.cert-manager.io/http01-solver: "true" } }
          ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }], ports: [{ port: 8089 }] }]
        """
      Then Certificate "shop/shop-tls" has:
        | status.conditions[0].status | True |

    Scenario: Once it is there it stays, whatever becomes of the way
      When I delete "networkpolicy/shop/shut"
      Then Certificate "shop/shop-tls" has:
        | status.conditions[0].status | True |
      When I apply:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: shut, namespace: shop }
        spec: { podSelector: {}, policyTypes: [Ingress] }
        """
      Then Certificate "shop/shop-tls" has:
        | status.conditions[0].status | True |
