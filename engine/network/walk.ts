import type { Ending } from "../trace/ending.ts";
import type { Nearest } from "../trace/nearest.ts";
import type { ObjectUse } from "../trace/step.ts";
import type { Hop } from "../trace/trace.ts";
import type { Flow, Forward, Outcome, OutcomeBranch } from "./function.ts";
import type { CompiledStation, Network } from "./network.ts";
import type { Place } from "./place.ts";

export interface WalkOptions {
  /** Pass every policy function: the witness of a denial. */
  readonly liftPolicies?: boolean;
  /** Keep hops, selecting policies and nearest rules. Without it a way holds its flow and its ending only. */
  readonly record: boolean;
}

/** One way through the data plane: where the packet got to, or what ended it. */
export interface Way {
  readonly flow: Flow;
  readonly hops: readonly Hop[];
  /** Absent when the packet arrived and the server has to answer, or a proxy took it. */
  readonly ending?: Ending;
  readonly originate?: Originate;
  readonly forward?: HandOn;
  readonly selectedBy: readonly ObjectUse[];
  readonly nearest: readonly Nearest[];
}

/** What a proxy makes of the request that came to it, and where the proxy stands. */
export interface Originate extends Pick<Extract<Outcome, { kind: "originate" }>, "proxy" | "choices"> {
  /** A fact of the proxy as a hop. */
  hop(step: Hop["step"]): Hop;
}

/** A question that a DNS server hands on, and where the server stands. */
export interface HandOn extends Forward {
  hop(step: Hop["step"]): Hop;
}

interface Open {
  readonly flow: Flow;
  readonly at: number;
  readonly hops: readonly Hop[];
  readonly selectedBy: readonly ObjectUse[];
}

const NOTHING: readonly never[] = [];

/** Sends one packet along the path. The walk, not the function, records who said what. */
export function walk(network: Network, start: Flow, options: WalkOptions): readonly Way[] {
  const ways: Way[] = [];
  const open: Open[] = [{ flow: start, at: 0, hops: NOTHING, selectedBy: NOTHING }];
  for (let current = open.shift(); current !== undefined; current = open.shift())
    open.unshift(...goOn(network, current, options, ways));
  return ways;
}

/** Carries one flow to the next function that has something to say; gives back the flows that go on from there. */
function goOn(network: Network, from: Open, options: WalkOptions, ways: Way[]): readonly Open[] {
  const { liftPolicies, record } = options;
  let { flow, hops, selectedBy } = from;
  for (let { at } = from; ; at++) {
    const station = network.stations[at];
    if (station === undefined) {
      ways.push({ flow, hops, selectedBy, nearest: NOTHING });
      return NOTHING;
    }
    if (station.policy) {
      if (liftPolicies === true) continue;
      if (record) selectedBy = addUses(selectedBy, station.visitor.selectedBy?.(flow));
    }
    const outcome = station.visitor.visit(flow);
    if (outcome.kind === "pass") continue;
    if (outcome.kind === "end") {
      ways.push(end(network, { flow, at, hops, selectedBy }, selectedBy, outcome, options));
      return NOTHING;
    }
    if (outcome.kind === "forward") {
      const forward: HandOn = { ...outcome, hop: (step) => hop(network, station, flow, step) };
      ways.push({ flow, hops, forward, selectedBy, nearest: NOTHING });
      return NOTHING;
    }
    if (outcome.kind === "originate") {
      const { proxy, choices } = outcome;
      const originate: Originate = { proxy, choices, hop: (step) => hop(network, station, flow, step) };
      ways.push({ flow, hops, originate, selectedBy, nearest: NOTHING });
      return NOTHING;
    }
    const [only] = outcome.branches;
    if (only !== undefined && outcome.branches.length === 1 && only.ending === undefined) {
      flow = only.flow;
      if (record) hops = [...hops, hop(network, station, flow, only.step)];
      continue;
    }
    const before: Open = { flow, at, hops, selectedBy };
    return outcome.branches.flatMap((branch) => forked(network, station, before, branch, record, ways));
  }
}

/** One of several ways: it goes on behind the station, or has come to its end there. */
function forked(
  network: Network,
  station: CompiledStation,
  { at, hops: before, selectedBy }: Open,
  { step, flow, ending }: OutcomeBranch,
  record: boolean,
  ways: Way[],
): readonly Open[] {
  const hops = record ? [...before, hop(network, station, flow, step)] : NOTHING;
  if (ending === undefined) return [{ flow, at: at + 1, hops, selectedBy }];
  ways.push({ flow, hops, ending, selectedBy, nearest: NOTHING });
  return NOTHING;
}

function end(
  network: Network,
  { flow, at, hops }: Open,
  selectedBy: readonly ObjectUse[],
  { step, ending }: Extract<Outcome, { kind: "end" }>,
  { record, liftPolicies }: WalkOptions,
): Way {
  const station = network.stations[at];
  if (!record || station === undefined) return { flow, hops, ending, selectedBy, nearest: NOTHING };
  const recorded = [...hops, hop(network, station, flow, step)];
  const denials = station.policy && liftPolicies !== true ? deniedBy(network, flow, at) : undefined;
  return {
    flow,
    hops: recorded,
    ending,
    selectedBy: addUses(selectedBy, denials?.selectedBy),
    nearest: denials?.nearest ?? NOTHING,
  };
}

/** A flow that is denied twice has two things to mend, so the policy functions behind the first are asked too. */
function deniedBy(network: Network, flow: Flow, at: number): Pick<Way, "selectedBy" | "nearest"> {
  const nearest: Nearest[] = [];
  let selectedBy: readonly ObjectUse[] = [];
  for (const { policy, visitor } of network.stations.slice(at)) {
    if (!policy) continue;
    selectedBy = addUses(selectedBy, visitor.selectedBy?.(flow));
    if (visitor.visit(flow).kind !== "end") continue;
    const found = visitor.nearest?.(flow);
    if (found !== undefined) nearest.push(found);
  }
  return { nearest, selectedBy };
}

function addUses(known: readonly ObjectUse[], more: readonly ObjectUse[] | undefined): readonly ObjectUse[] {
  if (more === undefined || more.length === 0) return known;
  const seen = new Set(known.map(useKey));
  return [...known, ...more.filter((use) => !seen.has(useKey(use)))];
}

function useKey({ kind, namespace, name, path }: ObjectUse): string {
  return `${kind}/${namespace}/${name}/${path?.[1] ?? ""}`;
}

function hop(network: Network, station: CompiledStation, flow: Flow, step: Hop["step"]): Hop {
  const { place, node } = locate(network, station.place, flow);
  return node === undefined
    ? { place, step, packet: flow.packet }
    : { place, node, step, packet: flow.packet };
}

/** The row says where the function stands; whether a server's side is a pod, a node or the world depends on the packet. */
function locate(
  network: Network,
  place: Place,
  { origin, packet, entry }: Flow,
): { place: Place; node?: string } {
  if (place === "entry node") return entry === undefined ? { place } : { place, node: entry };
  if (place === "client pod" || place === "client node") {
    const node =
      origin.kind === "pod" ? origin.pod.node : origin.kind === "node" ? origin.node.name : undefined;
    return node === undefined ? { place } : { place, node };
  }
  const pod = network.view.podAt(packet.destination);
  if (pod !== undefined) return pod.node === undefined ? { place } : { place, node: pod.node };
  const node = network.view.nodeAt(packet.destination);
  return node === undefined ? { place: "outside" } : { place: "server node", node: node.name };
}
