import { holds, type Labels, type SelectorOperator } from "../../values/label-selector.ts";
import { badRequest } from "./status.ts";

export type Matcher = (labels: Labels) => boolean;

const TOKEN = /\s*(==|!=|[=!<>(),]|[^\s=!<>(),]+)\s*/y;

/** Reads a selector as apimachinery's `labels.Parse` does: `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1`. */
export function parseLabelSelector(text: string): Matcher {
  const tokens = tokensOf(text);
  const matchers: Matcher[] = [];
  let at = 0;
  const next = (): string => tokens[at++] ?? "";
  const fail = (found: string, expected: string): never => {
    throw badRequest(`unable to parse requirement: found '${found}', expected: ${expected}`);
  };
  while (at < tokens.length) {
    const first = next();
    const isNegated = first === "!";
    const key = isNegated ? next() : first;
    if (key === "" || /^[=!<>(),]/.test(key)) fail(key, "!, identifier, or 'end of string'");
    if (isNegated) matchers.push(term(key, "DoesNotExist", []));
    else if (at >= tokens.length || tokens[at] === ",") matchers.push(term(key, "Exists", []));
    else matchers.push(comparison(key, next(), next, fail, tokens[at]));
    const separator = next();
    if (separator !== "" && separator !== ",") fail(separator, "',' or 'end of string'");
    if (separator === "," && at >= tokens.length) fail("", "identifier after ','");
  }
  return (labels) => matchers.every((matches) => matches(labels));
}

function comparison(
  key: string,
  operator: string,
  next: () => string,
  fail: (found: string, expected: string) => never,
  following: string | undefined,
): Matcher {
  switch (operator) {
    case "=":
    case "==":
      return term(key, "In", [valueAfter(next, following)]);
    case "!=":
      return term(key, "NotIn", [valueAfter(next, following)]);
    case "in":
    case "notin":
      return term(key, operator === "in" ? "In" : "NotIn", valuesOf(next, fail));
    case ">":
    case "<":
      return compare(key, operator, next());
    default:
      return fail(operator, "in, notin, =, ==, !=, gt, lt");
  }
}

/** `a=` and `a=,b` compare with the empty text. */
function valueAfter(next: () => string, following: string | undefined): string {
  return following === undefined || following === "," ? "" : next();
}

function valuesOf(next: () => string, fail: (found: string, expected: string) => never): readonly string[] {
  const open = next();
  if (open !== "(") fail(open, "'('");
  const values: string[] = [];
  let isValue = false;
  for (let word = next(); word !== ")"; word = next()) {
    if (word === "") fail("", "',', or ')'");
    if (word !== ",") values.push(word);
    else if (!isValue) values.push("");
    isValue = word !== ",";
  }
  if (!isValue) values.push("");
  return values;
}

function term(key: string, operator: SelectorOperator, values: readonly string[]): Matcher {
  return (labels) => holds({ key, operator, values }, labels);
}

function compare(key: string, operator: string, value: string): Matcher {
  if (!/^-?\d+$/.test(value)) throw badRequest(`for 'Gt', 'Lt' operators, the value must be an integer`);
  return (labels) => {
    const own = Object.hasOwn(labels, key) ? (labels[key] ?? "") : "";
    if (!/^-?\d+$/.test(own)) return false;
    return operator === ">" ? Number(own) > Number(value) : Number(own) < Number(value);
  };
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) tokens.push(match[1] ?? "");
  return tokens;
}
