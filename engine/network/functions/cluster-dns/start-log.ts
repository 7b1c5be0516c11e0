import type { Pod } from "../../../api/core/pod.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import { parseTimestamp } from "../../../values/clock.ts";

/** Seconds: between two lines of waiting, until a dial gives up, between two readiness probes. */
const [WAIT, DIAL, PROBE] = [0.5, 30, 10];

const WAITING = "[INFO] plugin/kubernetes: waiting for Kubernetes API before starting server";
const UNSYNCED = "[WARNING] plugin/kubernetes: starting server with unsynced Kubernetes API";
const NOT_READY = '[INFO] plugin/ready: Plugins not ready: "kubernetes"';

const LISTED: readonly (readonly [type: string, path: string])[] = [
  ["Service", "/api/v1/services"],
  ["EndpointSlice", "/apis/discovery.k8s.io/v1/endpointslices"],
  ["Namespace", "/api/v1/namespaces"],
];

/**
 * What a server writes that hears nothing of the API server, as often as it would have by now (plugin/kubernetes, plugin/ready,
 * client-go's reflector). `started` are the lines of its start, `timeout` how many seconds it waits before.
 */
export function waitingLines(
  view: ClusterView,
  { metadata }: Pod,
  timeout: number,
  started: readonly string[],
): readonly string[] {
  const passed = (view.clock.now - (parseTimestamp(metadata.creationTimestamp ?? "") ?? 0)) / 1000;
  const waiting = times(1 + Math.min(passed, timeout) / WAIT, WAITING);
  if (passed < timeout) return waiting;
  const { clusterIP = "" } = view.get("Service", "default", "kubernetes")?.spec ?? {};
  const lists = LISTED.map(([type, path]) => {
    const url = `https://${clusterIP}:443${path}?limit=500&resourceVersion=0`;
    const why = `failed to list *v1.${type}: Get "${url}": dial tcp ${clusterIP}:443: i/o timeout`;
    return `[ERROR] plugin/kubernetes: Failed to watch *v1.${type}: ${why}`;
  });
  const probes = times((passed - timeout) / PROBE, NOT_READY);
  return [
    ...waiting,
    UNSYNCED,
    ...started,
    ...probes,
    ...lists.flatMap((line) => times(passed / DIAL, line)),
  ];
}

function times(count: number, line: string): readonly string[] {
  return Array.from({ length: Math.min(100, Math.floor(count)) }, () => line);
}
