Feature: Where TLS ends

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:passthrough
  Scenario: The vault shows its own certificate
    When an external client curls https://vault.bank.example/
    Then it succeeds
    And it reaches pod "vault"

  @task:reencrypt
  Scenario: ledger and audit share a host, over TLS up to the pods
    When an external client curls https://ledger.apps.example.com/accounts
    Then it succeeds
    And it reaches pod "ledger"
    When an external client curls https://ledger.apps.example.com/audit/2026
    Then it succeeds
    And it reaches pod "audit"

  @task:port
  Scenario: The web server is found on its port
    When an external client curls https://web.apps.example.com/
    Then it succeeds
    And it reaches pod "web"
    And it reaches service "web"
