@cluster-dns
Feature: Short names and the search list
  The kubelet gives a pod the search list `<namespace>.svc.cluster.local svc.cluster.local cluster.local` and ndots 5,
  so nearly every name is tried inside the cluster first.

  Background:
    Given the manifests in "fixtures/names.yaml"

  @D49
  Scenario Outline: From its own namespace the Service answers to <name>
    When shop/client curls http://<name>
    Then it succeeds
    And it reaches service "shop/api"

    Examples:
      | name                        |
      | api                         |
      | api.shop                    |
      | api.shop.svc                |
      | api.shop.svc.cluster.local  |
      | api.shop.svc.cluster.local. |

  @D49
  Scenario Outline: From another namespace <name> is enough
    When data/db curls http://<name>
    Then it succeeds
    And it reaches service "shop/api"

    Examples:
      | name                       |
      | api.shop                   |
      | api.shop.svc               |
      | api.shop.svc.cluster.local |

  @D49
  Scenario: From another namespace the bare name is not
    When data/db curls http://api
    Then the name does not resolve

  # A trailing dot ends the search, so only the whole name will do.
  @D49
  Scenario Outline: With a trailing dot <name> is taken as it stands
    When shop/client looks up "<name>"
    Then the name does not resolve

    Examples:
      | name          |
      | api.          |
      | api.shop.     |
      | api.shop.svc. |

  @D49
  Scenario: The nearest namespace wins
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: { name: api, namespace: data }
      spec:
        clusterIP: 10.96.20.3
        selector: { app: db }
        ports: [{ port: 80, targetPort: 5432 }]
      """
    When data/db looks up "api"
    Then it resolves to:
      | 10.96.20.3 |
    When shop/client looks up "api"
    Then it resolves to:
      | 10.96.20.1 |

  # One dot is fewer than five, so the search list comes first: Service "github" in namespace "com" captures the name.
  @D49
  Scenario: A namespace can capture a name of the world
    Given the external host "github.com" at "203.0.113.140"
    When shop/client looks up "github.com"
    Then it resolves to:
      | 203.0.113.140 |
    When I apply:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: com }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: github, namespace: com }
      spec:
        clusterIP: 10.96.20.4
        ports: [{ port: 443 }]
      """
    And shop/client looks up "github.com"
    Then it resolves to:
      | 10.96.20.4 |
    When shop/client looks up "github.com."
    Then it resolves to:
      | 203.0.113.140 |

  @D51
  Scenario: dnsPolicy Default leaves a pod without the cluster's names
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: node-dns, namespace: shop }
      spec:
        dnsPolicy: Default
        containers: [{ name: client, image: "curlimages/curl:8.10.1" }]
      """
    When shop/node-dns looks up "api.shop.svc.cluster.local"
    Then the name does not resolve

  Rule: musl, the resolver of Alpine images

    Background:
      Given the profile "resolver=musl"

    Scenario: A short name is found as with glibc
      When client looks up "api"
      Then it resolves to:
        | 10.96.20.1 |

    Scenario: A name that exists without an address stops the search
      When client looks up AAAA records of "api"
      Then it ends as no-data

