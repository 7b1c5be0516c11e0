import type { DnsRecord, DnsType } from "../../../values/dns-message.ts";
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
import { dataOf } from "./dns-text.ts";

const USAGE =
  "Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]\n            [-R number] [-m flag] [-p port] hostname [server]\n";
const WITH_VALUE = "cNtWRmp";
const TRIES = 2;
const CODES: Readonly<Record<string, number>> = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };

/** BIND's host: addresses of both families and mail servers, unless a type is asked for. */
export const host: Tool = (argv, world) => {
  const words: string[] = [];
  let wanted: string | undefined;
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? "";
    if (!word.startsWith("-") || word === "-") words.push(word);
    else if (WITH_VALUE.includes(word[1] ?? "")) {
      const value = word.slice(2) || argv[++index] || "";
      if (word[1] === "t") wanted = value;
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
  return said(name, type, world, { server, head });
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
