import type { DnsQuestion } from "../../../../values/dns-message.ts";
import { canonicalHostname } from "../../../../values/hostname.ts";
import type { Directive } from "../corefile.ts";
import { type MakePlugin, SetupError } from "./plugin.ts";
import { nameRule } from "./rewrite-name.ts";
import {
  absolute,
  classRule,
  cnameRule,
  edns0Rule,
  type Response,
  type Rule,
  rcodeRule,
  ttlRule,
  typeRule,
  wordsOf,
} from "./rewrite-rules.ts";

const LONGEST_LABEL = 63;
const LONGEST_NAME = 254;

/**
 * Asks for something else than the client did. All rules of a server block are one plugin's: the first that applies is the
 * last, unless it says `continue`. What they do to the answer is done in the opposite order.
 */
export const rewrite: MakePlugin = ({ directive, siblings }) => {
  const all = siblings.filter(({ name }) => name === "rewrite");
  if (all[0] !== directive) return { ask: (question, chain) => chain.next(question) };
  const rules = all.map(ruleOf);
  return {
    ask: (question, chain) => {
      const { asked, responses, stopped } = rewritten(rules, question);
      if (!isName(absolute(asked.name))) {
        const reason = `invalid name after rewrite: ${absolute(asked.name)}`;
        return { rcode: "SERVFAIL", records: [], plugin: "rewrite", reason };
      }
      const answer = chain.next(asked);
      if (!stopped && responses.length === 0) {
        if (asked.name === question.name && asked.type === question.type) return answer;
        const reason = `its answer repeats another question (${absolute(asked.name)} ${asked.type}), so the client does not take it`;
        return { rcode: "NONE", records: [], plugin: "rewrite", reason };
      }
      return responses.reduceRight((changed, response) => response(changed, asked, chain), answer);
    },
  };
};

interface Rewritten {
  readonly asked: DnsQuestion;
  readonly responses: readonly Response[];
  /** Whether a rule applied that ends the list. */
  readonly stopped: boolean;
}

function rewritten(rules: readonly Rule[], question: DnsQuestion): Rewritten {
  let asked = question;
  const responses: Response[] = [];
  for (const { apply, goesOn } of rules) {
    const applied = apply({ ...asked, name: absolute(asked.name) });
    if (applied === undefined) continue;
    const { name = asked.name, type = asked.type } = applied;
    asked = { name: canonicalHostname(name), type };
    responses.push(...(applied.responses ?? []));
    if (!goesOn) return { asked, responses, stopped: true };
    if (!isName(absolute(asked.name))) break;
  }
  return { asked, responses, stopped: false };
}

/** `dns.IsDomainName`: no empty label, none that is too long. */
function isName(name: string): boolean {
  if (name === ".") return true;
  const labels = name.slice(0, -1).split(".");
  return name.length <= LONGEST_NAME && labels.every(({ length }) => length > 0 && length <= LONGEST_LABEL);
}

function ruleOf(directive: Directive): Rule {
  const words = wordsOf(directive);
  const [first] = words;
  if (first === undefined) throw new SetupError("no rule type specified for rewrite");
  const mode = first.toLowerCase();
  const hasMode = mode === "continue" || mode === "stop";
  const [field, ...rest] = hasMode ? words.slice(1) : words;
  if (field === undefined) throw new SetupError(`${mode} rule must begin with a rule type`);
  return { goesOn: mode === "continue", apply: changeOf(field.toLowerCase(), rest, first) };
}

function changeOf(field: string, words: readonly string[], first: string): Rule["apply"] {
  switch (field) {
    case "answer":
      throw new SetupError("response rewrites must begin with a name rule");
    case "name":
      return nameRule(words);
    case "class":
      return classRule(words);
    case "type":
      return typeRule(words);
    case "edns0":
      return edns0Rule(words);
    case "ttl":
      return ttlRule(words);
    case "cname":
      return cnameRule(words);
    case "rcode":
      return rcodeRule(words);
    default:
      throw new SetupError(`invalid rule type ${JSON.stringify(first)}`);
  }
}
