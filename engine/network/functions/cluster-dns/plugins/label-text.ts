import type { CompiledSelector, SelectorTerm } from "../../../../values/label-selector.ts";

const SET = /^([^\s!=,()]+)\s+(in|notin)\s*\(([^()]*)\)$/;
const EQUALS = /^([^\s!=,()]+)\s*(==|=|!=)\s*([^\s!=,()]*)$/;
const KEY = /^(!?)\s*([^\s!=,()]+)$/;

/** A selector as kubectl takes it: `app=api,tier in (a, b),!legacy`; `undefined` when it is none. */
export function parseSelector(text: string): CompiledSelector | undefined {
  const terms = text.split(/,(?![^(]*\))/).map((part) => termOf(part.trim()));
  const good = terms.filter((term) => term !== undefined);
  return good.length === terms.length ? { terms: good } : undefined;
}

function termOf(text: string): SelectorTerm | undefined {
  const [, setKey = "", word, list = ""] = SET.exec(text) ?? [];
  if (word !== undefined) {
    const values = list.split(",").map((value) => value.trim());
    return { key: setKey, operator: word === "in" ? "In" : "NotIn", values };
  }
  const [, key = "", sign, value = ""] = EQUALS.exec(text) ?? [];
  if (sign !== undefined) return { key, operator: sign === "!=" ? "NotIn" : "In", values: [value] };
  const [, not, alone] = KEY.exec(text) ?? [];
  if (alone === undefined) return undefined;
  return { key: alone, operator: not === "!" ? "DoesNotExist" : "Exists", values: [] };
}
