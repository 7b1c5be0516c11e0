import type { Pod } from "../../api/core/pod.ts";
import { defaultPod } from "../../api/core/pod-validation.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { kindNamed } from "../../api/scheme.ts";
import type { ClusterState } from "../../cluster/cluster-state.ts";
import { drain } from "../../cluster/draining.ts";
import { wakeUp } from "../../cluster/idling.ts";
import {
  imageChange,
  ROLLING,
  readinessChange,
  SCALABLE,
  scale,
  termination,
} from "../../cluster/pod-lifecycle.ts";
import type { Profile } from "../../cluster/profile.ts";
import type { Authorization, Person } from "../../cluster/rbac-grants.ts";
import type { PodView } from "../../cluster/view.ts";
import { policiesAllow } from "../../network/journey.ts";
import type { Network } from "../../network/network.ts";
import type { EndingKind } from "../../trace/ending.ts";
import type { Trace } from "../../trace/trace.ts";
import type { DnsType } from "../../values/dns-message.ts";
import { canonicalHostname } from "../../values/hostname.ts";
import { type Ip, parseIp } from "../../values/ip.ts";
import type { Issue } from "../../values/issue.ts";
import { NameError } from "../../values/name-error.ts";
import type { ObjectName } from "../../values/object-name.ts";
import type { Protocol } from "../../values/protocol.ts";
import { type Client, clientsNamed } from "../../workload/client.ts";
import { podsNamed } from "../../workload/pod-name.ts";
import { connect, connectToPods, curl, endingBetween, resolve } from "../../workload/requests.ts";
import { parsePort } from "../../workload/target.ts";
import { withMemory } from "./affinity-memory.ts";
import { remembered, repeated, withEarlier } from "./answers.ts";
import { refuseAssumptions } from "./assumptions.ts";
import { type AskedOf, refuseForbidden, rightOf } from "./authorization.ts";
import { hasChallenges, meetChallenges } from "./challenges.ts";
import { checkProtocol, connectRequest, curlRequest } from "./checked-request.ts";
import { noteQuestions } from "./dns-log.ts";
import { hasStartingDns, startDns } from "./dns-start.ts";
import { sleepersIn, woken } from "./idle-services.ts";
import { emptySelectors, findingsOf } from "./linting.ts";
import { type ApplyOptions, applied, loaded, networkOf, type Settled } from "./loading.ts";
import { decodeInput } from "./manifest-input.ts";
import { addressNamed, notFound, onePod, parseObjectName, workloadNamed } from "./object-reference.ts";
import type {
  ApplyingOptions,
  ClusterOptions,
  ConnectOptions,
  CurlOptions,
  ManifestInput,
  RenderOptions,
  RequestOptions,
  ResolveOptions,
  Workload,
} from "./options.ts";
import { renderingNamed } from "./render.ts";
import { workloadsOf } from "./workloads.ts";

const DEFAULT_NAMESPACE = "default";

let stateOf: (cluster: Cluster, isToChange: boolean) => ClusterState;

/** The objects behind a cluster, for the surface that serves them. No part of the public API. */
export function stateToRead(cluster: Cluster): ClusterState {
  return stateOf(cluster, false);
}

/** As `stateToRead`, for somebody who is about to change them. */
export function stateToChange(cluster: Cluster): ClusterState {
  return stateOf(cluster, true);
}

/**
 * A simulated cluster: real manifests in, verdicts with reasons out. Synchronous, no I/O.
 *
 * Throws `InputError` for manifests that cannot be used (nothing is applied then) and `NameError` for a client
 * or object name that is unknown or ambiguous. Traffic that fails is a `Trace`, never an exception.
 */
export class Cluster {
  #state: ClusterState;
  /** The kept cluster that `#state` still equals; none once something was done that is not kept. */
  #settled: Settled | undefined;
  readonly #options: Required<Pick<ClusterOptions, "namespace" | "strict" | "assume">>;
  readonly #hosts = new Map<string, readonly Ip[]>();
  readonly #issues: Issue[] = [];
  #network: Network | undefined;
  #begun = false;

  static {
    stateOf = (cluster, isToChange) => (isToChange ? cluster.#own() : cluster.#seen());
  }

  private constructor(settled: Settled, options: ClusterOptions) {
    const { namespace = DEFAULT_NAMESPACE, strict = false, assume = true, begun = true } = options;
    this.#state = settled.state.fork();
    this.#settled = settled;
    this.#issues.push(...settled.issues);
    this.#options = { namespace, strict, assume };
    if (begun) this.begin();
  }

  static load(input: ManifestInput, options: ClusterOptions = {}): Cluster {
    return new Cluster(loaded(input, options), options);
  }

  /** What is there has long been there; what comes from now on is new to it. */
  begin(): void {
    this.#begun = true;
    this.#state.use();
  }

  /** Warnings and notes about everything loaded so far. */
  get issues(): readonly Issue[] {
    return this.#issues;
  }

  get profile(): Profile {
    return this.#state.profile;
  }

  /** Applies manifests on top of what is there; returns their warnings. */
  apply(input: ManifestInput, options: ApplyingOptions = {}): readonly Issue[] {
    const { namespace = this.#options.namespace, as: person } = options;
    if (person !== undefined) refuseForbidden(this.#seen().view(), person, input, namespace);
    const issues = this.#apply(input, { namespace, strict: this.#options.strict });
    this.#issues.push(...issues);
    return issues;
  }

  /**
   * Whether RBAC lets somebody do it, and by which binding. `resource` is what kubectl takes: a plural, a kind, a short name,
   * `plural.group`, with a subresource after a slash. Throws `NameError` for a resource that no kind has.
   */
  authorize(person: Person, verb: string, resource: string, where: AskedOf = {}): Authorization {
    return rightOf(this.#seen().view(), person, verb, resource, where);
  }

  /** `kind/name`, `kind/namespace/name` (kind, plural or short name) or an object name. */
  delete(object: string | ObjectName, options: RequestOptions = {}): void {
    const namespace = options.namespace ?? DEFAULT_NAMESPACE;
    const name = typeof object === "string" ? parseObjectName(object, namespace) : object;
    if (!this.#own().delete(name)) throw notFound(this.#seen().view(), name);
  }

  /** The HTTP request that `curl URL` in the client would make. `host:port` without scheme means HTTP. */
  curl(client: string, url: string, options: CurlOptions = {}): Trace {
    const request = curlRequest(url, options);
    const { namespace, earlier } = options;
    return this.#ask(["curl", client, namespace, url, request, earlier], options, (network) =>
      curl(withEarlier(network, earlier), clientsOf(network, client, options), url, request),
    );
  }

  /** A raw connection. `host` is an address or a name for the client's resolver. */
  connect(client: string, host: string, options: ConnectOptions): Trace {
    return this.#ask(["connect", client, host, options], options, (network) =>
      connect(network, clientsOf(network, client, options), host, connectRequest(options)),
    );
  }

  /** A raw connection to a pod's own address. `pod` is `[namespace/]name` of a pod or workload. */
  connectToPod(client: string, pod: string, options: ConnectOptions): Trace {
    return this.#ask(["pod", client, pod, options], options, (network) => {
      const clients = clientsOf(network, client, options);
      const pods = podsNamed(network.view, pod, options.namespace ?? DEFAULT_NAMESPACE);
      return connectToPods(network, clients, { name: pod, pods }, connectRequest(options));
    });
  }

  /** A DNS look-up by the client's resolver. `type` defaults to A. */
  resolve(client: string, name: string, type: DnsType = "A", options: ResolveOptions = {}): Trace {
    const { liftPolicies = false, takesAll = false } = options;
    const server = options.server === undefined ? {} : { server: addressNamed(options.server) };
    return this.#ask(["resolve", client, name, type, options], options, (network) =>
      resolve(network, clientsOf(network, client, options), name, {
        type,
        ...server,
        takesAll,
        liftPolicies,
      }),
    );
  }

  /**
   * The requests of a trace once more, one for each of its branches, `seconds` after: each by that branch's client, which
   * the nodes still remember where a Service has sessionAffinity. The cluster may have changed since. Throws `NameError`.
   */
  again(trace: Trace, seconds = 0): readonly Trace[] {
    const network = this.#compiled();
    return repeated(network, trace, seconds).map((one) => this.#checked(one));
  }

  /** Policy only, listeners ignored. `from` and `to`: `namespace/name` of a pod or workload, or an address. */
  policyAllows(from: string, to: string, protocol: Protocol, number: number): boolean {
    checkProtocol(protocol);
    const network = this.#compiled();
    const clients = clientsNamed(network.view, from, DEFAULT_NAMESPACE);
    const parsed = parsePort(number);
    const literal = parseIp(to);
    const targets =
      literal === undefined
        ? podsNamed(network.view, to, DEFAULT_NAMESPACE).map((pod) => pod.ips)
        : [[literal]];
    return clients.every(({ origin }) =>
      targets.every((addresses) =>
        addresses
          .slice(0, 1)
          .every((address) => policiesAllow(network, origin, { address, port: parsed, protocol })),
      ),
    );
  }

  /** The ending of a raw connection from one pod to another pod's address, without a trace: for matrices. */
  probe(fromPod: string, toPod: string, protocol: Protocol, number: number): EndingKind {
    const network = this.#compiled();
    const request = { port: number, protocol, liftPolicies: false };
    return endingBetween(network, onePod(network.view, fromPod), onePod(network.view, toPod), request).kind;
  }

  /** Workloads and bare pods that the input brought (not the ambient cluster's), by namespace and name. */
  workloads(): readonly Workload[] {
    return workloadsOf(this.#seen().view());
  }

  /** Objects as stored, by kind (or all), in namespace/name order. */
  objects(kind?: string): readonly KubernetesObject[] {
    if (kind === undefined) return this.#seen().objects().map(withDefaults);
    const row = kindNamed(kind);
    if (row === undefined) throw new NameError(`no kind named ${kind}`);
    const objects = this.#seen().view().list(row.kind);
    return row.kind === "Pod" ? objects.map(withDefaults) : objects;
  }

  /** Sets a pod's Ready condition; controllers follow. `pod` is `[namespace/]name`. */
  setReady(pod: string, ready: boolean, options: RequestOptions = {}): void {
    for (const { namespace, name } of this.#pods(pod, options))
      this.#own().happen(readinessChange(namespace, name, ready));
  }

  /** Begins to end a pod: it is gone when the clock has passed its grace period. `pod` is `[namespace/]name`. */
  terminate(pod: string, options: RequestOptions = {}): void {
    for (const { namespace, name } of this.#pods(pod, options))
      this.#own().happen(termination(namespace, name));
  }

  /**
   * `kubectl drain`: the node's pods are gone, daemons stay, and nothing new is scheduled there. Returns `namespace/name` of
   * the pods that a PodDisruptionBudget keeps.
   */
  drain(node: string): readonly string[] {
    const view = this.#seen().view();
    const names = view.nodes.map(({ name }) => name);
    if (view.node(node) === undefined) throw new NameError(`no node named ${node}`, names);
    return drain(this.#own(), node).map(({ metadata: { namespace, name } }) => `${namespace}/${name}`);
  }

  /** `kubectl scale`. `workload` is `[namespace/]name` of a Deployment, StatefulSet or ReplicaSet. */
  scale(workload: string, replicas: number, options: RequestOptions = {}): void {
    const view = this.#seen().view();
    const at = options.namespace ?? DEFAULT_NAMESPACE;
    const { kind, namespace, name } = workloadNamed(view, SCALABLE, workload, at);
    this.#own().happen(scale(kind, namespace, name, replicas));
  }

  /** `kubectl set image`, for every container. `workload` is `[namespace/]name` of a Deployment, StatefulSet or DaemonSet. */
  setImage(workload: string, image: string, options: RequestOptions = {}): void {
    const at = options.namespace ?? DEFAULT_NAMESPACE;
    const { kind, namespace, name } = workloadNamed(this.#seen().view(), ROLLING, workload, at);
    this.#own().happen(imageChange(kind, namespace, name, image));
  }

  /** Seconds on the cluster's clock. */
  get now(): number {
    return this.#state.now;
  }

  /** Moves the cluster's clock. */
  advance(seconds: number): void {
    this.#own().advance(seconds);
  }

  /** Says what time it is, in milliseconds since the epoch; `false` when the cluster's clock is already past it. */
  setTime(milliseconds: number): boolean {
    return this.#own().setTime(milliseconds);
  }

  /** Makes a name outside the cluster resolve, and its address answer. */
  addExternalHost(host: string, address: string): void {
    const parsed = addressNamed(address);
    const name = canonicalHostname(host);
    const known = this.#hosts.get(name) ?? [];
    this.#hosts.set(name, [...known.filter(({ text }) => text !== parsed.text), parsed]);
    this.#network = undefined;
  }

  /**
   * What a node holds (`iptables`, `iptables-save`, …; the first node unless one is named) or a pod reads
   * (`resolv.conf`, `hosts`, `env`), the DNS pods start with (`corefile`) or an edge runs on (`nginx`, `haproxy`). Throws
   * `NameError`.
   */
  render(what: string, options: RenderOptions = {}): string {
    const view = this.#seen().view();
    const rendering = renderingNamed(what);
    if (rendering.of === "cluster") return rendering.render(view);
    if (rendering.of === "node") {
      const node = options.node === undefined ? view.nodes[0] : view.node(options.node);
      const names = view.nodes.map(({ name }) => name);
      if (node === undefined) throw new NameError(`no node named ${options.node}`, names);
      return rendering.render(view, node);
    }
    if (options.pod === undefined) throw new NameError(`${what} is a pod's; say which`);
    const [pod] = podsNamed(view, options.pod, options.namespace ?? DEFAULT_NAMESPACE);
    if (pod === undefined) throw new NameError(`no pod named ${options.pod}`);
    return rendering.render(view, pod);
  }

  /** What somebody should know of the input before believing a verdict: `issues`, and selectors that match nothing. */
  notes(): readonly Issue[] {
    return [...this.#issues, ...emptySelectors(this.#seen().view())];
  }

  /** Findings of the lint rules, warnings first. */
  lint(): readonly Issue[] {
    return findingsOf(this.#compiled());
  }

  #apply(input: ManifestInput, options: ApplyOptions): readonly Issue[] {
    if (this.#settled === undefined) {
      const { decoded, issues } = decodeInput(input, this.#state, options.namespace);
      return [...issues, ...this.#state.apply(decoded, options)];
    }
    this.#settled = applied(this.#settled, input, options, this.#begun);
    this.#state = this.#settled.state.fork();
    return this.#settled.issues;
  }

  /** The state, for something that is done to this cluster alone. */
  #own(): ClusterState {
    this.#settled = undefined;
    return this.#state;
  }

  /** The state once DNS servers that start have asked for their names, and authorities looked at their challenges. */
  #seen(): ClusterState {
    if (hasStartingDns(this.#state.view())) startDns(this.#own());
    if (hasChallenges(this.#state.view(), this.#hosts)) meetChallenges(this.#own(), this.#hosts);
    return this.#state;
  }

  #pods(pod: string, options: RequestOptions): readonly PodView[] {
    return podsNamed(this.#seen().view(), pod, options.namespace ?? DEFAULT_NAMESPACE);
  }

  #compiled(): Network {
    const view = this.#seen().view();
    if (this.#network?.view === view) return this.#network;
    this.#network = networkOf(view, this.#hosts);
    return this.#network;
  }

  #ask(question: readonly unknown[], how: RequestOptions, ask: (network: Network) => Trace): Trace {
    const network = this.#compiled();
    const first = remembered(withMemory(this, network, this.now), question, ask);
    const asleep = how.liftPolicies === true ? [] : sleepersIn(network.view, first);
    for (const one of asleep) this.#own().happen(wakeUp(one));
    const awake = (): Network => withMemory(this, this.#compiled(), this.now);
    const again = (): Trace => woken(remembered(awake(), question, ask), asleep);
    const trace = this.#checked(asleep.length === 0 ? first : again());
    // Without policies nobody asks but us.
    if (how.liftPolicies !== true) noteQuestions(this, network, trace);
    return trace;
  }

  #checked(trace: Trace): Trace {
    if (!this.#options.assume) refuseAssumptions(trace);
    return trace;
  }
}

/** Of all kinds, only pods are kept without them. */
function withDefaults(object: KubernetesObject): KubernetesObject {
  return object.kind === "Pod" ? defaultPod(object as Pod) : object;
}

function clientsOf({ view }: Network, client: string, options: RequestOptions): readonly Client[] {
  return clientsNamed(view, client, options.namespace ?? DEFAULT_NAMESPACE);
}
