@gateway
Feature: Which rule of an HTTPRoute takes a request

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Scenario Outline: <method> <path> with <header> goes to <pod>
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: shop, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [shop.example.com]
        rules:
          - backendRefs: [{ name: web, port: 80 }]
          - matches: [{ path: { value: /cart } }, { path: { type: Exact, value: /basket } }]
            backendRefs: [{ name: cart, port: 8000 }]
          - matches: [{ path: { type: Exact, value: /cart/help } }]
            backendRefs: [{ name: web, port: 80 }]
          - matches: [{ method: POST, path: { value: /orders } }]
            backendRefs: [{ name: cart, port: 8000 }]
          - matches: [{ headers: [{ name: X-Cart, value: "yes" }] }]
            backendRefs: [{ name: cart, port: 8000 }]
          - matches: [{ queryParams: [{ name: basket, value: open }] }]
            backendRefs: [{ name: cart, port: 8000 }]
          - matches: [{ path: { type: RegularExpression, value: "/v[0-9]+/cart" } }]
            backendRefs: [{ name: cart, port: 8000 }]
      """
    When an external client curls http://shop.example.com<path> with:
      | method   | header   |
      | <method> | <header> |
    Then it reaches pod "<pod>"

    Examples: The longest prefix, element by element; exact paths before prefixes
      | method | path          | header    | pod  |
      | GET    | /             | A: b      | web  |
      | GET    | /cart         | A: b      | cart |
      | GET    | /cart/        | A: b      | cart |
      | GET    | /cartoon      | A: b      | web  |
      | GET    | /cart/help    | A: b      | web  |
      | GET    | /cart/help/me | A: b      | cart |
      | GET    | /basket       | A: b      | cart |
      | GET    | /basket/      | A: b      | web  |

    Examples: Method, headers and query parameters decide between equal paths
      | method | path           | header      | pod  |
      | POST   | /orders/1      | A: b        | cart |
      | GET    | /orders/1      | A: b        | web  |
      | GET    | /              | x-cart: yes | cart |
      | GET    | /              | X-Cart: YES | web  |
      | GET    | /?basket=open  | A: b        | cart |
      | GET    | /?basket=close | A: b        | web  |

    Examples: An expression has to take the whole path
      | method | path        | header | pod  |
      | GET    | /v12/cart   | A: b   | cart |
      | GET    | /v12/cart/1 | A: b   | web  |

  Scenario: The older of two routes wins
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: a-later-one, namespace: shop, creationTimestamp: "2026-06-02T00:00:00Z" }
      spec: { parentRefs: [{ name: edge }], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: the-first, namespace: shop, creationTimestamp: "2026-06-01T00:00:00Z" }
      spec: { parentRefs: [{ name: edge }], rules: [{ backendRefs: [{ name: cart, port: 8000 }] }] }
      """
    When an external client curls http://203.0.113.200/
    Then it reaches pod "cart"

  Scenario: A host of its own does not fall back to the wildcard's routes
    Given these manifests:
      """yaml
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: own, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [shop.example.com]
        rules: [{ matches: [{ path: { value: /web } }], backendRefs: [{ name: web, port: 80 }] }]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: rest, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: ["*.example.com"]
        rules: [{ backendRefs: [{ name: cart, port: 8000 }] }]
      """
    When an external client curls http://shop.example.com/cart
    Then the response status is 404
    When an external client curls http://other.example.com/cart
    Then it reaches pod "cart"
    When an external client curls http://a.b.example.com/
    Then it reaches pod "cart"
