import { ClusterState } from "../../cluster/cluster-state.ts";
import type { Profile } from "../../cluster/profile.ts";
import { profileNamed } from "../../cluster/profiles.ts";
import type { ClusterView } from "../../cluster/view.ts";
import { compileNetwork, type Network } from "../../network/network.ts";
import { outsideOf } from "../../network/outside.ts";
import type { Ip } from "../../values/ip.ts";
import type { Issue } from "../../values/issue.ts";
import { NameError } from "../../values/name-error.ts";
import { decodeInput, emptyInput } from "./manifest-input.ts";
import type { ClusterOptions, ManifestInput } from "./options.ts";

/**
 * A cluster that nobody changes any more. Scenarios do the same things to the same manifests again and again, and the
 * same input makes the same cluster: what came of an input is kept beside the cluster it was applied to.
 */
export interface Settled {
  readonly state: ClusterState;
  readonly issues: readonly Issue[];
  /** Whether the input held nothing of Kubernetes, understood or not. */
  readonly isEmpty: boolean;
  readonly next: Map<string, Settled>;
}

export type ApplyOptions = Required<Pick<ClusterOptions, "namespace" | "strict">>;

/** Kept of each: loads, and inputs on top of one cluster. */
const KEPT = 32;
const ambients = new Map<string, Settled>();

/** The profile's cluster with the input applied. */
export function loaded(input: ManifestInput, options: ClusterOptions): Settled {
  const { profile: wanted = "kubeadm", namespace = "default", strict = false } = options;
  const cluster = applied(ambientCluster(wanted), input, { namespace, strict });
  if (cluster.isEmpty && (typeof input === "string" || input.length > 0)) throw emptyInput(input);
  return cluster;
}

/** The cluster that comes of an input; `isInUse`: it comes to a cluster that people use already. Throws `InputError`, and nothing is kept then. */
export function applied(
  before: Settled,
  input: ManifestInput,
  options: ApplyOptions,
  isInUse = false,
): Settled {
  const key = `${isInUse} ${options.namespace} ${options.strict} ${inputKey(input)}`;
  let after = before.next.get(key);
  if (after === undefined) {
    const { decoded, issues } = decodeInput(input, before.state, options.namespace);
    const state = before.state.fork();
    if (isInUse) state.use();
    const found = state.apply(decoded, options);
    const isEmpty = decoded.length === 0 && issues.every(({ code }) => code !== "kind-not-understood");
    after = { state, issues: [...issues, ...found], isEmpty, next: new Map() };
    keep(before.next, key, after);
    // Built once here, so that every copy starts with it.
    state.view();
  }
  return after;
}

function ambientCluster(wanted: string | Profile): Settled {
  const key = typeof wanted === "string" ? wanted : JSON.stringify(wanted);
  let cluster = ambients.get(key);
  if (cluster === undefined) {
    const profile = typeof wanted === "string" ? profileNamed(wanted) : whole(wanted);
    cluster = { state: ClusterState.create(profile), issues: [], isEmpty: false, next: new Map() };
    keep(ambients, key, cluster);
  }
  return cluster;
}

/** Texts are many and long, so each is spelt once and then goes by its number. */
const numbers = new Map<string, number>();
const MOST_NUMBERS = 10_000;
let lastNumber = 0;

function numberOf(text: string): number {
  let number = numbers.get(text);
  if (number === undefined) {
    if (numbers.size >= MOST_NUMBERS) numbers.clear();
    number = ++lastNumber;
    numbers.set(text, number);
  }
  return number;
}

function inputKey(input: ManifestInput): string {
  if (typeof input === "string") return `text ${numberOf(input)}`;
  const parts = input.map((part) =>
    "text" in part ? `${numberOf(part.name)}:${numberOf(part.text)}` : numberOf(JSON.stringify(part)),
  );
  return `parts ${parts.join(" ")}`;
}

function keep<T>(cache: Map<string, T>, key: string, value: T): void {
  cache.set(key, value);
  const [oldest] = cache.keys();
  if (cache.size > KEPT && oldest !== undefined) cache.delete(oldest);
}

/** Without hosts of a scenario's own, a view has one network, whoever asks. */
const networks = new WeakMap<ClusterView, Network>();

export function networkOf(view: ClusterView, hosts: ReadonlyMap<string, readonly Ip[]>): Network {
  if (hosts.size > 0) return compileNetwork(view, outsideOf(view, new Map(hosts)));
  let network = networks.get(view);
  if (network === undefined) {
    network = compileNetwork(view, outsideOf(view, hosts));
    networks.set(view, network);
  }
  return network;
}

/** A part of a profile would leave choices open that verdicts depend on. */
function whole(profile: Profile): Profile {
  const missing = Object.keys(profileNamed("kubeadm")).find((key) => !Object.hasOwn(profile, key));
  if (missing === undefined) return profile;
  throw new NameError(
    `the profile says nothing of ${missing}; pass a preset's name, KEY=VALUE or a whole profile`,
  );
}
