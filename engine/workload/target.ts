import { type Ip, parseIp } from "../values/ip.ts";
import { NameError } from "../values/name-error.ts";
import { type Port, port } from "../values/port.ts";

/** What curl makes of its argument. */
export interface HttpTarget {
  /** Normalised, as the request states it. */
  readonly url: string;
  readonly scheme: "http" | "https";
  /** As typed after curl: a trailing dot counts. */
  readonly host: string;
  readonly port: Port;
}

const DEFAULT_PORT = { http: 80, https: 443 } as const;

/** A URL, or `host[:port][/path]`, which means HTTP. Throws `NameError` for anything else. */
export function parseHttpTarget(text: string): HttpTarget {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const parsed = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (parsed === undefined || parsed.hostname === "") {
    throw new NameError(`${text} is not a URL or host:port, e.g. http://api:8080/health or api:8080`);
  }
  const scheme = parsed.protocol === "http:" ? "http" : parsed.protocol === "https:" ? "https" : undefined;
  if (scheme === undefined)
    throw new NameError(`${parsed.protocol}// is not understood; use http:// or https://`);
  const number = port(parsed.port === "" ? DEFAULT_PORT[scheme] : Number(parsed.port));
  if (number === undefined) throw new NameError(`${text}: port ${parsed.port} is not in 1–65535`);
  return { url: parsed.href, scheme, host: hostOf(parsed), port: number };
}

function hostOf({ hostname }: URL): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}

/** The port of a raw connection. Throws `NameError`. */
export function parsePort(number: number): Port {
  const parsed = port(number);
  if (parsed === undefined) throw new NameError(`port ${number} is not in 1–65535`);
  return parsed;
}

/** An address that needs no look-up; IPv6 with or without brackets. */
export function literalAddress(host: string): Ip | undefined {
  return parseIp(host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host);
}
