@no-false-green
Feature: A misspelt name never passes for a denial

  Background:
    Given the manifests in "shop"
    And namespace "shop"

  @errs
  Scenario: A client that nobody is
    Reason: frontnd
    When frontnd curls http://db.data:5432

  @errs
  Scenario: A client in a namespace that does not exist
    Reason: shpo/frontend
    When shpo/frontend curls http://db.data:5432

  @errs
  Scenario: A Service that does not exist fails, but not because of a policy
    Reason: did you mean "api"
    When frontend curls http://apii:8080
    Then it fails

  @errs
  Scenario: A Service of another namespace is named in full
    Reason: did you mean "db.data"
    When frontend connects to db:5432 over TCP
    Then it fails

  @fails
  Scenario: A Service that does not exist does not time out
    Reason: name-not-found
    When frontend curls http://apii:8080
    Then it times out

  @errs
  Scenario: A name of the world that nobody mentioned
    Reason: named "unknown.example"
    When frontend connects to unknown.example:443 over TCP
    Then it fails

  @errs
  Scenario: A policy that does not exist
    Reason: there is no policy "closd"
    When frontend connects to db.data:5432 over TCP
    Then it is denied by policy "closd"

  @errs
  Scenario: A policy of another namespace
    Reason: did you mean "data/closed"
    When frontend connects to db.data:5432 over TCP
    Then it is denied by policy "shop/closed"

  @errs
  Scenario: A Service to reach that does not exist
    Reason: there is no service "apii"
    When frontend curls http://api:8080
    Then it reaches service "apii"

  @errs
  Scenario: A pod to connect to that does not exist
    Reason: apii
    When frontend connects to pod "apii" on port 8080 over TCP

  @errs
  Scenario: A node that does not exist
    Reason: node-7
    When node "node-7" curls http://db.data:5432

  @errs
  Scenario: An ending that does not exist
    Reason: did you mean "dropped"
    When frontend connects to db.data:5432 over TCP
    Then it ends as droped

  @errs
  Scenario: An object to delete that does not exist
    Reason: closd
    When I delete "networkpolicy/data/closd"

  @errs
  Scenario: A pod to become unready that does not exist
    Reason: apii
    When pod "apii" becomes unready

  @errs
  Scenario: A network plugin that does not exist
    Reason: did you mean "flannel"
    Given the flanel CNI

  @errs
  Scenario: A Service to have endpoints that does not exist
    Reason: there is no Service "apii"
    Then Service "apii" has no endpoints

  @undefined
  Scenario: A step that does not exist
    Reason: undefined
    When frontend curls http://api:8080
    Then it works
