import type { ClusterView, PodView } from "../../../cluster/view.ts";
import { outsideOf } from "../../outside.ts";
import { isDnsPod } from "./dns-pods.ts";
import { hostAndPort } from "./plugins/options.ts";
import { runningServer } from "./running.ts";

/** Where plugins serve HTTP beside the answers, unless their line says otherwise. */
const ADDRESSES: Readonly<Record<string, string>> = {
  health: ":8080",
  ready: ":8181",
  prometheus: "localhost:9153",
};

/** Ports on which a DNS pod answers HTTP to others, as its Corefile says; none while an error in it stops the server. */
export function monitoringPorts(view: ClusterView, pod: PodView): readonly number[] {
  if (!isDnsPod(view, pod)) return [];
  const { blocks = [] } = runningServer(view, outsideOf(view, new Map()), pod.pod).server;
  return blocks.flatMap(({ directives }) =>
    directives.flatMap(({ name, args: [address] }) => {
      const standard = Object.hasOwn(ADDRESSES, name) ? ADDRESSES[name] : undefined;
      if (standard === undefined) return [];
      const { host, port } = hostAndPort(address ?? standard);
      return isLoopback(host) ? [] : [port];
    }),
  );
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
