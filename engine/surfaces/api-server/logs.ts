import type { Pod } from "../../api/core/pod.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { waitsForApi } from "../../cluster/dns-start.ts";
import type { ClusterView } from "../../cluster/view.ts";
import { runningServer } from "../../network/functions/cluster-dns/running.ts";
import { waitingLines } from "../../network/functions/cluster-dns/start-log.ts";
import { outsideOf } from "../../network/outside.ts";
import type { Cluster } from "../library/cluster.ts";
import { queryLogOf } from "../library/dns-log.ts";
import type { ApiResponse } from "./http.ts";
import { invalidField } from "./invalid.ts";
import { badRequest } from "./status.ts";

/** `GET …/pods/NAME/log`: what the container has written. */
export function logOf(
  cluster: Cluster,
  view: ClusterView,
  object: KubernetesObject,
  query: URLSearchParams,
): ApiResponse {
  const pod = object as Pod;
  const container = containerOf(pod, query.get("container") ?? "");
  const { phase } = pod.status ?? {};
  if (query.get("previous") === "true") {
    const words = `previous terminated container ${JSON.stringify(container)} in pod ${JSON.stringify(pod.metadata.name)} not found`;
    throw badRequest(words);
  }
  if (phase === undefined || phase === "Pending") {
    const words = `container ${JSON.stringify(container)} in pod ${JSON.stringify(pod.metadata.name)} is waiting to start: ContainerCreating`;
    throw badRequest(words);
  }
  const { namespace = "default", name } = pod.metadata;
  const asked = (): readonly string[] => queryLogOf(cluster, `${namespace}/${name}`);
  // What the server waits for is nothing that a client sees.
  const stored = view.get("Pod", namespace, name) ?? pod;
  const lines = isDnsServer(view, pod) ? [...dnsLines(view, stored), ...asked()] : [];
  const tail = tailOf(query);
  const shown = tail === undefined ? lines : lines.slice(Math.max(0, lines.length - tail));
  const body = shown.map((line) => `${line}\n`).join("");
  return { status: 200, headers: { "content-type": "text/plain" }, body };
}

/** How many lines are asked for, from the end. */
function tailOf(query: URLSearchParams): number | undefined {
  const text = query.get("tailLines");
  if (text === null) return undefined;
  if (!/^-?\d{1,15}$/.test(text))
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  if (Number(text) >= 0) return Number(text);
  const options = { group: "", plural: "", kind: "PodLogOptions" };
  const words = `Invalid value: ${text}: must be greater than or equal to 0`;
  throw invalidField(options, "", "tailLines", words);
}

function containerOf({ spec, metadata }: Pod, wanted: string): string {
  const names = spec.containers.map(({ name }) => name);
  const init = (spec.initContainers ?? []).map(({ name }) => name);
  if (wanted !== "") {
    if (names.includes(wanted) || init.includes(wanted)) return wanted;
    throw badRequest(`container ${wanted} is not valid for pod ${metadata.name}`);
  }
  const [only] = names;
  if (names.length === 1 && only !== undefined) return only;
  const others = init.length > 0 ? ` or one of the init containers: [${init.join(" ")}]` : "";
  throw badRequest(
    `a container name must be specified for pod ${metadata.name}, choose one of: [${names.join(" ")}]${others}`,
  );
}

function isDnsServer({ profile }: ClusterView, { metadata }: Pod): boolean {
  const { namespace, labels } = profile.dns;
  return (
    metadata.namespace === namespace &&
    Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value)
  );
}

/** What CoreDNS writes when it starts: the address of each server block, and its version; or why it does not. */
function dnsLines(view: ClusterView, pod: Pod): readonly string[] {
  const { server, refused } = runningServer(view, outsideOf(view, new Map()), pod);
  const { error } = server;
  if (error !== undefined) return [error.startsWith("plugin/loop: ") ? `[FATAL] ${error}` : error];
  const { namespace, configMap, podPort } = view.profile.dns;
  const { data = {} } = view.get("ConfigMap", namespace, configMap) ?? {};
  const blocks = Object.values(data).flatMap((text) => [...text.matchAll(/^([^\s#{}][^{}\n]*?)\s*\{/gm)]);
  const zones = blocks.flatMap((match) => (match[1] ?? "").split(/[\s,]+/)).filter((zone) => zone !== "");
  const addresses = zones.map((zone) => (/:\d+$/.test(zone) ? zone : `${zone}:${podPort}`));
  const version = /:v(\d+\.\d+\.\d+)/.exec(pod.spec.containers[0]?.image ?? "")?.[1];
  const started = [...addresses, ...(version === undefined ? [] : [`CoreDNS-${version}`])];
  const reloads = refused.flatMap((why) => [
    "[INFO] Reloading",
    `[ERROR] plugin/reload: Corefile changed but reload failed: starting with listener file descriptors: ${why}`,
  ]);
  return waitsForApi(pod)
    ? waitingLines(view, pod, server.startupTimeout, started)
    : [...started, ...reloads];
}
