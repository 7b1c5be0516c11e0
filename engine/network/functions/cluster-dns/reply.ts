import type { ClusterView } from "../../../cluster/view.ts";
import type { DnsRecord } from "../../../values/dns-message.ts";
import type { Ip } from "../../../values/ip.ts";
import type { Outside } from "../../outside.ts";
import type { Exchange } from "./exchange.ts";
import type { PluginAnswer } from "./plugins/plugin.ts";
import { runningServer } from "./running.ts";
import type { DnsServer } from "./server.ts";

/** A DNS message as the server sends it (RFC 1035 §4). */
export interface DnsReply {
  readonly rcode: "NOERROR" | "NXDOMAIN" | "SERVFAIL" | "REFUSED";
  readonly answer: readonly DnsRecord[];
  /** Whose the name is that has no record: a SOA. */
  readonly authority: readonly DnsRecord[];
  /** Addresses of the servers that SRV and NS name. */
  readonly additional: readonly DnsRecord[];
  /** The flag AA. */
  readonly authoritative: boolean;
  /** The flag RA: somebody asked on. */
  readonly recursionAvailable: boolean;
}

/** A CoreDNS that runs. */
export type RunningServer = Extract<DnsServer, { error?: undefined }>;

/** The server as the pod at the address runs it; `undefined` where it does not start. */
export function serverIn(view: ClusterView, outside: Outside, address: Ip): RunningServer | undefined {
  const { server } = runningServer(view, outside, view.podAt(address)?.pod);
  return server.blocks === undefined ? undefined : server;
}

/** What the server makes of the question, given what became of its own. */
export function answerIn(
  server: RunningServer,
  { question, client, port, unreached }: Exchange,
): PluginAnswer | undefined {
  const answer = server.answer(question, client, port);
  if (unreached === undefined || answer === undefined) return answer;
  return cutOff(answer, unreached);
}

/** What is left of an answer whose upstreams are not reached: of an alias the server still knows where it leads. */
export function cutOff({ upstreams: _, ...answer }: PluginAnswer, upstream: string): PluginAnswer {
  if (answer.plugin !== "forward")
    return { ...answer, records: answer.records.filter(({ type }) => type === "CNAME") };
  const { records: _records, unknown: _unknown, ...own } = answer;
  const whose = STANDS_FOR.test(upstream) ? "the nameserver of its node, for which stands " : "";
  return { ...own, rcode: "SERVFAIL", records: [], reason: `it does not reach ${whose}${upstream}` };
}

/** What is written for an upstream that nobody names. */
const STANDS_FOR = /^(192\.0\.2\.53|\[2001:db8::53\]):/;

const AUTHORITATIVE = new Set(["kubernetes", "k8s_external", "hosts"]);

/**
 * What the root servers say of a name that is nowhere. Nobody knows who answers outside, so this is who denies; the serial
 * is one that they might have.
 */
export const ROOT_SOA: DnsRecord = {
  type: "SOA",
  name: "",
  ttl: 30,
  text: "a.root-servers.net nstld.verisign-grs.com 2026010100 1800 900 604800 86400",
};

/** `undefined`: nothing is sent. */
export function replyOf(
  server: RunningServer,
  exchange: Pick<Exchange, "client" | "port">,
  answer: PluginAnswer,
): DnsReply | undefined {
  const { rcode, records, plugin } = answer;
  if (rcode === "NONE") return undefined;
  const isSaid = rcode === "NOERROR" || rcode === "NXDOMAIN";
  return {
    rcode,
    answer: records,
    authority: isSaid && records.length === 0 ? authorityOf(answer) : [],
    additional: additionalOf(server, exchange, records),
    authoritative: isSaid && AUTHORITATIVE.has(plugin),
    recursionAvailable: plugin === "forward" && rcode !== "SERVFAIL",
  };
}

function authorityOf({ plugin, soa }: PluginAnswer): readonly DnsRecord[] {
  if (plugin === "forward") return [ROOT_SOA];
  return soa === undefined ? [] : [soa];
}

const ADDRESSES = ["A", "AAAA"] as const;

function additionalOf(
  server: RunningServer,
  { client, port }: Pick<Exchange, "client" | "port">,
  records: readonly DnsRecord[],
): readonly DnsRecord[] {
  const targets = records.flatMap((record) =>
    record.type === "SRV" || record.type === "NS" ? [record.target] : [],
  );
  return [...new Set(targets)].flatMap((name) =>
    ADDRESSES.flatMap((type) => server.answer({ name, type }, client, port)?.records ?? []),
  );
}
