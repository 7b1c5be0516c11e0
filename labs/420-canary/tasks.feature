Feature: Ten percent first

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:weights
  Scenario: One visitor in ten sees version 2
    When an external client curls https://shop.example.com/ with:
      | option                                       |
      | --resolve shop.example.com:443:203.0.113.200 |
    Then it succeeds
    And 100 requests reach:
      | backend | share |
      | web-v1  | 90%   |
      | web-v2  | 10%   |

  @task:header
  Scenario: Testers always see version 2, the others keep their share
    When an external client curls https://shop.example.com/cart with:
      | header         | option                                       |
      | X-Beta: always | --resolve shop.example.com:443:203.0.113.200 |
    Then it succeeds
    And it reaches pod "web-v2"
    When an external client curls https://shop.example.com/cart with:
      | header        | option                                       |
      | X-Beta: never | --resolve shop.example.com:443:203.0.113.200 |
    Then 100 requests reach:
      | backend | share |
      | web-v1  | 90%   |
      | web-v2  | 10%   |

  @task:redirect
  Scenario: Plain HTTP is redirected for good, HTTPS is served
    When an external client curls http://shop.example.com/cart?item=7 with:
      | option                                      |
      | --resolve shop.example.com:80:203.0.113.200 |
    Then the response status is 301
    And it redirects to "https://shop.example.com/cart?item=7"
    When an external client curls https://shop.example.com/cart with:
      | header         | option                                       |
      | X-Beta: always | --resolve shop.example.com:443:203.0.113.200 |
    Then it succeeds
    And it reaches pod "web-v2"
    When an external client curls https://shop.example.com/cart with:
      | option                                       |
      | --resolve shop.example.com:443:203.0.113.200 |
    Then 100 requests reach:
      | backend | share |
      | web-v1  | 90%   |
      | web-v2  | 10%   |
