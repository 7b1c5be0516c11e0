@cluster-dns
Feature: What the cluster's zone holds
  The records of the Kubernetes DNS specification as CoreDNS serves them with kubeadm's Corefile.

  Background:
    Given the manifests in "fixtures/names.yaml"
    And namespace "shop"

  @D1
  Scenario: A Service is its cluster IP
    When client looks up "api.shop.svc.cluster.local."
    Then it resolves to:
      | 10.96.20.1 |

  @D2
  Scenario: Also while nothing backs it
    When client looks up "upcoming"
    Then it resolves to:
      | 10.96.20.2 |

  @D3
  Scenario Outline: <name> does not exist
    When client looks up "<name>"
    Then the name does not resolve

    Examples:
      | name                           |
      | apo                            |
      | api.shp                        |
      | apo.shop.svc.cluster.local.    |
      | api.data.svc.cluster.local.    |
      | api.nowhere.svc.cluster.local. |
      | nothing-here.example.org       |

  @D3
  Scenario Outline: <name> exists without an address
    When client looks up "<name>"
    Then it ends as no-data

    Examples:
      | name                    |
      | shop.svc.cluster.local. |
      | svc.cluster.local.      |
      | pod.cluster.local.      |
      | cluster.local.          |

  @D4
  Scenario Outline: <name> is no name of the zone
    When client looks up "<name>"
    Then the name does not resolve

    Examples:
      | name                              |
      | api.shop.service.cluster.local.   |
      | a.b.c.api.shop.svc.cluster.local. |
      | api.svc.cluster.local.            |

  @D5
  Scenario: A headless Service is its ready pods
    When client looks up "members.data"
    Then it resolves to:
      | 10.244.1.31 |
      | 10.244.2.32 |

  @D5
  Scenario: A pod that is not ready leaves the answer
    When pod "data/member-b" becomes unready
    And client looks up "members.data"
    Then it resolves to:
      | 10.244.1.31 |

  @D5
  Scenario: A headless Service without ready pods does not exist
    When pod "data/member-a" becomes unready
    And pod "data/member-b" becomes unready
    And client looks up "members.data"
    Then the name does not resolve

  @D7
  Scenario: A pod with hostname and subdomain has a name under the Service
    When client looks up "alpha.members.data.svc.cluster.local."
    Then it resolves to:
      | 10.244.1.31 |

  @D7
  Scenario: A pod without is found under its address in dashes
    When client looks up "10-244-2-32.members.data.svc.cluster.local."
    Then it resolves to:
      | 10.244.2.32 |

  @D8
  Scenario: Endpoints of a cluster IP have such names too
    When client looks up "10-244-1-11.api.shop.svc.cluster.local."
    Then it resolves to:
      | 10.244.1.11 |

  @D7
  Scenario Outline: The StatefulSet's pod <pod> has its own name
    When client connects to <pod>.db.data:5432 over TCP
    Then it succeeds
    And it reaches pod "data/<pod>"

    Examples:
      | pod  |
      | db-0 |
      | db-1 |

  @D24
  Scenario: Without the headless Service the StatefulSet's pods have no names
    When I delete "service/data/db"
    And client looks up "db-0.db.data"
    Then the name does not resolve

  @D23
  Scenario Outline: A pod's own name, as in <name>, is no DNS name
    When client looks up "<name>"
    Then the name does not resolve

    Examples:
      | name                          |
      | api-1                         |
      | api-1.shop.pod.cluster.local. |
      | member-a.members.data         |

  @D13
  Scenario: The port's labels may stand in front
    When client looks up "_http._tcp.api.shop.svc.cluster.local."
    Then it resolves to:
      | 10.96.20.1 |

  @D14
  Scenario: An alias inside the zone ends at the Service
    When client looks up "api-alias.data"
    Then it resolves to:
      | 10.96.20.1 |
    When client curls http://api-alias.data
    Then it succeeds
    And it reaches service "shop/api"

  @D14
  Scenario: An alias to the outside is answered by the world
    Given the external host "saas.example.com" at "203.0.113.44"
    When client looks up "saas.data"
    Then it resolves to:
      | 203.0.113.44 |

  @D21
  Scenario: An address is no alias
    When client looks up "by-address.data"
    Then the name does not resolve

  @D22
  Scenario: A pod's address in dashes is echoed, whether a pod has it or not
    When client looks up "10-9-8-7.shop.pod.cluster.local."
    Then it resolves to:
      | 10.9.8.7 |

  @D22
  Scenario: But only in a namespace that exists
    When client looks up "10-9-8-7.nowhere.pod.cluster.local."
    Then the name does not resolve

  @D25
  Scenario: Case does not matter
    When client looks up "API.Shop.SVC.cluster.local."
    Then it resolves to:
      | 10.96.20.1 |

  @D26
  Scenario: There are no wildcards
    When client looks up "*.shop.svc.cluster.local."
    Then the name does not resolve

  Scenario: Names outside the cluster are known only if somebody speaks of them
    Given the external host "example.org" at "203.0.113.5"
    When client looks up "example.org"
    Then it resolves to:
      | 203.0.113.5 |
    When client looks up "example.net"
    Then the name does not resolve

  @D10
  Scenario: A named port of a cluster IP has an SRV record
    When client looks up SRV records of "_http._tcp.api.shop.svc.cluster.local."
    Then it resolves to:
      | 0 100 80 api.shop.svc.cluster.local |

  @D11
  Scenario: The bare name gives the ports of all, which the specification does not ask for
    When client looks up SRV records of "api.shop.svc.cluster.local."
    Then it resolves to:
      | 0 100 80 api.shop.svc.cluster.local |

  @D16
  Scenario: A cluster IP leads back to its Service, an endpoint to its own name
    When client looks up PTR records of "1.20.96.10.in-addr.arpa."
    Then it resolves to:
      | api.shop.svc.cluster.local |
    When client looks up PTR records of "11.1.244.10.in-addr.arpa."
    Then it resolves to:
      | 10-244-1-11.api.shop.svc.cluster.local |

  @D16
  Scenario: Nobody's address has no name
    When client looks up PTR records of "1.2.0.192.in-addr.arpa."
    Then the name does not resolve

  @D18
  Scenario: The version of the specification
    When client looks up TXT records of "dns-version.cluster.local."
    Then it resolves to:
      | 1.1.0 |

  @D20
  Scenario: The zone's name server is the Service in front of CoreDNS
    When client looks up NS records of "cluster.local."
    Then it resolves to:
      | kube-dns.kube-system.svc.cluster.local |
