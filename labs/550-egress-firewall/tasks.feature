Feature: Out of the cluster, by name and by address

  Background:
    Given the lab cluster
    And namespace "shop"
    And the external host "api.partner.example" at "198.51.100.10"
    And the external host "smtp.mail.example" at "198.51.100.25"
    And the external host "tracker.example" at "203.0.113.66"

  @task:partner
  Scenario: The project reaches the partner, and no stranger
    When billing connects to api.partner.example:443 over TCP
    Then it succeeds
    When billing connects to tracker.example:443 over TCP
    Then it ends as dropped
    When billing curls http://api
    Then it succeeds
    When dev/tester connects to tracker.example:443 over TCP
    Then it succeeds

  @task:mail
  Scenario: Mail leaves on its port
    When mailer connects to smtp.mail.example:587 over TCP
    Then it succeeds
    When mailer connects to smtp.mail.example:25 over TCP
    Then it ends as dropped
    When mailer connects to tracker.example:443 over TCP
    Then it ends as dropped

  @task:address
  Scenario: The partner sees billing under its own address, and nobody else under it
    When billing connects to api.partner.example:443 over TCP
    Then it succeeds
    And the server sees the client as "10.0.7.200"
    When mailer connects to smtp.mail.example:587 over TCP
    Then the server sees the client as "10.0.7.60"
    When dev/tester connects to tracker.example:443 over TCP
    Then the server sees the client as "10.0.7.60"
