import type { DnsRecord, DnsType } from "../../../values/dns-message.ts";
import { NameError } from "../../../values/name-error.ts";
import { hasMuslGetent } from "../images.ts";
import { clientAt, podNamed } from "../place.ts";
import { failed, ok, pick, type Tool, type ToolWorld } from "../tool.ts";
import { query, reverseName } from "./dns-query.ts";

const SOCKETS = ["STREAM", "DGRAM", "RAW"];
const WIDTH = 16;

/** `getent hosts|ahosts|ahostsv4|ahostsv6 NAME`: the C library's way, /etc/hosts first. */
export const getent: Tool = ([database = "", name], world) => {
  if (!/^(a?hosts|ahostsv[46])$/.test(database)) return failed(`Unknown database: ${database}\n`);
  if (name === undefined) return ok("");
  const { addresses, names } = entryOf(name, world) ?? answerOf(name, database, world);
  if (addresses.length === 0) return { stdout: "", stderr: "", exitCode: 2 };
  if (database === "hosts" && hasMuslGetent(world.place)) return ok(muslHosts(name, addresses, names));
  if (database === "hosts")
    return ok(addresses.map((address) => `${address.padEnd(WIDTH - 1)} ${names.join(" ")}\n`).join(""));
  const lines = addresses.flatMap((address, index) =>
    SOCKETS.map((socket, at) => {
      const canonical = index === 0 && at === 0 ? (names[0] ?? "") : "";
      return `${address.padEnd(WIDTH - 1)} ${socket.padEnd(6)} ${canonical}\n`;
    }),
  );
  return ok(lines.join(""));
};

/** musl tells the canonical name, and then it and the name that was asked for as its aliases; of one address. */
function muslHosts(
  asked: string,
  [address = ""]: readonly string[],
  [canonical = ""]: readonly string[],
): string {
  const isReverse = asked === address;
  const aliases = canonical === asked || isReverse ? [canonical] : [canonical, asked];
  return `${address.padEnd(WIDTH)}  ${canonical}  ${aliases.join(" ")}\n`;
}

interface Entry {
  readonly addresses: readonly string[];
  /** The canonical name, then the ones that led to it. */
  readonly names: readonly string[];
}

function entryOf(name: string, { cluster, place }: ToolWorld): Entry | undefined {
  const file = place.kind === "pod" ? cluster.render("hosts", { pod: clientAt(place) }) : "";
  for (const line of file.split("\n")) {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (names.includes(name) || (address === name && names.length > 0))
      return { addresses: [address], names };
  }
  return undefined;
}

function answerOf(name: string, database: string, world: ToolWorld): Entry {
  const reverse = reverseName(name);
  if (reverse !== undefined) {
    const pointer = query(reverse, "PTR", world).reply?.answer[0];
    return pointer?.type === "PTR" ? { addresses: [name], names: [pointer.target] } : NOTHING;
  }
  const types = typesFor(database, world);
  const found = types.map((type) => recordsOf(name, type, world));
  const records = database === "hosts" ? (found.find((some) => some.length > 0) ?? []) : found.flat();
  const addresses = records.flatMap((record) =>
    record.type === "A" || record.type === "AAAA" ? [record] : [],
  );
  const aliases = records.flatMap((record) => (record.type === "CNAME" ? [record.name] : []));
  return {
    addresses: addresses.map(({ address }) => address.text),
    names: [addresses[0]?.name ?? name, ...aliases],
  };
}

function typesFor(database: string, { cluster, place }: ToolWorld): readonly DnsType[] {
  if (database === "hosts") return ["AAAA", "A"];
  if (database === "ahostsv4") return ["A"];
  if (database === "ahostsv6") return ["AAAA"];
  // AI_ADDRCONFIG: families that the machine has.
  const pod = place.kind === "pod" ? podNamed(cluster, place.namespace, place.name) : undefined;
  const ips = (pod?.status?.podIPs ?? [{ ip: "0.0.0.0" }]).map(({ ip }) => ip);
  return [
    ...(ips.some((ip) => ip.includes(".")) ? (["A"] as const) : []),
    ...(ips.some((ip) => ip.includes(":")) ? (["AAAA"] as const) : []),
  ];
}

const NOTHING: Entry = { addresses: [], names: [] };

/** By the search list, as the C library has it. */
function recordsOf(
  name: string,
  type: DnsType,
  { cluster, place, random, remember }: ToolWorld,
): readonly DnsRecord[] {
  try {
    const trace = cluster.resolve(clientAt(place), name, type);
    remember(trace);
    const { ending } = pick(trace.branches, random);
    return ending.kind === "answered" ? (ending.records ?? []) : [];
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    return [];
  }
}
