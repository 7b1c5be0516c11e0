@pod-link @service-proxy
Feature: A pod that its own Service leads back to itself
  On flannel's bridge the packet returns through the port that it came by, which a bridge does only when it is told so.

  Background:
    Given the flannel CNI
    And namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: api-1, namespace: shop, labels: { app: api } }
      spec: { containers: [{ name: api, image: "api:1", ports: [{ containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: shop }
      spec: { containers: [{ name: curl, image: "curlimages/curl:8.10.1" }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: api, namespace: shop }
      spec: { selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }
      """

  @S64
  Scenario: As flannel's manifest sets the bridge, it works
    When api-1 curls http://api
    Then it reaches pod "api-1"

  @S64
  Scenario Outline: The bridge is told <options>: the pod reaches itself <how>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: kube-flannel-cfg, namespace: kube-flannel }
      data:
        cni-conf.json: |
          {
            "name": "cbr0",
            "plugins": [
              { "type": "flannel", "delegate": { <options> } },
              { "type": "portmap", "capabilities": { "portMappings": true } }
            ]
          }
      """
    When api-1 curls http://api
    Then it ends as <ending>
    When client curls http://api
    Then it succeeds
    When api-1 connects to pod "api-1" on port 8080 over TCP
    Then it succeeds

    Examples:
      | options                                          | how       | ending   |
      | "hairpinMode": true, "isDefaultGateway": true    | all right | answered |
      | "hairpinMode": false, "isDefaultGateway": true   | no more   | dropped  |
      | "isDefaultGateway": true                         | no more   | dropped  |
      | "promiscMode": true                              | all right | answered |

  @S64
  Scenario: A network that routes between pods has no such bridge
    Given the calico CNI
    And these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: kube-flannel-cfg, namespace: kube-flannel }
      data: { cni-conf.json: '{ "type": "flannel" }' }
      """
    When api-1 curls http://api
    Then it reaches pod "api-1"
