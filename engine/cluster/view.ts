import type { ConfigMap } from "../api/core/config.ts";
import type { Node } from "../api/core/node.ts";
import type { Pod } from "../api/core/pod.ts";
import type { Service } from "../api/core/service.ts";
import type { KindName, Kinds } from "../api/kinds.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { Ingress } from "../api/networking/ingress.ts";
import type { ObjectUse } from "../trace/step.ts";
import type { Cidr } from "../values/cidr.ts";
import type { Ip } from "../values/ip.ts";
import type { Labels } from "../values/label-selector.ts";
import type { ObjectName } from "../values/object-name.ts";
import type { Port } from "../values/port.ts";
import type { Protocol } from "../values/protocol.ts";
import type { FieldPath } from "../values/source.ts";
import type { Profile } from "./profile.ts";
import type { Sayings } from "./sayings.ts";

export interface NamedPort {
  readonly name: string;
  readonly port: Port;
  readonly protocol: Protocol;
}

/** A pod with everything the data plane asks of it, looked up once. */
export interface PodView {
  readonly pod: Pod;
  /** `namespace/name`. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly namespaceLabels: Labels;
  /** `status.podIPs`, primary first; a hostNetwork pod has its node's. Empty while it has none. */
  readonly ips: readonly Ip[];
  readonly node?: string;
  readonly hostNetwork: boolean;
  /** Phase Running (or none said) and not Succeeded or Failed: it owns its address. */
  readonly running: boolean;
  readonly ready: boolean;
  /** The workload a user would name: the Deployment above a ReplicaSet, the CronJob above a Job. */
  readonly workload?: ObjectName;
  /** Declared, named container ports, of containers and of restartable init containers. */
  readonly namedPorts: readonly NamedPort[];
}

export interface NodeView {
  readonly node: Node;
  readonly name: string;
  /** InternalIP first. */
  readonly ips: readonly Ip[];
  readonly podCidrs: readonly Cidr[];
}

/** What time it is in the cluster. */
export interface ClockReading {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether somebody said so. Otherwise time begins where the engine has it begin, and has only what passed since. */
  readonly isSet: boolean;
}

/** The cluster at one revision, read-only, with the indexes that tables are built from. */
export interface ClusterView {
  readonly profile: Profile;
  /** Grows with every change; equal revisions mean equal content. */
  readonly revision: number;
  readonly clock: ClockReading;
  /** What controllers have said, oldest first. */
  readonly sayings: Sayings;
  /** By namespace, then name. */
  readonly pods: readonly PodView[];
  readonly nodes: readonly NodeView[];
  pod(namespace: string, name: string): PodView | undefined;
  /** The running pod that owns the address; never a hostNetwork pod. */
  podAt(address: Ip): PodView | undefined;
  node(name: string): NodeView | undefined;
  nodeAt(address: Ip): NodeView | undefined;
  namespaceLabels(namespace: string): Labels | undefined;
  list<K extends KindName>(kind: K, namespace?: string): readonly Kinds[K][];
  /** Objects of the namespace that have all these labels, by name. */
  labelled<K extends KindName>(kind: K, namespace: string, labels: Labels): readonly Kinds[K][];
  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): Kinds[K] | undefined;
  /** Services of the namespace as they were when the pod started. */
  servicesAtStart(pod: Pod, namespace: string): readonly Service[];
  /** A ConfigMap as it was when the pod started, and everything that it became since; oldest first. */
  configsSinceStart(pod: Pod, namespace: string, name: string): readonly ConfigMap[];
  /** What an Ingress was before, since the pod started; newest first. */
  ingressesSinceStart(pod: Pod, namespace: string, name: string): readonly Ingress[];
  /** The object as a step cites it, with where it was written. */
  use(object: KubernetesObject, path?: FieldPath): ObjectUse;
  /** Whether the address lies in a block that the profile gives to pods, to Services, to nodes. */
  rangeOf(address: Ip): "pod" | "service" | "node" | undefined;
}
