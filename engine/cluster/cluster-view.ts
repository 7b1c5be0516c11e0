import type { Pod } from "../api/core/pod.ts";
import type { KindName, Kinds } from "../api/kinds.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { ServiceCIDR } from "../api/networking/service-cidr.ts";
import type { ObjectUse } from "../trace/step.ts";
import { type Cidr, contains, parseCidr } from "../values/cidr.ts";
import { parseIp } from "../values/ip.ts";
import type { Labels } from "../values/label-selector.ts";
import type { ObjectName } from "../values/object-name.ts";
import { port } from "../values/port.ts";
import type { FieldPath, Source } from "../values/source.ts";
import type { Past } from "./past.ts";
import type { Profile } from "./profile.ts";
import type { Sayings } from "./sayings.ts";
import { blocksOf } from "./service-blocks.ts";
import { servingContainers } from "./service-endpoints.ts";
import type { Change, Store } from "./store.ts";
import type { ClockReading, ClusterView, NamedPort, NodeView, PodView } from "./view.ts";

const NO_LABELS = {};

/** Kinds that a pod's view is made from besides the pod: `topWorkload` climbs all of them. */
const AROUND_PODS: readonly KindName[] = [
  "Namespace",
  "ReplicaSet",
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "Job",
  "CronJob",
];

function isWorkload(kind: string): boolean {
  return AROUND_PODS.includes(kind as KindName);
}

/** What lookups by name and address read. Each part holds for every revision that leaves what it is made of alone. */
export interface Indexes {
  /** Versions of pods, of nodes, and of what stands around pods, summed up. */
  readonly versions: { readonly pods: number; readonly nodes: number; readonly around: number };
  readonly viewOf: (pod: Pod) => PodView;
  readonly pods: () => readonly PodView[];
  /** Name of the pod that owns an address. */
  readonly owners: () => ReadonlyMap<string, PodName>;
  readonly nodes: readonly NodeView[];
  readonly nodesByName: ReadonlyMap<string, NodeView>;
  readonly nodesByAddress: ReadonlyMap<string, NodeView>;
  readonly ranges: readonly Range[];
}

type PodName = Pick<PodView, "namespace" | "name">;

/** Indexes of the store as it is now; the parts known from an earlier revision where they still hold. */
export function indexesOf(store: Store, profile: Profile, known: Indexes | undefined): Indexes {
  const around = AROUND_PODS.reduce((sum, kind) => sum + store.versionOf(kind), 0);
  const versions = { pods: store.versionOf("Pod"), nodes: store.versionOf("Node"), around };
  if (known === undefined) return { ...podIndexes(store), ...nodeIndexes(store, profile), versions };
  const { pods, nodes } = known.versions;
  const sameAround = known.versions.around === around;
  if (sameAround && nodes === versions.nodes && pods === versions.pods) return known;
  const ofPods = podIndexes(store, sameAround ? known.viewOf : undefined);
  const changes = store.changesSince("Pod", pods);
  return {
    ...ofPods,
    ...(pods === versions.pods && sameAround ? { pods: known.pods } : {}),
    ...(changes?.every(keepsAddress) === true ? { owners: known.owners } : {}),
    ...(nodes === versions.nodes ? nodesOf(known) : nodeIndexes(store, profile)),
    versions,
  };
}

function podIndexes(
  store: Store,
  viewOf: Indexes["viewOf"] = remembered((pod) => podView(store, pod)),
): Pick<Indexes, "viewOf" | "pods" | "owners"> {
  const pods = lazy(() => store.list("Pod").map(({ object }) => viewOf(object as Pod)));
  const owners = lazy(
    () =>
      new Map(
        pods()
          .filter(ownsAddress)
          .flatMap((pod) => pod.ips.map((ip) => [ip.text, pod] as const)),
      ),
  );
  return { viewOf, pods, owners };
}

type NodeIndexes = Pick<Indexes, "nodes" | "nodesByName" | "nodesByAddress" | "ranges">;

function nodeIndexes(store: Store, profile: Profile): NodeIndexes {
  const nodes = store.list("Node").map(({ object }) => nodeView(object as Kinds["Node"]));
  return {
    nodes,
    nodesByName: new Map(nodes.map((node) => [node.name, node])),
    nodesByAddress: new Map(nodes.flatMap((node) => node.ips.map((ip) => [ip.text, node] as const))),
    ranges: rangesOf(profile, nodes),
  };
}

function nodesOf({ nodes, nodesByName, nodesByAddress, ranges }: Indexes): NodeIndexes {
  return { nodes, nodesByName, nodesByAddress, ranges };
}

/** Whether the same pod has the same addresses as before, as when only its readiness changed. */
function keepsAddress({ before, after }: Change): boolean {
  return addressesOf(before) === addressesOf(after);
}

function addressesOf(object: KubernetesObject | undefined): string {
  if (object === undefined) return "";
  const { spec, status } = object as Pod;
  return `${spec.hostNetwork} ${status?.phase} ${(status?.podIPs ?? []).map(({ ip }) => ip).join(" ")}`;
}

/** Stored objects never change, so what was made of one holds as long as the object is there. */
function remembered(make: (pod: Pod) => PodView): (pod: Pod) => PodView {
  const views = new WeakMap<Pod, PodView>();
  return (pod) => {
    let view = views.get(pod);
    if (view === undefined) {
      view = make(pod);
      views.set(pod, view);
    }
    return view;
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The store at its present revision. It must not be used once the store has changed. */
export function createView(
  store: Store,
  profile: Profile,
  indexes: Indexes,
  clock: ClockReading,
  sayings: Sayings,
  past?: Past,
): ClusterView {
  const { viewOf, pods, owners, nodes, nodesByName, nodesByAddress, ranges } = indexes;
  const podNamed = (namespace: string, name: string): PodView | undefined => {
    const pod = store.get("Pod", namespace, name);
    return pod === undefined ? undefined : viewOf(pod);
  };
  const written = new Map<KubernetesObject, Written>();
  const lists = new Map<string, readonly KubernetesObject[]>();
  const list = <K extends KindName>(kind: K, namespace?: string): readonly Kinds[K][] => {
    const key = namespace === undefined ? kind : `${kind} ${namespace}`;
    let found = lists.get(key);
    if (found === undefined) {
      const all = store.list(kind).map(({ object }) => object);
      found = namespace === undefined ? all : all.filter(({ metadata }) => metadata.namespace === namespace);
      lists.set(key, found);
    }
    return found as readonly Kinds[K][];
  };
  return {
    profile,
    revision: store.revision,
    clock,
    sayings,
    get pods() {
      return pods();
    },
    nodes,
    pod: podNamed,
    podAt: (address) => {
      const owner = owners().get(address.text);
      return owner === undefined ? undefined : podNamed(owner.namespace, owner.name);
    },
    node: (name) => nodesByName.get(name),
    nodeAt: (address) => nodesByAddress.get(address.text),
    namespaceLabels: (namespace) => {
      const object = store.get("Namespace", undefined, namespace);
      return object === undefined ? undefined : (object.metadata.labels ?? NO_LABELS);
    },
    list,
    labelled: <K extends KindName>(kind: K, namespace: string, labels: Labels) => {
      if (store.sizeIn(kind, namespace) > FEW)
        return store.index(kind).labelled(namespace, labels) as readonly Kinds[K][];
      const all = store.inNamespace(kind, namespace).map(({ object }) => object as Kinds[K]);
      return all.filter(({ metadata }) => hasLabels(metadata.labels ?? {}, labels));
    },
    get: (kind, namespace, name) => store.get(kind, namespace, name),
    servicesAtStart: (pod, namespace) => {
      const now = list("Service", namespace);
      return past?.servicesAt(pod, namespace, now) ?? now;
    },
    configsSinceStart: (pod, namespace, name) => {
      const now = store.get("ConfigMap", namespace, name);
      return past?.configsSince(pod, namespace, name, now) ?? (now === undefined ? [] : [now]);
    },
    ingressesSinceStart: (pod, namespace, name) => past?.ingressesSince(pod, namespace, name) ?? [],
    use: (object, path) => {
      let known = written.get(object);
      if (known === undefined) {
        known = writtenUse(store, object);
        written.set(object, known);
      }
      const { use, prefix } = known;
      if (path === undefined) return prefix.length === 0 ? use : { ...use, path: prefix };
      return { ...use, path: prefix.length === 0 ? path : [...prefix, ...path] };
    },
    rangeOf: (address) => {
      const found = ranges.find(({ block }) => contains(block, address));
      if (found !== undefined) return found.range;
      const added = store.list("ServiceCIDR").flatMap(({ object }) => blocksOf(object as ServiceCIDR));
      return added.some((block) => contains(block, address)) ? "service" : undefined;
    },
  };
}

/** Objects that are sooner looked through than indexed. */
const FEW = 64;

function hasLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function ownsAddress({ running, hostNetwork }: PodView): boolean {
  return running && !hostNetwork;
}

/** Who an object is and where it stands, without a field. */
interface Written {
  readonly use: ObjectUse;
  /** Way from the object that was written to this one. */
  readonly prefix: FieldPath;
}

function writtenUse(store: Store, object: KubernetesObject): Written {
  const { kind, metadata } = object;
  const { namespace, name } = metadata;
  const { source, prefix } = writtenAs(store, object);
  const named = namespace === undefined ? { kind, name } : { kind, namespace, name };
  return { use: source === undefined ? named : { ...named, source }, prefix };
}

/** Where the input wrote the object; a pod that a controller made stands in the template of what it was made from. */
function writtenAs(
  store: Store,
  { kind, metadata }: KubernetesObject,
): { readonly source: Source | undefined; readonly prefix: FieldPath } {
  const own = store.stored(kind as KindName, metadata.namespace, metadata.name)?.source;
  if (own !== undefined || kind !== "Pod") return { source: own, prefix: [] };
  let owner = metadata.ownerReferences?.[0];
  while (owner !== undefined && isWorkload(owner.kind)) {
    const stored = store.stored(owner.kind as KindName, metadata.namespace, owner.name);
    if (stored?.source !== undefined) {
      const job = owner.kind === "CronJob" ? ["spec", "jobTemplate"] : [];
      return { source: stored.source, prefix: [...job, "spec", "template"] };
    }
    owner = stored?.object.metadata.ownerReferences?.[0];
  }
  return { source: undefined, prefix: [] };
}

function podView(store: Store, pod: Pod): PodView {
  const { namespace = "default", name, labels = NO_LABELS } = pod.metadata;
  const status = pod.status ?? {};
  const texts = (status.podIPs ?? []).map(({ ip }) => ip);
  const node = pod.spec.nodeName;
  const workload = topWorkload(store, pod);
  return {
    pod,
    id: `${namespace}/${name}`,
    namespace,
    name,
    labels,
    namespaceLabels: store.get("Namespace", undefined, namespace)?.metadata.labels ?? NO_LABELS,
    ips: texts.map(parseIp).filter((ip) => ip !== undefined),
    ...(node === undefined ? {} : { node }),
    hostNetwork: pod.spec.hostNetwork === true,
    running: (status.phase ?? "Running") === "Running",
    ready: (status.conditions ?? []).some(({ type, status: value }) => type === "Ready" && value === "True"),
    ...(workload === undefined ? {} : { workload }),
    namedPorts: namedPortsOf(pod),
  };
}

/** Owners above owners: the Deployment of a ReplicaSet, the CronJob of a Job. */
function topWorkload(store: Store, pod: Pod): ObjectName | undefined {
  let top: ObjectName | undefined;
  let object: KubernetesObject | undefined = pod;
  const namespace = pod.metadata.namespace ?? "default";
  while (object !== undefined) {
    const owner: { readonly kind: string; readonly name: string } | undefined =
      object.metadata.ownerReferences?.[0];
    // What a workload belongs to in turn, as a Gateway, makes no pods itself.
    if (owner === undefined || !isWorkload(owner.kind)) return top;
    top = { kind: owner.kind, namespace, name: owner.name };
    object = store.get(owner.kind as KindName, namespace, owner.name);
  }
  return top;
}

function namedPortsOf(pod: Pod): readonly NamedPort[] {
  return servingContainers(pod).flatMap((container) =>
    (container.ports ?? []).flatMap(({ name, containerPort, protocol = "TCP" }) => {
      const number = port(containerPort);
      return name === undefined || number === undefined ? [] : [{ name, port: number, protocol }];
    }),
  );
}

function nodeView(node: Kinds["Node"]): NodeView {
  const addresses = node.status?.addresses ?? [];
  const internal = addresses.filter(({ type }) => type === "InternalIP");
  const external = addresses.filter(({ type }) => type === "ExternalIP");
  return {
    node,
    name: node.metadata.name,
    ips: [...internal, ...external].map(({ address }) => parseIp(address)).filter((ip) => ip !== undefined),
    podCidrs: (node.spec?.podCIDRs ?? []).map(parseCidr).filter((block) => block !== undefined),
  };
}

interface Range {
  readonly block: Cidr;
  readonly range: "pod" | "service" | "node";
}

function rangesOf(profile: Profile, nodes: readonly NodeView[]): readonly Range[] {
  const make = (texts: readonly string[], range: Range["range"]): readonly Range[] =>
    texts.flatMap((text) => {
      const block = parseCidr(text);
      return block === undefined ? [] : [{ block, range }];
    });
  return [
    ...make(profile.serviceCidrs, "service"),
    ...nodes.flatMap((node) => node.podCidrs.map((block): Range => ({ block, range: "pod" }))),
    ...make(profile.podCidrs, "pod"),
    ...make(profile.nodeCidrs, "node"),
  ];
}
