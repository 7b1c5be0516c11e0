@ingress @ingress-nginx
Feature: ingress-nginx and the certificate of the backend
  With `backend-protocol: HTTPS` nginx takes whatever certificate the pod shows. `proxy-ssl-verify: "on"` holds it against the
  `ca.crt` of `proxy-ssl-secret`, and against the name in `proxy-ssl-name`; without that name nginx looks for
  `upstream_balancer`, which no certificate is for. A certificate that does not pass is a 502
  (ingress-nginx, annotations/proxyssl and nginx.tmpl).

  Background:
    Given the ingress controller is "ingress-nginx"
    And namespace "shop"
    And the manifests in "fixtures/client-authority.yaml"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: api
        namespace: shop
        labels: { app: api }
        annotations: { podwire.dev/listen: 8443/TLS, podwire.dev/certificate: api-tls }
      spec: { containers: [{ name: api, image: api }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: api, namespace: shop }
      spec: { selector: { app: api }, ports: [{ port: 443, targetPort: 8443 }] }
      """

  Scenario Outline: A certificate of <issuer> for <host>, verify <verify>, name <name>: <status>
    Given a TLS Secret "api-tls" for "<host>" issued by "<issuer>"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: api
        namespace: shop
        annotations:
          nginx.ingress.kubernetes.io/backend-protocol: HTTPS
          nginx.ingress.kubernetes.io/proxy-ssl-secret: shop/staff
          nginx.ingress.kubernetes.io/proxy-ssl-verify: "<verify>"
          nginx.ingress.kubernetes.io/proxy-ssl-name: <name>
      spec:
        ingressClassName: nginx
        rules:
          - host: api.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api, port: { number: 443 } } } }] }
      """
    When an external client curls http://api.example.com/
    Then the response status is <status>

    Examples:
      | issuer     | host         | verify | name         | status |
      | Staff Root | api.shop.svc | on     | api.shop.svc | 200    |
      | Staff Root | web.shop.svc | on     | api.shop.svc | 502    |
      | Other Root | api.shop.svc | on     | api.shop.svc | 502    |
      | Other Root | web.shop.svc | off    | api.shop.svc | 200    |

  Scenario Outline: <annotations>: <status>
    Given a TLS Secret "api-tls" for "api.shop.svc" issued by "<issuer>"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: api
        namespace: shop
        annotations: { nginx.ingress.kubernetes.io/backend-protocol: HTTPS, <annotations> }
      spec:
        ingressClassName: nginx
        rules:
          - host: api.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api, port: { number: 443 } } } }] }
      """
    When an external client curls http://api.example.com/
    Then the response status is <status>

    Examples: Without a Secret nothing is verified, and without a name nginx looks for its own
      | issuer     | annotations                                                                                                        | status |
      | Other Root | nginx.ingress.kubernetes.io/proxy-ssl-verify: "on"                                                                 | 200    |
      | Staff Root | nginx.ingress.kubernetes.io/proxy-ssl-verify: "on", nginx.ingress.kubernetes.io/proxy-ssl-secret: shop/staff       | 502    |

    Examples: A Secret that is no use closes the location
      | issuer     | annotations                                               | status |
      | Staff Root | nginx.ingress.kubernetes.io/proxy-ssl-secret: shop/none   | 503    |
      | Staff Root | nginx.ingress.kubernetes.io/proxy-ssl-secret: other/staff | 503    |

  @N19
  Scenario: The first Ingress of a host with such a Secret decides for the whole host
    Given a TLS Secret "api-tls" for "web.shop.svc" issued by "Staff Root"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: first
        namespace: shop
        creationTimestamp: "2026-01-01T00:00:00Z"
        annotations:
          nginx.ingress.kubernetes.io/proxy-ssl-secret: shop/staff
          nginx.ingress.kubernetes.io/proxy-ssl-verify: "on"
          nginx.ingress.kubernetes.io/proxy-ssl-name: api.shop.svc
      spec:
        ingressClassName: nginx
        rules:
          - host: api.example.com
            http: { paths: [{ path: /first, pathType: Prefix, backend: { service: { name: api, port: { number: 443 } } } }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: second
        namespace: shop
        annotations: { nginx.ingress.kubernetes.io/backend-protocol: HTTPS }
      spec:
        ingressClassName: nginx
        rules:
          - host: api.example.com
            http: { paths: [{ path: /second, pathType: Prefix, backend: { service: { name: api, port: { number: 443 } } } }] }
      """
    When an external client curls http://api.example.com/second
    Then the response status is 502
