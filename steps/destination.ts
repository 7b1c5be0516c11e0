import type { Protocol } from "../engine/index.ts";
import { StepError } from "./errors.ts";

export interface PortName {
  readonly port: number;
  readonly protocol: Protocol;
}

export interface Destination extends PortName {
  readonly host: string;
}

/** `8080`, `8080/TCP` or `53/UDP`; TCP when it says nothing. */
export function parsePort(text: string): PortName {
  const match = /^(\d{1,5})(?:\/(TCP|UDP|SCTP))?$/i.exec(text.trim());
  const port = Number(match?.[1]);
  if (match === null || port < 1 || port > 65535) {
    throw new StepError(`"${text}" is no port; write a number from 1 to 65535, as in 8080 or 53/UDP`);
  }
  return { port, protocol: (match[2]?.toUpperCase() ?? "TCP") as Protocol };
}

/** `host:port[/protocol]`, IPv6 addresses in brackets. */
export function parseDestination(text: string): Destination {
  if (text.includes("://")) {
    throw new StepError(`"${text}" is a URL; a connection takes host:port, as in api:8080`);
  }
  const match = /^(?:\[([^\]]+)\]|([^\s:[\]]+)):([^:]+)$/.exec(text.trim());
  const host = match?.[1] ?? match?.[2];
  if (match === null || host === undefined) {
    throw new StepError(`"${text}" says no port; write host:port, as in api:8080 or [fd00::1]:53`);
  }
  return { host, ...parsePort(match[3] ?? "") };
}

/** `8080`, or `53/UDP` where the protocol is not TCP. */
export function formatPort({ port, protocol }: PortName): string {
  return protocol === "TCP" ? String(port) : `${port}/${protocol}`;
}

/** `host:port`, an IPv6 host in brackets. */
export function formatEndpoint(host: string, port: PortName): string {
  return `${host.includes(":") ? `[${host}]` : host}:${formatPort(port)}`;
}
