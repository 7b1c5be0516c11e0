import type { Leg } from "../../../trace/trace.ts";
import type { Packet } from "../../../values/packet.ts";
import { readFlags } from "../flags.ts";
import { failed, type Tool } from "../tool.ts";

/**
 * tcpdump, after the fact: the packets of the last request, one line for each place that rewrote or passed on the
 * packet. Nothing is captured while one waits, as nothing moves while one waits.
 */
export const tcpdump: Tool = (argv, { last }) => {
  const flags = readFlags(argv, {
    letters: {
      n: "numeric",
      i: "interface",
      c: "count",
      v: "verbose",
      e: "link",
      A: "ascii",
      X: "hex",
      q: "quiet",
      l: "line",
    },
    values: ["interface", "count"],
    switches: ["numeric", "verbose", "link", "ascii", "hex", "quiet", "line"],
  });
  if (flags.unknown !== undefined)
    return failed(`tcpdump: invalid option -- '${flags.unknown.replace(/^-+/, "")}'\n`);
  const trace = last();
  if (trace === undefined) return failed("tcpdump: no request was made yet; curl something first\n");
  const filter = readFilter(flags.positionals);
  if (filter === undefined)
    return failed(`tcpdump: can't parse filter expression: ${flags.positionals.join(" ")}\n`);
  const lines = trace.branches.flatMap(({ legs }) => legs.flatMap((leg) => linesOf(leg, filter)));
  const shown = lines.slice(0, Number(flags.value("count") ?? lines.length));
  return {
    stdout: shown.map((line) => `${line}\n`).join(""),
    stderr: `tcpdump: the last request, ${trace.branches.length} way${trace.branches.length === 1 ? "" : "s"}\n${shown.length} packets captured\n`,
    exitCode: 0,
  };
};

type Filter = (packet: Packet) => boolean;

/** `port N`, `host A`, `tcp`, `udp`, `sctp`, `icmp`, joined by `and`. `undefined` when it is anything else. */
function readFilter(words: readonly string[]): Filter | undefined {
  const left = words.flatMap((word) => word.split(/\s+/)).filter((word) => word !== "" && word !== "and");
  const tests: Filter[] = [];
  while (left.length > 0) {
    const word = left.shift() ?? "";
    const value = word === "port" || word === "host" ? left.shift() : word;
    if (value === undefined) return undefined;
    if (word === "port")
      tests.push((packet) =>
        [packet.sourcePort, packet.destinationPort].some((port) => String(port) === value),
      );
    else if (word === "host")
      tests.push(({ source, destination }) => source.text === value || destination.text === value);
    else if (/^(tcp|udp|sctp)$/.test(word)) tests.push(({ protocol }) => protocol.toLowerCase() === word);
    else return undefined;
  }
  return (packet) => tests.every((test) => test(packet));
}

function linesOf({ hops, question }: Leg, filter: Filter): readonly string[] {
  const lines = hops.flatMap(({ packet, place, node }) =>
    packet === undefined || !filter(packet)
      ? []
      : [`${`${place}${node === undefined ? "" : ` ${node}`}`.padEnd(24)} ${packetLine(packet, question)}`],
  );
  return lines.filter((line, at) => line !== lines[at - 1]);
}

function packetLine(packet: Packet, question: Leg["question"]): string {
  const { source, sourcePort, destination, destinationPort, protocol } = packet;
  const family = source.family === "IPv6" ? "IP6" : "IP";
  const what =
    question !== undefined
      ? `${question.type}? ${question.name}. (${question.name.length + 18})`
      : protocol === "TCP"
        ? "Flags [S], length 0"
        : `${protocol}, length 0`;
  return `${family} ${source.text}.${sourcePort} > ${destination.text}.${destinationPort}: ${what}`;
}
