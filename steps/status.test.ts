import { describe, expect, it } from "vitest";
import { type Fake, named } from "../engine/testing/fake-cluster.ts";
import { fakeWorld, runText } from "../engine/testing/run-step.ts";
import { parseIp } from "../engine/values/ip.ts";
import { parseDestination } from "./destination.ts";
import { StepError, VerdictMismatch } from "./errors.ts";
import { parseFieldPath, valueAt } from "./field-path.ts";
import type { Table } from "./registry.ts";

const slice = (
  name: string,
  port: number | undefined,
  endpoints: readonly (readonly [string, boolean])[],
) => ({
  ...named("EndpointSlice", "shop", name, {
    ports: [port === undefined ? { protocol: "UDP" } : { port, protocol: "TCP" }],
    endpoints: endpoints.map(([address, ready]) => ({ addresses: [address], conditions: { ready } })),
  }),
  metadata: { namespace: "shop", name, labels: { "kubernetes.io/service-name": "web" } },
});

const FAKE: Fake = {
  objects: [
    named("Service", "shop", "web", {
      spec: { type: "ClusterIP", ports: [{ port: 80, targetPort: "http" }], selector: {} },
    }),
    named("Service", "shop", "idle"),
    slice("web-a", 8080, [
      ["10.0.0.1", true],
      ["10.0.0.2", false],
    ]),
    slice("web-b", 8081, [["fd00::1", true]]),
    slice("web-c", undefined, [["10.0.0.9", true]]),
    named("Namespace", undefined, "shop"),
  ],
};

const check = (text: string, rows?: Table): void => runText(fakeWorld(FAKE), text, rows);

describe("Service … has endpoints", () => {
  it("takes the ready ones that have a port, in any order", () => {
    check('Service "shop/web" has endpoints:', [["[fd00::1]:8081"], ["10.0.0.1:8080/TCP"]]);
    check('Service "idle" has no endpoints');
  });
  it("lists what is missing and what is extra", () => {
    const run = (): void => check('Service "web" has endpoints:', [["10.0.0.1:8080"], ["10.0.0.2:8080"]]);
    expect(run).toThrow(VerdictMismatch);
    expect(run).toThrow(/missing: 10\.0\.0\.2:8080\nextra: \[fd00::1\]:8081/);
    expect(() => check('Service "web" has no endpoints')).toThrow(VerdictMismatch);
  });
  it("errs over what is no endpoint and over unknown Services", () => {
    expect(() => check('Service "web" has endpoints:', [["10.0.0.1"]])).toThrow("says no port");
    expect(() => check('Service "web" has endpoints:', [["10.0.0.1:80", "x"]])).toThrow("2 columns");
    expect(() => check('Service "wbe" has no endpoints')).toThrow('did you mean "web"');
  });
});

describe("{word} … has", () => {
  it("compares fields, lists as JSON", () => {
    check('Service "web" has:', [
      ["spec.type", "ClusterIP"],
      ["spec.ports[0].port", "80"],
      ["spec.selector", "{}"],
    ]);
    check('Service "web" has:', [["spec.ports", '[ {"port": 80, "targetPort": "http"} ]']]);
    check('Namespace "shop" has:', [["metadata.name", "shop"]]);
  });
  it("finds members of lists by name, type or parent as well", () => {
    const field = (path: string): unknown =>
      valueAt(
        {
          conditions: [{ type: "Ready", status: "True" }],
          listeners: [{ name: "http", port: 80 }],
          parents: [{ parentRef: { name: "edge" }, controllerName: "example.com/one" }],
        },
        parseFieldPath(path),
      );
    expect(field("conditions[Ready].status")).toBe("True");
    expect(field("listeners[http].port")).toBe(80);
    expect(field("parents[edge].controllerName")).toBe("example.com/one");
    expect(field("parents[0].parentRef.name")).toBe("edge");
    expect(field("conditions[Gone].status")).toBeUndefined();
    expect(field("conditions[length]")).toBeUndefined();
  });
  it("lists every field that differs", () => {
    const run = (): void =>
      check('Service "web" has:', [
        ["spec.type", "NodePort"],
        ["spec.ports[1].port", "81"],
      ]);
    expect(run).toThrow(VerdictMismatch);
    expect(run).toThrow(
      /spec\.type: expected NodePort, observed ClusterIP\nspec\.ports\[1\]\.port: expected 81, observed \(absent\)/,
    );
  });
  it.each<readonly [string, Table, string]>([
    ['Srevice "web" has:', [["kind", "x"]], 'did you mean "Service"'],
    ['Service "wbe" has:', [["kind", "x"]], 'did you mean "web"'],
    ['Service "web" has:', [["spec..type", "x"]], "no field path"],
    ['Service "web" has:', [["kind"]], "two columns"],
  ])("errs: %s %s", (text, rows, message) => {
    expect(() => check(text, rows)).toThrow(StepError);
    expect(() => check(text, rows)).toThrow(message);
  });
});

describe("look-ups", () => {
  const record = (text: string) => {
    const address = parseIp(text);
    if (address === undefined) throw new Error(text);
    return { type: "A" as const, name: "api", ttl: 30, address };
  };
  const traffic = {
    "web api": {
      now: [{ ending: { kind: "answered" as const, records: [record("10.0.0.2"), record("10.0.0.1")] } }],
    },
    "web gone": { now: [{ ending: { kind: "name-not-found" as const } }] },
  };
  const ask = (name: string, text: string, rows?: Table): void => {
    const world = fakeWorld({ traffic });
    runText(world, `web looks up "${name}"`);
    runText(world, text, rows);
  };
  it("resolve to exactly these addresses", () => {
    ask("api", "it resolves to:", [["10.0.0.1"], ["10.0.0.2"]]);
    ask("api", "it succeeds");
    expect(() => ask("api", "it resolves to:", [["10.0.0.1"]])).toThrow(
      "observed: it resolves to 10.0.0.1, 10.0.0.2",
    );
    expect(() => ask("gone", "it resolves to:", [["10.0.0.1"]])).toThrow("observed: name-not-found");
    expect(() => ask("api", "it resolves to:", [[""]])).toThrow(StepError);
  });
  it("do not resolve", () => {
    ask("gone", "the name does not resolve");
    expect(() => ask("api", "the name does not resolve")).toThrow(VerdictMismatch);
  });
});

describe("texts", () => {
  it.each([
    ["api:8080", { host: "api", port: 8080, protocol: "TCP" }],
    ["kube-dns.kube-system:53/UDP", { host: "kube-dns.kube-system", port: 53, protocol: "UDP" }],
    ["[fd00::1]:443/sctp", { host: "fd00::1", port: 443, protocol: "SCTP" }],
  ])("%s is a destination", (text, destination) => expect(parseDestination(text)).toEqual(destination));
  it.each(["api", "api:", "api:0", "api:65536", "http://api:80", "fd00::1:80", "api:80/ICMP"])(
    "%s is none",
    (text) => expect(() => parseDestination(text)).toThrow(StepError),
  );
  it("field paths", () => {
    expect(parseFieldPath("metadata.labels[app.kubernetes.io/name]")).toEqual([
      "metadata",
      "labels",
      "app.kubernetes.io/name",
    ]);
    expect(parseFieldPath("spec.ports[0].port")).toEqual(["spec", "ports", "0", "port"]);
    expect(valueAt({ a: [{ b: null }] }, ["a", "0", "b"])).toBe(null);
    expect(valueAt({ a: "text" }, ["a", "length"])).toBe(undefined);
    for (const bad of ["", ".a", "a.", "a[0]b", "a[", "a..b"])
      expect(() => parseFieldPath(bad)).toThrow(StepError);
  });
});
