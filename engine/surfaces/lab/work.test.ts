import { describe, expect, it } from "vitest";
import { withOverlays } from "./work.ts";

const object = (name: string, more = ""): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${more}`;

describe("laying manifests over a learner's files", () => {
  const work = { "a.yaml": `${object("one")}---\n${object("two")}`, "b.yaml": "# mine\n", "c.yaml": "" };
  it("replaces an object where it stands", () => {
    const changed = withOverlays(work, [{ name: "01-x.yaml", text: object("two", "spec: {}\n") }]);
    expect(changed["a.yaml"]).toBe(`${object("one")}---\n${object("two", "spec: {}\n")}`);
    expect(changed["b.yaml"]).toBe("# mine\n");
    expect(Object.keys(changed)).toEqual(["a.yaml", "b.yaml", "c.yaml"]);
  });
  it("takes default for the namespace that is left out", () => {
    const text = object("one").replace("name: one", "name: one\n  namespace: default");
    expect(withOverlays(work, [{ name: "x.yaml", text }])["a.yaml"]).toContain("namespace: default");
  });
  it("puts a new object into a file of its own", () => {
    const changed = withOverlays(work, [
      { name: "01-x.yaml", text: `${object("three")}---\n${object("four")}` },
    ]);
    expect(changed["01-x.yaml"]).toBe(`${object("three")}---\n${object("four")}`);
  });
  it("takes an object away, and is not troubled when it is not there", () => {
    const text = `${object("one", "$patch: delete\n")}---\n${object("nine", "$patch: delete\n")}`;
    expect(withOverlays(work, [{ name: "x.yaml", text }])).toEqual({ ...work, "a.yaml": object("two") });
  });
});
