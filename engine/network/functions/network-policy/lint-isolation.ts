import type { NetworkPolicy } from "../../../api/networking/network-policy.ts";
import type { ClusterView, PodView } from "../../../cluster/view.ts";
import type { Issue } from "../../../values/issue.ts";
import { compileSelector, selects } from "../../../values/label-selector.ts";
import type { Protocol } from "../../../values/protocol.ts";
import { finding, podsText } from "../../shared/finding.ts";
import type { CompiledPolicy } from "./rules.ts";
import { directTable, type PolicyTable } from "./table.ts";

/** What policies do together: egress that forgot DNS, and namespaces where only some pods are protected. */
export function lintIsolation(view: ClusterView, policies: readonly NetworkPolicy[]): readonly Issue[] {
  if (policies.length === 0) return [];
  const table = directTable(view);
  return [
    ...egressWithoutDns(view, table),
    ...defaultDenyMissing(view, table, policies),
    ...policies.flatMap((policy) => hostNetworkPods(view, policy)),
  ];
}

/**
 * Pods of the host network that a policy names. The API leaves them undefined, and no CNI here isolates them: their
 * address is the node's. A policy for every pod of a namespace means the others.
 */
function hostNetworkPods(view: ClusterView, policy: NetworkPolicy): readonly Issue[] {
  const { namespace = "default" } = policy.metadata;
  const selector = compileSelector(policy.spec.podSelector ?? {});
  if (selector.terms.length === 0) return [];
  const hosts = view.pods.filter(
    (pod) => pod.hostNetwork && pod.namespace === namespace && selects(selector, pod.labels),
  );
  if (hosts.length === 0) return [];
  return finding(view, policy, {
    code: "host-network-not-isolated",
    path: ["spec", "podSelector"],
    message: `${podsText(hosts)}: pods in the host network have their node's address, and the policy does not isolate them`,
    remedy: "guard the node with a firewall, or take them out of the host network",
  });
}

/** One finding for each set of policies that isolates pods for egress and lets no question through to the DNS pods. */
function egressWithoutDns(view: ClusterView, table: PolicyTable): readonly Issue[] {
  const { namespace, service, podPort } = view.profile.dns;
  const servers = view.pods.filter((pod) => {
    return pod.namespace === namespace && pod.workload?.name === view.profile.dns.workload;
  });
  if (servers.length === 0) return [];
  const asks = (policies: readonly CompiledPolicy[], protocol: Protocol): boolean =>
    servers.some((server) =>
      server.ips.some((address) => {
        const question = { peer: { address, pod: server }, destination: server, port: podPort, protocol };
        return table.permission(policies, "egress", question) !== undefined;
      }),
    );
  const groups = new Map<
    string,
    { readonly policies: readonly CompiledPolicy[]; readonly pods: PodView[] }
  >();
  for (const pod of view.pods) {
    if (pod.hostNetwork || servers.includes(pod)) continue;
    const policies = table.isolating(pod, "egress");
    if (policies.length === 0) continue;
    const key = policies.map(({ policy }) => `${policy.metadata.namespace}/${policy.metadata.name}`).join();
    const group = groups.get(key) ?? { policies, pods: [] };
    group.pods.push(pod);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ policies, pods }) => {
    const [{ policy } = { policy: undefined }] = policies;
    if (policy === undefined) return [];
    const [udp, tcp] = [asks(policies, "UDP"), asks(policies, "TCP")];
    if (udp && tcp) return [];
    const what = udp ? "over TCP (answers too long for UDP fail)" : tcp ? "over UDP" : "at all";
    return finding(view, policy, {
      severity: udp ? "note" : "warning",
      code: "egress-without-dns",
      path: ["spec", "egress"],
      message: `${podsText(pods)}: egress is isolated and no rule lets questions through to ${namespace}/${service} ${what}`,
      remedy: `allow egress to its pods on ${podPort}/UDP and ${podPort}/TCP`,
    });
  });
}

/** A namespace with policies of its own where some pods stay open for everybody. */
function defaultDenyMissing(
  view: ClusterView,
  table: PolicyTable,
  policies: readonly NetworkPolicy[],
): readonly Issue[] {
  const homes = new Map<string, NetworkPolicy>();
  for (const policy of policies) {
    const { namespace = "default" } = policy.metadata;
    if (!homes.has(namespace)) homes.set(namespace, policy);
  }
  return [...homes].flatMap(([namespace, policy]) => {
    const inside = view.pods.filter((pod) => pod.namespace === namespace && !pod.hostNetwork);
    const open = inside.filter((pod) => table.isolating(pod, "ingress").length === 0);
    if (open.length === 0) return [];
    return finding(view, policy, {
      code: "default-deny-missing",
      path: [],
      message: `namespace ${namespace} has policies, but none isolates ${podsText(open)} for ingress`,
      remedy: "add a policy with podSelector: {} and no ingress rule",
    });
  });
}
