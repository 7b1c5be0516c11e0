import { listenersOf, listenersOfNode } from "../../../workload/listener.ts";
import { stateToRead } from "../../library/cluster.ts";
import { clientAt } from "../place.ts";
import { ok, type Tool, type ToolWorld } from "../tool.ts";

/** Listening sockets, as `netstat -l` shows them. */
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

/** What listens in the place's network, by port. */
export function listenersAt({ cluster, place }: ToolWorld): readonly (readonly [number, string])[] {
  const view = stateToRead(cluster).view();
  const pod = place.kind === "pod" ? view.pods.find(({ id }) => id === clientAt(place)) : undefined;
  const node = place.kind === "node" ? view.node(place.name) : undefined;
  const listeners =
    pod !== undefined ? listenersOf(view, pod) : node !== undefined ? listenersOfNode(view, node) : undefined;
  return [...(listeners?.values() ?? [])]
    .map(({ port, protocol }) => [port, protocol.toLowerCase()] as const)
    .sort(([a], [b]) => a - b);
}
