@no-false-green
Feature: Inputs that are empty, missing or refused, and verdicts of nothing

  @errs
  Scenario: A folder without manifests
    Reason: there are no manifests in "nothing"
    Given the manifests in "nothing"

  @errs
  Scenario: A folder that does not exist
    Reason: did you mean "shop"
    Given the manifests in "shpo"

  @errs
  Scenario: A run without manifests
    Reason: given no manifests
    Given the manifests under test

  @errs
  Scenario: A doc string without manifests
    Reason: no manifests in the doc string
    Given these manifests:
      """yaml
      """

  @errs
  Scenario: A default deny in a misspelt namespace
    Reason: in namespace "shpo" selects no pod
    Given the manifests in "shop"
    And a default-deny ingress policy in namespace "shpo"
    When shop/frontend curls http://api:8080

  @errs
  Scenario: A refusal that the next step does not expect
    Reason: refused
    Given the manifests in "shop"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: broken, namespace: shop }
      spec: { ports: [{ port: 0 }] }
      """
    Then Service "shop/api" has no endpoints

  @errs
  Scenario: A refusal that no step expects
    Reason: refused
    Given the manifests in "shop"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: broken, namespace: shop }
      spec: { ports: [{ port: 0 }] }
      """

  @errs
  Scenario: A manifest that is refused when the cluster starts
    Reason: features/no-false-green/inputs.feature:
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: broken, namespace: shop }
      spec: { ports: [{ port: 0 }] }
      """
    When external curls http://203.0.113.20

  @fails
  Scenario: A refusal that does not happen
    Reason: everything was applied
    Given the manifests in "shop"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: fine, namespace: shop }
      spec: { ports: [{ port: 80 }] }
      """
    Then applying is refused with "spec.ports"

  @errs
  Scenario: A verdict without a request
    Reason: no request was made
    Given the manifests in "shop"
    Then it succeeds

  @errs
  Scenario: A verdict of a cluster that has changed since
    Reason: the cluster changed after the last request
    Given the manifests in "shop"
    When shop/frontend curls http://api:8080
    And I delete "networkpolicy/data/closed"
    Then it succeeds

  @errs
  Scenario: A connection without a port
    Reason: says no port
    Given the manifests in "shop"
    When shop/frontend connects to api over TCP

  @errs
  Scenario: A current namespace that is misspelt
    Reason: namespace "shpo" does not exist
    Given the manifests in "shop"
    And namespace "shpo"
    When frontend curls http://api.shop:8080
