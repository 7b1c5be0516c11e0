import type { StepShape } from "../../../trace/step.ts";
import type { DnsRecord } from "../../../values/dns-message.ts";

interface Recorded extends StepShape {
  readonly function: "cluster-dns";
  /** Absolute name without the trailing dot. */
  readonly name: string;
  readonly type: string;
  readonly server: string;
}

interface Answered extends Recorded {
  /** Plugin of the server that decided. */
  readonly plugin: string;
}

export type ClusterDnsStep =
  /** The name has records of the type asked for. */
  | (Answered & { readonly code: "answered"; readonly records: readonly DnsRecord[] })
  /** The name exists without records of the type (NOERROR, empty). */
  | (Answered & {
      readonly code: "no-data";
      /** The server that was asked in vain for what the alias leads to: `address:port`. */
      readonly upstream?: string;
    })
  /** Nothing in the cluster's zone has the name. */
  | (Answered & { readonly code: "name-not-found"; readonly zone: string })
  /** A name outside the cluster's zone, forwarded upstream and answered. */
  | (Answered & { readonly code: "forwarded"; readonly records: readonly DnsRecord[] })
  /** A name outside the cluster's zone that nobody mentioned. */
  | (Answered & { readonly code: "unknown-outside" })
  /** The server's Corefile says that this client gets no answer. */
  | (Recorded & { readonly code: "not-answered"; readonly reason: string })
  /** The server cannot answer: its Corefile has an error, or no part of it is for this name. */
  | (Recorded & {
      readonly code: "server-failed";
      readonly reason: string;
      /** The server that it asked in vain: `address:port`. */
      readonly upstream?: string;
    });
