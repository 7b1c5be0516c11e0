Feature: No address in the middle

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:per-pod
  Scenario: The producer reaches each broker by its own name
    When producer connects to kafka-0.kafka:9092 over TCP
    Then it succeeds
    And it reaches pod "kafka-0"
    When producer connects to kafka-2.kafka:9092 over TCP
    Then it succeeds
    And it reaches pod "kafka-2"

  @task:srv
  Scenario: The SRV record names every broker with its port
    When producer looks up SRV records of "_client._tcp.kafka.shop.svc.cluster.local."
    Then it resolves to:
      | 0 33 9092 kafka-0.kafka.shop.svc.cluster.local |
      | 0 33 9092 kafka-1.kafka.shop.svc.cluster.local |
      | 0 33 9092 kafka-2.kafka.shop.svc.cluster.local |

  @task:port
  Scenario: ledger takes its clients on 6432, and each node of it keeps its name
    When producer connects to ledger:6432 over TCP
    Then it succeeds
    And it reaches pod "ledger"
    When producer connects to ledger-1.ledger-nodes:5432 over TCP
    Then it succeeds
    And it reaches pod "ledger-1"

  @task:bootstrap
  Scenario: Brokers that are not ready have their names
    When pod "kafka-0" becomes unready
    And pod "kafka-1" becomes unready
    And pod "kafka-2" becomes unready
    And producer connects to kafka-0.kafka:9092 over TCP
    Then it succeeds
    And it reaches pod "kafka-0"
    When producer connects to kafka-2.kafka:9092 over TCP
    Then it succeeds
    And it reaches pod "kafka-2"
