@service-proxy
Feature: Traffic during a rollout
  A new template makes new pods. As long as they are not ready, the old ones that must stay serve; `maxSurge` and
  `maxUnavailable` say how many there are of each. The annotation `podwire.dev/ready: "false"` on a template stands for pods
  that do not become ready by themselves.

  Background:
    Given a cluster with 3 nodes
    And namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: shop }
      spec:
        replicas: 4
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { containers: [{ name: web, image: "web:1", ports: [{ name: http, containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: shop }
      spec: { containers: [{ name: client, image: curl }] }
      """

  Scenario: An image that works
    When the image of "web" is changed to "web:2"
    And client curls http://web
    Then it succeeds
    And Deployment "web" has:
      | spec.template.spec.containers[0].image | web:2 |

  Scenario Outline: A version that does not get ready, <strategy>
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: shop }
      spec:
        replicas: 4
        <strategy>
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web }, annotations: { podwire.dev/ready: "false" } }
          spec: { containers: [{ name: web, image: "web:2", ports: [{ name: http, containerPort: 9090 }] }] }
      """
    Then there are <old> pods of "web" with image "web:1"
    And there are <new> pods of "web" with image "web:2"
    When client curls http://web
    Then it ends as <ending>

    Examples:
      | strategy                                                               | old | new | ending   |
      |                                                                        | 3   | 2   | answered |
      | strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }        | 3   | 1   | answered |
      | strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }        | 4   | 1   | answered |
      | strategy: { rollingUpdate: { maxSurge: 100%, maxUnavailable: 0 } }     | 4   | 4   | answered |
      | strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 50% } }      | 2   | 2   | answered |
      | strategy: { type: Recreate }                                           | 0   | 4   | refused  |
      | paused: true                                                           | 4   | 0   | answered |

  Scenario: A StatefulSet begins with its last pod, and waits there
    Given these manifests:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: db, namespace: shop }
      spec:
        serviceName: db
        replicas: 3
        selector: { matchLabels: { app: db } }
        template:
          metadata: { labels: { app: db } }
          spec: { containers: [{ name: db, image: "db:1", ports: [{ containerPort: 5432 }] }] }
      """
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: db, namespace: shop }
      spec:
        serviceName: db
        replicas: 3
        selector: { matchLabels: { app: db } }
        template:
          metadata: { labels: { app: db }, annotations: { podwire.dev/ready: "false" } }
          spec: { containers: [{ name: db, image: "db:2", ports: [{ containerPort: 5432 }] }] }
      """
    Then Pod "db-2" has:
      | spec.containers[0].image | db:2 |
    And Pod "db-1" has:
      | spec.containers[0].image | db:1 |
    When pod "db-2" becomes ready
    Then Pod "db-1" has:
      | spec.containers[0].image | db:2 |
    And Pod "db-0" has:
      | spec.containers[0].image | db:1 |

  Scenario: A DaemonSet goes from node to node
    Given these manifests:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: { name: agent, namespace: shop }
      spec:
        selector: { matchLabels: { app: agent } }
        template:
          metadata: { labels: { app: agent } }
          spec: { containers: [{ name: agent, image: "agent:1" }] }
      """
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: { name: agent, namespace: shop }
      spec:
        selector: { matchLabels: { app: agent } }
        template:
          metadata: { labels: { app: agent }, annotations: { podwire.dev/ready: "false" } }
          spec: { containers: [{ name: agent, image: "agent:2" }] }
      """
    Then there are 2 pods of "agent" with image "agent:1"
    And there is 1 pod of "agent" with image "agent:2"
    When the image of "agent" is changed to "agent:3"
    Then there are 2 pods of "agent" with image "agent:1"
    And there is 1 pod of "agent" with image "agent:3"

  Scenario Outline: A DaemonSet with maxSurge <surge> starts the new pod beside the old one
    Given these manifests:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: { name: agent, namespace: shop }
      spec:
        updateStrategy: { rollingUpdate: { maxSurge: <surge>, maxUnavailable: 0 } }
        selector: { matchLabels: { app: agent } }
        template:
          metadata: { labels: { app: agent } }
          spec: { containers: [{ name: agent, image: "agent:1" }] }
      """
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: { name: agent, namespace: shop }
      spec:
        updateStrategy: { rollingUpdate: { maxSurge: <surge>, maxUnavailable: 0 } }
        selector: { matchLabels: { app: agent } }
        template:
          metadata: { labels: { app: agent }, annotations: { podwire.dev/ready: "false" } }
          spec: { containers: [{ name: agent, image: "agent:2" }] }
      """
    Then there are 3 pods of "agent" with image "agent:1"
    And there are <new> pods of "agent" with image "agent:2"
    When the image of "agent" is changed to "agent:3"
    Then there are 3 pods of "agent" with image "agent:1"
    And there are 0 pods of "agent" with image "agent:2"
    And there are <new> pods of "agent" with image "agent:3"

    Examples:
      | surge | new |
      | 1     | 1   |
      | 2     | 2   |
      | 50%   | 2   |
      | 100%  | 3   |

  Scenario Outline: A DaemonSet <what>
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: { name: agent, namespace: shop }
      spec:
        updateStrategy: { rollingUpdate: <rollingUpdate> }
        selector: { matchLabels: { app: agent } }
        template:
          metadata: { labels: { app: agent } }
          spec: { containers: [{ name: agent, image: "agent:1" }] }
      """
    Then applying is refused with "<words>"

    Examples:
      | what                               | rollingUpdate                      | words                                          |
      | that surges and takes away at once | { maxSurge: 1, maxUnavailable: 1 } | may not be set when maxUnavailable is non-zero |
      | that surges, with the default of 1 | { maxSurge: 1 }                    | may not be set when maxUnavailable is non-zero |
      | that may do neither                | { maxSurge: 0, maxUnavailable: 0 } | cannot be 0 when maxSurge is 0                 |
