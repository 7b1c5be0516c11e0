import { describe, expect, it } from "vitest";
import { readLab } from "./read.ts";
import { type LabSource, type Recorded, withSolution, withStart, withWrong } from "./record.ts";
import { newLab } from "./template.ts";
import { overlayBetween, startOf, type Work, withAnswers, withOverlays } from "./work.ts";

const ID = "010-node-ports";
const FILES = newLab(ID);

function read(source: LabSource): Recorded {
  const { lab, answers } = readLab(ID, source);
  if (lab === undefined) throw new Error("the lab was not read");
  return { lab, answers };
}

const without = (pattern: RegExp): LabSource =>
  Object.fromEntries(Object.entries(FILES).filter(([path]) => !pattern.test(path)));

describe("recording a lab", () => {
  const whole = read(FILES);
  const solved: Work = whole.answers === undefined ? {} : withAnswers(whole.lab, whole.answers);
  const service = FILES["start/services.yaml"] ?? "";

  it("takes the files as the start, empty ones left out", () => {
    const source = withStart(FILES, { "policy.yaml": "", "services.yaml": "kind: Service\n" });
    expect(Object.keys(source).filter((path) => path.startsWith("start/"))).toEqual(["start/services.yaml"]);
    expect(source["start/services.yaml"]).toBe("kind: Service\n");
    expect(source["tasks.feature"]).toBe(FILES["tasks.feature"]);
  });
  it("takes what differs as the solution, so that laying it over leads back to the files", () => {
    const bare = without(/^solution\//);
    const source = withSolution(bare, read(bare), "reach-api", solved) ?? {};
    const overlay = source["solution/01-reach-api.yaml"] ?? "";
    expect(overlay).toBe(FILES["solution/01-reach-api.yaml"]);
    expect(source["solution/README.mdx"]).toBe("");
    expect(withOverlays(startOf(whole.lab), [{ name: "x.yaml", text: overlay }])).toEqual(solved);
  });
  it("has nothing to take when nothing differs, or for a task that there is not", () => {
    expect(withSolution(FILES, whole, "reach-api", startOf(whole.lab))).toBeUndefined();
    expect(withSolution(FILES, whole, "gone", solved)).toBeUndefined();
    expect(withWrong(FILES, whole, startOf(whole.lab), { ...MISTAKE, slug: "none" })).toBeUndefined();
  });
  it("keeps the name of a solution that is there", () => {
    const { "solution/01-reach-api.yaml": text = "", ...rest } = FILES;
    const source = withSolution({ ...rest, "solution/05-reach-api.yaml": text }, whole, "reach-api", solved);
    expect(Object.keys(source ?? {}).filter((path) => path.startsWith("solution/"))).toEqual([
      "solution/05-reach-api.yaml",
      "solution/README.mdx",
    ]);
  });
  it("writes what is gone as a deletion", () => {
    const start = startOf(whole.lab);
    const gone = { ...start, "services.yaml": "" };
    const overlay = overlayBetween(start, gone);
    expect(overlay).toContain("kind: Service\nmetadata:\n  name: api\n  namespace: shop\n$patch: delete\n");
    expect(withOverlays(start, [{ name: "x.yaml", text: overlay }])).toEqual(gone);
  });
  it("takes a wrong answer with a hint that there is", () => {
    const work = { ...startOf(whole.lab), "services.yaml": service.replace("8000", "web") };
    const source = withWrong(FILES, whole, work, MISTAKE) ?? {};
    expect(source["wrong/named/expect.yaml"]).toBe(
      "fails:\n  - reach-api\nreason: service-proxy/no-endpoints\nhint: reach-api#5\n",
    );
    expect(readLab(ID, source).issues).toEqual([]);
  });
  it("takes a wrong answer with the words of a new hint", () => {
    const work = { ...startOf(whole.lab), "services.yaml": service.replace("8000", "web") };
    const source = withWrong(FILES, whole, work, { ...MISTAKE, hint: { words: " Look at names.\n" } }) ?? {};
    expect(source["wrong/named/expect.yaml"]).toContain("hint: reach-api#6");
    const { lab, issues } = readLab(ID, source);
    expect(issues).toEqual([]);
    expect(lab?.tasks[0]?.hints.at(-1)).toEqual({
      number: 6,
      text: "Look at names.",
      when: [{ function: "service-proxy", code: "no-endpoints" }],
    });
  });
  it("begins the file of hints when there is none", () => {
    const bare = without(/^hints\//);
    const work = { ...startOf(whole.lab), "services.yaml": service.replace("8000", "web") };
    const source = withWrong(bare, whole, work, { ...MISTAKE, hint: { words: "Names." } }) ?? {};
    expect(source["hints/reach-api.md"]).toBe("when: service-proxy/no-endpoints\n\nNames.\n");
  });
});

const MISTAKE = {
  slug: "named",
  fails: ["reach-api"],
  reason: { function: "service-proxy", code: "no-endpoints" },
  hint: { task: "reach-api", number: 5 },
};
