import type { Ending } from "../trace/ending.ts";
import type { Nearest } from "../trace/nearest.ts";
import type { ObjectUse, StepShape } from "../trace/step.ts";
import type { Assumption, Hop, Leg } from "../trace/trace.ts";
import { type Ip, isLoopback, sameIp } from "../values/ip.ts";
import type { Payload } from "../values/packet.ts";
import { MAX_PORT, type Port, port } from "../values/port.ts";
import type { Protocol } from "../values/protocol.ts";
import { hashText } from "../values/random.ts";
import { addressesOf, type Flow, type Origin } from "./function.ts";

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

/** Endings of a connection that nobody took. */
export const NOT_CONNECTED: ReadonlySet<Ending["kind"]> = new Set(["refused", "dropped", "unreachable"]);

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
