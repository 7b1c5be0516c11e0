import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Cluster } from "../../index.ts";

const GOLDEN = new URL("../../network/functions/gateway/golden/", import.meta.url);

function reached(golden: string): readonly (string | undefined)[] {
  const cluster = Cluster.load(readFileSync(new URL(`${golden}.yaml`, GOLDEN), "utf8"));
  return cluster
    .curl("external", "http://shop.example.com/")
    .branches.map(({ reached: { pod, service } }) => `${service?.name} ${pod?.name ?? "–"}`);
}

describe("the pod behind a proxy", () => {
  it("is not reached when the proxy could not connect to it", () => {
    expect(reached("bad-gateway")).toEqual(["web –"]);
  });
  it("is reached when it was only slow", () => expect(reached("timed-out")).toEqual(["web web"]));
  it("is the one that the last try went to", () =>
    expect(reached("retried")).toEqual(["web web", "web web"]));
});
