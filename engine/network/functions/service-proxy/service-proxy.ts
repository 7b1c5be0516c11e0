import type { ServicePort } from "../../../api/core/service.ts";
import { holdsBack } from "../../../cluster/idling.ts";
import { serviceBlocks } from "../../../cluster/service-blocks.ts";
import type { ClusterView, NodeView } from "../../../cluster/view.ts";
import type { Ending } from "../../../trace/ending.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import { contains } from "../../../values/cidr.ts";
import { type Ip, isLoopback } from "../../../values/ip.ts";
import { type Flow, type NetworkFunction, type Origin, type Outcome, PASS } from "../../function.ts";
import { balancedNodes, isAnnounced } from "./announcing.ts";
import { type Backend, type Categories, categorize } from "./endpoints.ts";
import { type Frontend, type Frontends, frontendsOf } from "./frontends.ts";
import { modeOf } from "./mode.ts";
import type { ProxyMode } from "./modes/proxy-mode.ts";
import { opensNodePorts } from "./node-port-addresses.ts";
import { affinityTimeout, remembered } from "./session-affinity.ts";
import type { ServiceProxyStep, UnallocatedStep } from "./steps.ts";

/** kube-proxy on the client's own node: addresses of Services, and node ports of that node. */
export const serviceProxy: NetworkFunction = {
  name: "service-proxy",
  compile: (view) => {
    const proxy = proxyOf(view);
    return {
      visit: (flow) => {
        const entry = entryFor(proxy, flow);
        const node = originNode(view, flow);
        if (entry === undefined) return unallocated(proxy, flow, node);
        if (node === undefined || (entry.node !== undefined && entry.node !== node)) return PASS;
        return outcomeOf(decide(proxy, entry, flow, node));
      },
      takesLoopback: (flow) => entryFor(proxy, flow) !== undefined,
    };
  },
};

/** kube-proxy on the node that a packet from elsewhere comes to: clients outside, and node ports of other nodes. */
export const serviceProxyAtEntry: NetworkFunction = {
  name: "service-proxy",
  compile: (view) => {
    const proxy = proxyOf(view);
    return {
      visit: (flow) => {
        if (flow.service !== undefined) return PASS;
        const entry = entryFor(proxy, flow);
        if (entry === undefined) return PASS;
        const { node } = entry;
        if (node !== undefined) {
          const from = originNode(view, flow);
          return from === node ? PASS : outcomeOf(decide(proxy, entry, leaving(flow, from), node));
        }
        return flow.origin.kind === "external" ? fromOutside(proxy, entry, flow) : PASS;
      },
    };
  },
};

interface Proxy {
  readonly view: ClusterView;
  readonly mode: ProxyMode;
  readonly frontends: Frontends;
}

/** The end of a packet for nobody, in the mode whose rules know the service range. */
function unallocated(
  { view, mode }: Proxy,
  { packet: { destination } }: Flow,
  node: NodeView | undefined,
): Outcome<ServiceProxyStep> {
  if (mode.unknownAddress === "lost" || node === undefined) return PASS;
  if (!serviceBlocks(view.list("ServiceCIDR")).some((block) => contains(block, destination))) return PASS;
  const step: UnallocatedStep = {
    function: "service-proxy",
    code: "address-unallocated",
    mode: mode.name,
    address: destination.text,
    node: node.name,
    objects: [],
  };
  return { kind: "end", ending: { kind: "dropped" }, step };
}

/** What a packet is for: a Service, its port unless it has none of that number, and the node that alone takes it. */
interface Entry {
  readonly frontend: Frontend;
  readonly port: ServicePort | undefined;
  readonly node?: NodeView;
}

const proxies = new WeakMap<ClusterView, Proxy>();

/** Both stations read the same tables. */
function proxyOf(view: ClusterView): Proxy {
  let proxy = proxies.get(view);
  if (proxy === undefined) {
    proxy = { view, mode: modeOf(view.profile.kubeProxy), frontends: frontendsOf(view) };
    proxies.set(view, proxy);
  }
  return proxy;
}

/** A Service's own address wins over the node port behind an address that both have. */
function entryFor({ view, frontends }: Proxy, { packet, origin }: Flow): Entry | undefined {
  const { destination, destinationPort, protocol } = packet;
  const owner = frontends.ownerOf(destination.text);
  if (owner !== undefined) {
    const opening = frontends.at(destination.text, destinationPort, protocol);
    if (opening !== undefined) return opening;
  }
  const node = isLoopback(destination) ? hostOf(view, origin) : view.nodeAt(destination);
  if (node === undefined) return owner === undefined ? undefined : { frontend: owner, port: undefined };
  const opening = opensNodePorts(view, node, destination)
    ? frontends.atNodePort(destinationPort, protocol, destination.family)
    : undefined;
  return opening === undefined ? undefined : { ...opening, node };
}

/** The node whose loopback interface the sender has: its own, or that of the pod's host network. */
function hostOf(view: ClusterView, origin: Origin): NodeView | undefined {
  if (origin.kind === "node") return origin.node;
  const isHost = origin.kind === "pod" && origin.pod.hostNetwork && origin.pod.node !== undefined;
  return isHost ? view.node(origin.pod.node ?? "") : undefined;
}

function originNode(view: ClusterView, { origin }: Flow): NodeView | undefined {
  if (origin.kind === "node") return origin.node;
  return origin.kind === "pod" && origin.pod.node !== undefined ? view.node(origin.pod.node) : undefined;
}

/** A pod's packet to another node's own address leaves under the address of its node: pod addresses end at the pod network. */
function leaving(flow: Flow, from: NodeView | undefined): Flow {
  const { packet } = flow;
  const source = from?.ips.find(({ family }) => family === packet.destination.family);
  return source === undefined ? flow : { ...flow, packet: { ...packet, source } };
}

/** What becomes of a packet from outside to an address that several nodes take: each way has its share. */
function fromOutside(proxy: Proxy, entry: Entry, flow: Flow): Outcome<ServiceProxyStep> {
  const { view } = proxy;
  const { frontend } = entry;
  const { entrance, service } = frontend;
  const base = factsOf(proxy, frontend, flow, "");
  if (entrance === "cluster IP") return dropped({ ...base, code: "not-routed-outside" });
  const entries = entrance === "load balancer" ? balancedNodes(view, service) : view.nodes;
  if (entries.length === 0)
    return dropped({ ...base, code: isAnnounced(view) ? "not-announced" : "no-healthy-node" });
  const share = flow.share / entries.length;
  return outcomeOf(entries.flatMap((node) => decide(proxy, entry, { ...flow, share }, node)));
}

type Branch = { readonly step: ServiceProxyStep; readonly flow: Flow; readonly ending?: Ending };

function outcomeOf(branches: readonly Branch[]): Outcome<ServiceProxyStep> {
  const [first] = branches;
  if (first?.ending !== undefined && branches.length === 1)
    return { kind: "end", step: first.step, ending: first.ending };
  return { kind: "next", branches };
}

function dropped(step: ServiceProxyStep): Outcome<ServiceProxyStep> {
  return { kind: "end", ending: { kind: "dropped" }, step };
}

type Facts = Omit<Extract<ServiceProxyStep, { code: "no-healthy-node" }>, "code">;

function factsOf({ view, mode }: Proxy, frontend: Frontend, { packet }: Flow, node: string): Facts {
  const service = view.use(frontend.service, ["spec"]);
  return {
    function: "service-proxy",
    mode: mode.name,
    service,
    objects: [service],
    entrance: frontend.entrance,
    address: packet.destination.text,
    port: packet.destinationPort,
    protocol: packet.protocol,
    node,
  };
}

/** What the rules of one node make of the packet. */
function decide(proxy: Proxy, { frontend, port }: Entry, flow: Flow, node: NodeView): readonly Branch[] {
  const { mode, view } = proxy;
  const { packet } = flow;
  const base = factsOf(proxy, frontend, flow, node.name);
  const ends = (step: ServiceProxyStep, kind: "dropped" | "refused"): readonly Branch[] => [
    { step, flow, ending: { kind } },
  ];
  if (port === undefined) {
    const ports = (frontend.service.spec.ports ?? []).map(describePort);
    // Only a cluster IP is known to belong to nobody else; IPVS owns every address it serves.
    const rejects =
      mode.unknownPort === "rejected" && (frontend.entrance === "cluster IP" || mode.name === "ipvs");
    return rejects
      ? ends({ ...base, code: "port-rejected", ports }, "refused")
      : ends({ ...base, code: "port-not-served", ports }, "dropped");
  }
  const { sourceRanges } = frontend;
  if (sourceRanges.length > 0 && !sourceRanges.some((block) => contains(block, packet.source))) {
    const ranges = sourceRanges.map(({ text }) => text);
    return ends({ ...base, code: "source-refused", source: packet.source.text, ranges }, "dropped");
  }
  const all = frontend.backends(port);
  const zone = node.node.metadata.labels?.["topology.kubernetes.io/zone"];
  const chosen = choose(
    mode,
    frontend,
    categorize(all, { node: node.name, zone }),
    isFrom(proxy, flow, node),
  );
  switch (chosen.kind) {
    case "none":
      if (view.profile.cni === "ovn-kubernetes" && holdsBack(frontend.service, view.clock.now))
        return ends({ ...base, code: "held-back" }, "dropped");
      return ends({ ...base, code: "no-endpoints", unready: all.length }, "refused");
    case "not-here":
      return ends({ ...base, code: "no-local-endpoints", policy: chosen.policy }, "dropped");
    case "reply-lost":
      return ends({ ...base, code: "reply-lost", policy: chosen.policy }, "dropped");
    case "these": {
      const kept = remembered(mode, frontend.service, port, flow, node.name, chosen.backends);
      if (kept !== undefined)
        return [translate(proxy, frontend, flow, node, { ...base, kept: true }, kept, 1)];
      return chosen.backends.map((backend) => {
        return translate(proxy, frontend, flow, node, base, backend, chosen.backends.length);
      });
    }
  }
}

/** Whether the proxy takes the packet for one that was made on the node itself, by the node or by a pod of its. */
function isFrom({ view, mode }: Proxy, flow: Flow, { name }: NodeView): boolean {
  const { origin } = flow;
  const isPod = origin.kind === "pod" && !origin.pod.hostNetwork;
  if (isPod && mode.detectsLocal && view.profile.detectLocal === "none") return false;
  return originNode(view, flow)?.name === name;
}

type Chosen =
  | { readonly kind: "these"; readonly backends: readonly Backend[] }
  | { readonly kind: "none" }
  | { readonly kind: "not-here" | "reply-lost"; readonly policy: string };

/** Internal and external traffic policy, each with what the mode makes of a node without an endpoint of its own. */
function choose(
  mode: ProxyMode,
  { entrance, service: { spec } }: Frontend,
  { cluster, local }: Categories,
  fromHere: boolean,
): Chosen {
  const these = (backends: readonly Backend[]): Chosen =>
    backends.length === 0 ? { kind: "none" } : { kind: "these", backends };
  if (entrance === "cluster IP") {
    if (spec.internalTrafficPolicy !== "Local" || local.length > 0)
      return these(spec.internalTrafficPolicy === "Local" ? local : cluster);
    if (cluster.length === 0) return { kind: "none" };
    if (mode.internalWithoutLocal === "dropped") return { kind: "not-here", policy: "internalTrafficPolicy" };
    const reachable = spec.type !== "ClusterIP" || (spec.externalIPs ?? []).length > 0;
    return reachable ? these(cluster) : { kind: "none" };
  }
  if (spec.externalTrafficPolicy !== "Local") return these(cluster);
  if (fromHere) return these(mode.shortCircuit === "without-local" && local.length > 0 ? local : cluster);
  if (local.length > 0 || cluster.length === 0) return these(local);
  const kind = mode.externalWithoutLocal === "dropped" ? "not-here" : "reply-lost";
  return { kind, policy: "externalTrafficPolicy" };
}

function translate(
  proxy: Proxy,
  frontend: Frontend,
  flow: Flow,
  node: NodeView,
  base: Facts & { readonly kept?: true },
  backend: Backend,
  of: number,
): Branch {
  const { view } = proxy;
  const pod = view.podAt(backend.address);
  const objects: readonly ObjectUse[] = pod === undefined ? base.objects : [base.service, view.use(pod.pod)];
  const packet = { ...flow.packet, destination: backend.address, destinationPort: backend.port };
  const masqueraded = masqueradeAddress(proxy, frontend, flow, node, backend);
  const affinity = affinityTimeout(frontend.service);
  const step: ServiceProxyStep = {
    ...base,
    objects,
    code: "translated",
    endpoint: backend.address.text,
    targetPort: backend.port,
    of,
    ...(masqueraded === undefined ? {} : { masqueradedAs: masqueraded.text }),
    ...(affinity === undefined ? {} : { affinity }),
  };
  const next: Flow = { ...flow, packet, share: flow.share / of, service: base.service, entry: node.name };
  return { step, flow: masqueraded === undefined ? next : { ...next, masqueraded } };
}

/**
 * External addresses hide the client behind the node, unless the policy is Local: the way back must lead past it. So must
 * the way back to an endpoint that reaches itself. Cluster IPs hide nobody but with `--masquerade-all`.
 */
function masqueradeAddress(
  { mode, view: { profile } }: Proxy,
  { entrance, service }: Frontend,
  { origin, packet }: Flow,
  node: NodeView,
  backend: Backend,
): Ip | undefined {
  // Nothing comes back to 127.0.0.1 from elsewhere.
  const isItself = backend.address.text === packet.source.text || isLoopback(packet.source);
  const isKept =
    entrance === "cluster IP"
      ? !(profile.masqueradeAll && mode.takesFlags)
      : service.spec.externalTrafficPolicy === "Local";
  if (isKept && !isItself) return undefined;
  if (origin.kind === "pod" && !mode.masqueradesPods) return undefined;
  const address = node.ips.find(({ family }) => family === packet.destination.family);
  return address?.text === packet.source.text ? undefined : address;
}

/** `80/TCP (→ 8080)`; the target is left out when it is the same number. */
function describePort(port: ServicePort): string {
  const target = port.targetPort ?? port.port;
  const text = `${port.port}/${port.protocol ?? "TCP"}`;
  return target === port.port ? text : `${text} (→ ${target})`;
}
