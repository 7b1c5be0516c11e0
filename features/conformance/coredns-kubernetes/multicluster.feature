@conformance @cluster-dns @D34
Feature: TestMultiClusterServeDNS: names of the cluster set
  Re-told from coredns/coredns, plugin/kubernetes/handler_test.go: the cases that every zone has in common, asked in a
  `multicluster` zone, and those of its own. Addresses are ours.

  Background:
    Given the profile "ip-families=IPv4,IPv6"
    And the manifests in "fixtures/index.yaml"
    And the manifests in "fixtures/imports.yaml"

  Scenario Outline: <type> of <name>
    When testns/client looks up <type> records of "<name>"
    Then it resolves to:
      | <answer> |

    Examples:
      | name                                                      | type | answer                                             |
      | svc1.testns.svc.clusterset.local.                         | A    | 10.97.0.1                                          |
      | svcempty.testns.svc.clusterset.local.                     | A    | 10.97.0.2                                          |
      | svc1.testns.svc.clusterset.local.                         | SRV  | 0 100 80 svc1.testns.svc.clusterset.local          |
      | svcempty.testns.svc.clusterset.local.                     | SRV  | 0 100 80 svcempty.testns.svc.clusterset.local      |
      | svc6.testns.svc.clusterset.local.                         | SRV  | 0 100 80 svc6.testns.svc.clusterset.local          |
      | _http._tcp.svc1.testns.svc.clusterset.local.              | SRV  | 0 100 80 svc1.testns.svc.clusterset.local          |
      | _http._tcp.svcempty.testns.svc.clusterset.local.          | SRV  | 0 100 80 svcempty.testns.svc.clusterset.local      |
      | hdlsprtls.testns.svc.clusterset.local.                    | A    | 172.21.0.20                                        |
      | dns-version.clusterset.local.                             | TXT  | 1.1.0                                              |
      | svc6.testns.svc.clusterset.local.                         | AAAA | fd00:10:97::6                                      |
      | _http._tcp.svc6.testns.svc.clusterset.local.              | SRV  | 0 100 80 svc6.testns.svc.clusterset.local          |
      | svc-dual-stack.testns.svc.clusterset.local.               | A    | 10.97.0.3                                          |
      | svc-dual-stack.testns.svc.clusterset.local.               | AAAA | fd00:10:97::3                                      |
      | svc-dual-stack.testns.svc.clusterset.local.               | SRV  | 0 50 80 svc-dual-stack.testns.svc.clusterset.local |
      | 5678-abcd--2.cluster1.hdls1.testns.svc.clusterset.local   | AAAA | 5678:abcd::2                                       |
      | 5678-abcd--1.cluster1.hdls1.testns.svc.clusterset.local.  | AAAA | 5678:abcd::1                                       |
      | 172-21-0-20.cluster1.hdlsprtls.testns.svc.clusterset.local. | A  | 172.21.0.20                                        |
      | 172-21-0-2.cluster1.hdls1.testns.svc.clusterset.local.    | A    | 172.21.0.2                                         |
      | 172-21-0-3.cluster1.hdls1.testns.svc.clusterset.local.    | A    | 172.21.0.3                                         |

  Scenario Outline: <type> of <name> has no answer
    When testns/client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | name                                                | type  | ending         |
      | svc1.testns.svc.clusterset.local.                   | AAAA  | no-data        |
      | svc0.testns.svc.clusterset.local.                   | AAAA  | name-not-found |
      | svc0.testns.svc.clusterset.local.                   | A     | name-not-found |
      | svc0.svc-nons.svc.clusterset.local.                 | A     | name-not-found |
      | svc1.testns.svc.clusterset.local.                   | TXT   | no-data        |
      | svc0.svc-nons.svc.clusterset.local.                 | TXT   | name-not-found |
      | bogusendpoint.hdls1.testns.svc.clusterset.local.    | A     | name-not-found |
      | bogusendpoint.svc0.testns.svc.clusterset.local.     | A     | name-not-found |
      | svc.clusterset.local.                               | A     | no-data        |
      | pod.clusterset.local.                               | A     | no-data        |
      | testns.svc.clusterset.local.                        | A     | no-data        |
      | svc.clusterset.local.                               | NS    | no-data        |
      | testns.svc.clusterset.local.                        | NS    | no-data        |
      | foo.clusterset.local.                               | NS    | name-not-found |
      | foo.svc.clusterset.local.                           | NS    | name-not-found |
      | svc1.testns.svc.clusterset.local.                   | SOA   | no-data        |
      | endpoint.external.testns.svc.clusterset.local.      | CNAME | name-not-found |
      | sub.sub.external.testns.svc.clusterset.local.       | CNAME | name-not-found |
      | 5678-abcd--1.hdls1.testns.svc.clusterset.local.     | AAAA  | name-not-found |

  Scenario: A Service (Headless)
    When testns/client looks up A records of "hdls1.testns.svc.clusterset.local."
    Then it resolves to:
      | 172.21.0.2 |
      | 172.21.0.3 |
      | 172.21.0.4 |
      | 172.21.0.5 |

  Scenario: AAAA Service (Headless)
    When testns/client looks up AAAA records of "hdls1.testns.svc.clusterset.local."
    Then it resolves to:
      | 5678:abcd::1 |
      | 5678:abcd::2 |

  Scenario: An Endpoint by name
    When testns/client looks up A records of "dup-name.cluster1.hdls1.testns.svc.clusterset.local."
    Then it resolves to:
      | 172.21.0.4 |
      | 172.21.0.5 |

  Scenario: SRV Service (Headless): targets have their cluster's name
    When testns/client looks up SRV records of "_http._tcp.hdls1.testns.svc.clusterset.local."
    Then it resolves to:
      | 0 16 80 172-21-0-2.cluster1.hdls1.testns.svc.clusterset.local   |
      | 0 16 80 172-21-0-3.cluster1.hdls1.testns.svc.clusterset.local   |
      | 0 16 80 5678-abcd--1.cluster1.hdls1.testns.svc.clusterset.local |
      | 0 16 80 5678-abcd--2.cluster1.hdls1.testns.svc.clusterset.local |
      | 0 16 80 dup-name.cluster1.hdls1.testns.svc.clusterset.local     |
