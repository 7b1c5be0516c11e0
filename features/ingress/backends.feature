@ingress
Feature: What the controller makes of its backends

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
        rules:
          - host: shop.example.com
            http:
              paths:
                - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
                - { path: /pod-port, pathType: Prefix, backend: { service: { name: web, port: { number: 8080 } } } }
                - { path: /nobody, pathType: Prefix, backend: { service: { name: wbe, port: { number: 80 } } } }
                - { path: /name, pathType: Prefix, backend: { service: { name: cart, port: { name: http } } } }
                - { path: /static, pathType: Prefix, backend: { resource: { apiGroup: k8s.example.com, kind: StorageBucket, name: static } } }
      """

  @I27 @I29 @I33
  Scenario Outline: <what> is answered <status>
    When an external client curls http://shop.example.com<path>
    Then the response status is <status>

    Examples:
      | what                                     | path      | status |
      | The pod's port instead of the Service's  | /pod-port | 503    |
      | A Service that does not exist            | /nobody   | 503    |
      | A port name that is the pod's            | /name     | 503    |
      | Another resource                         | /static   | 404    |

  @I29
  Scenario: Without a ready pod it is 503, not refused
    When pod "web" becomes unready
    And an external client curls http://shop.example.com/
    Then the response status is 503

  @I32
  Scenario: The pod sees the controller, wherever the client is
    When an external client curls http://shop.example.com/
    Then it reaches service "web"
    And it reaches pod "web"

  @I32
  Scenario: A default deny in the shop locks the controller out, and the client waits for a 504
    Given a default-deny ingress policy in namespace "shop"
    When an external client curls http://shop.example.com/
    Then the response status is 504
    And it is denied by policy "shop/default-deny"

  @I32
  Scenario: Allowing the controller's namespace is what opens it
    Given a default-deny ingress policy in namespace "shop"
    And these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: from-the-edge, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: web } }
        ingress:
          - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress } } }]
            ports: [{ port: http }]
      """
    When an external client curls http://shop.example.com/
    Then it succeeds

  Scenario: A pod uses the host's public name as well
    When cart curls http://shop.example.com/
    Then it reaches pod "web"

  Scenario: Public DNS may know nothing of it
    Given the profile "external-dns=false"
    When an external client curls http://shop.example.com/
    Then the name does not resolve
    When an external client curls http://shop.example.com/ with:
      | option                                      |
      | --resolve shop.example.com:80:203.0.113.129 |
    Then it succeeds
