Feature: Monday on OpenShift

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:visitors
  Scenario: Visitors see the shop over HTTPS
    When an external client curls https://shop.apps.example.com/
    Then it succeeds
    And it reaches pod "web"

  @task:names
  Scenario: The web server finds the API by its name
    When web curls http://api
    Then it succeeds
    And it reaches pod "api"
    And the connectivity is:
      |     | dns-default.openshift-dns:53/UDP | dns-default.openshift-dns:53/TCP |
      | web | ✓                                | ✓                                |

  @task:closed-world
  Scenario: One connection and one door in the shop; the others go on among themselves
    Then only these connections are allowed:
      | from                | to                  | port |
      | web                 | api                 | 8080 |
      | dev/tester          | dev/toy             | 8080 |
      | dev/tester          | openshift-dns/debug | 8080 |
      | dev/toy             | openshift-dns/debug | 8080 |
      | openshift-dns/debug | dev/toy             | 8080 |
    When an external client curls https://shop.apps.example.com/
    Then it succeeds
    When I apply:
      """yaml
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata: { name: probe, namespace: shop }
      spec: { host: probe.apps.example.com, to: { kind: Service, name: api } }
      """
    And an external client curls http://probe.apps.example.com/
    Then it fails
