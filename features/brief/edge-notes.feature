Feature: What the brief says beside its Ingresses, Gateways and Routes
  Its pitfalls, tips, notes and trade-offs that no other feature shows.

  Rule: Ingress

    Background:
      Given the ingress controller is "ingress-nginx"
      And the manifests in "manifests/services.yaml"
      And the manifests in "fixtures/production.yaml"
      And the manifests in "edge/ingress.yaml"
      And namespace "production"

    @ingress
    Scenario: The Secret of another namespace is none: clients see the controller's own certificate
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Namespace
        metadata: { name: certificates }
        """
      And namespace "certificates"
      And a TLS Secret "api-tls" for "api.example.com"
      When an external client curls https://api.example.com/v1/orders
      Then it ends as tls-failed
      When an external client curls https://api.example.com/v1/orders with:
        | option |
        | -k     |
      Then the served certificate is "Kubernetes Ingress Controller Fake Certificate"

    @ingress
    Scenario: Behind a load balancer that ends TLS the redirect never ends
      When an external client curls http://api.example.com/v1/orders with:
        | header                   |
        | X-Forwarded-Proto: https |
      Then it redirects to "https://api.example.com/v1/orders"

    @ingress
    Scenario: It is HTTP and nothing else: a database behind it hangs up
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: db, namespace: production, labels: { app: db } }
        spec: { containers: [{ name: db, image: postgres, ports: [{ containerPort: 5432 }] }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: db, namespace: production }
        spec: { selector: { app: db }, ports: [{ port: 5432 }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: db, namespace: production }
        spec:
          ingressClassName: nginx
          rules:
            - host: db.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: db, port: { number: 5432 } } } }] }
        """
      When an external client curls http://db.example.com/
      Then the response status is 502
      When I run "nc -vz -w 2 db.example.com 5432"
      Then the output contains "timed out"

    @ingress
    Scenario: The last pod of the controller takes the address back, and who knows it still gets no answer
      Given I run "kubectl scale deployment ingress-nginx-controller -n ingress-nginx --replicas=0"
      When I run "kubectl get ingress api-ingress -o jsonpath={.status.loadBalancer}"
      Then the output contains "{}"
      When an external client curls http://api.example.com/v1/orders with:
        | option                                    |
        | --resolve api.example.com:80:203.0.113.129 |
      Then it ends as dropped

  Rule: Gateway API

    Background:
      Given the ingress controller is "ingress-nginx"
      And the manifests in "manifests/services.yaml"
      And the manifests in "fixtures/production.yaml"
      And namespace "production"

    @gateway
    Scenario: A class that no controller has leaves the Gateway without an address
      Given these manifests:
        """yaml
        apiVersion: gateway.networking.k8s.io/v1
        kind: GatewayClass
        metadata: { name: lost }
        spec: { controllerName: example.invalid/nobody }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: production }
        spec: { gatewayClassName: lost, listeners: [{ name: http, port: 80, protocol: HTTP }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: api, namespace: production }
        spec: { parentRefs: [{ name: edge }], hostnames: [api.example.com], rules: [{ backendRefs: [{ name: api, port: 80 }] }] }
        """
      Then Gateway "production/edge" has:
        | status.addresses            | (absent) |
        | status.conditions[0].reason | Pending  |
      And HTTPRoute "production/api" has:
        | status.parents | (absent) |
      When an external client curls http://api.example.com/
      Then the name does not resolve

    @gateway
    Scenario: Both run side by side during a migration, and the name decides who is asked
      Given the manifests in "edge/ingress.yaml"
      And these manifests:
        """yaml
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: production }
        spec:
          gatewayClassName: eg
          addresses: [{ value: 203.0.113.200 }]
          listeners: [{ name: http, port: 80, protocol: HTTP }]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: api, namespace: production }
        spec: { parentRefs: [{ name: edge }], hostnames: [api.example.com], rules: [{ backendRefs: [{ name: api, port: 80 }] }] }
        """
      And the external host "api.example.com" at "203.0.113.200"
      When an external client curls http://api.example.com/admin
      Then it reaches service "production/api"

    @gateway
    Scenario: Weights that are all zero answer 500
      Given these manifests:
        """yaml
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: production }
        spec: { gatewayClassName: eg, listeners: [{ name: http, port: 80, protocol: HTTP }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: api, namespace: production }
        spec: { parentRefs: [{ name: edge }], hostnames: [api.example.com], rules: [{ backendRefs: [{ name: api, port: 80, weight: 0 }] }] }
        """
      When an external client curls http://api.example.com/
      Then the response status is 500

    @gateway
    Scenario: One Gateway is one load balancer, for the routes of every namespace
      Given these manifests:
        """yaml
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: production }
        spec:
          gatewayClassName: eg
          listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }]
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: staging }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: next, namespace: staging, labels: { app: next } }
        spec: { containers: [{ name: next, image: next, ports: [{ containerPort: 8080 }] }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: next, namespace: staging }
        spec: { selector: { app: next }, ports: [{ port: 80, targetPort: 8080 }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: next, namespace: staging }
        spec:
          parentRefs: [{ name: edge, namespace: production }]
          hostnames: [next.example.com]
          rules: [{ backendRefs: [{ name: next, port: 80 }] }]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: api, namespace: production }
        spec: { parentRefs: [{ name: edge }], hostnames: [api.example.com], rules: [{ backendRefs: [{ name: api, port: 80 }] }] }
        """
      Then Gateway "production/edge" has:
        | status.listeners[http].attachedRoutes | 2 |
      When I run:
        """
        kubectl get svc -A -o jsonpath='{.items[?(@.spec.type=="LoadBalancer")].metadata.name}'
        """
      Then the output contains "edge-eg"
      When an external client curls http://next.example.com/
      Then it reaches service "staging/next"
      When an external client curls http://api.example.com/
      Then it reaches service "production/api"

    @gateway
    Scenario: A ReferenceGrant does not let a route attach; allowedRoutes does
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Namespace
        metadata: { name: infra }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: infra }
        spec: { gatewayClassName: eg, listeners: [{ name: http, port: 80, protocol: HTTP }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: ReferenceGrant
        metadata: { name: attach, namespace: infra }
        spec:
          from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: production }]
          to: [{ group: gateway.networking.k8s.io, kind: Gateway }]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: api, namespace: production }
        spec:
          parentRefs: [{ name: edge, namespace: infra }]
          hostnames: [api.example.com]
          rules: [{ backendRefs: [{ name: api, port: 80 }] }]
        """
      Then HTTPRoute "production/api" has:
        | status.parents[0].conditions[Accepted].reason | NotAllowedByListeners |

    @gateway
    Scenario: Annotations of Ingresses mean nothing on a route
      Given these manifests:
        """yaml
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: production }
        spec: { gatewayClassName: eg, listeners: [{ name: http, port: 80, protocol: HTTP }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata:
          name: api
          namespace: production
          annotations: { nginx.ingress.kubernetes.io/rewrite-target: /other, nginx.ingress.kubernetes.io/ssl-redirect: "true" }
        spec: { parentRefs: [{ name: edge }], hostnames: [api.example.com], rules: [{ backendRefs: [{ name: api, port: 80 }] }] }
        """
      When an external client curls http://api.example.com/here
      Then it reaches service "production/api"
      And the backend is asked for "http://api.example.com/here"

    @gateway
    Scenario Outline: The same filters with <class>
      Given these manifests:
        """yaml
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: production }
        spec: { gatewayClassName: <class>, listeners: [{ name: http, port: 80, protocol: HTTP }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: api, namespace: production }
        spec:
          parentRefs: [{ name: edge }]
          hostnames: [api.example.com]
          rules:
            - matches: [{ path: { value: /old } }]
              filters: [{ type: RequestRedirect, requestRedirect: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /new } } }]
            - matches: [{ path: { value: /v1 } }]
              filters:
                - { type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } } }
                - { type: RequestHeaderModifier, requestHeaderModifier: { add: [{ name: X-Version, value: "1" }] } }
                - { type: RequestMirror, requestMirror: { backendRef: { name: frontend, port: 80 } } }
              backendRefs: [{ name: api, port: 80 }]
        """
      When an external client curls http://api.example.com/old/orders
      Then it redirects to "http://api.example.com/new/orders"
      When an external client curls http://api.example.com/v1/orders
      Then the backend is asked for "http://api.example.com/orders"
      And the backend gets the header "X-Version" with "1"
      And a copy of 100% of the requests goes to service "frontend"

      Examples: the implementations that the brief names
        | class   |
        | cilium  |
        | eg      |
        | contour |
        | istio   |

    @gateway
    Scenario: A route leads to Services, and has nobody without them
      Given these manifests:
        """yaml
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: production }
        spec: { gatewayClassName: eg, listeners: [{ name: http, port: 80, protocol: HTTP }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: api, namespace: production }
        spec: { parentRefs: [{ name: edge }], hostnames: [api.example.com], rules: [{ backendRefs: [{ kind: Deployment, group: apps, name: api }] }] }
        """
      Then HTTPRoute "production/api" has:
        | status.parents[0].conditions[Accepted].status     | True        |
        | status.parents[0].conditions[ResolvedRefs].reason | InvalidKind |
      When an external client curls http://api.example.com/
      Then the response status is 500

    @gateway
    Scenario: A listener for HTTPS alone leaves plain HTTP unanswered
      Given a TLS Secret "api-tls" for "api.example.com"
      And these manifests:
        """yaml
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: production }
        spec:
          gatewayClassName: eg
          listeners: [{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: api-tls }] } }]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: api, namespace: production }
        spec: { parentRefs: [{ name: edge }], hostnames: [api.example.com], rules: [{ backendRefs: [{ name: api, port: 80 }] }] }
        """
      When an external client curls https://api.example.com/
      Then it reaches service "production/api"
      When an external client curls http://api.example.com/
      Then it ends as dropped

  Rule: Routes

    Background:
      Given the profile "openshift"
      And the profile "apps-domain=apps.cluster.example.com"
      And the manifests in "manifests/services.yaml"
      And the manifests in "fixtures/production.yaml"
      And the manifests in "edge/route.yaml"
      And namespace "production"

    @route
    Scenario: All URLs of the edge
      Given I run "oc expose svc/frontend"
      When I run "oc get route -n production -o jsonpath='{.items[*].spec.host}'"
      Then the output contains "api.apps.cluster.example.com frontend-production.apps.cluster.example.com"

    @route
    Scenario: The brief's timeout of 60 seconds takes the place of the router's 30
      Given I run "kubectl get pods -n production -l app=api -o name"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: slow, namespace: production, labels: { app: slow }, annotations: { podwire.dev/answers: delay=45s } }
        spec: { containers: [{ name: slow, image: slow, ports: [{ name: http, containerPort: 8080 }] }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: api, namespace: production }
        spec: { selector: { app: slow }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
        """
      When an external client curls https://api.apps.cluster.example.com/
      Then the response status is 200
      When I run "oc annotate route api -n production haproxy.router.openshift.io/timeout-"
      And an external client curls https://api.apps.cluster.example.com/
      Then the response status is 504
