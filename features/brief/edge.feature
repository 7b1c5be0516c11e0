Feature: The Ingress, the Gateway and the Route of the brief
  The edge objects as the brief writes them, in front of its Services.

  Rule: The Ingress

    Background:
      Given the ingress controller is "ingress-nginx"
      And the manifests in "manifests/services.yaml"
      And the manifests in "fixtures/production.yaml"
      And the manifests in "edge/ingress.yaml"
      And namespace "production"
      And a TLS Secret "api-tls" for "api.example.com"

    @ingress
    Scenario: HTTPS to /v1 reaches the Service's pods
      When an external client curls https://api.example.com/v1/orders
      Then it reaches service "production/api"

    @ingress
    Scenario: ssl-redirect sends plain HTTP to HTTPS
      When an external client curls http://api.example.com/v1/orders
      Then it redirects to "https://api.example.com/v1/orders"

    @ingress
    Scenario: /metrics names a port that the Service lacks
      When an external client curls https://api.example.com/metrics
      Then the response status is 503

    @ingress
    Scenario: A path that no rule has is the controller's own 404
      When an external client curls https://api.example.com/admin
      Then the response status is 404

    @ingress
    Scenario: With a class that nobody acts on the address stays empty for ever
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: lost, namespace: production }
        spec:
          ingressClassName: traefik
          rules:
            - host: lost.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }] }
        """
      Then Ingress "production/lost" has:
        | status | (absent) |

  Rule: The Gateway

    Background:
      Given the manifests in "manifests/services.yaml"
      And the manifests in "fixtures/production.yaml"
      And the manifests in "edge/gateway.yaml"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Namespace
        metadata: { name: infra }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: api-stable, namespace: production }
        spec: { selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: api-canary, namespace: production }
        spec: { selector: { app: frontend }, ports: [{ port: 80, targetPort: 8080 }] }
        """
      And namespace "infra"
      And a TLS Secret "api-tls" for "api.example.com"

    @gateway
    Scenario: As it stands, a route of another namespace may not attach
      Then HTTPRoute "production/api-route" has:
        | status.parents[0].conditions[0].reason | NotAllowedByListeners |
      When an external client curls https://api.example.com/v1/orders
      Then the name does not resolve

    @gateway
    Scenario: With allowedRoutes it does, and one connection in ten is the canary's
      Given I apply:
        """yaml
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: public-gw, namespace: infra }
        spec:
          gatewayClassName: envoy
          listeners:
            - name: https
              protocol: HTTPS
              port: 443
              hostname: api.example.com
              allowedRoutes: { namespaces: { from: All } }
              tls: { mode: Terminate, certificateRefs: [{ name: api-tls }] }
        """
      When an external client curls https://api.example.com/v1/orders
      Then it succeeds
      And 10 requests reach:
        | backend    | share |
        | api-stable | 90%   |
        | api-canary | 10%   |

  Rule: The Route

    Background:
      Given the profile "openshift"
      And the profile "apps-domain=apps.cluster.example.com"
      And the manifests in "manifests/services.yaml"
      And the manifests in "fixtures/production.yaml"
      And the manifests in "edge/route.yaml"

    @route
    Scenario: The edge ends TLS and speaks plain HTTP to the pod
      When an external client curls https://api.apps.cluster.example.com/health
      Then it reaches service "production/api"

    @route
    Scenario: Plain HTTP is redirected
      When an external client curls http://api.apps.cluster.example.com/health
      Then it redirects to "https://api.apps.cluster.example.com/health"
