import type { Node } from "../../../api/core/node.ts";
import { listenersOf, listenersOfNode } from "../../../workload/listener.ts";
import { stateToRead } from "../../library/cluster.ts";
import { clientAt, podNamed } from "../place.ts";
import { failed, ok, type Tool, type ToolWorld } from "../tool.ts";

/** Addresses of the place, the primary one first. */
function addressesAt({ cluster, place }: ToolWorld): readonly string[] {
  if (place.kind === "pod") {
    const pod = podNamed(cluster, place.namespace, place.name);
    return (pod?.status?.podIPs ?? []).map(({ ip }) => ip);
  }
  if (place.kind !== "node") return [];
  const node = (cluster.objects("Node") as readonly Node[]).find(
    ({ metadata }) => metadata.name === place.name,
  );
  return (node?.status?.addresses ?? [])
    .filter(({ type }) => type === "InternalIP")
    .map(({ address }) => address);
}

/** iproute2's `ip addr` and `ip route`, as a pod on a veth pair sees them. */
export const ip: Tool = (argv, world) => {
  const words = argv.filter((arg) => !arg.startsWith("-"));
  const [object = ""] = words;
  const addresses = addressesAt(world);
  if ("address".startsWith(object) && object !== "") {
    const lines = addresses.map((address) => {
      const isSix = address.includes(":");
      return `    ${isSix ? "inet6" : "inet"} ${address}/${isSix ? 128 : 32} scope global eth0\n       valid_lft forever preferred_lft forever\n`;
    });
    return ok(`1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default
${lines.join("")}`);
  }
  if ("route".startsWith(object) && object !== "") {
    return ok("default via 169.254.1.1 dev eth0\n169.254.1.1 dev eth0 scope link\n");
  }
  return failed(`Object "${object}" is unknown, try "ip help".\n`);
};

/** Listening sockets, as `ss -l` and `netstat -l` show them. */
export const ss: Tool = (_, world) => {
  const rows = listenersAt(world).map(([port, protocol]) => {
    const state = protocol === "udp" ? "UNCONN" : "LISTEN";
    return `${protocol.padEnd(6)}${state.padEnd(7)}0      128          0.0.0.0:${String(port).padEnd(6)}     0.0.0.0:*\n`;
  });
  return ok(`Netid State  Recv-Q Send-Q Local Address:Port   Peer Address:Port\n${rows.join("")}`);
};

export const netstat: Tool = (_, world) => {
  const rows = listenersAt(world).map(([port, protocol]) => {
    const state = protocol === "udp" ? "" : "LISTEN";
    return `${protocol.padEnd(6)}     0      0 ${`0.0.0.0:${port}`.padEnd(23)} ${"0.0.0.0:*".padEnd(23)} ${state}`.trimEnd();
  });
  return ok(
    [
      "Active Internet connections (only servers)",
      "Proto Recv-Q Send-Q Local Address           Foreign Address         State",
      ...rows,
      "",
    ].join("\n"),
  );
};

function listenersAt({ cluster, place }: ToolWorld): readonly (readonly [number, string])[] {
  const view = stateToRead(cluster).view();
  const pod = place.kind === "pod" ? view.pods.find(({ id }) => id === clientAt(place)) : undefined;
  const node = place.kind === "node" ? view.node(place.name) : undefined;
  const listeners =
    pod !== undefined ? listenersOf(view, pod) : node !== undefined ? listenersOfNode(view, node) : undefined;
  return [...(listeners?.values() ?? [])]
    .map(({ port, protocol }) => [port, protocol.toLowerCase()] as const)
    .sort(([a], [b]) => a - b);
}

/** The rules of the node, as the kernel gives them back. */
export const iptablesSave: Tool = (_, { cluster, place }) =>
  place.kind === "node"
    ? ok(cluster.render("iptables-save", { node: place.name }))
    : failed("Permission denied\n", 4);

export const nft: Tool = (argv, { cluster, place }) => {
  if (argv.join(" ") !== "list ruleset") return failed("usage: nft list ruleset\n");
  return place.kind === "node"
    ? ok(cluster.render("nftables", { node: place.name }))
    : failed("Operation not permitted\n");
};
