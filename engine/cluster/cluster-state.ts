import type { Decoded } from "../api/decode.ts";
import type { AnyKind, KindName } from "../api/kinds.ts";
import type { KubernetesObject } from "../api/meta.ts";
import { formatTimestamp, VirtualClock } from "../values/clock.ts";
import { InputError, type Issue } from "../values/issue.ts";
import type { ObjectName } from "../values/object-name.ts";
import { type AdmissionOptions, type Admitted, admit, repeated } from "./admission.ts";
import { ambientNamespaces, ambientNodes, ambientObjects, namespaceObject, nodeObject } from "./ambient.ts";
import { ChangeLog } from "./change-log.ts";
import { createView, type Indexes, indexesOf } from "./cluster-view.ts";
import { type ClusterEvent, ControlPlane } from "./control-plane.ts";
import { evictDue, nextEviction } from "./controllers/taint-eviction/taint-eviction.ts";
import { endTerminated } from "./eviction.ts";
import { refusedByHsts } from "./hsts-policy.ts";
import { Past, READ_AT_START } from "./past.ts";
import { collectOrphans, ORPHAN_SECONDS } from "./pod-lifecycle.ts";
import type { Profile } from "./profile.ts";
import { reconcile, reconcileAll, type Seen } from "./reconcile.ts";
import type { Sayings } from "./sayings.ts";
import { Store } from "./store.ts";
import type { ClockReading, ClusterView } from "./view.ts";

/** Something that was done to the cluster, so that it can be done again on other nodes. */
type Change =
  | { readonly kind: "apply"; readonly decoded: readonly Decoded[]; readonly options: AdmissionOptions }
  | { readonly kind: "delete"; readonly name: ObjectName }
  | { readonly kind: "event"; readonly happen: ClusterEvent };

/** One simulated cluster: its objects, its clock, and the control loops that keep them in step. */
export class ClusterState {
  readonly profile: Profile;
  #store = new Store();
  #seen: Seen = new Map();
  #changes = new ChangeLog<Change>();
  #view: ClusterView | undefined;
  #indexes: Indexes | undefined;
  #clock = new VirtualClock();
  #isClockSet = false;
  #hasOwnNodes = false;
  /** Since the cluster is in use. */
  #past: Past | undefined;
  /** What controllers have said. */
  #sayings: Sayings = new ChangeLog();
  /** When a node was last deleted. */
  #nodeLeft = Number.POSITIVE_INFINITY;

  private constructor(profile: Profile) {
    this.profile = profile;
  }

  /** The cluster that is there before any input. */
  static create(profile: Profile): ClusterState {
    const state = new ClusterState(profile);
    state.#layDown([]);
    return state;
  }

  /** A copy that changes on its own. */
  fork(): ClusterState {
    const copy = new ClusterState(this.profile);
    copy.#store = this.#store.fork();
    copy.#seen = new Map(this.#seen);
    copy.#changes = this.#changes.fork();
    copy.#view = this.#view;
    copy.#indexes = this.#indexes;
    copy.#clock = new VirtualClock(this.#clock.now());
    copy.#isClockSet = this.#isClockSet;
    copy.#hasOwnNodes = this.#hasOwnNodes;
    copy.#past = this.#past?.fork();
    copy.#sayings = this.#sayings.fork();
    copy.#nodeLeft = this.#nodeLeft;
    return copy;
  }

  /** All that was brought has been there for a while: what starts from now on starts in front of people's eyes. */
  use(): void {
    this.#past ??= new Past();
  }

  /** Seconds since the epoch. */
  get now(): number {
    return this.#clock.now() / 1000;
  }

  view(): ClusterView {
    const clock = { now: this.#clock.now(), isSet: this.#isClockSet };
    if (this.#view?.revision !== this.#store.revision || !sameReading(this.#view.clock, clock)) {
      this.#indexes = indexesOf(this.#store, this.profile, this.#indexes);
      this.#view = createView(
        this.#store,
        this.profile,
        this.#indexes,
        clock,
        this.#sayings.fork(),
        this.#past,
      );
    }
    return this.#view;
  }

  /** Every object, by kind, then namespace and name. */
  objects(): readonly KubernetesObject[] {
    return [...this.#store.kinds()]
      .sort()
      .flatMap((kind) => this.#store.list(kind).map(({ object }) => object));
  }

  /** Stores the objects and lets the control loops follow. Throws `InputError` with nothing stored. */
  apply(decoded: readonly Decoded[], options: AdmissionOptions): readonly Issue[] {
    const bringsNodes = decoded.some(({ object }) => object.kind === "Node");
    const change: Change = { kind: "apply", decoded, options };
    if (bringsNodes && !this.#hasOwnNodes) return this.#rebuild(decoded, change);
    const issues = this.#atomically(() => this.#apply(decoded, options));
    this.#changes.add(change);
    return issues;
  }

  /** Removes the object and all that it owns; `false` when it is not there. */
  delete(name: ObjectName): boolean {
    const { kind, namespace } = name;
    const object = this.#store.get(kind as KindName, namespace, name.name);
    if (object === undefined) return false;
    this.#atomically(() => {
      // It has a finalizer: its controller lets it go when nobody needs it.
      if (object.kind === "Node") this.#nodeLeft = this.now;
      if (object.kind === "ServiceCIDR") this.#markDeleted(object);
      else this.#remove(object);
      this.#reconcile();
    });
    this.#changes.add({ kind: "delete", name });
    return true;
  }

  /** Lets something happen, and the control loops follow. Throws what they throw, with nothing changed. */
  happen(event: ClusterEvent): void {
    this.#atomically(() => {
      event(this.#plane());
      this.#reconcile();
    });
    this.#changes.add({ kind: "event", happen: event });
  }

  /** Moves the clock, past one eviction after the other: who is made anew may be the next. */
  advance(seconds: number): void {
    const end = this.#clock.now() + seconds * 1000;
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      const next = nextEviction(this.#plane());
      if (next >= end) break;
      this.#passUntil(next);
    }
    this.#passUntil(end);
  }

  #passUntil(time: number): void {
    this.#clock.advance(time - this.#clock.now());
    this.#atomically(() => {
      endTerminated(this.#plane());
      evictDue(this.#plane());
      if (this.now - this.#nodeLeft >= ORPHAN_SECONDS) collectOrphans(this.#plane());
      this.#reconcile();
    });
  }

  /** Says what time it is, in milliseconds since the epoch. Time does not run backwards: `false` when it would. */
  setTime(milliseconds: number): boolean {
    const passed = milliseconds - this.#clock.now();
    if (passed < 0) return false;
    this.#isClockSet = true;
    this.advance(passed / 1000);
    return true;
  }

  /** Runs every loop over everything, as after a restart; whether that changed anything. It does not, once all had settled. */
  restartControllers(): boolean {
    const before = this.#store.revision;
    reconcileAll(this.#plane());
    this.#reconcile();
    return this.#store.revision !== before;
  }

  /** All of it or nothing: what throws leaves neither objects nor the loops' memory behind. */
  #atomically<T>(work: () => T): T {
    const seen = new Map(this.#seen);
    const sayings = this.#sayings.fork();
    const versions = READ_AT_START.map((kind) => [kind, this.#store.versionOf(kind)] as const);
    try {
      if (this.#past !== undefined) this.#past.moment++;
      const result = this.#store.atomically(work);
      for (const [kind, version] of versions) this.#past?.note(this.#store.changesSince(kind, version) ?? []);
      return result;
    } catch (error) {
      this.#seen = seen;
      this.#sayings = sayings;
      throw error;
    }
  }

  #plane(): ControlPlane {
    return new ControlPlane(this.#store, this.profile, this.#clock, this.#sayings, this.#past?.moment);
  }

  #reconcile(): void {
    reconcile(this.#plane(), this.#store, this.#seen);
  }

  /** The ambient cluster, on the input's nodes if it brings some. */
  #layDown(decoded: readonly Decoded[]): void {
    const plane = this.#plane();
    for (const name of ambientNamespaces(this.profile)) plane.put(namespaceObject(name));
    const nodes = decoded.filter(({ object }) => object.kind === "Node");
    for (const { object, source } of nodes) plane.put(object, source);
    if (nodes.length === 0) for (const node of ambientNodes(this.profile)) plane.put(node);
    this.#hasOwnNodes = nodes.length > 0;
    this.#reconcile();
    const all = plane.list("Node");
    const isControlPlane = (node: KubernetesObject): boolean =>
      Object.hasOwn(node.metadata.labels ?? {}, "node-role.kubernetes.io/control-plane");
    const first = all.find(isControlPlane) ?? all[0];
    const address = first?.status?.addresses?.find(({ type }) => type === "InternalIP")?.address;
    if (address === undefined) throw new Error("a cluster without a node address");
    for (const object of ambientObjects(this.profile, address, all)) plane.put(object);
    this.#reconcile();
  }

  /** Nodes of an input replace the profile's, so everything is laid down again on them. */
  #rebuild(decoded: readonly Decoded[], last: Change): readonly Issue[] {
    const rebuilt = new ClusterState(this.profile);
    rebuilt.#clock = this.#clock;
    rebuilt.#layDown(decoded);
    for (const change of this.#changes) rebuilt.#repeat(change);
    const issues = last.kind === "apply" ? rebuilt.#apply(decoded, last.options) : [];
    this.#store = rebuilt.#store;
    this.#seen = rebuilt.#seen;
    this.#sayings = rebuilt.#sayings;
    this.#view = undefined;
    this.#indexes = undefined;
    this.#hasOwnNodes = true;
    this.#changes.add(last);
    return issues;
  }

  #repeat(change: Change): void {
    if (change.kind === "apply") this.#apply(change.decoded, change.options);
    else if (change.kind === "delete") this.delete(change.name);
    else this.happen(change.happen);
  }

  #apply(decoded: readonly Decoded[], options: AdmissionOptions): readonly Issue[] {
    const { objects, namespaces, issues } = this.#admit(decoded, options);
    const plane = this.#plane();
    refuseErrors(refusedByHsts(plane, objects));
    for (const namespace of namespaces) plane.put(namespace);
    this.#makeWay(plane, decoded);
    let isRepeated = false;
    for (const { object, source } of objects) {
      if (object.kind === "Pod") this.#ensureNode(plane, object.spec.nodeName, object.status?.hostIP);
      const places = this.#store.placesWritten;
      plane.put(object, source);
      if (this.#store.placesWritten === places) isRepeated = true;
    }
    if (isRepeated) refuseErrors([...repeated(objects), ...issues]);
    this.#reconcile();
    return issues;
  }

  /** Storing shows whether an object comes twice, so it is only looked for where nothing else tells. */
  #admit(decoded: readonly Decoded[], options: AdmissionOptions): Admitted {
    if (this.#store.placesWritten !== undefined) {
      const admitted = admit(decoded, this.#store, this.profile, options, false);
      if (!hasErrors(admitted.issues)) return admitted;
    }
    const admitted = admit(decoded, this.#store, this.profile, options);
    refuseErrors(admitted.issues);
    return admitted;
  }

  /** Addresses that an input asks for are its own: a pod that was merely given one gets another. */
  #makeWay(plane: ControlPlane, decoded: readonly Decoded[]): void {
    const asked = new Set<string>();
    for (const { object } of decoded) for (const address of askedAddresses(object)) asked.add(address);
    if (asked.size === 0) return;
    for (const pod of plane.list("Pod")) {
      if (pod.spec.hostNetwork === true || !askedAddresses(pod).some((address) => asked.has(address)))
        continue;
      if (this.#asksForAddress(pod)) continue;
      const { podIP: _, podIPs: __, ...status } = pod.status ?? {};
      plane.put({ ...pod, status });
    }
  }

  #asksForAddress({ metadata }: KubernetesObject): boolean {
    return [...this.#changes].some(
      (change) =>
        change.kind === "apply" &&
        change.decoded.some(({ object }) => {
          const namespace = object.metadata.namespace ?? change.options.namespace;
          const isSame = object.metadata.name === metadata.name && namespace === metadata.namespace;
          return object.kind === "Pod" && isSame && askedAddresses(object).length > 0;
        }),
    );
  }

  /** A node that a pod names is there, whether the input holds it or not. */
  #ensureNode(plane: ControlPlane, name: string | undefined, hostIP: string | undefined): void {
    if (name === undefined || plane.get("Node", undefined, name) !== undefined) return;
    const node = nodeObject(name, false);
    const addresses = hostIP === undefined ? [] : [{ type: "InternalIP", address: hostIP }];
    plane.put(addresses.length === 0 ? node : { ...node, status: { addresses } });
  }

  #markDeleted(object: AnyKind): void {
    const deletionTimestamp = object.metadata.deletionTimestamp ?? formatTimestamp(this.#clock.now());
    this.#plane().put({ ...object, metadata: { ...object.metadata, deletionTimestamp } } as AnyKind);
  }

  #remove(object: AnyKind): void {
    const { kind, metadata } = object;
    this.#store.delete(kind, metadata.namespace, metadata.name);
    for (const other of this.#store.kinds()) {
      for (const { object: dependent } of this.#store.list(other)) {
        const isOwned = (dependent.metadata.ownerReferences ?? []).some(
          (owner) =>
            owner.kind === kind &&
            owner.name === metadata.name &&
            dependent.metadata.namespace === metadata.namespace,
        );
        const isInside = kind === "Namespace" && dependent.metadata.namespace === metadata.name;
        if (isOwned || isInside) this.#remove(dependent);
      }
    }
  }
}

/** Evictions on the way; of those beyond, all that are due come at the end. */
const MOST_STOPS = 100;

function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some(({ severity }) => severity === "error");
}

function refuseErrors(issues: readonly Issue[]): void {
  if (hasErrors(issues)) throw new InputError(issues);
}

const NONE: readonly string[] = [];

function askedAddresses(object: AnyKind): readonly string[] {
  if (object.kind !== "Pod" || object.status === undefined) return NONE;
  const { podIP, podIPs = [] } = object.status;
  return podIPs.length > 0 ? podIPs.map(({ ip }) => ip) : podIP === undefined ? [] : [podIP];
}

function sameReading(a: ClockReading, b: ClockReading): boolean {
  return a.now === b.now && a.isSet === b.isSet;
}
