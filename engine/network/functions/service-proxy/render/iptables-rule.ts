import type { Protocol } from "../../../../values/protocol.ts";

/** One rule, written in two ways: as kube-proxy feeds it to `iptables-restore`, and as `iptables-save` shows it. */
export interface Rule {
  readonly chain: string;
  readonly comment?: string;
  readonly source?: string;
  readonly notSource?: string;
  readonly destination?: string;
  readonly notDestination?: string;
  readonly protocol?: Protocol;
  readonly port?: number;
  /** Whether the protocol is asked for without a port. */
  readonly matches?: readonly Match[];
  readonly jump?: string;
  /** Options of the target, such as `--to-destination`. */
  readonly target?: Match;
}

/** Words that are the same in both, or differ. */
export type Match = string | { readonly restore: string; readonly save: string };

/** A rule's words as the templates name them; what is empty is left out there. */
export interface RuleWords extends Omit<Rule, "matches" | "target" | "protocol"> {
  readonly protocol?: string;
  /** Matches in front of the protocol, and behind it. */
  readonly early: readonly string[];
  readonly late: readonly string[];
  readonly target: string;
}

/** Words of restore.hbs: comments quoted when they have blanks. */
export function restoreWords(rule: Rule): RuleWords {
  const { comment } = rule;
  const shown = comment?.includes(" ") === true ? `"${comment}"` : comment;
  return { ...wordsOf(rule, "restore"), ...(shown === undefined ? {} : { comment: shown }) };
}

/** Words of save.hbs: addresses with their prefix, comments quoted unless they are one word. */
export function saveWords(rule: Rule): RuleWords {
  const { comment } = rule;
  const prefixed = (["source", "notSource", "destination", "notDestination"] as const).flatMap((key) => {
    const address = rule[key];
    return address === undefined ? [] : [[key, withPrefix(address)] as const];
  });
  return {
    ...wordsOf(rule, "save"),
    ...Object.fromEntries(prefixed),
    ...(comment === undefined ? {} : { comment: quoted(comment) }),
  };
}

function wordsOf(
  { matches = [], target = "", protocol, ...rule }: Rule,
  form: "restore" | "save",
): RuleWords {
  return {
    ...rule,
    early: matches.filter(isEarly).map((match) => text(match, form)),
    late: matches.filter((match) => !isEarly(match)).map((match) => text(match, form)),
    target: text(target, form),
    ...(protocol === undefined ? {} : { protocol: protocol.toLowerCase() }),
  };
}

/** Matches on the address type stand before the protocol, all others behind it. */
function isEarly(match: Match): boolean {
  return text(match, "restore").startsWith("-m addrtype --dst-type");
}

function text(match: Match, form: "restore" | "save"): string {
  return typeof match === "string" ? match : match[form];
}

function withPrefix(address: string): string {
  if (address.includes("/")) return address;
  return `${address}/${address.includes(":") ? 128 : 32}`;
}

/** `xtables_save_string`: only letters, digits, `_` and `-` go without quotes. */
function quoted(comment: string): string {
  return /^[A-Za-z0-9_-]+$/.test(comment) ? comment : `"${comment.replace(/["\\']/g, "\\$&")}"`;
}

/** Ten digits for the rule, and what the kernel keeps of them: a fraction of 2³¹. */
export function probability(of: number): Match {
  const exact = (1 / of).toFixed(10);
  const kept = (Math.round(Number(exact) * 2 ** 31) / 2 ** 31).toFixed(11);
  const words = "-m statistic --mode random --probability";
  return { restore: `${words} ${exact}`, save: `${words} ${kept}` };
}
