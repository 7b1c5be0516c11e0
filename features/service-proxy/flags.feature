@service-proxy
Feature: kube-proxy's flags
  --masquerade-all hides pods behind their node, --nodeport-addresses says where node ports are open, and without a detector of
  local traffic a pod is a client like any other.

  Background:
    Given the manifests in "fixtures/three-nodes.yaml"
    And namespace "shop"

  Rule: --masquerade-all

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
        """

    @S62
    Scenario Outline: masquerade-all=<all> in <mode> mode: whom the server sees
      Given the profile "masquerade-all=<all>"
      And kube-proxy in <mode> mode
      When client-c curls http://web
      Then the server sees the client as "<seen>"

      Examples:
        | mode     | all   | seen          |
        | iptables | false | 10.244.3.2    |
        | iptables | true  | 192.168.56.13 |
        | nftables | true  | 192.168.56.13 |
        | ipvs     | true  | 192.168.56.13 |
        | none     | true  | 10.244.3.2    |

    # Policy is asked behind the masquerading, on another node: the pod's labels are gone.
    @S62
    Scenario: A policy for pods no longer knows them on another node
      Given the profile "masquerade-all=true"
      And these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: clients, namespace: shop }
        spec:
          podSelector: { matchLabels: { app: web } }
          ingress: [{ from: [{ podSelector: { matchLabels: { app: client } } }] }]
        """
      When client-a curls http://web
      Then it succeeds for 50% of connections
      When client-c curls http://web
      Then it is denied by policy "clients"

  Rule: --nodeport-addresses

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: http, nodePort: 30080 }] }
        """

    @S67
    Scenario Outline: <mode>, "<addresses>": <client> at <target>
      Given the profile "nodeport-addresses=<addresses>"
      And kube-proxy in <mode> mode
      When <client> curls <target>:30080
      Then it ends as <ending>

      Examples:
        | mode     | addresses                     | client   | target        | ending   |
        | iptables |                               | external | 192.168.56.11 | answered |
        | iptables |                               | external | 198.51.100.11 | answered |
        | iptables | 192.168.56.0/24               | external | 192.168.56.11 | answered |
        | iptables | 192.168.56.0/24               | external | 198.51.100.11 | refused  |
        | iptables | 192.168.56.0/24               | client-c | 192.168.56.13 | answered |
        | iptables | 192.168.56.0/24               | node/a   | 127.0.0.1     | refused  |
        | iptables | 192.168.56.0/24,127.0.0.0/8   | node/a   | 127.0.0.1     | answered |
        | iptables | 198.51.100.0/24               | external | 192.168.56.11 | refused  |
        | iptables | primary                       | external | 198.51.100.11 | refused  |
        | iptables | fd00::/8                      | external | 198.51.100.11 | answered |
        | nftables |                               | external | 198.51.100.11 | refused  |
        | nftables | 0.0.0.0/0                     | external | 198.51.100.11 | answered |
        | nftables | 0.0.0.0/0                     | node/a   | 127.0.0.1     | refused  |
        | nftables | 198.51.100.0/24               | external | 192.168.56.11 | refused  |
        | ipvs     | 192.168.56.0/24               | external | 198.51.100.11 | refused  |
        | none     | 192.168.56.0/24               | external | 198.51.100.11 | answered |

    @S68
    Scenario: --iptables-localhost-nodeports=false
      Given the profile "localhost-nodeports=false"
      When node "a" curls 127.0.0.1:30080
      Then it is refused
      When node "a" curls 192.168.56.11:30080
      Then it succeeds

    @S67 @S69
    Scenario: Health checks listen on the same addresses
      Given the profile "nodeport-addresses=192.168.56.0/24"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: edge, namespace: shop }
        spec:
          type: LoadBalancer
          externalTrafficPolicy: Local
          healthCheckNodePort: 32000
          selector: { app: web }
          ports: [{ port: 80, targetPort: http }]
        """
      When an external client curls 192.168.56.11:32000
      Then the response status is 200
      When an external client curls 198.51.100.11:32000
      Then it is refused
      When node "a" curls 127.0.0.1:32000
      Then it is refused

  Rule: No detector of local traffic

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec:
          type: NodePort
          externalTrafficPolicy: Local
          selector: { app: web }
          ports: [{ port: 80, targetPort: http, nodePort: 30080 }]
        """

    @S60 @S62
    Scenario Outline: detect-local=<detector> in <mode> mode: <client> at its own node's port
      Given the profile "detect-local=<detector>"
      And kube-proxy in <mode> mode
      When <client> curls <target>:30080
      Then it ends as <ending>

      Examples:
        | mode     | detector     | client   | target        | ending   |
        | iptables | cluster-cidr | client-c | 192.168.56.13 | answered |
        | iptables | none         | client-c | 192.168.56.13 | dropped  |
        | iptables | none         | client-a | 192.168.56.11 | answered |
        | iptables | none         | node/c   | 192.168.56.13 | answered |
        | nftables | none         | client-c | 192.168.56.13 | dropped  |
        | ipvs     | none         | client-c | 192.168.56.13 | answered |
        | none     | none         | client-c | 192.168.56.13 | answered |

    @S62
    Scenario: A pod gets the endpoints of its node alone
      Given the profile "detect-local=none"
      When client-a curls 192.168.56.11:30080
      Then it reaches pod "web-a"
