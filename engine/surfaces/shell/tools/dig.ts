import { replySize } from "../../../network/functions/cluster-dns/message-size.ts";
import type { DnsReply } from "../../../network/functions/cluster-dns/reply.ts";
import { formatTimestamp } from "../../../values/clock.ts";
import type { DnsRecord, DnsType } from "../../../values/dns-message.ts";
import { type IpFamily, parseIp } from "../../../values/ip.ts";
import { hashText } from "../../../values/random.ts";
import { rfc1123 } from "../../kubectl/describe/time.ts";
import { failed, ok, type Result, type Tool, type ToolWorld } from "../tool.ts";
import {
  type Asked,
  failedTries,
  nameServersOf,
  query,
  reverseName,
  searched,
  serverAddress,
  typeNamed,
} from "./dns-query.ts";
import { dataOf, questionLine, recordLine } from "./dns-text.ts";

const VERSION = "DiG 9.18.28";
const USAGE = `Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}
            {global-d-opt} host [@local-server] {local-d-opt}
            [ host [@local-server] {local-d-opt} [...]]

Use "dig -h" (or "dig -h | more") for complete list of options
`;

/** What is printed: `+noall` takes all of it back, and each can be named again. */
const PARTS = ["cmd", "question", "answer", "authority", "additional", "comments", "stats"] as const;
type Part = (typeof PARTS)[number];

/** Options of dig(1) that change nothing here, by the word before any `=`. */
const UNHEEDED = new Set(
  "aaflag aaonly adflag besteffort bufsize cdflag class cookie crypto dnssec do expire fail header-only ignore keepopen mapped multiline ndots nsid opcode padding qid qr raflag rdflag recurse retry rrcomments split subnet tcflag tcp tcp-idle-timeout timeout tries ttlid ttlunits unknownformat vc yaml zflag idnin idnout onesoa".split(
    " ",
  ),
);
/** Letters of options that take a value. */
const WITH_VALUE = new Set(["b", "c", "f", "k", "p", "q", "t", "x", "y"]);
const TRIES = 3;
const [OPT_SIZE, COOKIE_SIZE] = [11, 12];

interface Request {
  readonly names: { readonly name: string; readonly type: DnsType }[];
  readonly parts: Set<Part>;
  server: string | undefined;
  short: boolean;
  search: boolean;
  edns: boolean;
  tries: number;
  /** The family that servers are to be asked by. */
  family: IpFamily | undefined;
  /** What dig says on stderr before it asks. */
  warning: string;
}

/** dig: no search list unless `+search` asks for it. */
export const dig: Tool = (argv, world) => {
  if (argv.includes("-v")) return { stdout: "", stderr: `${VERSION}\n`, exitCode: 0 };
  const request = read(argv);
  if ("invalid" in request) return failed(`Invalid option: ${request.invalid}\n${USAGE}`);
  if ("beyond" in request)
    return failed(`dig: ${request.beyond}: this shell asks the cluster's name servers, ${request.why}\n`);
  const server = request.server === undefined ? undefined : serverAddress(request.server, world);
  if (request.server !== undefined && server === undefined)
    return failed(`dig: couldn't get address for '${request.server}': not found\n`);
  const { family } = request;
  if (server !== undefined && family === "IPv6" && parseIp(server)?.family === "IPv4")
    return ok(`;; Skipping mapped address '::ffff:${server}'\n;; No acceptable nameservers\n`);
  const results = request.names.map(({ name, type }, index) => {
    const asked = isOutOfReach(family, server ?? nameServersOf(world.cluster, world.place).server)
      ? { name, type, server: family === "IPv6" ? "::1" : "127.0.0.1", reply: undefined, isRefused: true }
      : request.search
        ? searched(name, type, world, server).at(-1)
        : query(name.replace(/\.$/, ""), type, world, server);
    if (asked === undefined) throw new Error("a question that was not asked");
    return said(argv, request, { asked, world, isFirst: index === 0 });
  });
  const stdout = results.map((result) => result.stdout).join("");
  return { stdout, stderr: request.warning, exitCode: Math.max(...results.map(({ exitCode }) => exitCode)) };
};

/** Without a server of the family in resolv.conf, dig asks its own machine. */
function isOutOfReach(family: IpFamily | undefined, server: string): boolean {
  return family !== undefined && parseIp(server)?.family !== family;
}

/** What dig knows, and the shell does not. */
interface Beyond {
  readonly beyond: string;
  readonly why: string;
}

function read(argv: readonly string[]): Request | { readonly invalid: string } | Beyond {
  const request: Request = {
    names: [],
    parts: new Set(PARTS),
    server: undefined,
    short: false,
    search: false,
    edns: true,
    tries: TRIES,
    family: undefined,
    warning: "",
  };
  let [type, isTyped, pending]: [DnsType, boolean, string | undefined] = ["A", false, undefined];
  const close = (): void => {
    if (pending !== undefined) request.names.push({ name: pending, type });
    [type, isTyped, pending] = ["A", false, undefined];
  };
  const named = (name: string): void => {
    // A type that stands before the first name is for it, else a name begins the next question.
    if (pending !== undefined) close();
    pending = name;
  };
  const typed = (word: string): void => {
    const known = typeNamed(word);
    if (known === undefined) request.warning += `;; Warning, ignoring invalid type ${word}\n`;
    else [type, isTyped] = [known, true];
  };
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? "";
    if (word.startsWith("+trace")) return { beyond: word, why: "and not the root's" };
    if (word.startsWith("+")) {
      if (!optionRead(word.slice(1).toLowerCase(), request)) return { invalid: word };
    } else if (word.startsWith("@")) request.server = word.slice(1);
    else if (word.startsWith("-") && word.length > 1) {
      const letter = word[1] ?? "";
      const value = WITH_VALUE.has(letter) ? word.slice(2) || argv[++index] || "" : "";
      if (letter === "p" && value !== "53") return { beyond: `-p ${value}`, why: "on port 53 alone" };
      if (letter === "4" || letter === "6") request.family = letter === "4" ? "IPv4" : "IPv6";
      if (letter === "t") typed(value);
      else if (letter === "q") named(value);
      else if (letter === "x") {
        named(reverseName(value) ?? value);
        [type, isTyped] = ["PTR", true];
      }
    } else if (/^(IN|CH|HS)$/i.test(word)) continue;
    else if (!isTyped && typeNamed(word) !== undefined) typed(word);
    else named(word);
  }
  if (pending === undefined && request.names.length === 0)
    request.names.push({ name: ".", type: isTyped ? type : "NS" });
  close();
  return request;
}

/** `+[no]WORD[=VALUE]`; `false` for a word that dig does not know. */
function optionRead(text: string, request: Request): boolean {
  const [word = "", value] = text.split("=");
  const isOn = !word.startsWith("no") || word === "nocookie" || word === "nsid";
  const name = isOn ? word : word.slice(2);
  const part = PARTS.find((one) => one === name);
  if (part !== undefined) {
    if (isOn) request.parts.add(part);
    else request.parts.delete(part);
  } else if (name === "all")
    for (const one of PARTS) isOn ? request.parts.add(one) : request.parts.delete(one);
  else if (name === "short") request.short = isOn;
  else if (name === "search" || name === "showsearch" || name === "defname") request.search = isOn;
  else if (name === "edns") request.edns = isOn;
  else if ((name === "tries" || name === "retry") && /^\d{1,2}$/.test(value ?? ""))
    request.tries = Math.max(1, Number(value) + (name === "retry" ? 1 : 0));
  else
    return (
      UNHEEDED.has(name) || name === "time" || name === "identify" || name === "domain" || word === "nocookie"
    );
  return true;
}

interface Said {
  readonly asked: Asked;
  readonly world: ToolWorld;
  readonly isFirst: boolean;
}

function said(argv: readonly string[], request: Request, { asked, world, isFirst }: Said): Result {
  const { parts, short, server } = request;
  const one = server === undefined ? "" : "; (1 server found)\n";
  const words = argv.map((word) => ` ${word}`).join("");
  const isGreeted = isFirst && !short && parts.has("cmd");
  const greeting = isGreeted ? `\n; <<>> ${VERSION} <<>>${words}\n${one};; global options: +cmd\n` : "";
  const { reply, type } = asked;
  if (reply === undefined) {
    const lost = ";; no servers could be reached\n";
    return { stdout: `${failedTries(asked, request.tries)}${greeting}${lost}`, stderr: "", exitCode: 9 };
  }
  // The server answers a transfer with a refusal.
  if (type === "AXFR") return ok(`${greeting}; Transfer failed.\n`);
  if (short) return ok(reply.answer.map((record) => `${dataOf(record)}\n`).join(""));
  return ok(greeting + replyText(asked, reply, request, world));
}

function replyText(
  { name, type, server }: Asked,
  reply: DnsReply,
  request: Request,
  world: ToolWorld,
): string {
  const { parts, edns } = request;
  const seed = hashText(`${name} ${type} ${server}`);
  const cookie = `${seed.toString(16).padStart(8, "0")}${hashText(`${seed}`).toString(16).padStart(8, "0")}`;
  const hasComments = parts.has("comments");
  const section = (title: string, part: Part, lines: readonly string[]): string => {
    if (!parts.has(part) || lines.length === 0) return "";
    const text = lines.map((line) => `${line}\n`).join("");
    return hasComments ? `;; ${title} SECTION:\n${text}\n` : text;
  };
  const of = (records: readonly DnsRecord[]): readonly string[] => records.map(recordLine);
  const size = replySize(name, reply) + (edns ? OPT_SIZE + COOKIE_SIZE : 0);
  return [
    hasComments ? headerText(name, reply, edns, seed % 65_536) : "",
    hasComments && edns
      ? `;; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n; COOKIE: ${cookie} (echoed)\n`
      : "",
    section("QUESTION", "question", [questionLine(name, type)]),
    section("ANSWER", "answer", of(reply.answer)),
    section("AUTHORITY", "authority", of(reply.authority)),
    section("ADDITIONAL", "additional", of(reply.additional)),
    parts.has("stats")
      ? `;; Query time: 0 msec\n;; SERVER: ${server}#53(${server}) (UDP)\n;; WHEN: ${dateText(world.cluster.now)}\n;; MSG SIZE  rcvd: ${size}\n\n`
      : "",
  ].join("");
}

function headerText(name: string, reply: DnsReply, edns: boolean, id: number): string {
  const { rcode, answer, authority, additional, authoritative, recursionAvailable } = reply;
  const isLocal = /(^|\.)local$/i.test(name);
  const leak =
    ";; WARNING: .local is reserved for Multicast DNS\n;; You are currently testing what happens when an mDNS query is leaked to DNS\n";
  const flags = ["qr", ...(authoritative ? ["aa"] : []), "rd", ...(recursionAvailable ? ["ra"] : [])].join(
    " ",
  );
  const counts = `QUERY: 1, ANSWER: ${answer.length}, AUTHORITY: ${authority.length}, ADDITIONAL: ${additional.length + (edns ? 1 : 0)}`;
  return [
    ";; Got answer:\n",
    isLocal ? leak : "",
    `;; ->>HEADER<<- opcode: QUERY, status: ${rcode}, id: ${id}\n`,
    `;; flags: ${flags}; ${counts}\n`,
    recursionAvailable ? "" : ";; WARNING: recursion requested but not available\n",
    "\n",
  ].join("");
}

/** `Thu Jan 01 00:00:00 UTC 2026`, of seconds since the epoch. */
function dateText(seconds: number): string {
  const [day, date, month, year, time] = rfc1123(formatTimestamp(seconds * 1000)).split(/,? /);
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}
