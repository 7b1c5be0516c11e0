import type { ClusterView } from "../../../cluster/view.ts";
import type { DnsQuestion } from "../../../values/dns-message.ts";
import { canonicalHostname, isInZone } from "../../../values/hostname.ts";
import type { Ip } from "../../../values/ip.ts";
import type { Random } from "../../../values/random.ts";
import type { Outside } from "../../outside.ts";
import type { Directive, ServerBlock } from "./corefile.ts";
import { logRules } from "./log-rules.ts";
import { authoritySize, questionSize, recordSize } from "./message-size.ts";
import { pluginOrder } from "./plugin-order.ts";
import type { PluginAnswer } from "./plugins/plugin.ts";
import { runningServer } from "./running.ts";
import type { DnsServer } from "./server.ts";

/** A question that a client asked a DNS pod. */
export interface Exchange {
  readonly question: DnsQuestion;
  /** As the server sees it. */
  readonly client: Ip;
  readonly server: Ip;
  /** Where the server was asked. */
  readonly port: number;
}

/**
 * What the server writes about a question: a line of `log` and one of `errors`, as its Corefile has them. Numbers that
 * only a real client or a real clock could know (port, id, duration) come from `random`.
 */
export function logLines(
  view: ClusterView,
  outside: Outside,
  exchange: Exchange,
  random: Random,
): readonly string[] {
  const { server } = runningServer(view, outside, view.podAt(exchange.server)?.pod);
  if (server.blocks === undefined) return [];
  const { question, client, port } = exchange;
  const block = server.blockFor(question.name, port);
  const answer = server.answer(question, client, port);
  if (block === undefined || answer === undefined) return [];
  const clientPort = FIRST_PORT + Math.floor(random.next() * PORTS);
  const values = valuesOf(server, exchange, answer, clientPort, random);
  const error = block.directives.some(({ name }) => name === "errors")
    ? errorOf(exchange, answer, block, clientPort)
    : undefined;
  return [
    ...logRules(block.directives)
      .filter(({ zone }) => isInZone(question.name, zone))
      .slice(0, 1)
      .filter(({ classes }) => classes.has("all") || classes.has(classOf(answer)))
      .map(({ format }) => `[INFO] ${filled(format, values)}`),
    ...(error === undefined ? [] : [`[ERROR] plugin/errors: 2 ${question.name}. ${question.type}: ${error}`]),
  ];
}

/** Linux' ephemeral ports. */
const FIRST_PORT = 32_768;
const PORTS = 28_232;
const IDS = 65_536;
const OPCODE_QUERY = 0;
/** Without EDNS a client takes this many bytes over UDP. */
const BUFFER = 512;

/** `{name}` and `{>header}`; what the server does not know is a dash. */
function filled(format: string, values: Readonly<Record<string, string | number>>): string {
  return format.replace(/\{[>/]?[\w/]+\}/g, (label) =>
    Object.hasOwn(values, label) ? String(values[label]) : label.startsWith("{/") ? "-" : label,
  );
}

function valuesOf(
  server: Extract<DnsServer, { error?: undefined }>,
  exchange: Exchange,
  answer: PluginAnswer,
  clientPort: number,
  random: Random,
): Readonly<Record<string, string | number>> {
  const { question, client, server: local } = exchange;
  const id = Math.floor(random.next() * IDS);
  const isSilent = answer.rcode === "NONE";
  return {
    "{type}": question.type,
    "{name}": `${question.name}.`,
    "{class}": "IN",
    "{proto}": "udp",
    "{remote}": bracketed(client),
    "{local}": bracketed(local),
    "{size}": questionSize(question.name),
    "{port}": clientPort,
    "{duration}": `${durationOf(answer, random)}s`,
    "{rcode}": isSilent ? "-" : answer.rcode,
    "{rsize}": isSilent ? 0 : answerSize(server, exchange, answer),
    "{>rflags}": isSilent ? "-" : flagsOf(answer),
    "{>bufsize}": BUFFER,
    "{>do}": "false",
    "{>id}": id,
    "{>opcode}": OPCODE_QUERY,
    "{/log/class}": classOf(answer),
    "{/log/type}": typeOf(answer),
  };
}

function bracketed({ family, text }: Ip): string {
  return family === "IPv6" ? `[${text}]` : text;
}

/** Its own names a server has in memory; a forwarded question takes a round trip of milliseconds. */
function durationOf({ plugin }: PluginAnswer, random: Random): string {
  const [least, span] = plugin === "forward" ? [1e-3, 3e-2] : [6e-5, 3e-4];
  return String(Number((least + random.next() * span).toFixed(9)));
}

const AUTHORITATIVE = new Set(["kubernetes", "k8s_external", "hosts"]);

function flagsOf({ rcode, plugin }: PluginAnswer): string {
  const isOwn = (rcode === "NOERROR" || rcode === "NXDOMAIN") && AUTHORITATIVE.has(plugin);
  const isForwarded = plugin === "forward" && rcode !== "SERVFAIL";
  return ["qr", ...(isOwn ? ["aa"] : []), "rd", ...(isForwarded ? ["ra"] : [])].join(",");
}

function answerSize(
  server: Extract<DnsServer, { error?: undefined }>,
  { question, client, port }: Exchange,
  { rcode, records, plugin, zone = "" }: PluginAnswer,
): number {
  const own = questionSize(question.name) + records.reduce((sum, record) => sum + recordSize(record), 0);
  if (records.length === 0)
    return rcode === "NOERROR" || rcode === "NXDOMAIN" ? own + authoritySize(plugin, zone) : own;
  // Addresses of the servers that SRV and NS name go along.
  const targets = records.flatMap((record) =>
    record.type === "SRV" || record.type === "NS" ? [record.target] : [],
  );
  const types = ["A", "AAAA"] as const;
  const extra = [...new Set(targets)].flatMap((name) =>
    types.flatMap((type) => server.answer({ name, type }, client, port)?.records ?? []),
  );
  return own + extra.reduce((sum, record) => sum + recordSize(record), 0);
}

/** `response.Typify`: an empty answer counts as a denial where a SOA record stands behind it. */
function typeOf({ rcode, records, plugin, zone = "" }: PluginAnswer): string {
  if (rcode === "NOERROR" && (records.length > 0 || authoritySize(plugin, zone) === 0)) return "NOERROR";
  if (rcode === "NOERROR") return "NODATA";
  if (rcode === "NXDOMAIN") return "NXDOMAIN";
  return rcode === "SERVFAIL" ? "SERVERERROR" : "OTHERERROR";
}

function classOf(answer: PluginAnswer): "success" | "denial" | "error" {
  const type = typeOf(answer);
  if (type === "NOERROR") return "success";
  return type === "NODATA" || type === "NXDOMAIN" ? "denial" : "error";
}

/** Plugins that listen, watch or set up, and stand in no chain. */
const ASIDE = new Set("root reload health ready bind debug pprof prometheus errors log".split(" "));

/** The error that a failing plugin hands back; one that merely answers SERVFAIL has none. */
function errorOf(
  { question, server, port }: Exchange,
  { rcode, plugin, looped = false }: PluginAnswer,
  { directives }: ServerBlock,
  clientPort: number,
): string | undefined {
  if (rcode !== "SERVFAIL" || (plugin !== "forward" && plugin !== "server")) return undefined;
  if (looped) {
    const [, upstream = ""] = forwardFor(directives, question.name)?.args ?? [];
    const to = /:\d+$/.test(upstream) ? upstream : `${upstream}:${port}`;
    return `read udp ${bracketed(server)}:${clientPort}->${to}: i/o timeout`;
  }
  const chain = directives.map(({ name }) => name).filter((name) => !ASIDE.has(name));
  const last = chain.sort((a, b) => pluginOrder(a) - pluginOrder(b)).at(-1) ?? "errors";
  return `plugin/${last}: no next plugin found`;
}

function forwardFor(directives: readonly Directive[], name: string): Directive | undefined {
  const isFor = ([zone = "."]: readonly string[]): boolean => isInZone(name, canonicalHostname(zone));
  return directives.find((one) => one.name === "forward" && isFor(one.args));
}
