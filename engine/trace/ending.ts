import type { Distrust } from "../values/certificate-trust.ts";
import type { DnsRecord } from "../values/dns-message.ts";
import type { HttpHeaders } from "../values/http-message.ts";

/**
 * What the client sees at the end.
 *
 * - `answered`: an HTTP status, or DNS records for a look-up
 * - `connected`: the handshake (or a UDP reply) came back
 * - `refused`: RST or ICMP port unreachable, at once
 * - `dropped`: silence; the client runs into its timeout
 * - `unreachable`: ICMP unreachable or no route
 * - `closed`: accepted, then closed without an answer
 * - `name-not-found`: NXDOMAIN for every name tried
 * - `no-data`: the name exists without the type asked for
 * - `servfail`: the DNS server could not answer
 * - `resolve-timeout`: no DNS answer came back
 * - `tls-failed`: the TLS handshake failed
 * - `loop`: the hop limit was reached
 */
export type Ending =
  | {
      readonly kind: "answered";
      readonly status?: number;
      /** Of the HTTP response, as far as they are known; names in lower case. */
      readonly headers?: HttpHeaders;
      readonly records?: readonly DnsRecord[];
      /** Milliseconds until the answer came, where it takes its time. */
      readonly took?: number;
    }
  | {
      readonly kind: "dropped";
      /** What the client waited for in vain once it was connected. */
      readonly awaited?: "answer";
    }
  | {
      readonly kind: "tls-failed";
      /** The handshake worked, and the client did not trust the certificate. */
      readonly reason?: "certificate";
      /** What it held against it. */
      readonly distrust?: Distrust;
      /** What the server told the client, where it was the server that gave up. */
      readonly alert?: TlsAlert;
    }
  | { readonly kind: Exclude<EndingKind, "answered" | "dropped" | "tls-failed"> };

/** Alerts about a client's certificate (RFC 8446 §6.2), in OpenSSL's words. */
export type TlsAlert = "certificate required" | "unknown ca" | "certificate expired" | "bad certificate";

export type EndingKind =
  | "answered"
  | "connected"
  | "refused"
  | "dropped"
  | "unreachable"
  | "closed"
  | "name-not-found"
  | "no-data"
  | "servfail"
  | "resolve-timeout"
  | "tls-failed"
  | "loop";

export const ENDING_KINDS: readonly EndingKind[] = [
  "answered",
  "connected",
  "refused",
  "dropped",
  "unreachable",
  "closed",
  "name-not-found",
  "no-data",
  "servfail",
  "resolve-timeout",
  "tls-failed",
  "loop",
];

/** Connected, or answered below 400 (a look-up that returned records has no status). */
export function isSuccess(ending: Ending): boolean {
  if (ending.kind === "connected") return true;
  return ending.kind === "answered" && (ending.status === undefined || ending.status < 400);
}
