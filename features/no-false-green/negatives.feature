@no-false-green
Feature: A negative needs a witness

  Background:
    Given the manifests in "shop"
    And namespace "shop"

  @errs
  Scenario: Nothing listens behind the denied port
    Reason: something that listens
    Given a default-deny policy
    When frontend connects to pod "api" on port 9090 over TCP
    Then it fails

  @errs
  Scenario: Denied by a policy, but nothing would have listened
    Reason: proves nothing
    Given a default-deny policy
    When frontend connects to pod "api" on port 9090 over TCP
    Then it is denied by policy "default-deny"

  @errs
  Scenario: Nothing listens, and no policy is in the way
    Reason: something that listens
    When frontend connects to pod "api" on port 9090 over TCP
    Then it fails

  @fails
  Scenario: A refused port does not time out
    Reason: observed: refused
    When frontend connects to pod "api" on port 9090 over TCP
    Then it times out

  @errs
  Scenario: A port that the Service lacks times out for everybody
    Reason: it ends as dropped
    When frontend curls http://api:80
    Then it times out

  @fails
  Scenario: A policy that selects nothing denies nothing
    Reason: observed: answered
    When frontend curls http://api:8080
    Then it is denied by policy "selects-nothing"

  @fails
  Scenario: The policy of another pod did not deny this
    Reason: denied by policy shop/selects-nothing
    When frontend connects to db.data:5432 over TCP
    Then it is denied by policy "shop/selects-nothing"

  @fails
  Scenario: A plugin that enforces nothing denies nothing
    Reason: observed: connected
    Given the flannel CNI
    When frontend connects to db.data:5432 over TCP
    Then it is denied by policy "data/closed"

  @fails
  Scenario: Silence of DNS is not an answer about the name
    Reason: resolve-timeout
    Given a default-deny egress policy in namespace "shop"
    When frontend curls http://api:8080
    Then the name does not resolve

  @fails
  Scenario: A denied connection does not succeed
    Reason: observed: dropped
    When frontend connects to db.data:5432 over TCP
    Then it succeeds

  @fails
  Scenario: A timeout is no refusal
    Reason: observed: dropped
    When frontend connects to db.data:5432 over TCP
    Then it is refused
