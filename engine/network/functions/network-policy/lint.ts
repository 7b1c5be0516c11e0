import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from "../../../api/networking/network-policy.ts";
import type { ClusterView, PodView } from "../../../cluster/view.ts";
import type { Direction } from "../../../trace/nearest.ts";
import type { Issue } from "../../../values/issue.ts";
import {
  type CompiledSelector,
  compileSelector,
  formatSelector,
  selects,
} from "../../../values/label-selector.ts";
import type { FieldPath } from "../../../values/source.ts";
import { suggest } from "../../../values/suggest.ts";
import { finding, labelsInstead } from "../../shared/finding.ts";
import { lintIsolation } from "./lint-isolation.ts";
import { type CompiledPeer, compilePolicy, peerMatches } from "./rules.ts";

/** Policies of the input whose selector matches nothing: all that somebody has to know before believing a verdict. */
export function policiesWithoutPods(view: ClusterView): readonly Issue[] {
  return ofInput(view).flatMap((policy) => {
    const selector = compileSelector(policy.spec.podSelector ?? {});
    const inside = view.pods.filter((pod) => pod.namespace === (policy.metadata.namespace ?? "default"));
    const isEmpty = inside.every((pod) => !selects(selector, pod.labels));
    return isEmpty ? emptySelector(view, policy, selector, inside) : [];
  });
}

function ofInput(view: ClusterView): readonly NetworkPolicy[] {
  return view.list("NetworkPolicy").filter((policy) => view.use(policy).source !== undefined);
}

/** What looks wrong about NetworkPolicy objects of the input. Warnings: none of it is refused by an API server. */
export function lintNetworkPolicies(view: ClusterView): readonly Issue[] {
  const policies = ofInput(view);
  return [...policies.flatMap((policy) => lintPolicy(view, policy)), ...lintIsolation(view, policies)];
}

function lintPolicy(view: ClusterView, policy: NetworkPolicy): readonly Issue[] {
  const { namespace = "default" } = policy.metadata;
  const inside = view.pods.filter((pod) => pod.namespace === namespace);
  const selector = compileSelector(policy.spec.podSelector ?? {});
  const selected = inside.filter((pod) => selects(selector, pod.labels));
  return [
    ...withoutNamespace(view, policy),
    ...(selected.length > 0 ? [] : emptySelector(view, policy, selector, inside)),
    ...lintRules(view, policy, "ingress", selected),
    ...lintRules(view, policy, "egress", selected),
  ];
}

/** It lands in `default` while the rest of the input lives elsewhere: most likely forgotten. */
function withoutNamespace(view: ClusterView, policy: NetworkPolicy): readonly Issue[] {
  const { source } = view.use(policy);
  const { namespace = "default" } = policy.metadata;
  if (source === undefined || namespace !== "default") return [];
  const [written, parent] = [source.at(["metadata", "namespace"]), source.at(["metadata"])];
  if (written.line !== parent.line || written.column !== parent.column) return [];
  const others = view.pods.filter((pod) => pod.namespace !== "default" && view.use(topOf(pod)).source);
  const homes = [...new Set(others.map((pod) => pod.namespace))];
  if (homes.length === 0) return [];
  return finding(view, policy, {
    code: "policy-without-namespace",
    path: ["metadata"],
    message: "names no namespace, so it protects pods of namespace default only",
    remedy: `the input's pods are in ${homes.join(", ")}`,
  });
}

/** The object that brought the pod: its workload where it has one. */
function topOf({ pod, workload }: PodView): Parameters<ClusterView["use"]>[0] {
  if (workload === undefined) return pod;
  return { apiVersion: "", kind: workload.kind, metadata: { ...workload } };
}

function emptySelector(
  view: ClusterView,
  policy: NetworkPolicy,
  selector: CompiledSelector,
  inside: readonly PodView[],
): readonly Issue[] {
  const { namespace = "default" } = policy.metadata;
  const wanted = selector.terms.length === 0 ? "" : ` with ${formatSelector(selector)}`;
  const instead = inside.length === 0 ? "the namespace has no pod" : labelsInstead(selector, inside);
  return finding(view, policy, {
    code: "selector-matches-nothing",
    path: ["spec", "podSelector"],
    message: `no pod of namespace ${namespace}${wanted}: the policy protects nothing`,
    ...(instead === undefined ? {} : { remedy: instead }),
  });
}

function lintRules(
  view: ClusterView,
  policy: NetworkPolicy,
  direction: Direction,
  selected: readonly PodView[],
): readonly Issue[] {
  const compiled = compilePolicy(policy).rules[direction] ?? [];
  const rules = direction === "ingress" ? policy.spec.ingress : policy.spec.egress;
  return (rules ?? []).flatMap((rule, index) => {
    const peers = "from" in rule ? rule.from : "to" in rule ? rule.to : undefined;
    const field = direction === "ingress" ? "from" : "to";
    const path: FieldPath = ["spec", direction, index];
    const targets = direction === "ingress" ? selected : podsOf(view, policy, compiled[index]?.peers);
    return [
      ...(peers ?? []).flatMap((peer, which) => lintPeer(view, policy, peer, [...path, field, which])),
      ...(rule.ports ?? []).flatMap((port, which) => {
        return lintPort(view, policy, port, [...path, "ports", which, "port"], targets);
      }),
    ];
  });
}

/** Pods that a rule's peers select; all pods when it names none. */
function podsOf(
  view: ClusterView,
  { metadata }: NetworkPolicy,
  peers: readonly CompiledPeer[] | undefined,
): readonly PodView[] {
  if (peers === undefined) return view.pods;
  return view.pods.filter((pod) =>
    peers.some((peer) =>
      pod.ips.some((address) =>
        peerMatches(peer, metadata.namespace ?? "default", { address, pod }, view.profile.ipBlockMatchesPods),
      ),
    ),
  );
}

function lintPeer(
  view: ClusterView,
  policy: NetworkPolicy,
  peer: NetworkPolicyPeer,
  path: FieldPath,
): readonly Issue[] {
  if (peer.ipBlock !== undefined) return [];
  const own = policy.metadata.namespace ?? "default";
  const namespaces = namespacesOf(view, peer, own);
  if (namespaces.length === 0) return noNamespace(view, policy, peer, path);
  const inside = view.pods.filter((pod) => namespaces.includes(pod.namespace));
  const selector = compileSelector(peer.podSelector ?? {});
  if (inside.some((pod) => selects(selector, pod.labels))) return [];
  const wanted = selector.terms.length === 0 ? "" : ` with ${formatSelector(selector)}`;
  const elsewhere = view.pods.filter((pod) => selects(selector, pod.labels)).map((pod) => pod.namespace);
  const instead =
    peer.namespaceSelector === undefined && elsewhere.length > 0
      ? `pods like that are in ${[...new Set(elsewhere)].join(", ")}; a namespaceSelector would reach them`
      : labelsInstead(selector, inside);
  return finding(view, policy, {
    code: "peer-matches-nothing",
    path: peer.podSelector === undefined ? path : [...path, "podSelector"],
    message: `no pod${wanted} in ${namespaces.slice(0, 3).join(", ")}`,
    ...(instead === undefined ? {} : { remedy: instead }),
  });
}

function namespacesOf(
  view: ClusterView,
  { namespaceSelector }: NetworkPolicyPeer,
  own: string,
): readonly string[] {
  if (namespaceSelector === undefined) return [own];
  const selector = compileSelector(namespaceSelector);
  return view
    .list("Namespace")
    .filter(({ metadata }) => selects(selector, metadata.labels ?? {}))
    .map(({ metadata }) => metadata.name);
}

function noNamespace(
  view: ClusterView,
  policy: NetworkPolicy,
  peer: NetworkPolicyPeer,
  path: FieldPath,
): readonly Issue[] {
  const selector = compileSelector(peer.namespaceSelector ?? {});
  const labels = view
    .list("Namespace")
    .flatMap(({ metadata }) =>
      Object.entries(metadata.labels ?? {}).map(([key, value]) => `${key}=${value}`),
    );
  const near = suggest(formatSelector(selector), labels);
  return finding(view, policy, {
    code: "peer-matches-nothing",
    path: [...path, "namespaceSelector"],
    message: `no namespace has ${formatSelector(selector)}`,
    ...(near.length === 0 ? {} : { remedy: `namespaces have ${near.join(", ")}` }),
  });
}

function lintPort(
  view: ClusterView,
  policy: NetworkPolicy,
  { port, protocol = "TCP" }: NetworkPolicyPort,
  path: FieldPath,
  targets: readonly PodView[],
): readonly Issue[] {
  if (targets.length === 0 || port === undefined) return [];
  if (typeof port === "number") return lintNumber(view, policy, port, protocol, path, targets);
  const declared = targets.flatMap((pod) => pod.namedPorts);
  if (declared.some((entry) => entry.name === port && entry.protocol === protocol)) return [];
  const names = [...new Set(declared.map((entry) => `${entry.name}/${entry.protocol}`))];
  const near = suggest(`${port}/${protocol}`, names);
  const shown = near.length > 0 ? near : names.slice(0, 3);
  return finding(view, policy, {
    code: "named-port-unknown",
    path,
    message: `no pod that the rule leads to has a port named ${port} for ${protocol}: the entry allows nothing`,
    remedy: shown.length === 0 ? "use the port's number" : `their ports are ${shown.join(", ")}`,
  });
}

/** Policies see packets after Services were translated: a Service's own port number is nobody's behind it. */
function lintNumber(
  view: ClusterView,
  policy: NetworkPolicy,
  number: number,
  protocol: string,
  path: FieldPath,
  targets: readonly PodView[],
): readonly Issue[] {
  const declares = (pod: PodView): boolean =>
    pod.pod.spec.containers.some(({ ports = [] }) =>
      ports.some((entry) => entry.containerPort === number && (entry.protocol ?? "TCP") === protocol),
    );
  if (targets.some(declares)) return [];
  for (const service of view.list("Service")) {
    const { namespace = "default", name } = service.metadata;
    const labels = service.spec.selector ?? {};
    if (Object.keys(labels).length === 0) continue;
    const selector = compileSelector({ matchLabels: labels });
    if (!targets.some((pod) => pod.namespace === namespace && selects(selector, pod.labels))) continue;
    const entry = service.spec.ports?.find(
      (one) =>
        one.port === number && (one.protocol ?? "TCP") === protocol && (one.targetPort ?? number) !== number,
    );
    if (entry === undefined) continue;
    return finding(view, policy, {
      code: "service-port-in-policy",
      path,
      message: `${number} is the port of Service ${namespace}/${name}, and policies are asked for the pods' own port`,
      remedy: `allow ${entry.targetPort}`,
    });
  }
  return [];
}
