import type { ClusterView, NodeView, PodView } from "../cluster/view.ts";
import type { Ending } from "../trace/ending.ts";
import type { Nearest } from "../trace/nearest.ts";
import type { ObjectUse, StepShape } from "../trace/step.ts";
import type { DnsQuestion } from "../values/dns-message.ts";
import type { HttpRequest } from "../values/http-message.ts";
import type { Ip } from "../values/ip.ts";
import type { Packet } from "../values/packet.ts";
import type { Port } from "../values/port.ts";
import type { Protocol } from "../values/protocol.ts";
import type { Affinity, Earlier } from "./affinity.ts";
import type { Outside } from "./outside.ts";
import type { Place } from "./place.ts";

/** Who sent the first packet. */
export type Origin =
  | { readonly kind: "pod"; readonly pod: PodView }
  | { readonly kind: "node"; readonly node: NodeView }
  | { readonly kind: "external"; readonly address: Ip };

/** Addresses that the sender has. */
export function addressesOf(origin: Origin): readonly Ip[] {
  if (origin.kind === "external") return [origin.address];
  return origin.kind === "pod" ? origin.pod.ips : origin.node.ips;
}

/** A packet under way, with what travels beside it. Immutable: a function answers with new flows. */
export interface Flow {
  readonly packet: Packet;
  readonly origin: Origin;
  /** Part of the connections that go this way; siblings add up to 1. */
  readonly share: number;
  /** The Service whose address the client used, once translated. */
  readonly service?: ObjectUse;
  /** Node whose rules translated it. */
  readonly entry?: string;
  /** Address that stands for the client's once the packet leaves that node. */
  readonly masqueraded?: Ip;
  /** What the nodes remember of clients that came before. */
  readonly affinities?: readonly Affinity[];
  /** Connections that the same client made before, for the same. */
  readonly earlier?: readonly Earlier[];
}

/**
 * What a function says of a flow.
 *
 * - `pass`: not concerned, nothing worth recording
 * - `next`: the flows that go on (several when balancing), each with the fact to record; one that has an ending stops
 * - `end`: it goes no further
 * - `forward`: a DNS server hands the question on
 * - `originate`: a proxy has taken the connection, and opens others of its own or answers itself
 */
export type Outcome<Step extends StepShape = StepShape> =
  | { readonly kind: "pass" }
  | { readonly kind: "next"; readonly branches: readonly OutcomeBranch<Step>[] }
  | { readonly kind: "end"; readonly step: Step; readonly ending: Ending }
  | Forward<Step>
  | { readonly kind: "originate"; readonly proxy: PodView; readonly choices: readonly Choice<Step>[] };

/** One thing that a proxy does with a request; siblings' shares add up to 1. */
export interface Choice<Step extends StepShape = StepShape> {
  readonly share: number;
  /** What it found out, in order: the rule, the endpoint. The last one decides when it answers itself. */
  readonly steps: readonly Step[];
  /** The proxy's own answer, or the connection that it opens. */
  readonly does: Ending | Upstream<Step>;
}

/** What a client is told, and the fact to record. */
export interface Told<Step extends StepShape = StepShape> {
  readonly ending: Ending;
  readonly step: Step;
}

/** A question that a DNS server hands on, from its own pod, to the first upstream that can be reached. */
export interface Forward<Step extends StepShape = StepShape> {
  readonly kind: "forward";
  readonly by: PodView;
  readonly upstreams: readonly {
    readonly address: Ip;
    readonly port: Port;
    readonly protocol: Protocol;
    /** Whether the cluster has to have it; others are taken to be there. */
    readonly inside: boolean;
  }[];
  /** What comes of it when one is reached; who answers there is not asked. */
  readonly reached: Told<Step>;
  /** What comes of it when none is, by the first of them. */
  unreached(upstream: string): Told<Step>;
}

/** A connection that a proxy opens, from its own pod, past kube-proxy. */
export interface Upstream<Step extends StepShape = StepShape> {
  readonly kind: "upstream";
  readonly address: Ip;
  readonly port: Port;
  /** TCP when left out. */
  readonly protocol?: Protocol;
  /** Absent when the proxy carries bytes that it does not read. */
  readonly request?: HttpRequest;
  /** What it asks a DNS server, instead of a request. */
  readonly question?: DnsQuestion;
  /** The Service that it stands for. */
  readonly service: ObjectUse;
  /** What the client is told of what came of it. */
  answer(ending: Ending): { readonly ending: Ending; readonly step?: Step };
  /** What the proxy does next instead of telling the client, as after a question of its own; none: it tells. */
  then?(ending: Ending): readonly Choice<Step>[] | undefined;
}

export interface OutcomeBranch<Step extends StepShape = StepShape> {
  readonly step: Step;
  readonly flow: Flow;
  readonly ending?: Ending;
}

export const PASS: { readonly kind: "pass" } = { kind: "pass" };

/** The data plane half of a function: reads its table, never the store. */
export interface Visitor {
  visit(flow: Flow): Outcome;
  /** Whether a packet to the loopback interface is not left to whoever listens there. */
  takesLoopback?(flow: Flow): boolean;
  /** Policies that isolate an end of the flow in this function's direction. Functions of policy only. */
  selectedBy?(flow: Flow): readonly ObjectUse[];
  /** For a flow that this function ends: the rule that almost let it through. */
  nearest?(flow: Flow): Nearest | undefined;
}

/** One concept of cluster networking at one place on the way. */
export interface NetworkFunction {
  /** Folder name under `functions/`. */
  readonly name: string;
  /** Whether the witness rule lifts it. */
  readonly policy?: boolean;
  /** The control plane's last act: the table that `visit` reads. */
  compile(view: ClusterView, outside: Outside): Visitor;
}

/** A row of a path: which function stands where. */
export interface Station {
  readonly place: Place;
  readonly function: NetworkFunction;
}

/** The way of a packet, as ordered rows. */
export type Path = readonly Station[];
