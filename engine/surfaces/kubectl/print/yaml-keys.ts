const LETTER = /\p{L}/u;
const LETTERS = /^[A-Za-z]+$/;
const DIGIT = /\p{Nd}/u;

/** The order in which go-yaml writes keys: letters after all else, and runs of digits by their value. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  if (LETTERS.test(a) && LETTERS.test(b)) return a < b ? -1 : 1;
  const [first, second] = [[...a], [...b]];
  for (let at = 0; at < first.length && at < second.length; at++) {
    const [left = "", right = ""] = [first[at], second[at]];
    if (left !== right) return compareFrom(first, second, at, left, right);
  }
  return first.length - second.length;
}

function compareFrom(
  first: readonly string[],
  second: readonly string[],
  at: number,
  left: string,
  right: string,
): number {
  const [isLetter, isOtherLetter] = [LETTER.test(left), LETTER.test(right)];
  const byCode = (left.codePointAt(0) ?? 0) - (right.codePointAt(0) ?? 0);
  if (isLetter && isOtherLetter) return byCode;
  if (isLetter || isOtherLetter) return isOtherLetter ? -1 : 1;
  // A zero inside a number counts as a digit of it, not as a leading one.
  const inside = (left === "0" || right === "0") && startsInsideNumber(first, at) ? "1" : "";
  const [number, otherNumber] = [inside + digitsAt(first, at), inside + digitsAt(second, at)];
  const byValue = Number(number || 0) - Number(otherNumber || 0);
  if (byValue !== 0) return byValue;
  return number.length !== otherNumber.length ? number.length - otherNumber.length : byCode;
}

function startsInsideNumber(characters: readonly string[], at: number): boolean {
  for (let back = at - 1; back >= 0 && DIGIT.test(characters[back] ?? ""); back--)
    if (characters[back] !== "0") return true;
  return false;
}

function digitsAt(characters: readonly string[], at: number): string {
  let end = at;
  while (end < characters.length && DIGIT.test(characters[end] ?? "")) end++;
  return characters.slice(at, end).join("");
}
