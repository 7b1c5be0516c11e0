import { describe, expect, it } from "vitest";
import { formatTimestamp, VirtualClock } from "./clock.ts";
import { formatIssue, InputError, sortIssues } from "./issue.ts";
import { compileSelector, failingTerms, formatSelector, type Labels, selects } from "./label-selector.ts";
import { hashText, nameSuffix, seededRandom } from "./random.ts";
import { formatFieldPath } from "./source.ts";
import { isSlip, suggest } from "./suggest.ts";

const match = (key: string, operator: "In" | "NotIn" | "Exists" | "DoesNotExist", ...values: string[]) =>
  compileSelector({ matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }] });

/** apimachinery pkg/labels/selector.go, `Requirement.Matches`. */
describe("label selectors", () => {
  it.each<[string, ReturnType<typeof match>, Labels, boolean]>([
    ["In, one of", match("a", "In", "1", "2"), { a: "2" }, true],
    ["In, another", match("a", "In", "1", "2"), { a: "3" }, false],
    ["In, absent", match("a", "In", "1"), {}, false],
    ["NotIn, another", match("a", "NotIn", "1"), { a: "2" }, true],
    ["NotIn, listed", match("a", "NotIn", "1"), { a: "1" }, false],
    ["NotIn, absent: matches", match("a", "NotIn", "1"), {}, true],
    ["Exists, empty value", match("a", "Exists"), { a: "" }, true],
    ["Exists, absent", match("a", "Exists"), { b: "" }, false],
    ["DoesNotExist, absent", match("a", "DoesNotExist"), {}, true],
    ["DoesNotExist, there", match("a", "DoesNotExist"), { a: "" }, false],
    ["empty selects all", compileSelector({}), {}, true],
    ["a key of Object.prototype is no label", match("constructor", "Exists"), {}, false],
    [
      "matchLabels and expressions both",
      compileSelector({ matchLabels: { a: "1" }, matchExpressions: [{ key: "b", operator: "Exists" }] }),
      { a: "1" },
      false,
    ],
  ])("%s", (_, selector, labels, expected) => expect(selects(selector, labels)).toBe(expected));

  it("say which terms fail, and read like kubectl's", () => {
    const selector = compileSelector({
      matchLabels: { a: "1" },
      matchExpressions: [
        { key: "b", operator: "NotIn", values: ["x", "y"] },
        { key: "c", operator: "DoesNotExist" },
      ],
    });
    expect(formatSelector(selector)).toBe("a=1,b notin (x,y),!c");
    expect(failingTerms(selector, { a: "2", c: "" }).map(({ key }) => key)).toEqual(["a", "c"]);
  });
});

describe("clock and chance", () => {
  it("move only when they are told to", () => {
    const clock = new VirtualClock(0);
    clock.advance(1500);
    expect(formatTimestamp(clock.now())).toBe("1970-01-01T00:00:01Z");
  });
  it("repeat themselves", () => {
    expect(nameSuffix(seededRandom(hashText("api")), 5)).toBe(nameSuffix(seededRandom(hashText("api")), 5));
    expect(nameSuffix(seededRandom(1), 5)).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(hashText("a")).not.toBe(hashText("b"));
  });
});

describe("issues", () => {
  it("read as one line", () => {
    expect(
      formatIssue({
        severity: "error",
        code: "field-invalid",
        message: "Invalid value: 0\n  must be between 1 and 65535",
        object: { kind: "Service", namespace: "shop", name: "api" },
        field: "spec.ports[0].port",
        at: { file: "shop.yaml", line: 3, column: 5 },
        remedy: "use 80",
      }),
    ).toBe(
      "shop.yaml:3:5: error: Service shop/api: spec.ports[0].port: Invalid value: 0 must be between 1 and 65535 — use 80",
    );
  });
  it("come in the order of files and lines", () => {
    const at = (file: string, line: number) =>
      ({ severity: "error", code: "x", message: `${file}${line}`, at: { file, line, column: 1 } }) as const;
    const sorted = sortIssues([at("b", 1), at("a", 9), at("a", 10)]);
    expect(sorted.map(({ message }) => message)).toEqual(["a9", "a10", "b1"]);
    expect(new InputError(sorted).message).toContain("a9");
  });
  it("write field paths as Kubernetes does", () => {
    expect(formatFieldPath(["spec", "ports", 0, "port"])).toBe("spec.ports[0].port");
    expect(formatFieldPath(["metadata", "labels", "a/b"])).toBe("metadata.labels[a/b]");
  });
});

describe("suggestions", () => {
  it("are near, few, and nearest first", () => {
    expect(suggest("fronted", ["frontend", "backend", "api"])).toEqual(["frontend"]);
    expect(suggest("zzzzzz", ["frontend"])).toEqual([]);
    expect(isSlip("defalt", "default")).toBe(true);
    expect(isSlip("api", "app")).toBe(false);
  });
});
