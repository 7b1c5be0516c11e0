@service-proxy
Feature: What a container is told of Services in its environment
  pkg/kubelet/envvars, and getServiceEnvVarMap of pkg/kubelet/kubelet_pods.go: the older kind of discovery. A container knows
  the Services that were there when it started.

  Background:
    Given namespace "shop"
    And the profile "ip-families=IPv4,IPv6"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: foo-bar, namespace: shop }
      spec: { clusterIP: 10.96.1.1, ports: [{ port: 8080 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: abc-123, namespace: shop }
      spec: { clusterIP: 10.96.1.2, ports: [{ name: u-d-p, port: 8081, protocol: UDP }, { name: t-c-p, port: 8081 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: q-u-u-x, namespace: shop }
      spec: { clusterIP: 10.96.1.3, ports: [{ name: first, port: 8082 }, { name: "8083a", port: 8083 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: headless, namespace: shop }
      spec: { clusterIP: None, ports: [{ port: 8082 }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: alias, namespace: shop }
      spec: { type: ExternalName, externalName: example.com }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: super-ipv6, namespace: shop }
      spec: { ipFamilies: [IPv6], clusterIP: "fd00:10:96::84", ports: [{ name: u-d-p, port: 8084, protocol: UDP }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: sctp-1, namespace: shop }
      spec: { clusterIP: 10.96.1.5, ports: [{ port: 777, protocol: SCTP }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: elsewhere, namespace: default }
      spec: { clusterIP: 10.96.1.6, ports: [{ port: 80 }] }
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: app, namespace: shop }
      spec:
        selector: { matchLabels: { app: app } }
        template:
          metadata: { labels: { app: app } }
          spec:
            containers:
              - { name: app, image: "app:1", env: [{ name: FOO_BAR_SERVICE_PORT, value: "1" }, { name: URL, value: "http://$(ABC_123_SERVICE_HOST)" }] }
      """

  Scenario: Two variables for discovery, and those of Docker's links
    When I run "kubectl exec deploy/app -- env"
    Then the output contains "FOO_BAR_SERVICE_HOST=10.96.1.1"
    And the output contains "FOO_BAR_PORT=tcp://10.96.1.1:8080"
    And the output contains "FOO_BAR_PORT_8080_TCP=tcp://10.96.1.1:8080"
    And the output contains "FOO_BAR_PORT_8080_TCP_PROTO=tcp"
    And the output contains "FOO_BAR_PORT_8080_TCP_PORT=8080"
    And the output contains "FOO_BAR_PORT_8080_TCP_ADDR=10.96.1.1"
    And the output contains "ABC_123_SERVICE_PORT=8081"
    And the output contains "ABC_123_SERVICE_PORT_U_D_P=8081"
    And the output contains "ABC_123_SERVICE_PORT_T_C_P=8081"
    And the output contains "ABC_123_PORT=udp://10.96.1.2:8081"
    And the output contains "ABC_123_PORT_8081_TCP=tcp://10.96.1.2:8081"
    And the output contains "Q_U_U_X_SERVICE_PORT=8082"
    And the output contains "Q_U_U_X_SERVICE_PORT_8083A=8083"
    And the output contains "SUPER_IPV6_SERVICE_HOST=fd00:10:96::84"
    And the output contains "SUPER_IPV6_PORT=udp://[fd00:10:96::84]:8084"
    And the output contains "SUPER_IPV6_PORT_8084_UDP_ADDR=fd00:10:96::84"
    And the output contains "SCTP_1_PORT_777_SCTP=sctp://10.96.1.5:777"
    And the output contains "KUBERNETES_SERVICE_HOST=10.96.0.1"

  Scenario: What has no cluster IP, and what is in another namespace, is left out
    When I run "kubectl exec deploy/app -- env"
    Then the output does not contain "HEADLESS"
    And the output does not contain "ALIAS"
    And the output does not contain "ELSEWHERE"

  Scenario: Variables of the container's own win, and may use them
    When I run "kubectl exec deploy/app -- env"
    Then the output contains "FOO_BAR_SERVICE_PORT=1"
    And the output does not contain "FOO_BAR_SERVICE_PORT=8080"
    And the output contains "URL=http://10.96.1.2"

  Scenario: enableServiceLinks false leaves the API server alone
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: quiet, namespace: shop }
      spec: { enableServiceLinks: false, containers: [{ name: app, image: "app:1" }] }
      """
    When I run "kubectl exec quiet -- env"
    Then the output contains "KUBERNETES_SERVICE_PORT_HTTPS=443"
    And the output does not contain "FOO_BAR"

  Scenario: A Service named kubernetes takes the API server's place, where there are links
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: kubernetes, namespace: shop }
      spec: { clusterIP: 10.96.1.9, ports: [{ port: 443 }] }
      """
    When I run "kubectl exec deploy/app -- env"
    Then the output contains "KUBERNETES_SERVICE_HOST=10.96.1.9"
    And the output does not contain "KUBERNETES_SERVICE_PORT_HTTPS"
    And the output does not contain "10.96.0.1"

  Scenario: A Service that comes later is not there, one that is gone still is, and a new pod knows what is there now
    When I run:
      """bash
      kubectl create service clusterip late --tcp=80 -n shop
      kubectl delete service foo-bar -n shop
      kubectl patch service abc-123 -n shop -p '{"spec":{"ports":[{"name":"more","port":9000}]}}'
      kubectl exec deploy/app -- env | sort > old.txt
      kubectl rollout restart deployment/app -n shop
      kubectl exec deploy/app -- env | sort > new.txt
      diff old.txt new.txt
      """
    Then the output contains "-FOO_BAR_SERVICE_HOST=10.96.1.1"
    And the output contains "+LATE_SERVICE_PORT=80"
    And the output contains "+ABC_123_SERVICE_PORT_MORE=9000"
    When I run "grep -c LATE_SERVICE_HOST old.txt new.txt"
    Then the output contains "old.txt:0"
    And the output contains "new.txt:1"

  Scenario: A name finds what the environment does not
    When I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: late, namespace: shop }
      spec: { clusterIP: 10.96.1.10, ports: [{ port: 80 }] }
      """
    And I run "kubectl exec deploy/app -- env"
    Then the output does not contain "LATE_"
    When app looks up "late"
    Then it resolves to:
      | 10.96.1.10 |
