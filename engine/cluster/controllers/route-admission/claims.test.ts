import { describe, expect, it } from "vitest";
import type { Route } from "../../../api/openshift/route.ts";
import { type Random, seededRandom } from "../../../values/random.ts";
import type { Router } from "../../routers.ts";
import { admit, conflictOf, type Verdict } from "./claims.ts";

function oneOf<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random.next() * values.length)] as T;
}

function routes(random: Random): readonly Route[] {
  return Array.from({ length: 30 }, (_, index): Route => {
    const termination = oneOf(random, [undefined, undefined, "edge", "passthrough"] as const);
    const path = oneOf(random, ["", "", "/a", "/b"]);
    return {
      apiVersion: "route.openshift.io/v1",
      kind: "Route",
      metadata: { name: `r${index}`, namespace: oneOf(random, ["a", "b", "c"]), uid: String(index + 100) },
      spec: {
        host: oneOf(random, ["a.x.org", "b.x.org", "c.x.org", "a.y.org", "x.org"]),
        to: { kind: "Service", name: "web" },
        ...(path === "" ? {} : { path }),
        ...(termination === undefined ? {} : { tls: { termination } }),
        ...(random.next() < 0.3 ? { wildcardPolicy: "Subdomain" as const } : {}),
      },
    } as Route;
  });
}

/** The rule as it is said: against every older Route that is admitted, one after the other. */
function plainly(router: Router, all: readonly Route[]): readonly Verdict[] {
  const active: Route[] = [];
  return all.map((route) => {
    const host = route.spec.host ?? "";
    for (const other of active) {
      const conflict = conflictOf(router, route, other, host, other.spec.host ?? "");
      if (conflict !== undefined) return conflict;
    }
    active.push(route);
    return { admitted: true };
  });
}

describe("who holds a host", () => {
  it.each([true, false])("is found as if every older Route was asked (hosts shared: %s)", (sharesHosts) => {
    const router = { name: "default", allowsWildcards: true, sharesHosts } as Router;
    const random = seededRandom(7);
    let refused = 0;
    for (let run = 0; run < 300; run++) {
      const all = routes(random);
      const verdicts = [...admit(router, all, ({ spec }) => spec.host ?? "").values()];
      expect(verdicts).toEqual(plainly(router, all));
      refused += verdicts.filter(({ admitted }) => !admitted).length;
    }
    expect(refused).toBeGreaterThan(1000);
  });
});
