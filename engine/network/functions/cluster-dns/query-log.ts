import type { ClusterView } from "../../../cluster/view.ts";
import { canonicalHostname, isInZone } from "../../../values/hostname.ts";
import type { Ip } from "../../../values/ip.ts";
import type { Random } from "../../../values/random.ts";
import type { Outside } from "../../outside.ts";
import type { Directive, ServerBlock } from "./corefile.ts";
import type { Exchange } from "./exchange.ts";
import { logRules } from "./log-rules.ts";
import { questionSize, replySize } from "./message-size.ts";
import { pluginOrder } from "./plugin-order.ts";
import type { PluginAnswer } from "./plugins/plugin.ts";
import { answerIn, type DnsReply, replyOf, serverIn } from "./reply.ts";

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
  const server = serverIn(view, outside, exchange.server);
  if (server === undefined) return [];
  const { question, port } = exchange;
  const block = server.blockFor(question.name, port);
  const answer = answerIn(server, exchange);
  if (block === undefined || answer === undefined) return [];
  // A server that gave up has nothing to write down.
  const gaveUp = exchange.unreached !== undefined && answer.rcode === "SERVFAIL";
  const reply = gaveUp ? undefined : replyOf(server, exchange, answer);
  const type = typeOf(answer.rcode, reply);
  const clientPort = FIRST_PORT + Math.floor(random.next() * PORTS);
  const values = { ...exchangeValues(exchange, clientPort, random), ...replyValues(exchange, reply) };
  const own = {
    "{duration}": `${durationOf(answer, random)}s`,
    "{/log/class}": classOf(type),
    "{/log/type}": type,
  };
  const error = block.directives.some(({ name }) => name === "errors")
    ? errorOf(exchange, answer, block, clientPort)
    : undefined;
  return [
    ...logRules(block.directives)
      .filter(({ zone }) => isInZone(question.name, zone))
      .slice(0, 1)
      .filter(({ classes }) => classes.has("all") || classes.has(classOf(type)))
      .map(({ format }) => `[INFO] ${filled(format, { ...values, ...own })}`),
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

type Values = Readonly<Record<string, string | number>>;

function exchangeValues({ question, client, server }: Exchange, clientPort: number, random: Random): Values {
  return {
    "{type}": question.type,
    "{name}": `${question.name}.`,
    "{class}": "IN",
    "{proto}": "udp",
    "{remote}": bracketed(client),
    "{local}": bracketed(server),
    "{size}": questionSize(question.name),
    "{port}": clientPort,
    "{>bufsize}": BUFFER,
    "{>do}": "false",
    "{>id}": Math.floor(random.next() * IDS),
    "{>opcode}": OPCODE_QUERY,
  };
}

function replyValues({ question }: Exchange, reply: DnsReply | undefined): Values {
  if (reply === undefined) return { "{rcode}": "-", "{rsize}": 0, "{>rflags}": "-" };
  return {
    "{rcode}": reply.rcode,
    "{rsize}": replySize(question.name, reply),
    "{>rflags}": flagsOf(reply),
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

function flagsOf({ authoritative, recursionAvailable }: DnsReply): string {
  return ["qr", ...(authoritative ? ["aa"] : []), "rd", ...(recursionAvailable ? ["ra"] : [])].join(",");
}

/** `response.Typify`: an empty answer counts as a denial where a SOA record stands behind it. */
function typeOf(rcode: PluginAnswer["rcode"], reply: DnsReply | undefined): string {
  if (rcode === "NOERROR")
    return reply?.answer.length === 0 && reply.authority.length > 0 ? "NODATA" : "NOERROR";
  if (rcode === "NXDOMAIN") return "NXDOMAIN";
  return rcode === "SERVFAIL" ? "SERVERERROR" : "OTHERERROR";
}

function classOf(type: string): "success" | "denial" | "error" {
  if (type === "NOERROR") return "success";
  return type === "NODATA" || type === "NXDOMAIN" ? "denial" : "error";
}

/** Plugins that listen, watch or set up, and stand in no chain. */
const ASIDE = new Set("root reload health ready bind debug pprof prometheus errors log".split(" "));

/** The error that a failing plugin hands back; one that merely answers SERVFAIL has none. */
function errorOf(
  { question, server, port, unreached }: Exchange,
  { rcode, plugin, looped = false }: PluginAnswer,
  { directives }: ServerBlock,
  clientPort: number,
): string | undefined {
  if (rcode !== "SERVFAIL" || (plugin !== "forward" && plugin !== "server")) return undefined;
  if (unreached !== undefined)
    return `read udp ${bracketed(server)}:${clientPort}->${unreached}: i/o timeout`;
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
