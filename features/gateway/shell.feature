@gateway
Feature: A Gateway from the terminal

  Background:
    Given the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Scenario: curl -v says the address that it connects to, not where the load balancer leads
    When I run:
      """
      cd /tmp
      cat > route.yaml <<'YAML'
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: away, namespace: shop }
      spec:
        parentRefs: [{ name: edge }]
        hostnames: [away.example.com]
        rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { hostname: shop.example.com, statusCode: 303 } }] }]
      YAML
      kubectl apply -f route.yaml
      curl -sv -o /dev/null http://away.example.com/cart 2>&1
      """
    Then the output is:
      """
      httproute.gateway.networking.k8s.io/away created
      * Host away.example.com:80 was resolved.
      * IPv6: (none)
      * IPv4: 203.0.113.200
      *   Trying 203.0.113.200:80...
      * Connected to away.example.com (203.0.113.200) port 80
      * using HTTP/1.x
      > GET /cart HTTP/1.1
      > Host: away.example.com
      > User-Agent: curl/8.12.1
      > Accept: */*
      > 
      * Request completely sent off
      < HTTP/1.1 303 See Other
      < Location: http://shop.example.com/cart
      < 
      * Connection #0 to host away.example.com left intact
      """
