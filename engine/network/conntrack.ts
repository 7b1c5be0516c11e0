import type { Leg } from "../trace/trace.ts";
import { formatSocket, type Packet } from "../values/packet.ts";
import type { Flow } from "./function.ts";
import type { ConnectionStep } from "./steps.ts";

/**
 * The way back of a connection that was allowed. Connection tracking remembers it: replies pass every policy of
 * either end, and a translated destination becomes the reply's source again.
 */
export function replyLeg(sent: Packet, arrived: Flow): Leg {
  const { packet } = arrived;
  const from = formatSocket(packet.destination, packet.destinationPort);
  const asked = formatSocket(sent.destination, sent.destinationPort);
  const base = { function: "network", code: "reply", objects: [], from } as const;
  const step: ConnectionStep = from === asked ? base : { ...base, restored: asked };
  return {
    purpose: "reply",
    hops: [{ place: "client node", step, packet: reversed(sent) }],
  };
}

function reversed(packet: Packet): Packet {
  return {
    protocol: packet.protocol,
    source: packet.destination,
    sourcePort: packet.destinationPort,
    destination: packet.source,
    destinationPort: packet.sourcePort,
  };
}
