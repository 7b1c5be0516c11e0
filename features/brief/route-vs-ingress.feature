Feature: Route or Ingress, row by row
  The brief's table of the two, each cell as something that happens.

  Background:
    Given the manifests in "manifests/services.yaml"
    And the manifests in "fixtures/production.yaml"
    And namespace "production"

  Rule: Platform support

    @route
    Scenario: A Route needs nothing but OpenShift
      Given the profile "openshift"
      When I run "oc expose svc/api"
      And an external client curls http://api-production.apps.example.com/
      Then it reaches service "production/api"

    @ingress
    Scenario: An Ingress needs a controller for its class, and does nothing without one
      Given the ingress controller is "ingress-nginx"
      And these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: api, namespace: production }
        spec:
          ingressClassName: traefik
          rules:
            - host: api.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }] }
        """
      Then Ingress "api" has:
        | status | (absent) |
      When an external client curls http://api.example.com/
      Then the name does not resolve

  Rule: TLS modes

    @route
    Scenario Outline: A Route says <termination>, and TLS ends <where>
      Given the profile "openshift"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: secure, namespace: production, labels: { app: secure }, annotations: { podwire.dev/listen: 8443/HTTPS } }
        spec: { containers: [{ name: secure, image: secure, ports: [{ name: https, containerPort: 8443 }] }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: secure, namespace: production }
        spec: { selector: { app: secure }, ports: [{ port: 443, targetPort: https }] }
        ---
        apiVersion: route.openshift.io/v1
        kind: Route
        metadata: { name: shown, namespace: production }
        spec: { host: shown.apps.example.com, to: { kind: Service, name: <service> }, tls: { termination: <termination> } }
        """
      When an external client curls https://shown.apps.example.com/
      Then it reaches service "production/<service>"

      Examples:
        | termination | service | where                              |
        | edge        | api     | at the router                      |
        | reencrypt   | secure  | at the router, and begins anew     |
        | passthrough | secure  | in the pod                         |

    @ingress
    Scenario: An Ingress names a Secret, and TLS ends at the controller
      Given the ingress controller is "ingress-nginx"
      And the manifests in "edge/ingress.yaml"
      And a TLS Secret "api-tls" for "api.example.com"
      When an external client curls https://api.example.com/v1/orders
      Then it reaches service "production/api"
      And the served certificate is "Secret production/api-tls"

    @ingress
    Scenario: For passthrough an Ingress needs an annotation that its controller understands
      Given the profile "openshift"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: secure, namespace: production, labels: { app: secure }, annotations: { podwire.dev/listen: 8443/HTTPS } }
        spec: { containers: [{ name: secure, image: secure, ports: [{ name: https, containerPort: 8443 }] }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: secure, namespace: production }
        spec: { selector: { app: secure }, ports: [{ name: https, port: 443, targetPort: https }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: secure
          namespace: production
          annotations: { route.openshift.io/termination: passthrough }
        spec:
          rules:
            - host: secure.apps.example.com
              http:
                paths:
                  - { path: "", pathType: ImplementationSpecific, backend: { service: { name: secure, port: { name: https } } } }
        """
      When an external client curls https://secure.apps.example.com/
      Then it reaches service "production/secure"

  Rule: TCP and UDP

    @route
    Scenario Outline: <what> through a Route: it ends as <ending>
      Given the profile "openshift"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: db, namespace: production, labels: { app: db }, annotations: { podwire.dev/listen: <listen> } }
        spec: { containers: [{ name: db, image: db, ports: [{ name: db, containerPort: 5432 }] }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: db, namespace: production }
        spec: { selector: { app: db }, ports: [{ name: db, port: 5432, targetPort: db }] }
        ---
        apiVersion: route.openshift.io/v1
        kind: Route
        metadata: { name: db, namespace: production }
        spec: { host: db.apps.example.com, to: { kind: Service, name: db }<tls> }
        """
      When an external client curls <scheme>://db.apps.example.com/
      Then it ends as <ending>

      Examples: Only a stream that begins with TLS and a server name passes, whatever it carries
        | what                     | listen     | scheme | tls                                 | ending   |
        | TLS                      | 5432/HTTPS | https  | , tls: { termination: passthrough } | answered |
        | a database without TLS   | 5432/TCP   | https  | , tls: { termination: passthrough } | tls-failed |

    @ingress
    Scenario: An Ingress has HTTP alone: a database behind it hangs up
      Given the ingress controller is "ingress-nginx"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: db, namespace: production, labels: { app: db }, annotations: { podwire.dev/listen: 5432/TCP } }
        spec: { containers: [{ name: db, image: db, ports: [{ name: db, containerPort: 5432 }] }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: db, namespace: production }
        spec: { selector: { app: db }, ports: [{ port: 5432, targetPort: db }] }
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

  Rule: Portability

    @ingress
    Scenario Outline: One Ingress works <where>
      Given the profile "<profile>"
      And the ingress controller is "<controller>"
      And these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: api, namespace: production, annotations: { nginx.ingress.kubernetes.io/ssl-redirect: "false" } }
        spec:
          <class>
          rules:
            - host: api.apps.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }] }
        """
      When an external client curls http://api.apps.example.com/orders
      Then it reaches service "production/api"

      Examples: The class says whose it is; OpenShift turns it into a Route
        | where                 | profile   | controller    | class                                          |
        | with ingress-nginx    | kubeadm   | ingress-nginx | ingressClassName: nginx                        |
        | with OpenShift        | openshift | openshift     | ingressClassName: openshift-default            |
