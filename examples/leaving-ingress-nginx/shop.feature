Feature: What our clients ask the edge for

  Background:
    Given the manifests in "manifests"

  Scenario Outline: <path>
    When an external client curls http://shop.example.com<path>
    Then the response status is <status>

    Examples:
      | path     | status |
      | /cart/   | 200    |
      | /cart    | 200    |
      | /cart/1  | 200    |
      | /help    | 200    |
      | /cartoon | 404    |
