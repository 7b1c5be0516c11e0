import type { Node } from "../../../api/core/node.ts";
import type { Branch, Hop } from "../../../trace/trace.ts";
import { readFlags } from "../flags.ts";
import { failed, type Tool, type ToolWorld } from "../tool.ts";
import { addressFor, probe } from "./ping.ts";

/** Rows of stars shown for a packet that never comes back; the real one goes on to its thirtieth. */
const SILENT_ROWS = 3;

/** traceroute: the routers of a packet's way are the nodes that it passes, then who has the address. */
export const traceroute: Tool = (argv, world) => {
  const flags = readFlags(argv, {
    letters: { n: "numeric", I: "icmp", T: "tcp", m: "max-hops", w: "wait", q: "queries", p: "port" },
    values: ["max-hops", "wait", "queries", "port"],
    switches: ["numeric", "icmp", "tcp"],
  });
  const [name] = flags.positionals;
  if (name === undefined || flags.unknown !== undefined || flags.missing !== undefined)
    return failed("usage: traceroute [-nIT] [-m max_ttl] [-q nqueries] [-w waittime] host\n", 2);
  const address = addressFor(name, world);
  if (address === undefined)
    return failed(`${name}: Name or service not known\nCannot handle "host" cmdline arg \`${name}'\n`, 2);
  const { branch, replies } = probe(address, world);
  const routers = routersOf(branch, world);
  const rows = [...routers, ...(replies && routers.at(-1) !== address ? [address] : [])];
  const lines = rows.map((router, at) => ` ${at + 1}  ${router} (${router})  0.050 ms  0.050 ms  0.050 ms`);
  for (let at = 0; at < SILENT_ROWS && !replies; at++) lines.push(` ${rows.length + at + 1}  * * *`);
  const head = `traceroute to ${name} (${address}), 30 hops max, 60 byte packets`;
  return { stdout: `${[head, ...lines].join("\n")}\n`, stderr: "", exitCode: 0 };
};

/** Nodes by their address: the client's own routes first, then the server's, when the packet got that far. */
function routersOf(branch: Branch, { cluster, place }: ToolWorld): readonly string[] {
  const hops = branch.legs.filter(({ purpose }) => purpose === "connect").flatMap((leg) => leg.hops);
  const passed = hops.filter(isRouting).flatMap(({ node }) => (node === undefined ? [] : [node]));
  const names = [...new Set(passed)].filter((name) => place.kind !== "node" || name !== place.name);
  const nodes = cluster.objects("Node") as readonly Node[];
  return names.flatMap((name) => {
    const addresses = nodes.find(({ metadata }) => metadata.name === name)?.status?.addresses ?? [];
    return addresses.find(({ type }) => type === "InternalIP")?.address ?? [];
  });
}

/** A hop in a node's own network, not in a pod's. */
function isRouting({ place }: Hop): boolean {
  return place.endsWith("node");
}
