import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileRegularExpression } from "./regular-expression.ts";

function matches(source: string, text: string): boolean | string {
  const compiled = compileRegularExpression(source);
  return "problem" in compiled ? compiled.problem : compiled.matches(text);
}

describe("a regular expression", () => {
  it.each([
    ["/v[0-9]+/.*", "/v12/cart", true],
    ["/v[0-9]+", "/v12/cart", false],
    ["^/a$", "/a", true],
    ["(cat|dog)s?", "dogs", true],
    ["(cat|dog)s?", "bird", false],
    ["a{2,3}", "aaa", true],
    ["a{2,3}", "aaaa", false],
    ["(ab){2}", "abab", true],
    ["a{0}b", "b", true],
    ["(?i)/Shop", "/sHOP", true],
    ["(?i)[a-c]+", "ABC", true],
    ["[^/]+", "a/b", false],
    ["\\d\\D\\w\\.", "1x_.", true],
    ["(?:a|)b", "b", true],
    ["(?P<id>x)y", "xy", true],
    ["[]a]+", "]a", true],
    ["a.c", "a\nc", false],
    ["", "", true],
    ["a*?b", "aab", true],
  ])("%s and %s: %s", (source, text, expected) => expect(matches(source, text)).toBe(expected));

  it.each([
    ["(a", "missing closing ): (a"],
    ["a)", "unexpected )"],
    ["(?=a)", "invalid or unsupported Perl syntax: (?="],
    ["(a)\\1", "invalid escape sequence: \\1"],
    ["*a", "missing argument to repetition operator: *"],
    ["a{5,2}", "invalid repeat count: {5,2}"],
    ["a{1001}", "invalid repeat count: {1001}"],
    ["((a{100}){100}){100}", "invalid repeat count: {100}"],
    ["[b-a]", "invalid character class range: b-a"],
    ["[a", "missing closing ]: [a"],
  ])("%s is refused: %s", (source, problem) => expect(matches(source, "")).toContain(problem));

  it("does not take for ever", () => {
    const compiled = compileRegularExpression("(a*)*(a|aa)+b");
    expect("matches" in compiled && compiled.matches("a".repeat(20_000))).toBe(false);
  });

  it("agrees with JavaScript's own where both know the syntax", () => {
    const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\d", "(a|b)", "(?:ab)");
    const piece = fc
      .tuple(atom, fc.constantFrom("", "*", "+", "?", "{2}", "{1,3}"))
      .map((pair) => pair.join(""));
    const source = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(""));
    const text = fc
      .array(fc.constantFrom("a", "b", "1"), { maxLength: 6 })
      .map((letters) => letters.join(""));
    fc.assert(
      fc.property(source, text, (pattern, subject) => {
        expect(matches(pattern, subject)).toBe(new RegExp(`^(?:${pattern})$`).test(subject));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});
