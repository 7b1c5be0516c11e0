import type { Ip } from "./ip.ts";

export type DnsType = "A" | "AAAA" | "CNAME" | "SRV" | "PTR" | "TXT" | "NS" | "SOA" | "AXFR";

/** A question. `name` is canonical: lower case, absolute, no trailing dot. */
export interface DnsQuestion {
  readonly name: string;
  readonly type: DnsType;
}

export type DnsRecord =
  | { readonly type: "A" | "AAAA"; readonly name: string; readonly ttl: number; readonly address: Ip }
  | {
      readonly type: "CNAME" | "PTR" | "NS";
      readonly name: string;
      readonly ttl: number;
      readonly target: string;
    }
  /** `text` is the data as zone files write it. */
  | { readonly type: "TXT" | "SOA"; readonly name: string; readonly ttl: number; readonly text: string }
  | {
      readonly type: "SRV";
      readonly name: string;
      readonly ttl: number;
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: string;
    };
