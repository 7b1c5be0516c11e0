import type { DnsQuestion, DnsType } from "../../../../values/dns-message.ts";
import { canonicalHostname } from "../../../../values/hostname.ts";
import type { Directive } from "../corefile.ts";
import { type Chain, type PluginAnswer, SetupError } from "./plugin.ts";

/** What a rule does to the answer of the question that was asked in the end. */
export type Response = (answer: PluginAnswer, asked: DnsQuestion, chain: Chain) => PluginAnswer;

export interface Rule {
  readonly goesOn: boolean;
  /** What it changes, if it speaks of this question. Names end in a dot, as CoreDNS has them. */
  readonly apply: (
    question: DnsQuestion,
  ) => (Partial<DnsQuestion> & { readonly responses?: readonly Response[] }) | undefined;
}

/** A pattern is matched by backtracking here, in CoreDNS it is not: what could take for ever is refused. */
const LONGEST_PATTERN = 200;

/** A rule stands in a line, or in a block whose words are read as one line. */
export function wordsOf({ args, block }: Directive): readonly string[] {
  return args.length < 2 ? [...args, ...block.flatMap((line) => [line.name, ...line.args])] : args;
}

export function absolute(name: string): string {
  return `${name}.`;
}

/** `plugin.Name.Normalize`: even a prefix ends in a dot. */
export function qualified(text: string): string {
  return text.endsWith(".") ? text.toLowerCase() : `${text.toLowerCase()}.`;
}

export function patternOf(text: string, invalid: string): RegExp {
  const repeats = /[+*}]\)*[+*{]|\([^()]*[+*{][^()]*\)[+*{]/;
  if (text.length > LONGEST_PATTERN || repeats.test(text))
    throw new SetupError(`the pattern ${text} repeats what repeats; podwire does not try it`);
  try {
    return new RegExp(text);
  } catch {
    throw new SetupError(invalid);
  }
}

/** The groups of a match in the places that name them. */
function filled(text: string, match: RegExpExecArray): string {
  return match.reduce((all, group, index) => all.replaceAll(`{${index}}`, () => group ?? ""), text);
}

const TYPES: ReadonlySet<string> = new Set<DnsType>([
  "A",
  "AAAA",
  "CNAME",
  "SRV",
  "PTR",
  "TXT",
  "NS",
  "SOA",
  "AXFR",
]);
/** Types that nobody asks for here, so that a rule about them is read and never applies. */
const OTHER_TYPES = new Set(
  "ANY CAA CDNSKEY CDS DNAME DNSKEY DS HINFO HTTPS IXFR LOC MX NAPTR NSEC NSEC3 NULL OPT RRSIG SPF SSHFP SVCB TLSA URI".split(
    " ",
  ),
);

function isType(text: string): text is DnsType {
  return TYPES.has(text);
}

export function typeRule(words: readonly string[]): Rule["apply"] {
  const [from, to] = twoOf("type", words);
  for (const type of [from, to])
    if (!isType(type) && !OTHER_TYPES.has(type)) throw new SetupError(`invalid type "${type}"`);
  if (!isType(from)) return () => undefined;
  if (!isType(to)) throw new SetupError(`podwire does not ask for records of the type ${to}`);
  return ({ type }) => (type === from ? { type: to } : undefined);
}

const CLASSES = new Set(["IN", "CS", "CH", "HS", "NONE", "ANY"]);

export function classRule(words: readonly string[]): Rule["apply"] {
  const [from, to] = twoOf("class", words);
  for (const one of [from, to]) if (!CLASSES.has(one)) throw new SetupError(`invalid class "${one}"`);
  if (from === "IN" && to !== "IN") throw new SetupError(`podwire does not ask in the class ${to}`);
  return () => (from === "IN" ? {} : undefined);
}

function twoOf(field: string, words: readonly string[]): readonly [string, string] {
  const [from, to, more] = words;
  if (from === undefined || to === undefined || more !== undefined)
    throw new SetupError(`${field} rules must have exactly two arguments`);
  return [from.toUpperCase(), to.toUpperCase()];
}

/** Options beside the question change no answer here; but a rule that adds or removes one ends the list. */
export function edns0Rule(words: readonly string[]): Rule["apply"] {
  const [kind, action] = words.map((word) => word.toLowerCase());
  if (kind === undefined || action === undefined) throw new SetupError("too few arguments for an EDNS0 rule");
  if (!["append", "replace", "set", "unset"].includes(action))
    throw new SetupError(`invalid action: "${action}"`);
  const { length } = action !== "unset" && words.at(-1) === "revert" ? words.slice(1) : words;
  const wrong = EDNS0[kind]?.(action === "unset", length);
  if (!Object.hasOwn(EDNS0, kind)) throw new SetupError(`invalid rule type "${kind}"`);
  if (wrong !== undefined) throw new SetupError(wrong);
  return () => (action === "replace" ? undefined : {});
}

const EDNS0: Readonly<Record<string, (unset: boolean, length: number) => string | undefined>> = {
  local: (unset, length) => {
    if (unset) return length === 3 ? undefined : "local unset action requires exactly two arguments";
    return length === 4 ? undefined : "EDNS0 local rules require three or four args";
  },
  nsid: (unset, length) => {
    if (length === 2) return undefined;
    return unset
      ? "nsid unset action requires exactly one argument"
      : "EDNS0 NSID rules can accept no more than one arg";
  },
  subnet: (unset, length) => {
    if (unset) return length === 2 ? undefined : "subnet unset action requires exactly one argument";
    return length === 4 ? undefined : "EDNS0 subnet rules require three or four args";
  },
};

/** What a mode makes of the names that it speaks of; `undefined` for a mode that there is not. */
export function changer(
  mode: string,
  from: string,
  to: string,
  invalid: string,
): ((name: string) => string | undefined) | undefined {
  switch (mode) {
    case "exact":
      return (name) => (name === from ? to : undefined);
    case "prefix":
      return (name) => (name.startsWith(from) ? to + name.slice(from.length) : undefined);
    case "suffix":
      return (name) => (name.endsWith(from) ? name.slice(0, name.length - from.length) + to : undefined);
    case "substring":
      return (name) => (name.includes(from) ? name.replaceAll(from, () => to) : undefined);
    case "regex": {
      const pattern = patternOf(from, invalid);
      return (name) => {
        const match = pattern.exec(name);
        return match === null ? undefined : filled(to, match);
      };
    }
    default:
      return undefined;
  }
}

/** Whether a rule of a field other than the name speaks of a name. */
function matcher(field: string, given: string, from: string): (name: string) => boolean {
  const mode = given.toLowerCase();
  const old = mode === "regex" ? from : qualified(from);
  const change = changer(mode, old, "", `invalid regex pattern in a ${field} rule: ${from}`);
  if (change === undefined)
    throw new SetupError(
      `${field} rule supports only exact, prefix, suffix, substring, and regex name matching`,
    );
  return (name) => change(name) !== undefined;
}

/** `ttl [MODE] FROM SECONDS|MIN-MAX` */
export function ttlRule(words: readonly string[]): Rule["apply"] {
  if (words.length < 2) throw new SetupError(`too few (${words.length}) arguments for a ttl rule`);
  const [mode, from, text] = words.length === 2 ? ["exact", ...words] : words;
  const range = rangeOf(words.length > 3 ? "" : (text ?? ""));
  if (range === undefined)
    throw new SetupError(`invalid TTL '${words.length > 3 ? "" : text}' for a ttl rule`);
  const matches = matcher("ttl", mode ?? "", from ?? "");
  const bound: Response = (answer) => ({
    ...answer,
    records: answer.records.map((record) => ({
      ...record,
      ttl: Math.min(Math.max(record.ttl, range.least), range.most),
    })),
  });
  return ({ name }) => (matches(name) ? { responses: [bound] } : undefined);
}

const LONGEST_TTL = 2_147_483_647;
const LARGEST = 2 ** 32 - 1;

function rangeOf(text: string): { readonly least: number; readonly most: number } | undefined {
  const match = /^(\d*)(-?)(\d*)$/.exec(text);
  const [, first = "", dash = "", last = ""] = match ?? [];
  if (match === null || (first === "" && last === "")) return undefined;
  const least = Number(first);
  const most = dash === "" ? least : last === "" ? LONGEST_TTL : Number(last);
  return least <= most && most <= LARGEST ? { least, most } : undefined;
}

const RCODES = (
  "NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED YXDOMAIN YXRRSET NXRRSET NOTAUTH NOTZONE STATEFUL 12 13 14 15 " +
  "BADSIG BADKEY BADTIME BADMODE BADNAME BADALG BADTRUNC BADCOOKIE"
).split(" ");

/** `rcode [MODE] FROM OLD NEW` */
export function rcodeRule(words: readonly string[]): Rule["apply"] {
  if (words.length < 3) throw new SetupError(`too few (${words.length}) arguments for a rcode rule`);
  const [mode, from, old, next] =
    words.length === 3 ? ["exact", ...words] : words.length === 4 ? words : ["", "", "", ""];
  const before = rcodeOf(old ?? "", "matching");
  const after = rcodeOf(next ?? "", "replacement");
  const matches = matcher("rcode", mode ?? "", from ?? "");
  const told = (["NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED"] as const).find((one) => one === after);
  if (told === undefined) throw new SetupError(`podwire gives no answer with the code ${after}`);
  const recoded: Response = (answer) => {
    if (answer.rcode !== before) return answer;
    const reason = answer.reason ?? `a rewrite rule made ${after} of ${before}`;
    return { ...answer, rcode: told, reason };
  };
  return ({ name }) => (matches(name) ? { responses: [recoded] } : undefined);
}

function rcodeOf(text: string, which: string): string {
  const known = /^\d+$/.test(text) ? RCODES[Number(text)] : RCODES.find((one) => one === text.toUpperCase());
  if (known === undefined || (!/^\d+$/.test(text) && /^\d/.test(known)))
    throw new SetupError(`invalid ${which} RCODE '${text}' for a rcode rule`);
  return known;
}

/** `cname [MODE] FROM TO`: an alias leads elsewhere, and what is there is the answer. */
export function cnameRule(words: readonly string[]): Rule["apply"] {
  if (words.length !== 2 && words.length !== 3)
    throw new SetupError(`too few (${words.length}) arguments for a cname rule`);
  const [given = "", from = "", to = ""] = words.length === 2 ? ["exact", ...words] : words;
  const mode = given.toLowerCase();
  const [old, next] = [from, to].map((text) => (mode === "exact" ? qualified(text) : text.toLowerCase()));
  const led = changer(mode, old ?? "", next ?? "", `invalid cname rewrite regex pattern: ${from}`);
  if (led === undefined) throw new SetupError(`unknown cname rewrite type: ${mode}`);
  const response: Response = (answer, asked, chain) => {
    for (const [index, record] of answer.records.entries()) {
      if (record.type !== "CNAME") continue;
      const target = led(absolute(record.target));
      if (target === undefined) continue;
      const kept = answer.records.slice(0, index).filter(({ type }) => type === "CNAME");
      const name = canonicalHostname(target);
      const { records } = chain.again({ name, type: asked.type });
      return { ...answer, records: [...kept, { ...record, target: name }, ...records] };
    }
    return answer;
  };
  return () => ({ responses: [response] });
}
