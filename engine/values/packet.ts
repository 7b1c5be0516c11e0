import type { DnsQuestion } from "./dns-message.ts";
import type { HttpRequest } from "./http-message.ts";
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
  readonly payload?: Payload;
}

export type Payload =
  | { readonly kind: "dns"; readonly question: DnsQuestion }
  | { readonly kind: "http"; readonly request: HttpRequest };

export function formatSocket(address: Ip, port: number): string {
  return address.family === "IPv6" ? `[${address.text}]:${port}` : `${address.text}:${port}`;
}
