Feature: Ready, or only running?

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:search
  Scenario: Only ready pods serve searches
    When frontend curls http://search
    Then it succeeds
    And it reaches pod "search-a"
    When pod "search-b" becomes ready
    And frontend curls http://search
    Then 10 requests reach:
      | backend  | share |
      | search-a | 1/2   |
      | search-b | 1/2   |

  @task:ring
  Scenario: A member that is not ready can be found, with its port
    When frontend connects to ring:7000 over TCP
    Then it succeeds
    And it reaches pod "ring-0"
    When frontend looks up SRV records of "_gossip._tcp.ring.shop.svc.cluster.local."
    Then it resolves to:
      | 0 100 7000 ring-0.ring.shop.svc.cluster.local |

  @task:agent
  Scenario: Telemetry stays on its node
    When frontend connects to agent:4317 over TCP
    Then it succeeds
    And it reaches pod "agent-a"
    When search-b connects to agent:4317 over TCP
    Then it succeeds
    And it reaches pod "agent-b"
    When pod "agent-a" becomes unready
    And frontend connects to agent:4317 over TCP
    Then it ends as dropped
