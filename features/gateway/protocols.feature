Feature: What the edge speaks to a backend
  In HTTP/1.1, unless somebody says that the pods want HTTP/2; and WebSocket for those who ask for it. A pod says what it
  speaks with `podwire.dev/listen`: HTTP1 and H2C are strict, WS takes WebSocket as well.

  Background:
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: web
        namespace: shop
        labels: { app: web }
        annotations: { podwire.dev/listen: "8081/H2C, 8082/WS, 8083/HTTP1" }
      spec: { containers: [{ name: web, image: web }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: shop }
      spec: { containers: [{ name: client, image: curl }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { app: web }
        ports:
          - { name: h2c, port: 81, targetPort: 8081, appProtocol: kubernetes.io/h2c }
          - { name: ws, port: 82, targetPort: 8082, appProtocol: kubernetes.io/ws }
          - { name: one, port: 83, targetPort: 8083 }
          - { name: untold, port: 84, targetPort: 8081 }
          - { name: wrong, port: 85, targetPort: 8083, appProtocol: kubernetes.io/h2c }
      """
    And namespace "shop"

  Rule: A client inside the cluster

    Scenario Outline: curl <options> http://web:<port> is <what>
      When I run "kubectl exec client -- curl -s -i -m 2 <options> http://web:<port>/"
      Then the output contains "<what>"

      Examples:
        | port | options                                                                                                       | what              |
        | 81   | --http2-prior-knowledge                                                                                       | 200 OK            |
        | 82   | -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: aGVsbG8=' | 101 Switching     |
        | 82   | -H 'Connection: keep-alive, Upgrade' -H 'Upgrade: WebSocket'                                                  | 400 Bad Request   |
        | 82   | -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: aGVsbG8='                       | 200 OK            |
        | 83   | -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: aGVsbG8=' | 200 OK            |

    Scenario: A server of HTTP/2 hangs up on HTTP/1.1, and the other way round
      When client curls http://web:81/
      Then it ends as closed
      When client curls http://web:83/ with:
        | option                  |
        | --http2-prior-knowledge |
      Then it ends as closed

  Rule: A Gateway goes by the Service's appProtocol

    Background:
      Given these manifests:
        """yaml
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: shop }
        spec: { gatewayClassName: eg, listeners: [{ name: http, port: 80, protocol: HTTP }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: shop, namespace: shop }
        spec:
          parentRefs: [{ name: edge }]
          hostnames: [shop.example.com]
          rules:
            - { matches: [{ path: { value: /h2c } }], backendRefs: [{ name: web, port: 81 }] }
            - { matches: [{ path: { value: /ws } }], backendRefs: [{ name: web, port: 82 }] }
            - { matches: [{ path: { value: /one } }], backendRefs: [{ name: web, port: 83 }] }
            - { matches: [{ path: { value: /untold } }], backendRefs: [{ name: web, port: 84 }] }
            - { matches: [{ path: { value: /wrong } }], backendRefs: [{ name: web, port: 85 }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: GRPCRoute
        metadata: { name: grpc, namespace: shop }
        spec:
          parentRefs: [{ name: edge }]
          hostnames: [grpc.example.com]
          rules: [{ backendRefs: [{ name: web, port: 84 }] }]
        """

    @gateway
    Scenario Outline: HTTP/1.1 to <path> is <status>
      When an external client curls http://shop.example.com<path>
      Then the response status is <status>

      Examples: untold speaks HTTP/2 and nobody says so, wrong is said to and does not
        | path    | status |
        | /h2c    | 200    |
        | /ws     | 200    |
        | /one    | 200    |
        | /untold | 502    |
        | /wrong  | 502    |

    @gateway
    Scenario Outline: HTTP/2 from the client to <path> is <status>, because the backend's version is the proxy's affair
      When an external client curls http://shop.example.com<path> with:
        | option                  |
        | --http2-prior-knowledge |
      Then the response status is <status>

      Examples:
        | path    | status |
        | /h2c    | 200    |
        | /one    | 200    |
        | /untold | 502    |

    @gateway
    Scenario: A GRPCRoute speaks HTTP/2 whatever the Service says
      When an external client curls http://grpc.example.com/shop.Cart/Add
      Then the response status is 200

    @gateway
    Scenario: WebSocket through the proxy
      When an external client curls http://shop.example.com/ws with:
        | header                        |
        | Connection: Upgrade           |
        | Upgrade: websocket            |
        | Sec-WebSocket-Version: 13     |
        | Sec-WebSocket-Key: aGVsbG8=   |
      Then the response status is 101
      And the response header "upgrade" is "websocket"
      And it reaches pod "web"

  Rule: ingress-nginx goes by its own annotation

    Background:
      Given the ingress controller is "ingress-nginx"
      And these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: grpc, namespace: shop, annotations: { nginx.ingress.kubernetes.io/backend-protocol: GRPC } }
        spec:
          ingressClassName: nginx
          rules:
            - host: grpc.example.com
              http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 84 } } } }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop, namespace: shop }
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http:
                paths:
                  - { path: /h2c, pathType: Prefix, backend: { service: { name: web, port: { number: 81 } } } }
                  - { path: /ws, pathType: Prefix, backend: { service: { name: web, port: { number: 82 } } } }
        """

    @ingress
    Scenario Outline: <url> is <status>
      When an external client curls <url>
      Then the response status is <status>

      Examples: appProtocol says nothing to it
        | url                         | status |
        | http://grpc.example.com/a/b | 200    |
        | http://shop.example.com/h2c | 502    |
        | http://shop.example.com/ws  | 200    |

    @ingress
    Scenario: WebSocket through nginx, which writes Connection itself
      When an external client curls http://shop.example.com/ws with:
        | header                        |
        | Upgrade: websocket            |
        | Sec-WebSocket-Version: 13     |
        | Sec-WebSocket-Key: aGVsbG8=   |
      Then the response status is 101

  Rule: The OpenShift router goes by appProtocol

    Background:
      Given the profile "openshift"
      And these manifests:
        """yaml
        apiVersion: route.openshift.io/v1
        kind: Route
        metadata: { name: h2c, namespace: shop }
        spec: { host: h2c.apps.example.com, port: { targetPort: h2c }, to: { kind: Service, name: web } }
        ---
        apiVersion: route.openshift.io/v1
        kind: Route
        metadata: { name: untold, namespace: shop }
        spec: { host: untold.apps.example.com, port: { targetPort: untold }, to: { kind: Service, name: web } }
        ---
        apiVersion: route.openshift.io/v1
        kind: Route
        metadata: { name: ws, namespace: shop }
        spec: { host: ws.apps.example.com, port: { targetPort: ws }, to: { kind: Service, name: web } }
        """

    @route @R51
    Scenario Outline: <host> is <status>
      When an external client curls http://<host>.apps.example.com/
      Then the response status is <status>

      Examples:
        | host   | status |
        | h2c    | 200    |
        | untold | 502    |
        | ws     | 200    |

    @route
    Scenario: WebSocket through the router
      When an external client curls http://ws.apps.example.com/ with:
        | header                        |
        | Connection: Upgrade           |
        | Upgrade: websocket            |
        | Sec-WebSocket-Version: 13     |
        | Sec-WebSocket-Key: aGVsbG8=   |
      Then the response status is 101
