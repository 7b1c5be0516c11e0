import { replySize } from "../../../network/functions/cluster-dns/message-size.ts";
import type { DnsReply } from "../../../network/functions/cluster-dns/reply.ts";
import type { DnsRecord, DnsType } from "../../../values/dns-message.ts";
import { hashText } from "../../../values/random.ts";
import { failed, ok, type Result, type Tool, type ToolWorld } from "../tool.ts";
import {
  type Asked,
  failedTries,
  query,
  reverseName,
  searched,
  serverAddress,
  typeNamed,
} from "./dns-query.ts";
import { dataOf, questionLine, recordLine } from "./dns-text.ts";

const USAGE =
  "Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]\n            [-R number] [-m flag] [-p port] hostname [server]\n";
const WITH_VALUE = "cNtWRmp";
const TRIES = 2;
const CODES: Readonly<Record<string, number>> = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };

/** BIND's host: addresses of both families and mail servers, unless a type is asked for. */
export const host: Tool = (argv, world) => {
  const words: string[] = [];
  let wanted: string | undefined;
  let verbose = false;
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? "";
    if (!word.startsWith("-") || word === "-") words.push(word);
    else if (WITH_VALUE.includes(word[1] ?? "")) {
      const value = word.slice(2) || argv[++index] || "";
      if (word[1] === "t") wanted = value;
    } else {
      if (word.includes("a")) wanted ??= "ANY";
      verbose ||= /[adv]/.test(word);
    }
  }
  const [name, at] = words;
  if (name === undefined) return failed(USAGE);
  const type = wanted === undefined ? undefined : typeNamed(wanted);
  if (wanted !== undefined && type === undefined) return failed(`host: invalid type: ${wanted}\n\n`, 2);
  const server = at === undefined ? undefined : serverAddress(at, world);
  if (at !== undefined && server === undefined)
    return failed(`host: couldn't get address for '${at}': not found\n`);
  const head =
    at === undefined ? "" : `Using domain server:\nName: ${at}\nAddress: ${server}#53\nAliases: \n\n`;
  if (!verbose) return said(name, type, world, { server, head });
  return saidInFull(name, wanted === "ANY" && reverseName(name) !== undefined ? undefined : type, world, {
    server,
    head,
  });
};

interface At {
  readonly server: string | undefined;
  readonly head: string;
}

function said(name: string, type: DnsType | undefined, world: ToolWorld, { server, head }: At): Result {
  const reverse = type === undefined ? reverseName(name) : undefined;
  const found =
    reverse === undefined
      ? searched(name, type ?? "A", world, server).at(-1)
      : query(reverse, "PTR", world, server);
  const reply = found?.reply;
  if (found === undefined) throw new Error("a name that was not asked for");
  if (reply === undefined)
    return {
      stdout: `${failedTries(found, TRIES)};; no servers could be reached\n`,
      stderr: "",
      exitCode: 1,
    };
  if (reply.rcode !== "NOERROR") {
    const words = `Host ${reverse === undefined ? name : `${reverse}.`} not found: ${CODES[reply.rcode]}(${reply.rcode})\n`;
    return { stdout: head + words, stderr: "", exitCode: 1 };
  }
  if (type !== undefined && reply.answer.length === 0)
    return ok(`${head}${found.name} has no ${type} record\n`);
  const target = reply.answer.at(-1)?.name ?? found.name;
  const sixes =
    type === undefined && reverse === undefined ? query(target, "AAAA", world, server) : undefined;
  return ok(head + linesOf(found) + (sixes === undefined ? "" : linesOf(sixes)));
}

/** With `-v`: each name that is tried, and replies as dig would show them, mail servers too. */
function saidInFull(name: string, type: DnsType | undefined, world: ToolWorld, { server, head }: At): Result {
  const reverse = type === undefined ? reverseName(name) : undefined;
  const all =
    reverse === undefined
      ? searched(name, type ?? "A", world, server)
      : [query(reverse, "PTR", world, server)];
  const trying = ({ name: tried }: Asked): string => `Trying "${tried}"\n`;
  const tried = all.map(trying).join("");
  const found = all.at(-1);
  const reply = found?.reply;
  if (found === undefined || reply === undefined) {
    const lost = found === undefined ? "" : failedTries(found, TRIES);
    return { stdout: `${tried}${lost};; no servers could be reached\n`, stderr: "", exitCode: 1 };
  }
  if (reply.rcode !== "NOERROR") {
    const words = `Host ${reverse === undefined ? name : `${reverse}.`} not found: ${CODES[reply.rcode]}(${reply.rcode})\n`;
    return { stdout: tried + head + words + received(found, reply), stderr: "", exitCode: 1 };
  }
  const target = reply.answer.at(-1)?.name ?? found.name;
  const more =
    type === undefined && reverse === undefined
      ? ["AAAA", "MX"].map((word) => typeNamed(word) ?? "AAAA")
      : [];
  const others = more.map((other) => query(target, other, world, server));
  const texts = others.map(
    (asked) => trying(asked) + (asked.reply === undefined ? "" : replyText(asked, asked.reply)),
  );
  return ok(tried + head + replyText(found, reply) + texts.join(""));
}

function replyText(asked: Asked, reply: DnsReply): string {
  const { answer, authority, additional, authoritative, recursionAvailable, rcode } = reply;
  const flags = ["qr", ...(authoritative ? ["aa"] : []), "rd", ...(recursionAvailable ? ["ra"] : [])].join(
    " ",
  );
  const id = hashText(`${asked.name} ${asked.type}`) % 65_536;
  const section = (title: string, records: readonly DnsRecord[]): string =>
    records.length === 0
      ? ""
      : `;; ${title} SECTION:\n${records.map((record) => `${recordLine(record)}\n`).join("")}\n`;
  return [
    `;; ->>HEADER<<- opcode: QUERY, status: ${rcode}, id: ${id}\n`,
    `;; flags: ${flags}; QUERY: 1, ANSWER: ${answer.length}, AUTHORITY: ${authority.length}, ADDITIONAL: ${additional.length}\n\n`,
    `;; QUESTION SECTION:\n${questionLine(asked.name, asked.type)}\n\n`,
    section("ANSWER", answer),
    section("AUTHORITY", authority),
    section("ADDITIONAL", additional),
    received(asked, reply),
  ].join("");
}

function received({ name, server }: Asked, reply: DnsReply): string {
  return `Received ${replySize(name, reply)} bytes from ${server}#53 in 0 ms\n`;
}

function linesOf({ reply }: Asked): string {
  return (reply?.answer ?? []).map((record) => `${record.name} ${wordsOf(record)}\n`).join("");
}

function wordsOf(record: DnsRecord): string {
  switch (record.type) {
    case "A":
      return `has address ${dataOf(record)}`;
    case "AAAA":
      return `has IPv6 address ${dataOf(record)}`;
    case "CNAME":
      return `is an alias for ${dataOf(record)}`;
    case "PTR":
      return `domain name pointer ${dataOf(record)}`;
    case "NS":
      return `name server ${dataOf(record)}`;
    case "TXT":
      return `descriptive text ${dataOf(record)}`;
    default:
      return `has ${record.type} record ${dataOf(record)}`;
  }
}
