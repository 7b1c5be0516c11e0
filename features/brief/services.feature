Feature: The Services api, kafka-brokers and payments-saas
  The three Services of the brief as it writes them, without its policies: a cluster IP with another port behind it,
  a headless Service, and a CNAME.

  Rule: api, a cluster IP

    Background:
      Given the manifests in "manifests/services.yaml"
      And the manifests in "fixtures"

    @service-proxy @S36
    Scenario: Port 80 leads to the container's 8080
      When production/frontend curls http://api/health
      Then it succeeds
      And it reaches service "production/api"

    @cluster-dns @D49
    Scenario Outline: The name <name> works from a pod in production
      When production/frontend curls http://<name>
      Then it succeeds
      And it reaches service "production/api"

      Examples:
        | name                              |
        | api                               |
        | api.production                    |
        | api.production.svc                |
        | api.production.svc.cluster.local  |
        | api.production.svc.cluster.local. |

    @cluster-dns @D3
    Scenario: The short name means nothing in another namespace
      When staging/frontend looks up "api"
      Then the name does not resolve

    Scenario: The two-label name does
      When staging/frontend curls http://api.production:80/health
      Then it succeeds

    @service-proxy @S1
    Scenario: What the API server adds to it
      Then Service "production/api" has:
        | spec.type                  | ClusterIP |
        | spec.sessionAffinity       | None      |
        | spec.ports[0].protocol     | TCP       |
        | spec.internalTrafficPolicy | Cluster   |

    @service-proxy @S57
    Scenario: Without a ready api pod it is refused, not left waiting
      When I delete "deployment/production/api"
      And production/frontend curls http://api
      Then it is refused

  Rule: sessionAffinity None

    @service-proxy @S54
    Scenario: Every connection is a new choice among the ready pods
      Given the manifests in "manifests/services.yaml"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: { name: api-1, namespace: production, labels: { app: api } }
        spec: { containers: [{ name: api, image: "api:1", ports: [{ containerPort: 8080 }] }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: api-2, namespace: production, labels: { app: api } }
        spec: { containers: [{ name: api, image: "api:1", ports: [{ containerPort: 8080 }] }] }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: client, namespace: production }
        spec: { containers: [{ name: client, image: "curlimages/curl:8.10.1" }] }
        """
      When production/client curls http://api
      Then 100 requests reach:
        | backend          | share |
        | production/api-1 | 1/2   |
        | production/api-2 | 1/2   |

  Rule: kafka-brokers, headless

    Background:
      Given the manifests in "manifests/services.yaml"
      And the manifests in "fixtures/kafka.yaml"

    # The brief gives it no namespace, so it lands in default.
    @cluster-dns @D5
    Scenario: The name is the brokers' addresses
      When default/tools looks up "kafka-brokers"
      Then it resolves to:
        | 10.244.1.20 |
        | 10.244.2.20 |
        | 10.244.2.21 |

    @service-proxy @S53
    Scenario: Clients talk to the brokers themselves
      When default/tools connects to kafka-brokers:9092 over TCP
      Then it succeeds

    @cluster-dns @D7
    Scenario: A broker has a name of its own
      When default/tools connects to kafka-1.kafka-brokers:9092 over TCP
      Then it succeeds
      And it reaches pod "default/kafka-1"

    @cluster-dns @D5
    Scenario: A broker that is not ready leaves the answer
      When pod "default/kafka-1" becomes unready
      And default/tools looks up "kafka-brokers"
      Then it resolves to:
        | 10.244.1.20 |
        | 10.244.2.21 |

    @cluster-dns @D5
    Scenario: Unless the Service publishes addresses that are not ready
      When I apply:
        """yaml
        apiVersion: v1
        kind: Service
        metadata:
          name: kafka-brokers
        spec:
          clusterIP: None
          publishNotReadyAddresses: true
          selector:
            app: kafka
          ports:
            - port: 9092
        """
      And pod "default/kafka-1" becomes unready
      And default/tools connects to kafka-1.kafka-brokers:9092 over TCP
      Then it succeeds

  Rule: payments-saas, a CNAME

    Background:
      Given the manifests in "manifests/services.yaml"
      And the manifests in "fixtures/kafka.yaml"
      And the external host "api.stripe.com" at "198.51.100.10"

    @cluster-dns @D14
    Scenario: The name leads to the external host
      When default/tools looks up "payments-saas"
      Then it resolves to:
        | 198.51.100.10 |

    @cluster-dns @D14
    Scenario: Nothing stands between the client and the external host
      When default/tools connects to payments-saas:443 over TCP
      Then it succeeds

  Rule: A targetPort that no container has

    # The brief says the Service "silently black-holes traffic". kube-proxy has no endpoint with a port for it, which
    # is the case it rejects: the client is refused at once.
    @erratum-named-target-port @service-proxy @S37 @S57
    Scenario: A misspelt name is refused at once
      Given the manifests in "fixtures"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata:
          name: api
          namespace: production
        spec:
          selector:
            app: api
          ports:
            - name: http
              port: 80
              targetPort: htpp
        """
      When production/frontend curls http://api
      Then it is refused

    @service-proxy @S35
    Scenario: The name that the container has works
      Given the manifests in "fixtures"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata:
          name: api
          namespace: production
        spec:
          selector:
            app: api
          ports:
            - name: http
              port: 80
              targetPort: http
        """
      When production/frontend curls http://api
      Then it succeeds

    # A number is used as it is, whether a container declares it or not; then it is the pod that refuses.
    @service-proxy @S36
    Scenario: A number that nothing listens on is refused too, by the pod
      Given the manifests in "fixtures"
      And these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata:
          name: api
          namespace: production
        spec:
          selector:
            app: api
          ports:
            - name: http
              port: 80
              targetPort: 8081
        """
      When production/frontend curls http://api
      Then it is refused
