@ingress @ingress-nginx
Feature: How often ingress-nginx lets a client ask
  `limit-rps` and `limit-rpm` are buckets that leak: a burst of five times the limit passes at once, what comes on top is 503.
  `limit-connections` counts requests that are still open. The real nginx was asked the same.

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Scenario Outline: <annotations>: the last of <times> requests, <apart> seconds apart, is <status>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { <annotations> } }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      """
    When external curls http://shop.example.com/ <times> times, <apart> seconds apart
    Then the response status is <status>

    Examples: One more than the burst passes, for the first finds the bucket empty
      | annotations                                                                                       | times | apart | status |
      | nginx.ingress.kubernetes.io/limit-rps: "1"                                                         | 6     | 0     | 200    |
      | nginx.ingress.kubernetes.io/limit-rps: "1"                                                         | 7     | 0     | 503    |
      | nginx.ingress.kubernetes.io/limit-rps: "1"                                                         | 50    | 1     | 200    |
      | nginx.ingress.kubernetes.io/limit-rpm: "6"                                                         | 31    | 0     | 200    |
      | nginx.ingress.kubernetes.io/limit-rpm: "6"                                                         | 32    | 0     | 503    |
      | nginx.ingress.kubernetes.io/limit-rpm: "6"                                                         | 50    | 10    | 200    |
      | nginx.ingress.kubernetes.io/limit-rps: "1", nginx.ingress.kubernetes.io/limit-burst-multiplier: "1" | 3     | 0     | 503    |
      | nginx.ingress.kubernetes.io/limit-rps: "9", nginx.ingress.kubernetes.io/limit-rpm: "1"              | 7     | 0     | 503    |

    Examples: Who is not counted, and what counts for nothing
      | annotations                                                                                       | times | apart | status |
      | nginx.ingress.kubernetes.io/limit-rps: "1", nginx.ingress.kubernetes.io/limit-allowlist: 203.0.113.0/24 | 50 | 0    | 200    |
      | nginx.ingress.kubernetes.io/limit-rps: "1", nginx.ingress.kubernetes.io/limit-whitelist: 198.51.100.0/24 | 50 | 0   | 503    |
      | nginx.ingress.kubernetes.io/limit-rps: "1", nginx.ingress.kubernetes.io/limit-burst-multiplier: two | 6     | 0     | 200    |
      | nginx.ingress.kubernetes.io/limit-rps: "1", nginx.ingress.kubernetes.io/limit-burst-multiplier: two | 7     | 0     | 503    |
      | nginx.ingress.kubernetes.io/limit-rps: "1", nginx.ingress.kubernetes.io/limit-allowlist: 198.51.100.0/24, nginx.ingress.kubernetes.io/limit-whitelist: everybody | 7 | 0 | 503 |

    Examples: Its place among the phases: behind redirects, before address lists
      | annotations                                                                                       | times | apart | status |
      | nginx.ingress.kubernetes.io/limit-rps: "1", nginx.ingress.kubernetes.io/permanent-redirect: https://new.example.com | 50 | 0 | 301 |
      | nginx.ingress.kubernetes.io/limit-rps: "1", nginx.ingress.kubernetes.io/whitelist-source-range: 198.51.100.0/24 | 50 | 0 | 503 |
      | nginx.ingress.kubernetes.io/limit-rps: "1", nginx.ingress.kubernetes.io/whitelist-source-range: 198.51.100.0/24 | 5 | 0 | 403 |

  Scenario: Requests that are still open are counted apart, and the ConfigMap says the status
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
      data: { limit-conn-status-code: "429" }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/limit-connections: "2" } }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      """
    When external curls http://shop.example.com/ 2 times at once
    Then the response status is 200
    When external curls http://shop.example.com/ 3 times at once
    Then the response status is 429
    When external curls http://shop.example.com/ 30 times
    Then the response status is 200

  Scenario: A loop in the terminal runs into the limit, and waits it out
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { nginx.ingress.kubernetes.io/limit-rps: "1" } }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      """
    When I run "for i in 1 2 3 4 5 6 7 8; do curl -s -o /dev/null -w '%{http_code} ' http://shop.example.com/; done; sleep 1; curl -s -o /dev/null -w '%{http_code}' http://shop.example.com/"
    Then the output contains "200 200 200 200 200 200 503 503 200"
