import type { StepShape } from "../../../trace/step.ts";
import type { DnsRecord } from "../../../values/dns-message.ts";

interface Recorded extends StepShape {
  readonly function: "cluster-dns";
  /** Absolute name without the trailing dot. */
  readonly name: string;
  readonly type: string;
  readonly server: string;
}

export type ClusterDnsStep =
  /** The name has records of the type asked for. */
  | (Recorded & { readonly code: "answered"; readonly records: readonly DnsRecord[] })
  /** The name exists without records of the type (NOERROR, empty). */
  | (Recorded & { readonly code: "no-data" })
  /** Nothing in the cluster's zone has the name. */
  | (Recorded & { readonly code: "name-not-found"; readonly zone: string })
  /** A name outside the cluster's zone, forwarded upstream and answered. */
  | (Recorded & { readonly code: "forwarded"; readonly records: readonly DnsRecord[] })
  /** A name outside the cluster's zone that nobody mentioned. */
  | (Recorded & { readonly code: "unknown-outside" });
