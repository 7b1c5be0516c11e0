import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cluster } from "../../../index.ts";
import { type NaiveCluster, type NaiveEnd, naiveAllows } from "../../../testing/naive-network-policy.ts";
import {
  manifestsOf,
  OUTSIDE_IPV4,
  OUTSIDE_IPV6,
  type RandomQuestion,
  randomCluster,
  randomQuestion,
} from "../../../testing/random-cluster.ts";

const RUNS = Number(process.env["PODWIRE_PROPERTY_RUNS"] ?? 300);

function ends({ pods }: NaiveCluster, six: boolean): readonly NaiveEnd[] {
  return [...pods, ...(six ? OUTSIDE_IPV6 : OUTSIDE_IPV4)];
}

function pick(all: readonly NaiveEnd[], index: number): NaiveEnd {
  const end = all[index % all.length];
  if (end === undefined) throw new Error("no ends");
  return end;
}

function nameOf(end: NaiveEnd): string {
  return typeof end === "string" ? end : `${end.namespace}/${end.name}`;
}

describe.each([
  { family: "IPv4", six: false },
  { family: "IPv6", six: true },
])("the engine and the API documentation read literally, $family", ({ six }) => {
  const families: { readonly profile?: string } = six ? { profile: "ip-families=IPv6" } : {};

  it("agree on every connection of random clusters", () => {
    let denied = 0;
    let allowed = 0;
    fc.assert(
      fc.property(
        randomCluster(six),
        fc.array(randomQuestion, { minLength: 30, maxLength: 30 }),
        (made, questions) => {
          const cluster = Cluster.load(manifestsOf(made), families);
          const all = ends(made, six);
          for (const { from, to, protocol, port } of questions as readonly RandomQuestion[]) {
            const client = pick(all, from);
            const server = pick(all, to);
            if (typeof client === "string" && typeof server === "string") continue;
            const expected = naiveAllows(made, client, server, protocol, port);
            const actual = cluster.policyAllows(nameOf(client), nameOf(server), protocol, port);
            if (expected) allowed++;
            else denied++;
            expect(actual, `${nameOf(client)} → ${nameOf(server)}:${port}/${protocol}`).toBe(expected);
          }
        },
      ),
      { numRuns: RUNS },
    );
    expect(allowed).toBeGreaterThan(RUNS);
    expect(denied).toBeGreaterThan(RUNS);
  });
});
