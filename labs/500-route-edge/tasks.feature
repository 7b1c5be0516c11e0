Feature: A name below the apps domain

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:expose
  Scenario: The shop answers under the name that the platform gives it
    When an external client curls http://web-shop.apps.example.com/
    Then it succeeds
    And it reaches pod "web"

  @task:tls
  Scenario: The blog answers over HTTPS
    When an external client curls https://blog-shop.apps.example.com/
    Then it succeeds
    And it reaches pod "blog"

  @task:redirect
  Scenario: Who asks for the blog over HTTP is redirected
    When an external client curls http://blog-shop.apps.example.com/2026/tea?page=2
    Then the response status is 302
    And it redirects to "https://blog-shop.apps.example.com/2026/tea?page=2"
    When an external client curls https://blog-shop.apps.example.com/
    Then it succeeds
    And it reaches pod "blog"
