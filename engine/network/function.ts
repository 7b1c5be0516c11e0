import type { ClusterView, NodeView, PodView } from "../cluster/view.ts";
import type { Ending } from "../trace/ending.ts";
import type { Nearest } from "../trace/nearest.ts";
import type { ObjectUse, StepShape } from "../trace/step.ts";
import type { Ip } from "../values/ip.ts";
import type { Packet } from "../values/packet.ts";
import type { Outside } from "./outside.ts";
import type { Place } from "./place.ts";

/** Who sent the first packet. */
export type Origin =
  | { readonly kind: "pod"; readonly pod: PodView }
  | { readonly kind: "node"; readonly node: NodeView }
  | { readonly kind: "external"; readonly address: Ip };

/** A packet under way, with what travels beside it. Immutable: a function answers with new flows. */
export interface Flow {
  readonly packet: Packet;
  readonly origin: Origin;
  /** Part of the connections that go this way; siblings add up to 1. */
  readonly share: number;
  /** The Service whose address the client used, once translated. */
  readonly service?: ObjectUse;
}

/**
 * What a function says of a flow.
 *
 * - `pass`: not concerned, nothing worth recording
 * - `next`: the flows that go on (several when balancing), each with the fact to record
 * - `end`: it goes no further
 */
export type Outcome<Step extends StepShape = StepShape> =
  | { readonly kind: "pass" }
  | { readonly kind: "next"; readonly branches: readonly { readonly step: Step; readonly flow: Flow }[] }
  | { readonly kind: "end"; readonly step: Step; readonly ending: Ending };

export const PASS: { readonly kind: "pass" } = { kind: "pass" };

/** The data plane half of a function: reads its table, never the store. */
export interface Visitor {
  visit(flow: Flow): Outcome;
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
