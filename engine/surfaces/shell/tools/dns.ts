import type { Trace } from "../../../trace/trace.ts";
import type { DnsRecord, DnsType } from "../../../values/dns-message.ts";
import { parseIp } from "../../../values/ip.ts";
import { NameError } from "../../../values/name-error.ts";
import { hashText } from "../../../values/random.ts";
import { isBusybox } from "../images.ts";
import { clientAt } from "../place.ts";
import { failed, ok, pick, type Result, type Tool, type ToolWorld } from "../tool.ts";

const TYPES: readonly string[] = ["A", "AAAA", "CNAME", "SRV", "PTR", "TXT", "NS", "SOA", "AXFR"];

interface Asked {
  readonly server: string;
  readonly kind: string;
  readonly records: readonly DnsRecord[];
  /** The name of the last question: where the search list ended. */
  readonly name: string;
  /** Why no answer came. */
  readonly silence: "timed out" | "connection refused";
}

/** `at`: the server that was typed, an address or a name. `takesAll`: a tool for DNS, no program that wants an address. */
function ask(
  name: string,
  type: DnsType,
  { cluster, place, random, remember }: ToolWorld,
  { at, takesAll = true }: { readonly at?: string | undefined; readonly takesAll?: boolean } = {},
): Asked | undefined {
  let trace: Trace;
  let server = nameserverOf(cluster, place);
  try {
    const typed = at === undefined ? undefined : serverNamed(at, cluster, place);
    server = typed ?? server;
    trace = cluster.resolve(clientAt(place), name, type, {
      takesAll,
      ...(typed === undefined ? {} : { server: typed }),
    });
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    return undefined;
  }
  remember(trace);
  const branch = pick(trace.branches, random);
  const leg = branch.legs.findLast(({ purpose }) => purpose === "dns");
  const records = branch.ending.kind === "answered" ? (branch.ending.records ?? []) : [];
  return {
    server,
    silence: leg?.ending?.kind === "refused" ? "connection refused" : "timed out",
    kind: branch.ending.kind,
    records,
    name: leg?.question?.name ?? name.replace(/\.$/, ""),
  };
}

/** Throws `NameError` when the name has no address. */
function serverNamed(text: string, cluster: ToolWorld["cluster"], place: ToolWorld["place"]): string {
  if (parseIp(text) !== undefined) return text;
  for (const { ending } of cluster.resolve(clientAt(place), text).branches)
    if (ending.kind === "answered")
      for (const record of ending.records ?? []) if (record.type === "A") return record.address.text;
  throw new NameError(`couldn't get address for '${text}': not found`);
}

function nameserverOf(cluster: ToolWorld["cluster"], place: ToolWorld["place"]): string {
  if (place.kind !== "pod") return "192.0.2.53";
  const conf = cluster.render("resolv.conf", { pod: clientAt(place) });
  return /^nameserver (\S+)/m.exec(conf)?.[1] ?? "127.0.0.1";
}

/** An address is asked about by its name in in-addr.arpa or ip6.arpa. */
function reverseName(text: string): string | undefined {
  const address = parseIp(text);
  if (address === undefined) return undefined;
  if (address.family === "IPv4") return `${text.split(".").reverse().join(".")}.in-addr.arpa.`;
  const nibbles = address.bits.toString(16).padStart(32, "0").split("").reverse().join(".");
  return `${nibbles}.ip6.arpa.`;
}

/** nslookup of BIND, and of busybox where that is what the image has. */
export const nslookup: Tool = (argv, world) => {
  const flags = argv.filter((arg) => arg.startsWith("-"));
  const [name, at] = argv.filter((arg) => !arg.startsWith("-"));
  if (name === undefined)
    return failed(
      isBusybox(world.place) ? "Usage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]\n" : "",
    );
  const wanted = /^-(?:type|query|q)=(\w+)$/i.exec(flags.at(-1) ?? "")?.[1]?.toUpperCase();
  const reverse = reverseName(name);
  const type = (reverse !== undefined ? "PTR" : TYPES.includes(wanted ?? "") ? wanted : "A") as DnsType;
  const asked = ask(reverse ?? name, type, world, { at });
  if (asked === undefined) return failed(`** server can't find ${name}: NXDOMAIN\n\n`);
  const busybox = isBusybox(world.place);
  const server = `Server:\t\t${asked.server}\nAddress:\t${asked.server}${busybox ? ":" : "#"}53\n\n`;
  if (asked.kind === "resolve-timeout") {
    const refused = asked.silence === "connection refused";
    const words = refused
      ? `;; communications error to ${asked.server}#53: connection refused\n;; no servers could be reached\n\n`
      : ";; connection timed out; no servers could be reached\n\n";
    return { stdout: words, stderr: "", exitCode: 1 };
  }
  if (asked.kind === "servfail") return said(server, `** server can't find ${asked.name}: SERVFAIL\n\n`);
  if (asked.kind === "name-not-found")
    return said(server, `** server can't find ${reverse ?? lastName(name, asked)}: NXDOMAIN\n\n`);
  if (asked.records.length === 0) return said(server, `*** Can't find ${name}: No answer\n\n`);
  const blocks = asked.records.map((record) => nslookupRecord(record));
  return ok(`${server}${blocks.join("")}\n`);
};

/** BIND names what was asked last, which is the name itself when the search list found nothing. */
function lastName(name: string, asked: Asked): string {
  return name.endsWith(".") ? name.slice(0, -1) : asked.name;
}

function said(server: string, words: string): Result {
  return { stdout: server + words, stderr: "", exitCode: 1 };
}

function nslookupRecord(record: DnsRecord): string {
  switch (record.type) {
    case "A":
    case "AAAA":
      return `Name:\t${record.name}\nAddress: ${record.address.text}\n`;
    case "CNAME":
      return `${record.name}\tcanonical name = ${record.target}.\n`;
    case "PTR":
      return `${record.name}\tname = ${record.target}.\n`;
    case "SRV":
      return `${record.name}\tservice = ${record.priority} ${record.weight} ${record.port} ${record.target}.\n`;
    case "TXT":
      return `${record.name}\ttext = "${record.text}"\n`;
    case "NS":
      return `${record.name}\tnameserver = ${record.target}.\n`;
    case "SOA":
      return `${record.name}\n\torigin = ${record.text}\n`;
  }
}

/** dig: no search list unless `+search` asks for it. */
export const dig: Tool = (argv, world) => {
  const plus = argv.filter((arg) => arg.startsWith("+"));
  const words = argv.filter((arg) => !arg.startsWith("+") && !arg.startsWith("@") && !arg.startsWith("-"));
  const typed = words.find((word) => TYPES.includes(word.toUpperCase()));
  const name = words.find((word) => word !== typed) ?? ".";
  const pointed = argv.includes("-x") ? reverseName(name) : undefined;
  const type = (pointed !== undefined ? "PTR" : (typed ?? "A").toUpperCase()) as DnsType;
  const absolute = pointed ?? (name.endsWith(".") || plus.includes("+search") ? name : `${name}.`);
  const at = argv.find((arg) => arg.startsWith("@"))?.slice(1);
  const asked = ask(absolute, type, world, { at });
  if (asked === undefined && at !== undefined)
    return { stdout: "", stderr: `dig: couldn't get address for '${at}': not found\n`, exitCode: 10 };
  if (asked === undefined || asked.kind === "resolve-timeout") {
    const { server = nameserverOf(world.cluster, world.place), silence = "timed out" } = asked ?? {};
    const tries = `;; communications error to ${server}#53: ${silence}\n`.repeat(3);
    const head = plus.includes("+short")
      ? ""
      : `\n; <<>> DiG 9.18.28 <<>> ${argv.join(" ")}\n;; global options: +cmd\n`;
    return { stdout: `${tries}${head};; no servers could be reached\n\n`, stderr: "", exitCode: 9 };
  }
  if (type === "AXFR" && asked.kind === "servfail") {
    const words = `\n; <<>> DiG 9.18.28 <<>> ${argv.join(" ")}\n;; global options: +cmd\n; Transfer failed.\n`;
    return ok(words);
  }
  if (plus.includes("+short")) return ok(asked.records.map((record) => `${dataOf(record)}\n`).join(""));
  return ok(digText(argv, asked, type));
};

const STATUS: Readonly<Record<string, string>> = { "name-not-found": "NXDOMAIN", servfail: "SERVFAIL" };

function digText(argv: readonly string[], { kind, name, records, server }: Asked, type: DnsType): string {
  const status = STATUS[kind] ?? "NOERROR";
  const id = hashText(`${name} ${type}`) % 65_536;
  const answers = records.map(
    (record) => `${record.name}. ${record.ttl}\tIN\t${record.type}\t${dataOf(record)}\n`,
  );
  const answer = answers.length === 0 ? "" : `;; ANSWER SECTION:\n${answers.join("")}\n`;
  return `
; <<>> DiG 9.18.28 <<>> ${argv.join(" ")}
;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: ${status}, id: ${id}
;; flags: qr aa rd ra; QUERY: 1, ANSWER: ${answers.length}, AUTHORITY: 0, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
;; QUESTION SECTION:
;${name}.\t\tIN\t${type}

${answer};; Query time: 0 msec
;; SERVER: ${server}#53(${server}) (UDP)

`;
}

function dataOf(record: DnsRecord): string {
  switch (record.type) {
    case "A":
    case "AAAA":
      return record.address.text;
    case "SRV":
      return `${record.priority} ${record.weight} ${record.port} ${record.target}.`;
    case "TXT":
      return `"${record.text}"`;
    case "SOA":
      // Both names come first, absolute.
      return record.text.replace(/^(\S+) (\S+)/, "$1. $2.");
    default:
      return `${record.target}.`;
  }
}

/** BIND's host. */
export const host: Tool = (argv, world) => {
  const name = argv.find((arg) => !arg.startsWith("-"));
  if (name === undefined) return failed("Usage: host [-t type] {name} [server]\n");
  const reverse = reverseName(name);
  const asked = ask(reverse ?? name, reverse === undefined ? "A" : "PTR", world);
  if (asked === undefined || asked.kind === "name-not-found")
    return { stdout: `Host ${name} not found: 3(NXDOMAIN)\n`, stderr: "", exitCode: 1 };
  if (asked.kind === "resolve-timeout")
    return { stdout: ";; connection timed out; no servers could be reached\n", stderr: "", exitCode: 1 };
  const lines = asked.records.map((record) => {
    if (record.type === "CNAME") return `${record.name} is an alias for ${record.target}.\n`;
    if (record.type === "PTR") return `${record.name} domain name pointer ${record.target}.\n`;
    return `${record.name} has ${record.type === "AAAA" ? "IPv6 " : ""}address ${dataOf(record)}\n`;
  });
  return ok(lines.join(""));
};

/** `getent hosts NAME`: the C library's way, /etc/hosts first. */
export const getent: Tool = ([database, name], world) => {
  if (database !== "hosts" && database !== "ahosts") return failed(`Unknown database: ${database ?? ""}\n`);
  if (name === undefined) return ok("");
  const file =
    world.place.kind === "pod" ? world.cluster.render("hosts", { pod: clientAt(world.place) }) : "";
  for (const line of file.split("\n")) {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (names.includes(name)) return ok(`${address.padEnd(16)}${name}\n`);
  }
  const asked = ask(name, "A", world, { takesAll: false });
  const found = (asked?.records ?? []).filter((record) => record.type === "A" || record.type === "AAAA");
  if (found.length === 0) return { stdout: "", stderr: "", exitCode: 2 };
  return ok(found.map((record) => `${dataOf(record).padEnd(16)}${record.name}\n`).join(""));
};
