Feature: Manifests of a scenario count as applied
  What is given to a scenario is what its author would have applied with kubectl, so applying it again finds its
  annotation and warns of nothing.

  Background:
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings, namespace: default }
      data: { colour: red }
      """

  Scenario: The same manifest changes nothing
    When I run:
      """bash
      cat > settings.yaml <<EOF
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings, namespace: default }
      data: { colour: red }
      EOF
      kubectl apply -f settings.yaml
      """
    Then the output contains "configmap/settings unchanged"

  Scenario: What an apply step changes counts as well
    When I run "kubectl get configmap settings -o name"
    And I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: more, namespace: default }
      data: { size: large }
      """
    And I run:
      """bash
      cat <<EOF | kubectl apply -f -
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: more, namespace: default }
      data: { size: large }
      EOF
      """
    Then the output contains "configmap/more unchanged"

  Scenario: What kubectl created without applying is warned of
    When I run:
      """bash
      kubectl create configmap bare --from-literal=a=b
      kubectl get configmap bare -o yaml | kubectl apply -f -
      """
    Then the output contains "is missing the kubectl.kubernetes.io/last-applied-configuration annotation"
