import { canonicalHostname } from "../../../../values/hostname.ts";
import type { Directive } from "../corefile.ts";
import { type MakePlugin, SetupError } from "./plugin.ts";

/** Gives back the new name, or `undefined` when the rule does not speak of this one. */
type Rule = { readonly goesOn: boolean; readonly apply: (name: string) => string | undefined };

const MODES = ["exact", "prefix", "suffix", "substring", "regex"] as const;
/** A pattern is matched by backtracking here, in CoreDNS it is not: what could take for ever is refused. */
const LONGEST_PATTERN = 200;

/** Asks for another name than the client did. The answer goes by the client's name. */
export const rewrite: MakePlugin = ({ directive }) => {
  const rules = rulesOf(directive);
  return {
    ask: (question, chain) => {
      let name = question.name;
      for (const rule of rules) {
        const renamed = rule.apply(name);
        if (renamed === undefined) continue;
        name = canonicalHostname(renamed);
        if (!rule.goesOn) break;
      }
      if (name === question.name) return chain.next(question);
      const answer = chain.next({ ...question, name });
      const records = answer.records.map((record) =>
        record.name === name ? { ...record, name: question.name } : record,
      );
      return { ...answer, records };
    },
  };
};

function rulesOf({ args, block }: Directive): readonly Rule[] {
  if (args.length > 0) return [ruleOf(args)];
  return block.map((line) => ruleOf([line.name, ...line.args]));
}

function ruleOf(words: readonly string[]): Rule {
  const [first, ...others] = words;
  const goesOn = first === "continue";
  const [field, ...rest] = goesOn || first === "stop" ? others : words;
  // Rules about types, TTLs and options change no name.
  if (field !== "name") return { goesOn: true, apply: () => undefined };
  const mode = MODES.find((one) => one === rest[0]) ?? "exact";
  const [from, to] = mode === rest[0] ? rest.slice(1) : rest;
  if (from === undefined || to === undefined) throw new SetupError("too few arguments for a name rule");
  return { goesOn, apply: renamer(mode, from, to) };
}

function renamer(mode: (typeof MODES)[number], from: string, to: string): Rule["apply"] {
  const [old, next] = [canonicalHostname(from), canonicalHostname(to)];
  switch (mode) {
    case "exact":
      return (name) => (name === old ? next : undefined);
    case "prefix":
      return (name) => (name.startsWith(from) ? to + name.slice(from.length) : undefined);
    case "suffix":
      return (name) => (name.endsWith(old) ? name.slice(0, name.length - old.length) + next : undefined);
    case "substring":
      return (name) => (name.includes(from) ? name.replace(from, () => to) : undefined);
    case "regex": {
      const pattern = patternOf(from);
      return (name) => {
        const match = pattern.exec(`${name}.`);
        return match === null ? undefined : to.replace(/\{(\d)\}/g, (_, index) => match[Number(index)] ?? "");
      };
    }
  }
}

function patternOf(text: string): RegExp {
  const repeats = /[+*}]\)*[+*{]|\([^()]*[+*{][^()]*\)[+*{]/;
  if (text.length > LONGEST_PATTERN || repeats.test(text))
    throw new SetupError(`the pattern ${text} repeats what repeats; podwire does not try it`);
  try {
    return new RegExp(text);
  } catch {
    throw new SetupError(`error parsing regexp: ${text}`);
  }
}
