Feature: The terminal's clock is the cluster's
  Nobody waits for `sleep`: the cluster's time moves on instead, and what depends on time with it.

  Scenario: sleep moves the clock, and date and AGE show it
    Given the manifests in "../../examples/online-shop/manifests"
    When I run "date; sleep 90; date +%T; kubectl get svc api -n shop --no-headers"
    Then the output contains "Thu Jan  1 00:00:00 UTC 2026"
    And the output contains "00:01:30"
    And the output contains "90s"

  Scenario: A loop is held back by a Route's limit, and let in again when time has passed
    Given the profile "openshift"
    And namespace "shop"
    And these workloads:
      | name | namespace | ports     |
      | web  | shop      | http:8080 |
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { selector: { app: web }, ports: [{ name: http, port: 8080 }] }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata:
        name: web
        namespace: shop
        annotations:
          haproxy.router.openshift.io/rate-limit-connections: "true"
          haproxy.router.openshift.io/rate-limit-connections.rate-http: "3"
      spec: { to: { kind: Service, name: web } }
      """
    When I run "for i in 1 2 3 4 5; do curl -s -o /dev/null -w '%{http_code} ' http://web-shop.apps.example.com; done; sleep 11; curl -s -o /dev/null -w '%{http_code}' http://web-shop.apps.example.com"
    Then the output contains "200 200 200 000 000 200"
