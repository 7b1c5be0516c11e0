@cluster-dns
Feature: What a pod calls itself
  The kernel's host name and the full name that `/etc/hosts` gives to it: `GeneratePodHostNameAndDomain` and
  `GetNodenameForKernel` of the kubelet.

  Background:
    Given namespace "shop"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      """

  Rule: The full name

    @pod_hostnamefqdn @D58
    Scenario Outline: <case>: <what>
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: web-0, namespace: shop }
        spec: { <spec> containers: [{ name: c, image: busybox }] }
        """
      When I run "kubectl exec web-0 -- hostname"
      Then the output is:
        """
        <hostname>
        """
      When I run "kubectl exec web-0 -- hostname -f"
      Then the output is:
        """
        <full>
        """
      When I run "kubectl exec web-0 -- printenv HOSTNAME"
      Then the output is:
        """
        <hostname>
        """

      Examples:
        | case | what                                       | spec                                      | hostname                         | full                             |
        | 0    | without subdomain there is none            |                                           | web-0                            | web-0                            |
        | 1    | and none can be set                        | setHostnameAsFQDN: true,                  | web-0                            | web-0                            |
        | 2    | with subdomain the host name stays short   | subdomain: t,                             | web-0                            | web-0.t.shop.svc.cluster.local   |
        | 3    | setHostnameAsFQDN makes it the host name   | subdomain: t, setHostnameAsFQDN: true,    | web-0.t.shop.svc.cluster.local   | web-0.t.shop.svc.cluster.local   |

    @pod_hostnamefqdn
    Scenario: 4: a full name of more than 64 bytes keeps the pod pending
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: a-name-that-is-so-long-that-its-full-name-does-not-fit, namespace: shop, labels: { app: web } }
        spec: { subdomain: t, setHostnameAsFQDN: true, containers: [{ name: c, image: busybox }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: t, namespace: shop }
        spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80 }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: client, namespace: shop }
        spec: { containers: [{ name: c, image: busybox }] }
        """
      When I run "kubectl get pods"
      Then the output contains "0/1     ContainerCreating"
      When I run "kubectl get events --field-selector reason=FailedCreatePodSandBox -o jsonpath={.items[*].message}"
      Then the output contains "Failed to create pod sandbox: failed to construct FQDN from pod hostname and cluster domain, FQDN "
      And the output contains "is too long (64 characters is the max, 79 characters requested)"
      When client looks up "t"
      Then the name does not resolve

    Scenario: A name of exactly 64 bytes fits
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: a-name-of-thirty-five-letters-in-all, namespace: shop }
        spec: { hostname: a-name-of-thirty-five-letters-in-al, subdomain: tt, setHostnameAsFQDN: true, containers: [{ name: c, image: busybox }] }
        """
      When I run "kubectl get pods"
      Then the output contains "1/1     Running"

    Scenario: A longer pod name is cut at 63 bytes, and not behind a dash
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: the-name-of-this-pod-is-longer-than-a-kernel-takes-for-a-host--xy, namespace: shop }
        spec: { containers: [{ name: c, image: busybox }] }
        """
      When I run "kubectl exec the-name-of-this-pod-is-longer-than-a-kernel-takes-for-a-host--xy -- hostname"
      Then the output is:
        """
        the-name-of-this-pod-is-longer-than-a-kernel-takes-for-a-host
        """

    Scenario: In the host network a pod has its node's name, and its host aliases
      Given the external host "old.example.com" at "203.0.113.80"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: web-0, namespace: shop }
        spec:
          nodeName: worker-1
          hostNetwork: true
          hostAliases: [{ ip: 203.0.113.80, hostnames: [ledger.example.com] }]
          containers: [{ name: c, image: busybox }]
        """
      When I run "kubectl exec web-0 -- hostname"
      Then the output is:
        """
        worker-1
        """
      When web-0 connects to ledger.example.com:443 over TCP
      Then it succeeds

  Rule: hostnameOverride, since Kubernetes 1.35

    @pod_hostnameoverride
    Scenario Outline: <case>: <what>
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: web-0, namespace: shop }
        spec: { <spec> containers: [{ name: c, image: busybox }] }
        """
      When I run "kubectl exec web-0 -- hostname"
      Then the output is:
        """
        <name>
        """
      When I run "kubectl exec web-0 -- hostname -f"
      Then the output is:
        """
        <name>
        """

      Examples:
        | case | what                   | spec                                                 | name                  |
        | 0    | any name of DNS        | hostnameOverride: override.example.host,             | override.example.host |
        | 1    | it beats hostname      | hostname: custom-host, hostnameOverride: override-host, | override-host      |
        | 2    | alone                  | hostnameOverride: override-host,                     | override-host         |
        | 3    | it beats subdomain     | subdomain: t, hostnameOverride: override-host,       | override-host         |

    @pod_hostnameoverride
    Scenario Outline: <case>: refused <what>
      When I apply:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: web-0, namespace: shop }
        spec: { <spec> containers: [{ name: c, image: busybox }] }
        """
      Then applying is refused with "spec.hostnameOverride"

      Examples:
        | case | what                    | spec                                                     |
        | 4    | with setHostnameAsFQDN  | setHostnameAsFQDN: true, hostnameOverride: override-host, |
        | 5    | with hostNetwork        | hostNetwork: true, hostnameOverride: override-host,       |
        | 6    | for no name of DNS      | hostnameOverride: Not-RFC1123,                            |

    Scenario: DNS goes by hostname and subdomain all the same
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: web-0, namespace: shop, labels: { app: web } }
        spec: { hostname: web, subdomain: peers, hostnameOverride: www.example.com, containers: [{ name: c, image: busybox }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: peers, namespace: shop }
        spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 80 }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: client, namespace: shop }
        spec: { containers: [{ name: c, image: busybox }] }
        """
      When client looks up "web.peers"
      Then it succeeds
      When client looks up "www.example.com"
      Then the name does not resolve
