@service-proxy
Feature: Who is an endpoint, and what happens without one

  Background:
    Given the manifests in "fixtures/web.yaml"
    And namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { app: web }
        ports: [{ name: http, port: 80, targetPort: http }]
      """

  @S32
  Scenario: The pods that the selector matches
    Then Service "web" has endpoints:
      | 10.244.1.11:8080 |
      | 10.244.1.12:8080 |
      | 10.244.2.13:8080 |

  @S33 @S54
  Scenario: A pod that is not ready gets no traffic
    When pod "web-2" becomes unready
    And client curls http://web
    Then 100 requests reach:
      | backend    | share |
      | shop/web-1 | 1/2   |
      | shop/web-3 | 1/2   |

  @S33 @S54
  Scenario: Traffic returns with readiness
    When pod "web-1" becomes unready
    And pod "web-2" becomes unready
    And client curls http://web
    Then it reaches pod "web-3"
    When pod "web-1" becomes ready
    And client curls http://web
    Then 100 requests reach:
      | backend    | share |
      | shop/web-1 | 1/2   |
      | shop/web-3 | 1/2   |

  @S57
  Scenario: With no ready pod left the client is refused at once
    When pod "web-1" becomes unready
    And pod "web-2" becomes unready
    And pod "web-3" becomes unready
    And client curls http://web
    Then it is refused

  @S77
  Scenario: publishNotReadyAddresses keeps pods that are not ready
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        publishNotReadyAddresses: true
        selector: { app: web }
        ports: [{ name: http, port: 80, targetPort: http }]
      """
    And pod "web-1" becomes unready
    And pod "web-2" becomes unready
    And pod "web-3" becomes unready
    And client curls http://web
    Then it succeeds

  @S57
  Scenario: A selector that matches nothing is refused
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { app: wbe }
        ports: [{ name: http, port: 80, targetPort: http }]
      """
    And client curls http://web
    Then it is refused

  Scenario: A new pod with the labels joins
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web-4, namespace: shop, labels: { app: web } }
      spec: { containers: [{ name: web, image: "nginx:1.27", ports: [{ name: http, containerPort: 8080 }] }] }
      """
    And client curls http://web
    Then 400 requests reach:
      | backend    | share |
      | shop/web-1 | 1/4   |
      | shop/web-2 | 1/4   |
      | shop/web-3 | 1/4   |
      | shop/web-4 | 1/4   |

  Scenario: A deleted pod leaves
    When I delete "pod/shop/web-1"
    And I delete "pod/shop/web-2"
    And client curls http://web
    Then it reaches pod "web-3"

  @S32
  Scenario: A finished pod is no endpoint
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web-done, namespace: shop, labels: { app: web } }
      spec: { containers: [{ name: web, image: "nginx:1.27", ports: [{ name: http, containerPort: 8080 }] }] }
      status: { phase: Succeeded, podIP: 10.244.1.50 }
      """
    Then Service "web" has endpoints:
      | 10.244.1.11:8080 |
      | 10.244.1.12:8080 |
      | 10.244.2.13:8080 |

  @S37
  Scenario: A pod that lacks the named port is left out of it
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web-old, namespace: shop, labels: { app: web } }
      spec: { containers: [{ name: web, image: "nginx:1.25", ports: [{ name: www, containerPort: 8080 }] }] }
      """
    And client curls http://web
    Then 300 requests reach:
      | backend    | share |
      | shop/web-1 | 1/3   |
      | shop/web-2 | 1/3   |
      | shop/web-3 | 1/3   |

  @S37 @S78
  Scenario: One port name may stand for another number in each pod
    When I delete "pod/shop/web-1"
    And I delete "pod/shop/web-2"
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web-new, namespace: shop, labels: { app: web } }
      spec: { containers: [{ name: web, image: "nginx:1.29", ports: [{ name: http, containerPort: 8000 }] }] }
      status: { podIP: 10.244.1.60 }
      """
    Then Service "web" has endpoints:
      | 10.244.1.60:8000 |
      | 10.244.2.13:8080 |
    When client curls http://web
    Then it succeeds
    And 100 requests reach:
      | backend      | share |
      | shop/web-3   | 1/2   |
      | shop/web-new | 1/2   |

  @S35
  Scenario: The named port must have the Service's protocol
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { app: web }
        ports: [{ name: http, port: 80, targetPort: http, protocol: UDP }]
      """
    And client connects to web:80 over UDP
    Then it is refused

  @S31
  Scenario: A Service without a selector gets no endpoints by itself
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: legacy, namespace: shop }
      spec:
        ports: [{ name: http, port: 80 }]
      """
    And client curls http://legacy
    Then it is refused

  @S48
  Scenario: A hand-written EndpointSlice serves a Service without a selector
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: legacy, namespace: shop }
      spec:
        ports: [{ name: http, port: 80 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: legacy-1
        namespace: shop
        labels: { kubernetes.io/service-name: legacy }
      addressType: IPv4
      ports: [{ name: http, port: 8080, protocol: TCP }]
      endpoints: [{ addresses: ["10.244.1.11"] }]
      """
    And client curls http://legacy
    Then it succeeds
    And it reaches pod "web-1"

  @S48
  Scenario: Its port has to carry the Service port's name
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: legacy, namespace: shop }
      spec:
        ports: [{ name: http, port: 80 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: legacy-1
        namespace: shop
        labels: { kubernetes.io/service-name: legacy }
      addressType: IPv4
      ports: [{ name: web, port: 8080, protocol: TCP }]
      endpoints: [{ addresses: ["10.244.1.11"] }]
      """
    And client curls http://legacy
    Then it is refused
