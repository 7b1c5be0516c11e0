import type { Ending } from "../trace/ending.ts";
import type { Nearest } from "../trace/nearest.ts";
import type { ObjectUse, StepShape } from "../trace/step.ts";
import type { Assumption, Hop, Leg, Purpose } from "../trace/trace.ts";
import type { DnsQuestion } from "../values/dns-message.ts";
import { type Ip, sameIp } from "../values/ip.ts";
import { MAX_PORT, MIN_PORT, type Port, port } from "../values/port.ts";
import type { Protocol } from "../values/protocol.ts";
import { hashText } from "../values/random.ts";
import { replyLeg } from "./conntrack.ts";
import type { Flow, Origin } from "./function.ts";
import type { Network } from "./network.ts";
import type { ConnectionStep } from "./steps.ts";
import { walk } from "./walk.ts";

/** What the process at the other end says once a packet arrives. */
export interface Answer {
  readonly ending: Ending;
  readonly step: StepShape;
  readonly assumed?: Assumption;
}

/** Asked when a packet arrived and no function answered it. Given by the floor above, which knows what listens. */
export type Server = (flow: Flow) => Answer;

export interface Destination {
  readonly address: Ip;
  readonly port: Port;
  readonly protocol: Protocol;
  readonly question?: DnsQuestion;
}

/** One way that a conversation can go, from the client's first packet to the answer it sees. */
export interface Journey {
  readonly share: number;
  readonly ending: Ending;
  readonly decidedBy: Hop;
  /** The flow as it arrived, or as it was when it ended. */
  readonly flow: Flow;
  readonly legs: readonly Leg[];
  readonly assumed: readonly Assumption[];
  readonly selectedBy: readonly ObjectUse[];
  readonly nearest: readonly Nearest[];
}

/** Sends the first packet, lets the server answer, and brings the answer back. */
export function journey(
  network: Network,
  origin: Origin,
  to: Destination,
  server: Server,
  liftPolicies: boolean,
): readonly Journey[] {
  const start = firstFlow(origin, to);
  if (start === undefined) return [noRoute(origin, to)];
  const purpose: Purpose = to.question === undefined ? "connect" : "dns";
  return walk(network, start, { liftPolicies, record: true }).map((way): Journey => {
    const { flow, hops, selectedBy, nearest } = way;
    const base = { share: flow.share, flow, selectedBy, nearest };
    const before = last(hops);
    if (way.ending !== undefined) {
      const legs = [legOf(purpose, to, hops, way.ending)];
      return { ...base, ending: way.ending, decidedBy: before, legs, assumed: [] };
    }
    const { step, ending, assumed } = server(flow);
    const decidedBy = { ...before, step, packet: flow.packet };
    const leg = legOf(purpose, to, [...hops, decidedBy], ending);
    const legs = isAnswer(ending) ? [leg, replyLeg(start.packet, flow)] : [leg];
    return { ...base, ending, decidedBy, legs, assumed: assumed === undefined ? [] : [assumed] };
  });
}

/** The ending alone, of a raw connection to an address: nothing recorded. Branches that differ give the first. */
export function endingOf(
  network: Network,
  origin: Origin,
  to: Destination,
  server: Server,
  liftPolicies: boolean,
): Ending {
  const start = firstFlow(origin, to);
  if (start === undefined) return { kind: "unreachable" };
  const way = walk(network, start, { liftPolicies, record: false })[0];
  if (way === undefined) throw new Error("a walk without a way");
  return way.ending ?? server(way.flow).ending;
}

/** Whether no policy function stops the flow; what listens, and who owns the address, is not asked. */
export function policiesAllow(network: Network, origin: Origin, to: Destination): boolean {
  const flow = firstFlow(origin, to);
  if (flow === undefined) return false;
  return network.stations.every(({ policy, visitor }) => !policy || visitor.visit(flow).kind !== "end");
}

export function firstFlow(origin: Origin, to: Destination): Flow | undefined {
  const source = sourceAddress(origin, to.address);
  if (source === undefined) return undefined;
  const packet = {
    source,
    sourcePort: ephemeralPort(source, to),
    destination: to.address,
    destinationPort: to.port,
    protocol: to.protocol,
  };
  const { question } = to;
  return {
    packet: question === undefined ? packet : { ...packet, payload: { kind: "dns", question } },
    origin,
    share: 1,
  };
}

/** A client talks from its own address of the destination's family, or from the destination itself if it owns that. */
function sourceAddress(origin: Origin, to: Ip): Ip | undefined {
  if (origin.kind === "external") return origin.address.family === to.family ? origin.address : undefined;
  const own = origin.kind === "pod" ? origin.pod.ips : origin.node.ips;
  return own.find((address) => sameIp(address, to)) ?? own.find((address) => address.family === to.family);
}

/** A port of Linux' default ephemeral range (32768–60999), the same for the same connection in every run. */
function ephemeralPort(source: Ip, to: Destination): Port {
  const seed = source.family === "IPv4" ? source.bits : hashText(source.text);
  return port(32_768 + ((seed + to.port * 7919) % 28_232)) ?? MAX_PORT;
}

function noRoute(origin: Origin, to: Destination): Journey {
  const { family, text } = to.address;
  const step: ConnectionStep = { function: "network", code: "no-route", objects: [], address: text, family };
  const packet = {
    source: to.address,
    sourcePort: MIN_PORT,
    destination: to.address,
    destinationPort: to.port,
    protocol: to.protocol,
  };
  const hop = { place: origin.kind === "external" ? "outside" : "client pod", step };
  const ending = { kind: "unreachable" } as const;
  const purpose = to.question === undefined ? "connect" : "dns";
  return {
    share: 1,
    ending,
    decidedBy: hop,
    flow: { packet, origin, share: 1 },
    legs: [legOf(purpose, to, [hop], ending)],
    assumed: [],
    selectedBy: [],
    nearest: [],
  };
}

function isAnswer(ending: Ending): boolean {
  return ending.kind === "answered" || ending.kind === "connected";
}

function legOf(purpose: Purpose, to: Destination, hops: readonly Hop[], ending: Ending): Leg {
  return to.question === undefined
    ? { purpose, hops, ending }
    : { purpose, question: to.question, hops, ending };
}

function last(hops: readonly Hop[]): Hop {
  const hop = hops.at(-1);
  if (hop === undefined) throw new Error("a way without a hop: does the path start with a link?");
  return hop;
}
