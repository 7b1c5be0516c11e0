import fc from "fast-check";
import { expect, it } from "vitest";
import { hashText } from "../values/random.ts";
import { uidOf } from "./uid.ts";

/** The UUID as it is defined, spelt from its pieces. */
function spelt(kind: string, namespace: string, name: string, deletions: number): string {
  const text = `${kind}/${namespace}/${name}${deletions === 0 ? "" : `/${deletions}`}`;
  const hex = ["0 ", "1 ", "2 ", "3 "]
    .map((start) => hashText(text, hashText(start)).toString(16).padStart(8, "0"))
    .join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

it("makes the same UUID from the same name, letter by letter as it is defined", () => {
  const word = fc.string({ maxLength: 20 });
  fc.assert(
    fc.property(word, word, word, fc.nat(3), (kind, namespace, name, deletions) => {
      const wanted = spelt(kind, namespace, name, deletions);
      expect(uidOf(kind, namespace, name, deletions)).toBe(wanted);
      expect(uidOf(kind, namespace === "" ? undefined : namespace, name, deletions)).toBe(wanted);
    }),
    { numRuns: 500 },
  );
});
