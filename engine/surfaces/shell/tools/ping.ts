import type { Node } from "../../../api/core/node.ts";
import type { Branch } from "../../../trace/trace.ts";
import { parseIp } from "../../../values/ip.ts";
import { NameError } from "../../../values/name-error.ts";
import { readFlags } from "../flags.ts";
import { isBusybox } from "../images.ts";
import { clientAt } from "../place.ts";
import { failed, pick, type Result, type Tool, type ToolWorld, went } from "../tool.ts";

/** Packets that one call sends at most, whatever `-c` says. */
const MOST = 20;
/** A port that nothing listens on: whether packets get there shows in the refusal. */
const UNUSED_PORT = 1;
/** Milliseconds; time stands still here, so every packet takes as long. */
const ROUND_TRIP = "0.100";

export interface Probe {
  readonly address: string;
  readonly replies: boolean;
  /** Whether the packet comes back as undeliverable. */
  readonly unreachable: boolean;
  /** Who sends back that rules reject the packet (ICMP port unreachable). */
  readonly rejectedBy?: string;
  readonly branch: Branch;
}

/** The first IPv4 address of a name as the place's resolver gives it, IPv6 if there is no other. */
export function addressFor(name: string, { cluster, place, random }: ToolWorld): string | undefined {
  const literal = name.replace(/^\[(.*)\]$/, "$1");
  if (parseIp(literal) !== undefined) return literal;
  for (const type of ["A", "AAAA"] as const) {
    try {
      const { ending } = pick(cluster.resolve(clientAt(place), name, type).branches, random);
      const records = ending.kind === "answered" ? (ending.records ?? []) : [];
      for (const record of records) if ("address" in record) return record.address.text;
    } catch (error) {
      if (!(error instanceof NameError)) throw error;
    }
  }
  return undefined;
}

/**
 * Whether an echo request would be answered. ICMP has no ports, and plugins treat it as they treat any packet that
 * only rules without ports allow: so a connection to an unused port tells, which a host that is reached refuses.
 * An address that only exists in a proxy's rules (a ClusterIP) does not answer: nftables and IPVS reject whatever is new
 * and for no port of its Service, echo requests too, though in IPVS mode every node has the address on a dummy interface.
 */
export function probe(address: string, world: ToolWorld): Probe {
  const { cluster, place } = world;
  const trace = cluster.connect(clientAt(place), address, { port: UNUSED_PORT, protocol: "TCP" });
  const branch = went(trace, world);
  const kind = branch.ending.kind;
  const { step } = branch.decidedBy;
  const base = { address, unreachable: kind === "unreachable", branch };
  if (step.function === "service-proxy" && step.code === "port-rejected") {
    const node = "node" in step ? String(step.node) : "";
    const rejectedBy = trace.profile["kube-proxy"] === "ipvs" ? address : nodeAddress(node, world);
    return { ...base, replies: false, rejectedBy };
  }
  return { ...base, replies: kind === "refused" || kind === "connected" || kind === "answered" };
}

/** The kernel answers from an address of its own, from the packet's destination where it has that itself. */
function nodeAddress(name: string, { cluster }: ToolWorld): string {
  const nodes = cluster.objects("Node") as readonly Node[];
  const addresses = nodes.find(({ metadata }) => metadata.name === name)?.status?.addresses ?? [];
  return addresses.find(({ type }) => type === "InternalIP")?.address ?? name;
}

/** ping of iputils, and of busybox where that is what the image has. */
export const ping: Tool = (argv, world) => {
  const flags = readFlags(argv, {
    letters: {
      c: "count",
      W: "timeout",
      w: "deadline",
      i: "interval",
      s: "size",
      q: "quiet",
      "4": "ipv4",
      "6": "ipv6",
      n: "numeric",
    },
    values: ["count", "timeout", "deadline", "interval", "size"],
    switches: ["quiet", "ipv4", "ipv6", "numeric"],
  });
  const [name] = flags.positionals;
  if (name === undefined || flags.unknown !== undefined || flags.missing !== undefined)
    return failed("ping: usage error: Destination address required\n", 2);
  const count = Number(flags.value("count") ?? 4);
  if (!Number.isInteger(count) || count < 1)
    return failed(`ping: invalid argument: '${flags.value("count")}'\n`, 1);
  const address = addressFor(name, world);
  const busybox = isBusybox(world.place);
  if (address === undefined)
    return busybox
      ? failed(`ping: bad address '${name}'\n`)
      : failed(`ping: ${name}: Name or service not known\n`, 2);
  const probed = probe(address, world);
  const size = Number(flags.value("size") ?? 56);
  return busybox
    ? busyboxPing(name, probed, Math.min(count, MOST), size)
    : iputilsPing(name, probed, Math.min(count, MOST), size);
};

function iputilsPing(
  name: string,
  { address, replies, unreachable, rejectedBy }: Probe,
  count: number,
  size: number,
): Result {
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  const lines = [`PING ${name} (${address}) ${size}(${size + 28}) bytes of data.`];
  if (replies)
    lines.push(
      ...numbers.map(
        (at) => `${size + 8} bytes from ${address}: icmp_seq=${at} ttl=63 time=${ROUND_TRIP} ms`,
      ),
    );
  if (unreachable)
    lines.push(...numbers.map((at) => `From ${address} icmp_seq=${at} Destination Host Unreachable`));
  if (rejectedBy !== undefined)
    lines.push(...numbers.map((at) => `From ${rejectedBy} icmp_seq=${at} Destination Port Unreachable`));
  const errors = unreachable || rejectedBy !== undefined ? ` +${count} errors,` : "";
  lines.push(
    "",
    `--- ${name} ping statistics ---`,
    `${count} packets transmitted, ${replies ? count : 0} received,${errors} ${replies ? 0 : 100}% packet loss, time ${(count - 1) * 1000}ms`,
  );
  if (replies) lines.push(`rtt min/avg/max/mdev = ${ROUND_TRIP}/${ROUND_TRIP}/${ROUND_TRIP}/0.000 ms`);
  return { stdout: `${lines.join("\n")}\n${replies ? "" : "\n"}`, stderr: "", exitCode: replies ? 0 : 1 };
}

function busyboxPing(name: string, { address, replies }: Probe, count: number, size: number): Result {
  const lines = [`PING ${name} (${address}): ${size} data bytes`];
  for (let at = 0; at < count && replies; at++)
    lines.push(`${size + 8} bytes from ${address}: seq=${at} ttl=63 time=${ROUND_TRIP} ms`);
  lines.push(
    "",
    `--- ${name} ping statistics ---`,
    `${count} packets transmitted, ${replies ? count : 0} packets received, ${replies ? 0 : 100}% packet loss`,
  );
  if (replies) lines.push(`round-trip min/avg/max = ${ROUND_TRIP}/${ROUND_TRIP}/${ROUND_TRIP} ms`);
  return { stdout: `${lines.join("\n")}\n`, stderr: "", exitCode: replies ? 0 : 1 };
}
