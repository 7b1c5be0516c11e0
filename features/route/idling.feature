@route
Feature: A Service that sleeps until somebody comes
  `oc idle` scales the workloads of a Service to nothing and writes down on the Service what it took away. A router then goes
  to the Service's own address; OVN drops what comes there without a word and says so by an event (NeedPods), upon which
  OpenShift's unidling controller gives the workloads their replicas back. The client waits that long.

  Background:
    Given the profile "openshift"
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
        replicas: 2
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: client, namespace: shop }
      spec: { containers: [{ name: net, image: netshoot }] }
      ---
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: web, namespace: shop }
      spec: { host: web.apps.example.com, port: { targetPort: http }, to: { kind: Service, name: web } }
      """

  @R52
  Scenario: oc idle writes down what it takes away
    When I run "oc idle web"
    Then the output contains 'The service "shop/web" has been marked as idled'
    And the output contains 'The service will unidle Deployment "shop/web" to 2 replicas once it receives traffic'
    And the output contains 'Deployment "shop/web" has been idled'
    And Deployment "web" has:
      | spec.replicas | 0 |
    And Service "web" has:
      | metadata.annotations[idling.alpha.openshift.io/unidle-targets] | [{"kind":"Deployment","name":"web","group":"apps","replicas":2}] |

  @R52
  Scenario: A request through the router wakes it
    Given I run "oc idle web"
    When an external client curls http://web.apps.example.com/
    Then it succeeds
    And Deployment "web" has:
      | spec.replicas | 2 |
    When I run "oc get service web -o jsonpath='{.metadata.annotations}'"
    Then the output contains "k8s.ovn.org/unidled-at"

  @R52
  Scenario: So does a connection from within the cluster
    Given I run "oc idle web"
    When client curls http://web/
    Then it succeeds
    And Deployment "web" has:
      | spec.replicas | 2 |

  @R52
  Scenario: What names the pods' port names none of the Service's, and nobody is woken
    Given I run "oc idle web"
    And I run:
      """bash
      oc patch route web --type=merge -p '{"spec":{"port":{"targetPort":8080}}}'
      """
    When an external client curls http://web.apps.example.com/
    Then the response status is 503
    And Deployment "web" has:
      | spec.replicas | 0 |

  @R52
  Scenario: Where nobody knows what to wake, clients wait in vain, and half a minute later they are refused
    Given I run:
      """bash
      oc idle web
      oc annotate service web idling.alpha.openshift.io/unidle-targets-
      """
    When client curls http://web/
    Then it ends as dropped
    When 31 seconds pass
    And client curls http://web/
    Then it is refused

  @R52
  Scenario: Scaled to nothing by hand it does not sleep: it is refused at once
    Given I run "oc scale deployment web --replicas=0"
    When client curls http://web/
    Then it is refused
    When an external client curls http://web.apps.example.com/
    Then the response status is 503

  @R52
  Scenario: A second time there is nothing to take away
    Given I run "oc idle web"
    When I run "oc idle web"
    Then the output contains 'error: unable to mark the service "shop/web" as idled.'
