import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cluster, type Trace } from "../../../index.ts";
import { mended } from "../../../testing/apply-difference.ts";
import type { NaiveCluster, NaivePod } from "../../../testing/naive-network-policy.ts";
import { manifestsOf, randomCluster, randomQuestion } from "../../../testing/random-cluster.ts";

const RUNS = Number(process.env["PODWIRE_PROPERTY_RUNS"] ?? 400);

function connect(
  cluster: NaiveCluster,
  from: NaivePod,
  to: NaivePod,
  port: number,
  protocol: "TCP" | "UDP" | "SCTP",
): Trace {
  const loaded = Cluster.load(manifestsOf(cluster));
  return loaded.connectToPod(`${from.namespace}/${from.name}`, `${to.namespace}/${to.name}`, {
    port,
    protocol,
  });
}

describe("the nearest rule of a denial", () => {
  it("allows the connection once its differences are mended, in at least 99 % of denials", () => {
    let denials = 0;
    const kept: string[] = [];
    const kinds = new Set<string>();
    fc.assert(
      fc.property(randomCluster(false), randomQuestion, (made, { from, to, port, protocol }) => {
        const client = made.pods[from % made.pods.length];
        const server = made.pods[to % made.pods.length];
        if (client === undefined || server === undefined || client === server) return;
        const trace = connect(made, client, server, port, protocol);
        if (trace.outcome === "success") return;
        denials++;
        expect(trace.branches[0]?.decidedBy.step.code).toBe("denied");
        expect(trace.selectedBy.length).toBeGreaterThan(0);
        expect(trace.nearest.length).toBeGreaterThan(0);
        const repaired = trace.nearest.reduce((cluster, nearest) => {
          for (const { kind } of nearest.differs) kinds.add(kind);
          const address = nearest.direction === "ingress" ? client.ip : server.ip;
          return mended(cluster, nearest, { address, port, protocol });
        }, made);
        if (connect(repaired, client, server, port, protocol).outcome !== "success") {
          kept.push(
            JSON.stringify({ differs: trace.nearest.map((nearest) => nearest.differs), protocol, port }),
          );
        }
      }),
      { numRuns: RUNS * 5 },
    );
    expect(denials).toBeGreaterThan(RUNS / 4);
    expect(kept.length / denials, kept.slice(0, 3).join("\n")).toBeLessThanOrEqual(0.01);
    expect([...kinds].sort()).toEqual(
      expect.arrayContaining(["label", "namespace", "no-rule", "port", "protocol"]),
    );
  });
});
