@service-proxy @cluster-dns
Feature: Services without a cluster IP
  A headless Service is a name for its pods, an ExternalName Service a name for another name. Nothing is translated.

  Background:
    Given the manifests in "fixtures/web.yaml"
    And namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        clusterIP: None
        selector: { app: web }
        ports: [{ name: http, port: 80, targetPort: http }]
      """

  @S75 @D5
  Scenario: The name stands for the pods' addresses
    When client looks up "web"
    Then it resolves to:
      | 10.244.1.11 |
      | 10.244.1.12 |
      | 10.244.2.13 |

  @S75
  Scenario: The client uses the pods' port
    When client curls http://web:8080
    Then it succeeds

  @S75
  Scenario: The Service's port means nothing
    When client curls http://web:80
    Then it is refused

  @S76 @D14
  Scenario: ExternalName maps no port either
    Given the external host "legacy.example.com" at "203.0.113.80"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: legacy, namespace: shop }
      spec:
        type: ExternalName
        externalName: legacy.example.com
      """
    And client looks up "legacy"
    Then it resolves to:
      | 203.0.113.80 |
    When client connects to legacy:443 over TCP
    Then it succeeds
