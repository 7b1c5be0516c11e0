import { describe, expect, it } from "vitest";
import { decodeObject, decodeText } from "./decode.ts";

const CONTAINERS = [
  { name: "c", image: "i", ports: [{ containerPort: 80 }, { containerPort: 81, name: "b" }] },
];
const POD = {
  containers: CONTAINERS,
  initContainers: [{ ...CONTAINERS[0], name: "d" }],
  nodeSelector: { a: "b" },
};
const TEMPLATE = { metadata: { labels: { a: "b" } }, spec: { containers: CONTAINERS } };
const OBJECTS: readonly Readonly<Record<string, unknown>>[] = [
  { apiVersion: "v1", kind: "Pod", metadata: { name: "p", namespace: "n", labels: { a: "b" } }, spec: POD },
  { apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec: { ...POD, hostNetwork: true } },
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "s", annotations: { a: "b" } },
    spec: { selector: { a: "b" }, ports: [{ port: 80 }], sessionAffinity: "ClientIP" },
  },
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "d" },
    spec: { selector: { matchLabels: { a: "b" } }, template: TEMPLATE },
  },
  {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "n" },
    spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] },
  },
];

/** The way to the first part that somebody could still write on. */
function openPart(value: unknown, path = ""): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Object.isFrozen(value)) return path === "" ? "the object" : path;
  for (const [key, child] of Object.entries(value)) {
    const found = openPart(child, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

describe("a decoded object", () => {
  const cases = OBJECTS.map((object) => [`${object["kind"]}`, object] as const);

  it.each(cases)("is frozen through and through, whatever it was read from: %s", (_, object) => {
    const json = JSON.stringify(object);
    const results = [
      decodeText(json, "x.json"),
      decodeText(`${json} # YAML`, "x.yaml"),
      decodeObject(object, "x"),
    ];
    for (const { objects, issues } of results) {
      expect(issues).toEqual([]);
      expect(objects).toHaveLength(1);
      expect(openPart(objects[0]?.object)).toBeUndefined();
    }
    const [quick, slow, plain] = results.map(({ objects }) => JSON.stringify(objects[0]?.object));
    expect(slow).toBe(quick);
    expect(plain).toBe(quick);
  });

  it("leaves the object of somebody else as it is", () => {
    const object = structuredClone(OBJECTS[0]) as object;
    const before = JSON.stringify(object);
    expect(decodeObject(object, "x").objects).toHaveLength(1);
    expect([JSON.stringify(object), openPart(object)]).toEqual([before, "the object"]);
  });
});
