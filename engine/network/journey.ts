import type { Ending } from "../trace/ending.ts";
import type { Hop, Leg, Purpose } from "../trace/trace.ts";
import { isLoopback } from "../values/ip.ts";
import type { Payload } from "../values/packet.ts";
import { MIN_PORT } from "../values/port.ts";
import { type Destination, firstFlow, type Journey, NOT_CONNECTED, type Server } from "./connection.ts";
import { replyLeg } from "./conntrack.ts";
import { addressesOf, type Choice, type Flow, type Origin, type Upstream } from "./function.ts";
import { handedOn } from "./handed-on.ts";
import type { Network } from "./network.ts";
import type { ConnectionStep } from "./steps.ts";
import { type Originate, type Way, walk } from "./walk.ts";

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
    const { flow, hops, selectedBy, nearest, originate, forward } = way;
    if (forward !== undefined) return [handedOn(network, way, forward, { server, liftPolicies })];
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
