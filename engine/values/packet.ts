import type { DnsQuestion } from "./dns-message.ts";
import type { Ip } from "./ip.ts";
import type { Port } from "./port.ts";
import type { Protocol } from "./protocol.ts";

/** The first packet of a connection, or a datagram. Immutable: a rewrite makes a new packet. */
export interface Packet {
  readonly source: Ip;
  readonly sourcePort: Port;
  readonly destination: Ip;
  readonly destinationPort: Port;
  readonly protocol: Protocol;
  /** What the datagram carries, where a function on the way reads it. */
  readonly payload?: { readonly kind: "dns"; readonly question: DnsQuestion };
}

/** `10.244.1.5:41000 → 10.96.0.10:53/UDP`; IPv6 addresses in brackets (RFC 3986). */
export function formatPacket(packet: Packet): string {
  const from = formatSocket(packet.source, packet.sourcePort);
  return `${from} → ${formatSocket(packet.destination, packet.destinationPort)}/${packet.protocol}`;
}

export function formatSocket(address: Ip, port: number): string {
  return address.family === "IPv6" ? `[${address.text}]:${port}` : `${address.text}:${port}`;
}
