@conformance @cluster-dns
Feature: TestServeDNS: what the kubernetes plugin answers
  Re-told from coredns/coredns, plugin/kubernetes/handler_test.go and handler_case_test.go; addresses are ours.

  Background:
    Given the profile "ip-families=IPv4,IPv6"
    And the manifests in "fixtures/index.yaml"

  Scenario Outline: <type> of <name>
    When testns/client looks up <type> records of "<name>"
    Then it resolves to:
      | <answer> |

    Examples:
      | name                                            | type  | answer                                          |
      | svc1.testns.svc.cluster.local.                  | A     | 10.96.0.101                                     |
      | svcempty.testns.svc.cluster.local.              | A     | 10.96.0.102                                     |
      | svc1.testns.svc.cluster.local.                  | SRV   | 0 100 80 svc1.testns.svc.cluster.local          |
      | svcempty.testns.svc.cluster.local.              | SRV   | 0 100 80 svcempty.testns.svc.cluster.local      |
      | svc6.testns.svc.cluster.local.                  | SRV   | 0 100 80 svc6.testns.svc.cluster.local          |
      | _http._tcp.svc1.testns.svc.cluster.local.       | SRV   | 0 100 80 svc1.testns.svc.cluster.local          |
      | _http._tcp.svcempty.testns.svc.cluster.local.   | SRV   | 0 100 80 svcempty.testns.svc.cluster.local      |
      | hdlsprtls.testns.svc.cluster.local.             | A     | 172.20.0.20                                     |
      | 172-20-0-20.hdlsprtls.testns.svc.cluster.local. | A     | 172.20.0.20                                     |
      | 172-20-0-2.hdls1.testns.svc.cluster.local.      | A     | 172.20.0.2                                      |
      | 172-20-0-3.hdls1.testns.svc.cluster.local.      | A     | 172.20.0.3                                      |
      | 5678-abcd--2.hdls1.testns.svc.cluster.local     | AAAA  | 5678:abcd::2                                    |
      | external.testns.svc.cluster.local.              | CNAME | ext.interwebs.test                              |
      | external-to-service.testns.svc.cluster.local    | A     | 10.96.0.101                                     |
      | dns-version.cluster.local.                      | TXT   | 1.1.0                                           |
      | svc6.testns.svc.cluster.local.                  | AAAA  | fd00:10:96::6                                   |
      | _http._tcp.svc6.testns.svc.cluster.local.       | SRV   | 0 100 80 svc6.testns.svc.cluster.local          |
      | 5678-abcd--1.hdls1.testns.svc.cluster.local.    | AAAA  | 5678:abcd::1                                    |
      | svc-dual-stack.testns.svc.cluster.local.        | A     | 10.96.0.103                                     |
      | svc-dual-stack.testns.svc.cluster.local.        | AAAA  | fd00:10:96::3                                   |
      | svc-dual-stack.testns.svc.cluster.local.        | SRV   | 0 50 80 svc-dual-stack.testns.svc.cluster.local |
      | ep1a.svc1.testns.svc.cluster.local.             | A     | 172.20.0.1                                      |
      | SVC1.testns.svc.cluster.local.                  | A     | 10.96.0.101                                     |
      | svc1.TESTNS.Svc.Cluster.Local.                  | A     | 10.96.0.101                                     |
      | _HTTP._Tcp.svc1.testns.svc.cluster.local.       | SRV   | 0 100 80 svc1.testns.svc.cluster.local          |

  Scenario Outline: <type> of <name> has no answer
    When testns/client looks up <type> records of "<name>"
    Then it ends as <ending>

    Examples:
      | name                                          | type  | ending         |
      | svc1.testns.svc.cluster.local.                | AAAA  | no-data        |
      | svc0.testns.svc.cluster.local.                | AAAA  | name-not-found |
      | svc0.testns.svc.cluster.local.                | A     | name-not-found |
      | svc0.svc-nons.svc.cluster.local.              | A     | name-not-found |
      | bogusendpoint.hdls1.testns.svc.cluster.local. | A     | name-not-found |
      | bogusendpoint.svc0.testns.svc.cluster.local.  | A     | name-not-found |
      | svc.cluster.local.                            | A     | no-data        |
      | pod.cluster.local.                            | A     | no-data        |
      | testns.svc.cluster.local.                     | A     | no-data        |
      | svc.cluster.local.                            | NS    | no-data        |
      | testns.svc.cluster.local.                     | NS    | no-data        |
      | foo.cluster.local.                            | NS    | name-not-found |
      | foo.svc.cluster.local.                        | NS    | name-not-found |
      | svc1.testns.svc.cluster.local.                | SOA   | no-data        |
      | endpoint.external.testns.svc.cluster.local.   | CNAME | name-not-found |
      | hdlsprtls.testns.svc.cluster.local.           | AAAA  | no-data        |
      | *.testns.svc.cluster.local.                   | A     | name-not-found |
      | svc1.*.svc.cluster.local.                     | A     | name-not-found |
      | _http._udp.svc1.testns.svc.cluster.local.     | SRV   | name-not-found |
      | dns-version.cluster.local.                    | A     | name-not-found |
      | foo.cluster.local.                            | TXT   | name-not-found |

  Scenario: A Service (Headless)
    When testns/client looks up A records of "hdls1.testns.svc.cluster.local."
    Then it resolves to:
      | 172.20.0.2 |
      | 172.20.0.3 |
      | 172.20.0.4 |
      | 172.20.0.5 |

  Scenario: AAAA Service (Headless)
    When testns/client looks up AAAA records of "hdls1.testns.svc.cluster.local."
    Then it resolves to:
      | 5678:abcd::1 |
      | 5678:abcd::2 |

  Scenario: An Endpoint by name
    When testns/client looks up A records of "dup-name.hdls1.testns.svc.cluster.local."
    Then it resolves to:
      | 172.20.0.4 |
      | 172.20.0.5 |

  Scenario: SRV Service (Headless): six addresses share the weights, one name is one record
    When testns/client looks up SRV records of "_http._tcp.hdls1.testns.svc.cluster.local."
    Then it resolves to:
      | 0 16 80 172-20-0-2.hdls1.testns.svc.cluster.local |
      | 0 16 80 172-20-0-3.hdls1.testns.svc.cluster.local |
      | 0 16 80 5678-abcd--1.hdls1.testns.svc.cluster.local |
      | 0 16 80 5678-abcd--2.hdls1.testns.svc.cluster.local |
      | 0 16 80 dup-name.hdls1.testns.svc.cluster.local |

  Scenario: CNAME External: the answer holds the target's address too
    Given the external host "ext.interwebs.test" at "203.0.113.4"
    When testns/client looks up A records of "external.testns.svc.cluster.local."
    Then it resolves to:
      | 203.0.113.4 |
