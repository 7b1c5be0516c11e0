import type { DnsQuestion, DnsRecord } from "../../../../values/dns-message.ts";
import { canonicalHostname } from "../../../../values/hostname.ts";
import { type Ip, parseIp } from "../../../../values/ip.ts";
import { addressOfReverseName } from "../reverse.ts";
import { addressRecords } from "../zone.ts";
import { fallthroughOf, type MakePlugin, matchingZone, zonesOf } from "./plugin.ts";

const OPTIONS = new Set(["ttl", "no_reverse", "reload", "fallthrough"]);
const DEFAULT_TTL = 3600;

/** A table of names and addresses in the Corefile itself, or in a file beside it. */
export const hosts: MakePlugin = ({ zones: blockZones, directive: { args, block }, files }) => {
  const [file, ...named] = args;
  const isFile = file?.startsWith("/") === true;
  const zones = zonesOf(isFile ? named : args, blockZones);
  const entries = [
    ...(isFile ? linesOf(files[file?.split("/").at(-1) ?? ""] ?? "") : []),
    ...block.filter(({ name }) => !OPTIONS.has(name)).map(({ name, args: names }) => [name, ...names]),
  ];
  const byName = tableOf(entries);
  const ttl = Number(block.find(({ name }) => name === "ttl")?.args[0] ?? DEFAULT_TTL);
  const falls = fallthroughOf(block);
  return {
    ask: (question, chain) => {
      const reversed = addressOfReverseName(question.name);
      if (reversed === undefined && matchingZone(zones, question.name) === undefined)
        return chain.next(question);
      if (reversed !== undefined) return pointers(question, byName, reversed, ttl) ?? chain.next(question);
      const addresses = byName.get(question.name);
      if (addresses !== undefined) {
        return { rcode: "NOERROR", records: addressRecords(question, addresses, ttl), plugin: "hosts" };
      }
      return falls(question.name)
        ? chain.next(question)
        : {
            rcode: "SERVFAIL",
            records: [],
            plugin: "hosts",
            reason: "hosts has no fallthrough, and not this name",
          };
    },
  };
};

function linesOf(text: string): readonly (readonly string[])[] {
  return text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim().split(/\s+/))
    .filter(([address = ""]) => address !== "");
}

function tableOf(entries: readonly (readonly string[])[]): ReadonlyMap<string, readonly Ip[]> {
  const table = new Map<string, Ip[]>();
  for (const [text = "", ...names] of entries) {
    const address = parseIp(text);
    if (address === undefined) continue;
    for (const name of names.map(canonicalHostname)) table.set(name, [...(table.get(name) ?? []), address]);
  }
  return table;
}

function pointers(
  question: DnsQuestion,
  table: ReadonlyMap<string, readonly Ip[]>,
  address: Ip,
  ttl: number,
): ReturnType<ReturnType<MakePlugin>["ask"]> | undefined {
  const names = [...table]
    .filter(([, all]) => all.some(({ text }) => text === address.text))
    .map(([name]) => name);
  if (names.length === 0) return undefined;
  const records =
    question.type === "PTR"
      ? names.map((target): DnsRecord => ({ type: "PTR", name: question.name, ttl, target }))
      : [];
  return { rcode: "NOERROR", records, plugin: "hosts" };
}
