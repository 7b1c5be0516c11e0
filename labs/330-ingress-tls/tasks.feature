Feature: The wrong certificate

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:secret
  Scenario: A client that checks certificates sees the shop
    When an external client curls https://shop.example.com/
    Then it succeeds
    And it reaches pod "web"

  @task:blog
  Scenario: And the blog, with a certificate of its own
    When an external client curls https://blog.example.com/
    Then it succeeds
    And it reaches pod "blog"

  @task:redirect
  Scenario: Plain HTTP is sent to HTTPS
    When an external client curls http://shop.example.com/cart?item=7
    Then the response status is 308
    And it redirects to "https://shop.example.com/cart?item=7"
    When an external client curls http://blog.example.com/news
    Then it redirects to "https://blog.example.com/news"
