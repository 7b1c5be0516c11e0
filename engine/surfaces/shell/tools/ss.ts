import { readFlags } from "../flags.ts";
import { failed, ok, type Tool } from "../tool.ts";
import { listenersAt } from "./netstat.ts";
import { serviceName } from "./service-names.ts";

/** Cells of a row and of the head: what stands before and behind the colon of an address are two. */
type Row = readonly [
  netid: string,
  state: string,
  received: string,
  sent: string,
  local: string,
  localPort: string,
  peer: string,
  peerPort: string,
  process: string,
];

const HEAD: Row = [
  "Netid",
  "State",
  "Recv-Q",
  "Send-Q",
  "Local Address:",
  "Port",
  "Peer Address:",
  "Port",
  "Process",
];
/** What stands in front of a column, and the columns that lean to the right. */
const BEFORE = ["", " ", " ", " ", " ", "", " ", "", ""];
const RIGHT: ReadonlySet<number> = new Set([4, 6]);
const ORDER = ["udp", "tcp", "sctp"];

/** ss of iproute2 6.1: listening sockets of TCP, UDP and SCTP. Requests are over at once, so no connection is ever shown. */
export const ss: Tool = (argv, world) => {
  const flags = readFlags(argv, {
    letters: {
      ...{
        l: "listening",
        a: "all",
        n: "numeric",
        t: "tcp",
        u: "udp",
        S: "sctp",
        x: "unix",
        w: "raw",
        "4": "ipv4",
      },
      ...{
        "6": "ipv6",
        H: "no-header",
        p: "processes",
        O: "oneline",
        e: "extended",
        m: "memory",
        i: "info",
        o: "options",
      },
      ...{ r: "resolve", V: "version" },
    },
    values: [],
    switches: [
      ...["listening", "all", "numeric", "tcp", "udp", "sctp", "unix", "raw", "ipv4", "ipv6", "no-header"],
      ...["processes", "oneline", "extended", "memory", "info", "options", "resolve", "version"],
    ],
  });
  if (flags.has("version")) return ok("ss utility, iproute2-6.1.0\n");
  if (flags.unknown !== undefined) {
    const words = flags.unknown.startsWith("--")
      ? `unrecognized option '${flags.unknown}'`
      : `invalid option -- '${flags.unknown.slice(1)}'`;
    return failed(`ss: ${words}\nUsage: ss [ OPTIONS ]\n       ss [ OPTIONS ] [ FILTER ]\n`, 255);
  }
  const filter = flags.positionals.join(" ");
  const only = /^(?:\( *)?sport (?:=|==|eq) :?(\d+)(?: *\))?$/.exec(filter)?.[1];
  if (filter !== "" && only === undefined) return failed("ss: the only filter here is sport = :PORT\n");
  const asked = [...ORDER, "unix", "raw"].filter((kind) => flags.has(kind));
  const isShown = flags.has("listening") || flags.has("all");
  const found = isShown && !flags.has("ipv6") ? listenersAt(world) : [];
  const rows = found
    .filter(
      ([port, protocol]) =>
        (asked.length === 0 || asked.includes(protocol)) && (only ?? String(port)) === String(port),
    )
    .sort(([, a], [, b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
    .map(([port, protocol]): Row => {
      const shown = flags.has("numeric") ? String(port) : serviceName(String(port), protocol);
      const [state, sent] = protocol === "udp" ? ["UNCONN", "0"] : ["LISTEN", "128"];
      // Counters are never narrower than this.
      return [protocol, state, "0".padEnd(6), sent.padEnd(6), "0.0.0.0:", shown, "0.0.0.0:", "*", ""];
    });
  const first = asked.length === 1 && asked[0] !== "unix" ? 1 : 0;
  return ok(aligned(flags.has("no-header") ? rows : [HEAD, ...rows], first));
};

function aligned(rows: readonly Row[], first: number): string {
  const widths = HEAD.map((_, column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: Row): string =>
    row
      .map((cell, column) => {
        if (column < first) return "";
        const width = widths[column] ?? 0;
        const before = column === first ? "" : (BEFORE[column] ?? "");
        return before + (RIGHT.has(column) ? cell.padStart(width) : cell.padEnd(width));
      })
      .join("");
  return rows.map((row) => `${line(row)}\n`).join("");
}
