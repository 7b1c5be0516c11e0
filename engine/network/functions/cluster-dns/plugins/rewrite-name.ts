import type { DnsRecord } from "../../../../values/dns-message.ts";
import { canonicalHostname } from "../../../../values/hostname.ts";
import type { Directive } from "../corefile.ts";
import { SetupError } from "./plugin.ts";
import {
  absolute,
  changer,
  patternOf,
  qualified,
  type Response,
  type Rule,
  wordsOf,
} from "./rewrite-rules.ts";

/** The rule, where the names of its answers are not those that were asked for. */
export function foreignAnswer(directive: Directive): string | undefined {
  const words = wordsOf(directive);
  const hasMode = ["continue", "stop"].includes(words[0]?.toLowerCase() ?? "");
  const [field, match, from, to, ...more] = hasMode ? words.slice(1) : words;
  const renames = field?.toLowerCase() === "name" && match?.toLowerCase() !== "exact" && to !== undefined;
  return renames && from !== to && more.length === 0 ? words.join(" ") : undefined;
}

type Rename = (name: string) => string;

interface Answers {
  readonly auto: boolean;
  readonly responses: readonly Response[];
}

const NO_ANSWERS: Answers = { auto: false, responses: [] };

/** `name [MODE] FROM TO [answer …]`. The names of the answer are the new ones, but for `exact` and with `answer auto`. */
export function nameRule(words: readonly string[]): Rule["apply"] {
  const [first = "", second] = words;
  if (second === undefined) throw new SetupError("too few arguments for a name rule");
  const [mode, from, to, ...more] =
    words.length === 2 ? ["exact", first, second] : [first.toLowerCase(), ...words.slice(1)];
  if (from === undefined || to === undefined) throw new SetupError("too few arguments for a name rule");
  const { auto, responses } = more.length === 0 ? NO_ANSWERS : answersOf(mode, more);
  const [old, other] = [qualified(from), qualified(to)];
  if (mode === "regex") checkGroups(from, to);
  const change = changer(mode ?? "", mode === "regex" ? from : old, other, invalid(from));
  if (change === undefined)
    throw new SetupError(
      `name rule supports only exact, prefix, suffix, substring, and regex name matching, received: ${mode}`,
    );
  const backFrom = (name: string, next: string): Rename => {
    if (mode !== "suffix") return mapped(next, name);
    return (answered) => (answered.endsWith(other) ? withEnd(answered, other, old) : answered);
  };
  return ({ name }) => {
    const next = change(name);
    if (next === undefined) return undefined;
    const back = auto || mode === "exact" ? both(backFrom(name, next)) : [];
    return { name: next, responses: [...back, ...responses] };
  };
}

function withEnd(name: string, end: string, other: string): string {
  return name.slice(0, name.length - end.length) + other;
}

/** The name itself, and those below it. */
function mapped(from: string, to: string): Rename {
  return (name) => {
    if (name === from) return to;
    return name.endsWith(`.${from}`) ? withEnd(name, from, to) : name;
  };
}

function both(rename: Rename): readonly Response[] {
  return [nameResponse(rename), valueResponse(rename)];
}

function nameResponse(rename: Rename): Response {
  return (answer) => ({
    ...answer,
    records: answer.records.map((record) => ({ ...record, name: renamed(record.name, rename) })),
  });
}

function valueResponse(rename: Rename): Response {
  return (answer) => ({
    ...answer,
    records: answer.records.map(
      (record): DnsRecord =>
        "target" in record ? { ...record, target: renamed(record.target, rename) } : record,
    ),
  });
}

function renamed(name: string, rename: Rename): string {
  return canonicalHostname(rename(absolute(name)));
}

/** `answer auto`, `answer name FROM TO` and `answer value FROM TO`, in any number. */
function answersOf(mode: string | undefined, words: readonly string[]): Answers {
  const rule = `${mode} rule`;
  if (words.length < 2) throw new SetupError(`invalid arguments for ${rule}`);
  const responses: Response[] = [];
  let auto = false;
  let names = 0;
  for (let at = 0; at < words.length; ) {
    if (at === 0 && words[at] !== "answer")
      throw new SetupError(`exceeded the number of arguments for a non-answer rule argument for ${rule}`);
    if (words[at] === "answer") at++;
    const kind = words[at++];
    if (kind === undefined) throw new SetupError(`type missing for answer rule for ${rule}`);
    if (kind === "auto") {
      auto = true;
      continue;
    }
    if (kind !== "name" && kind !== "value")
      throw new SetupError(`invalid type ${JSON.stringify(kind)} for answer rule for ${rule}`);
    const [from, to] = words.slice(at, at + 2);
    if (from === undefined || to === undefined)
      throw new SetupError(`${kind} answer rule for ${rule}: 2 arguments required`);
    const rename = byPattern(from, to, `${kind} answer rule for ${rule}: `);
    responses.push(kind === "name" ? nameResponse(rename) : valueResponse(rename));
    if (kind === "name") names++;
    at += 2;
  }
  if (auto && names > 0)
    throw new SetupError("auto name answer rule cannot be combined with explicit name anwer rules");
  return { auto, responses };
}

function byPattern(from: string, to: string, where: string): Rename {
  checkGroups(from, to, where);
  const change = changer("regex", from, qualified(to), where + invalid(from));
  return (name) => change?.(name) ?? name;
}

function invalid(pattern: string): string {
  return `invalid regex matching pattern: ${pattern}`;
}

/** A pattern has as many groups as its replacement names. */
function checkGroups(from: string, to: string, where = ""): void {
  patternOf(from, where + invalid(from));
  const groups = (new RegExp(`${from}|`).exec("")?.length ?? 1) - 1;
  const named = new Set([...to.matchAll(/\{(\d{1,2}|100)\}/g)].map(([one]) => one));
  if (named.size <= groups) return;
  throw new SetupError(
    `${where}the rewrite regex pattern (${to}) uses more subexpressions than its corresponding matching regex pattern (${from})`,
  );
}
