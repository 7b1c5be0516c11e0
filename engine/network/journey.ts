import type { Ending } from "../trace/ending.ts";
import type { Nearest } from "../trace/nearest.ts";
import type { ObjectUse, StepShape } from "../trace/step.ts";
import type { Assumption, Hop, Leg, Purpose } from "../trace/trace.ts";
import { type Ip, isLoopback, sameIp } from "../values/ip.ts";
import type { Payload } from "../values/packet.ts";
import { MAX_PORT, MIN_PORT, type Port, port } from "../values/port.ts";
import type { Protocol } from "../values/protocol.ts";
import { hashText } from "../values/random.ts";
import { replyLeg } from "./conntrack.ts";
import { addressesOf, type Choice, type Flow, type Origin, type Upstream } from "./function.ts";
import type { Network } from "./network.ts";
import type { ConnectionStep } from "./steps.ts";
import { type Originate, type Way, walk } from "./walk.ts";

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
  readonly payload?: Payload;
}

/** One way that a conversation can go, from the client's first packet to the answer it sees. */
export interface Journey {
  readonly share: number;
  readonly ending: Ending;
  readonly decidedBy: Hop;
  /** The flow as it arrived, or as it was when it ended. */
  readonly flow: Flow;
  /** Nobody took the connection at the flow's end: a proxy answered in its place. */
  readonly unmet?: true;
  readonly legs: readonly Leg[];
  readonly assumed: readonly Assumption[];
  readonly selectedBy: readonly ObjectUse[];
  readonly nearest: readonly Nearest[];
}

/** Sends the first packet, lets the server answer, and brings the answer back; proxies on the way go on for the client. */
export function journey(
  network: Network,
  origin: Origin,
  to: Destination,
  server: Server,
  liftPolicies: boolean,
  proxies = 0,
): readonly Journey[] {
  const first = firstFlow(origin, to);
  if (first === undefined) return [noRoute(origin, to)];
  const { affinities, earlier } = network;
  const start: Flow =
    affinities === undefined && (earlier === undefined || proxies > 0)
      ? first
      : { ...first, ...(affinities && { affinities }), ...(earlier && proxies === 0 && { earlier }) };
  if (staysOnLoopback(network, start)) return [toItself(start, to, server)];
  const purpose: Purpose = isQuestion(to) ? "dns" : proxies > 0 ? "proxy" : "connect";
  return walk(network, start, { liftPolicies, record: true }).flatMap((way): readonly Journey[] => {
    const { flow, hops, selectedBy, nearest, originate } = way;
    if (originate !== undefined) {
      const onward: Onward = { server, liftPolicies, proxies: proxies + 1, purpose, start };
      return originate.choices.flatMap((choice) => proxied(network, way, originate, choice, onward));
    }
    const base = { share: flow.share, flow, selectedBy, nearest };
    const before = last(hops);
    if (way.ending !== undefined) {
      const legs = [legOf(purpose, to, hops, way.ending)];
      return [{ ...base, ending: way.ending, decidedBy: before, legs, assumed: [] }];
    }
    const { step, ending, assumed } = server(flow);
    const decidedBy = { ...before, step, packet: flow.packet };
    const leg = legOf(purpose, to, [...hops, decidedBy], ending);
    const legs = isAnswer(ending) ? [leg, replyLeg(start.packet, flow)] : [leg];
    return [{ ...base, ending, decidedBy, legs, assumed: assumed === undefined ? [] : [assumed] }];
  });
}

/** Proxies that a request may pass before it is taken to run in circles. */
const MOST_PROXIES = 8;

interface Onward {
  readonly server: Server;
  readonly liftPolicies: boolean;
  readonly proxies: number;
  readonly purpose: Purpose;
  readonly start: Flow;
}

/** What becomes of a request at a proxy that does this: its own answer, or a journey of its own and what it makes of that. */
function proxied(
  network: Network,
  originated: Way,
  taker: Originate,
  { share: part, steps, does }: Choice,
  onward: Onward,
): readonly Journey[] {
  const { flow, hops, selectedBy } = originated;
  const { proxy, hop } = taker;
  const { server, liftPolicies, proxies, purpose, start } = onward;
  const taken = [...hops, ...steps.map(hop)];
  const share = flow.share * part;
  const reply = replyLeg(start.packet, flow);
  const own = does.kind !== "upstream" ? does : proxies > MOST_PROXIES ? LOOP : undefined;
  if (own !== undefined) {
    const legs: readonly Leg[] = [{ purpose, hops: taken, ending: own }, ...(isAnswer(own) ? [reply] : [])];
    return [{ share, ending: own, decidedBy: last(taken), flow, legs, assumed: [], selectedBy, nearest: [] }];
  }
  const { address, port: number, protocol = "TCP", service, answer } = does as Upstream;
  const payload = payloadOf(does as Upstream);
  const base = { address, port: number, protocol };
  const to: Destination = payload === undefined ? base : { ...base, payload };
  const ways = journey(network, { kind: "pod", pod: proxy }, to, server, liftPolicies, proxies);
  return (isQuestion(to) ? withoutRepeated(ways) : ways).flatMap((way) => {
    const next = (does as Upstream).then?.(way.ending);
    const asked: readonly Leg[] = [
      { purpose, hops: taken },
      ...way.legs.filter((leg) => leg.purpose !== "reply"),
    ];
    if (next !== undefined) {
      // The client's own way stands in the first leg already.
      const rest: Way = { ...originated, hops: [], flow: { ...flow, share: share * way.share } };
      return next
        .flatMap((one) => proxied(network, rest, taker, one, { ...onward, purpose: "proxy" }))
        .map((later) => ({ ...later, legs: [...asked, ...later.legs] }));
    }
    const told = answer(way.ending);
    const last = told.step === undefined ? undefined : hop(told.step);
    const legs = [
      ...asked,
      ...(last === undefined ? [] : [{ purpose: "proxy", hops: [last], ending: told.ending } as const]),
      ...(isAnswer(told.ending) ? [reply] : []),
    ];
    return {
      ...way,
      ...(NOT_CONNECTED.has(way.ending.kind) ? { unmet: true as const } : {}),
      share: share * way.share,
      ending: told.ending,
      flow: way.flow.service === undefined ? { ...way.flow, service } : way.flow,
      legs,
      selectedBy: [...selectedBy, ...way.selectedBy],
    };
  });
}

/** Which DNS server said it makes no difference to what comes next. */
function withoutRepeated(ways: readonly Journey[]): readonly Journey[] {
  const found = new Map<string, Journey>();
  for (const way of ways) {
    const { ending } = way;
    const records = ending.kind === "answered" ? (ending.records ?? []) : [];
    const texts = records.map((one) =>
      one.type === "A" || one.type === "AAAA" ? one.address.text : one.name,
    );
    const key = `${ending.kind} ${texts.join()}`;
    const same = found.get(key);
    found.set(key, same === undefined ? way : { ...same, share: same.share + way.share });
  }
  return [...found.values()];
}

function payloadOf({ request, question }: Upstream): Payload | undefined {
  if (question !== undefined) return { kind: "dns", question };
  return request === undefined ? undefined : { kind: "http", request };
}

const LOOP: Ending = { kind: "loop" };

/** Endings of a connection that nobody took. */
export const NOT_CONNECTED: ReadonlySet<Ending["kind"]> = new Set(["refused", "dropped", "unreachable"]);

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
  const { payload } = to;
  return { packet: payload === undefined ? packet : { ...packet, payload }, origin, share: 1 };
}

/** A client talks from its own address of the destination's family, or from the destination itself if it owns that. */
function sourceAddress(origin: Origin, to: Ip): Ip | undefined {
  if (isLoopback(to)) return to;
  const own = addressesOf(origin);
  return own.find((address) => sameIp(address, to)) ?? own.find((address) => address.family === to.family);
}

/** A port of Linux' default ephemeral range (32768–60999), the same for the same connection in every run. */
function ephemeralPort(source: Ip, to: Destination): Port {
  const seed = source.family === "IPv4" ? source.bits : hashText(source.text);
  return port(32_768 + ((seed + to.port * 7919) % 28_232)) ?? MAX_PORT;
}

function staysOnLoopback({ stations }: Network, flow: Flow): boolean {
  return (
    isLoopback(flow.packet.destination) &&
    !stations.some(({ visitor }) => visitor.takesLoopback?.(flow) === true)
  );
}

/** Over the loopback interface: no function sees the packet, and whoever listens at the client's own address answers. */
function toItself(start: Flow, to: Destination, server: Server): Journey {
  const { origin, packet } = start;
  const isPod = origin.kind === "pod" && !origin.pod.hostNetwork;
  const whose = origin.kind === "external" ? "client" : isPod ? "pod" : "node";
  const place = origin.kind === "external" ? "outside" : `client ${whose}`;
  const address = to.address.text;
  const step: ConnectionStep = { function: "network", code: "loopback", objects: [], address, of: whose };
  const own = addressesOf(origin)[0] ?? packet.destination;
  const flow: Flow = { ...start, packet: { ...packet, destination: own } };
  const { ending, step: answered, assumed } = server(flow);
  const decidedBy: Hop = { place, step: answered };
  return {
    share: 1,
    flow,
    ending,
    decidedBy,
    legs: [legOf(isQuestion(to) ? "dns" : "connect", to, [{ place, step }, decidedBy], ending)],
    assumed: assumed === undefined ? [] : [assumed],
    selectedBy: [],
    nearest: [],
  };
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
  const purpose = isQuestion(to) ? "dns" : "connect";
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
  const { payload } = to;
  return payload?.kind === "dns"
    ? { purpose, question: payload.question, hops, ending }
    : { purpose, hops, ending };
}

function isQuestion({ payload }: Destination): boolean {
  return payload?.kind === "dns";
}

function last(hops: readonly Hop[]): Hop {
  const hop = hops.at(-1);
  if (hop === undefined) throw new Error("a way without a hop: does the path start with a link?");
  return hop;
}
