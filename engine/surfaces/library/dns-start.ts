import type { Pod } from "../../api/core/pod.ts";
import type { ClusterState } from "../../cluster/cluster-state.ts";
import { heardFromApi, waitingDnsPods } from "../../cluster/dns-start.ts";
import type { ClusterView, PodView } from "../../cluster/view.ts";
import { dnsPods } from "../../network/functions/cluster-dns/dns-pods.ts";
import type { Network } from "../../network/network.ts";
import { finding } from "../../network/shared/finding.ts";
import type { Branch } from "../../trace/trace.ts";
import type { Ip } from "../../values/ip.ts";
import type { Issue } from "../../values/issue.ts";
import { podClient } from "../../workload/client.ts";
import { connect } from "../../workload/requests.ts";
import { networkOf } from "./loading.ts";

/** Views of which it is known that none of the DNS pods waits, or that those which do wait in vain. */
const settled = new WeakSet<ClusterView>();

export function hasStartingDns(view: ClusterView): boolean {
  if (settled.has(view)) return false;
  const has = waitingDnsPods(view).length > 0;
  if (!has) settled.add(view);
  return has;
}

/** Each DNS pod that has started asks the API server for its names; the next ones of a rollout start when it is ready. */
export function startDns(state: ClusterState): void {
  for (let view = state.view(); hasStartingDns(view); view = state.view()) {
    const heard = waitingDnsPods(view).filter((pod) => reachesApi(view, pod));
    if (heard.length === 0) settled.add(view);
    for (const { metadata } of heard) state.happen(heardFromApi(metadata));
  }
}

const NO_HOSTS: ReadonlyMap<string, readonly Ip[]> = new Map();

function reachesApi(view: ClusterView, { metadata }: Pod): boolean {
  const pod = view.pod(metadata.namespace ?? "default", metadata.name);
  const branches = pod === undefined ? [] : askApi(networkOf(view, NO_HOSTS), pod);
  return branches.length > 0 && branches.every(({ ending }) => ending.kind === "connected");
}

/** As client-go does it in a pod: the address of `default/kubernetes`, which no name is needed for. */
function askApi(network: Network, pod: PodView): readonly Branch[] {
  const { clusterIP = "", ports = [] } = network.view.get("Service", "default", "kubernetes")?.spec ?? {};
  const [first] = ports;
  if (pod.ips.length === 0 || first === undefined) return [];
  const how = { port: first.port, protocol: "TCP", liftPolicies: false } as const;
  return connect(network, [podClient(pod)], clusterIP, how).branches;
}

/** Policies that keep the DNS pods from the API server: what runs goes on, what starts has no names. */
export function lintDnsStart(network: Network): readonly Issue[] {
  const { view } = network;
  const closed = dnsPods(view).flatMap((pod) =>
    askApi(network, pod).flatMap(({ ending, decidedBy }) => {
      const isPolicy = ending.kind === "dropped" && decidedBy.step.function === "network-policy";
      return isPolicy ? decidedBy.step.objects : [];
    }),
  );
  const policies = new Map(closed.map((use) => [`${use.namespace}/${use.name}`, use]));
  return [...policies.values()].flatMap(({ kind, namespace, name }) => {
    const policy = kind === "NetworkPolicy" ? view.get(kind, namespace, name) : undefined;
    if (policy === undefined) return [];
    return finding(view, policy, {
      code: "dns-without-api",
      path: ["spec", "egress"],
      message:
        "keeps the DNS pods from the API server: they answer as long as they run, and once they start again no name of the cluster resolves",
      remedy: "allow egress to the API server's port (6443/TCP, behind default/kubernetes)",
    });
  });
}
