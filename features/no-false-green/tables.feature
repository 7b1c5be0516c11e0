@no-false-green
Feature: A table that says little or something wrong

  Background:
    Given the manifests in "shop"
    And namespace "shop"

  @errs
  Scenario: A closed world with a namespace misspelt in a from cell
    Reason: did you mean "shop/frontend"
    Then only these connections are allowed:
      | from          | to  | port |
      | shpo/frontend | api | 8080 |

  @errs
  Scenario: A closed world with a port that nobody listens on
    Reason: it listens on 8080
    Then only these connections are allowed:
      | from     | to  | port |
      | frontend | api | 80   |

  @errs
  Scenario: A closed world without a row
    Reason: no row
    Then only these connections are allowed:
      | from | to | port |

  @fails
  Scenario: A closed world with a connection that is denied
    Reason: 1 missing
    Then only these connections are allowed:
      | from          | to            | port |
      | shop/frontend | shop/api      | 8080 |
      | shop/api      | shop/frontend | 3000 |
      | data/db       | shop/api      | 8080 |
      | data/db       | shop/frontend | 3000 |
      | shop/api      | data/db       | 5432 |

  @fails
  Scenario: A closed world that forgets a connection
    Reason: 3 extra
    Then only these connections are allowed:
      | from          | to       | port |
      | shop/frontend | shop/api | 8080 |

  @errs
  Scenario: A truth table with a misspelt client
    Reason: frontnd
    Then the connectivity is:
      |         | db.data:5432 |
      | frontnd | ✗            |

  @errs
  Scenario: A truth table with a misspelt column under ✗
    Reason: did you mean "db.data"
    Then the connectivity is:
      |          | bd.data:5432 |
      | frontend | ✗            |

  @errs
  Scenario: A truth table with a misspelt column under ✓
    Reason: did you mean "api"
    Then the connectivity is:
      |          | apii:8080 |
      | frontend | ✓         |

  @errs
  Scenario: A truth table with a port that fails without policies too
    Reason: proves nothing
    Then the connectivity is:
      |          | db.data:5433 |
      | frontend | ✗            |

  @fails
  Scenario: A truth table that is wrong
    Reason: ✗ (not ✓)
    Then the connectivity is:
      |          | api:8080 | db.data:5432 |
      | frontend | ✓        | ✓            |

  @errs
  Scenario: A truth table without a client
    Reason: no client
    Then the connectivity is:
      |  | api:8080 |

  @errs
  Scenario: A truth table with every cell left out
    Reason: every cell
    Then the connectivity is:
      |          | api:8080 |
      | frontend | -        |

  @errs
  Scenario: Workloads without a row
    Reason: no row
    Given these workloads:
      | name | ports |

  @errs
  Scenario: Workloads with a column that does not exist
    Reason: did you mean "ports"
    Given these workloads:
      | name | port |
      | web  | 80   |

  @errs
  Scenario: Shares without a row
    Reason: no row
    When frontend curls http://api:8080
    Then 100 requests reach:
      | backend | share |

  @fails
  Scenario: Shares that are wrong
    Reason: shop/api gets 100%, expected 1/2
    When frontend curls http://api:8080
    Then 100 requests reach:
      | backend  | share |
      | shop/api | 1/2   |

  @fails
  Scenario: Endpoints that are not there
    Reason: missing: 10.9.9.9:8080
    Then Service "api" has endpoints:
      | 10.9.9.9:8080 |

  @fails
  Scenario: A field that is not there
    Reason: spec.tpye: expected ClusterIP, observed (absent)
    Then Service "api" has:
      | spec.tpye | ClusterIP |

  @fails
  Scenario: An address that is not the answer
    Reason: expected: it resolves to 10.9.9.9
    When frontend looks up "api"
    Then it resolves to:
      | 10.9.9.9 |
