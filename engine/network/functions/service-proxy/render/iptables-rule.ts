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

/** The order of upstream's `args` slices. */
export function restoreLine(rule: Rule): string {
  const { chain, comment, source, notSource, destination, notDestination, protocol, port, jump, target } =
    rule;
  const { matches = [] } = rule;
  const proto = protocol?.toLowerCase();
  return words([
    `-A ${chain}`,
    comment === undefined ? "" : `-m comment --comment ${comment.includes(" ") ? `"${comment}"` : comment}`,
    ...matches.filter((match) => isEarly(match)).map((match) => text(match, "restore")),
    proto === undefined ? "" : `-m ${proto} -p ${proto}`,
    destination === undefined ? "" : `-d ${destination}`,
    notDestination === undefined ? "" : `! -d ${notDestination}`,
    port === undefined ? "" : `--dport ${port}`,
    source === undefined ? "" : `-s ${source}`,
    notSource === undefined ? "" : `! -s ${notSource}`,
    ...matches.filter((match) => !isEarly(match)).map((match) => text(match, "restore")),
    jump === undefined ? "" : `-j ${jump}`,
    target === undefined ? "" : text(target, "restore"),
  ]);
}

/** iptables-save: addresses with their prefix, the protocol before every match, comments quoted unless they are one word. */
export function saveLine(rule: Rule): string {
  const { chain, comment, source, notSource, destination, notDestination, protocol, port, jump, target } =
    rule;
  const { matches = [] } = rule;
  const proto = protocol?.toLowerCase();
  return words([
    `-A ${chain}`,
    notSource === undefined ? "" : `! -s ${withPrefix(notSource)}`,
    source === undefined ? "" : `-s ${withPrefix(source)}`,
    destination === undefined ? "" : `-d ${withPrefix(destination)}`,
    notDestination === undefined ? "" : `! -d ${withPrefix(notDestination)}`,
    proto === undefined ? "" : `-p ${proto}`,
    comment === undefined ? "" : `-m comment --comment ${quoted(comment)}`,
    ...matches.filter((match) => isEarly(match)).map((match) => text(match, "save")),
    proto === undefined ? "" : `-m ${proto}${port === undefined ? "" : ` --dport ${port}`}`,
    ...matches.filter((match) => !isEarly(match)).map((match) => text(match, "save")),
    jump === undefined ? "" : `-j ${jump}`,
    target === undefined ? "" : text(target, "save"),
  ]);
}

/** Matches on the address type stand before the protocol, all others behind it. */
function isEarly(match: Match): boolean {
  return text(match, "restore").startsWith("-m addrtype --dst-type");
}

function text(match: Match, form: "restore" | "save"): string {
  return typeof match === "string" ? match : match[form];
}

function words(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
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
