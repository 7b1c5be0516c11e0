import { type Cidr, contains, parseCidr } from "../../../../values/cidr.ts";
import type { DnsQuestion } from "../../../../values/dns-message.ts";
import type { Ip } from "../../../../values/ip.ts";
import type { Directive } from "../corefile.ts";
import { parseError } from "./options.ts";
import { type MakePlugin, matchingZone, type PluginAnswer, zonesOf } from "./plugin.ts";

const ACTIONS = ["allow", "block", "filter", "drop"] as const;
type Action = (typeof ACTIONS)[number];

const SECTIONS = ["type", "net"];
/** Types that a rule may name besides those that are asked here. */
const TYPES = new Set(
  (
    "A AAAA ANY AXFR CAA CDNSKEY CDS CERT CNAME DNAME DNSKEY DS HINFO HTTPS IXFR LOC MX NAPTR NS NSEC NSEC3 NSEC3PARAM " +
    "OPENPGPKEY PTR RP RRSIG SOA SPF SRV SSHFP SVCB TLSA TXT URI"
  ).split(" "),
);

interface Policy {
  readonly action: Action;
  /** Any when there are none. */
  readonly types: readonly string[];
  readonly nets: readonly Cidr[];
}

/** Who may ask what. The rules of all `acl` lines of a server block are one list; the first that matches decides. */
export const acl: MakePlugin = ({ zones: blockZones, directive, siblings }) => {
  const lines = siblings.filter(({ name }) => name === "acl");
  const rules = lines.map(({ args, block }) => ({
    zones: zonesOf(args, blockZones),
    policies: block.map(policyOf),
  }));
  const isFirst = lines[0] === directive;
  return {
    ask: (question, chain) => {
      const decided = isFirst ? decide(rules, question, chain.client) : undefined;
      return decided === undefined ? chain.next(question) : answerOf(decided, chain.client);
    },
  };
};

function decide(
  rules: readonly { readonly zones: readonly string[]; readonly policies: readonly Policy[] }[],
  { name, type }: DnsQuestion,
  client: Ip,
): Action | undefined {
  for (const { zones, policies } of rules) {
    if (matchingZone(zones, name) === undefined) continue;
    const policy = policies.find(
      ({ types, nets }) =>
        (types.length === 0 || types.includes(type)) &&
        (nets.length === 0 || nets.some((net) => net.family === client.family && contains(net, client))),
    );
    if (policy !== undefined) return policy.action === "allow" ? undefined : policy.action;
  }
  return undefined;
}

function answerOf(action: Action, { text }: Ip): PluginAnswer {
  const base = { records: [], plugin: "acl" } as const;
  if (action === "filter") return { ...base, rcode: "NOERROR" };
  const reason = `acl in its Corefile says ${action} for ${text}`;
  return { ...base, rcode: action === "drop" ? "NONE" : "REFUSED", reason };
}

function policyOf({ name, args, line }: Directive): Policy {
  const action = ACTIONS.find((one) => one === name.toLowerCase());
  if (action === undefined) {
    const expected = "expect 'allow', 'block', 'filter' or 'drop'";
    throw parseError(line, `unexpected token ${JSON.stringify(name)}; ${expected}`);
  }
  let policy: Policy = { action, types: [], nets: [] };
  for (const { section, words } of sectionsOf(args, line)) {
    if (words.length === 0)
      throw parseError(line, `no token specified in ${JSON.stringify(section)} section`);
    const isAny = words.includes("*");
    if (section === "type")
      policy = { ...policy, types: isAny ? [] : words.map((word) => typeOf(word, line)) };
    else policy = { ...policy, nets: isAny ? [] : words.map((word) => netOf(word, line)) };
  }
  return policy;
}

function sectionsOf(
  args: readonly string[],
  line: number,
): readonly { readonly section: string; readonly words: readonly string[] }[] {
  const sections: { readonly section: string; readonly words: string[] }[] = [];
  for (const word of args) {
    if (SECTIONS.includes(word.toLowerCase())) sections.push({ section: word.toLowerCase(), words: [] });
    else if (sections.length > 0) sections.at(-1)?.words.push(word);
    else throw parseError(line, `unexpected token ${JSON.stringify(word)}; expect 'type | net'`);
  }
  return sections;
}

function typeOf(word: string, line: number): string {
  if (!TYPES.has(word))
    throw parseError(line, `unexpected token ${JSON.stringify(word)}; expect legal QTYPE`);
  return word;
}

/** An address alone is a block of one. */
function netOf(word: string, line: number): Cidr {
  const text = word.includes("/") ? word : `${word}/${word.includes(":") ? 128 : 32}`;
  const net = parseCidr(text);
  if (net === undefined) throw parseError(line, `illegal CIDR notation ${JSON.stringify(text)}`);
  return net;
}
