import type { DnsReply } from "../../../network/functions/cluster-dns/reply.ts";
import type { Trace } from "../../../trace/trace.ts";
import type { DnsType } from "../../../values/dns-message.ts";
import { parseIp } from "../../../values/ip.ts";
import { NameError } from "../../../values/name-error.ts";
import { replyIn } from "../../library/dns-log.ts";
import { clientAt, type Place } from "../place.ts";
import { type ToolWorld, went } from "../tool.ts";

/** Types that a tool may ask for. Of those without records here, the server says that there is no data. */
const TYPES: ReadonlySet<string> = new Set(
  "A AAAA ANY AXFR CAA CNAME DNSKEY DS HINFO HTTPS MX NAPTR NS PTR SOA SRV SVCB TLSA TXT".split(" "),
);

/** `undefined` for a word that names no type. */
export function typeNamed(word: string): DnsType | undefined {
  const name = word.toUpperCase();
  return TYPES.has(name) ? (name as DnsType) : undefined;
}

/** What a pod's or a machine's resolver goes by. */
export interface NameServers {
  readonly server: string;
  readonly search: readonly string[];
  readonly ndots: number;
}

/** The resolver of a machine outside the cluster. */
const OUTSIDE: NameServers = { server: "192.0.2.53", search: [], ndots: 1 };

export function nameServersOf(cluster: ToolWorld["cluster"], place: Place): NameServers {
  if (place.kind !== "pod") return OUTSIDE;
  const conf = cluster.render("resolv.conf", { pod: clientAt(place) });
  const server = /^nameserver (\S+)/m.exec(conf)?.[1];
  // A comment stands for the file of the node, of which nobody knows more.
  if (server === undefined && conf.startsWith("#")) return OUTSIDE;
  const search = /^search (.+)/m.exec(conf)?.[1]?.split(" ") ?? [];
  const ndots = Number(/^options .*\bndots:(\d+)/m.exec(conf)?.[1] ?? 1);
  return { server: server ?? "127.0.0.1", search, ndots };
}

/** What came of one question. */
export interface Asked {
  /** As it was asked, without the trailing dot. */
  readonly name: string;
  readonly type: DnsType;
  readonly server: string;
  /** `undefined` where nothing came back. */
  readonly reply: DnsReply | undefined;
  /** Whether somebody said that nobody listens there. */
  readonly isRefused: boolean;
}

const NOBODY: DnsReply = {
  rcode: "NXDOMAIN",
  answer: [],
  authority: [],
  additional: [],
  authoritative: false,
  recursionAvailable: true,
};

/** Asks for an absolute name. `server` is the one to ask instead of the client's own: an address. */
export function query(name: string, type: DnsType, world: ToolWorld, server?: string): Asked {
  const { cluster, place } = world;
  const asked = { name, type, server: server ?? nameServersOf(cluster, place).server, isRefused: false };
  let trace: Trace;
  try {
    const options = { takesAll: true, ...(server === undefined ? {} : { server }) };
    trace = cluster.resolve(clientAt(place), `${name}.`, type, options);
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    return { ...asked, reply: NOBODY };
  }
  const branch = went(trace, world);
  const leg = branch.legs.findLast(({ purpose }) => purpose === "dns");
  const reply =
    leg === undefined || branch.ending.kind === "resolve-timeout" ? undefined : replyIn(cluster, trace, leg);
  return { ...asked, reply: reply && respelt(reply, name), isRefused: leg?.ending?.kind === "refused" };
}

/** Servers spell the name that was asked for, and the zone that it is in, as it was asked. */
function respelt(reply: DnsReply, asked: string): DnsReply {
  const lower = asked.toLowerCase();
  if (lower === asked) return reply;
  const spelt = <R extends { readonly name: string }>(record: R): R =>
    record.name !== "" && lower.endsWith(record.name)
      ? { ...record, name: asked.slice(-record.name.length) }
      : record;
  return { ...reply, answer: reply.answer.map(spelt), authority: reply.authority.map(spelt) };
}

/**
 * BIND's own way through the search list (dighost.c): a name with fewer dots than ndots tries it first and itself last,
 * another itself first; only NXDOMAIN leads on.
 */
export function searched(
  name: string,
  type: DnsType,
  world: ToolWorld,
  server?: string,
): readonly [Asked, ...Asked[]] {
  const { search, ndots } = nameServersOf(world.cluster, world.place);
  const bare = name.replace(/\.$/, "");
  const listed = search.map((suffix) => `${bare}.${suffix}`);
  const isFull = name.split(".").length - 1 >= ndots;
  const names = name.endsWith(".") ? [bare] : isFull ? [bare, ...listed] : [...listed, bare];
  const [first = bare, ...others] = names;
  const all: [Asked, ...Asked[]] = [query(first, type, world, server)];
  for (const next of others) {
    if (all.at(-1)?.reply?.rcode !== "NXDOMAIN") break;
    all.push(query(next, type, world, server));
  }
  return all;
}

/** The address of a server that is named or addressed; `undefined` where the name leads nowhere. */
export function serverAddress(text: string, world: ToolWorld): string | undefined {
  if (parseIp(text) !== undefined) return text;
  const found = searched(text, "A", world).at(-1)?.reply?.answer ?? [];
  for (const record of found) if (record.type === "A") return record.address.text;
  return undefined;
}

/** An address is asked about by its name in in-addr.arpa or ip6.arpa. */
export function reverseName(text: string): string | undefined {
  const address = parseIp(text);
  if (address === undefined) return undefined;
  if (address.family === "IPv4") return `${text.split(".").reverse().join(".")}.in-addr.arpa`;
  const nibbles = address.bits.toString(16).padStart(32, "0").split("").reverse().join(".");
  return `${nibbles}.ip6.arpa`;
}

/** What BIND's tools say of each try that nobody answered. */
export function failedTries({ server, isRefused }: Asked, tries: number): string {
  return `;; communications error to ${server}#53: ${isRefused ? "connection refused" : "timed out"}\n`.repeat(
    tries,
  );
}
