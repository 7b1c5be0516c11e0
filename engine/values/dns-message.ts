import type { Ip } from "./ip.ts";

export type DnsType = "A" | "AAAA" | "CNAME" | "SRV" | "PTR" | "TXT" | "NS" | "SOA";

/** A question. `name` is canonical: lower case, absolute, no trailing dot. */
export interface DnsQuestion {
  readonly name: string;
  readonly type: DnsType;
}

/** RFC 1035 and RFC 2136 response codes that a client can meet. */
export type DnsRcode = "NOERROR" | "NXDOMAIN" | "SERVFAIL" | "REFUSED";

export type DnsRecord =
  | { readonly type: "A" | "AAAA"; readonly name: string; readonly ttl: number; readonly address: Ip }
  | {
      readonly type: "CNAME" | "PTR" | "NS";
      readonly name: string;
      readonly ttl: number;
      readonly target: string;
    }
  | { readonly type: "TXT"; readonly name: string; readonly ttl: number; readonly text: string }
  | {
      readonly type: "SRV";
      readonly name: string;
      readonly ttl: number;
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: string;
    };

/** An answer. NOERROR without answers is *no data*: the name exists, the type does not. */
export interface DnsAnswer {
  readonly question: DnsQuestion;
  readonly rcode: DnsRcode;
  readonly answers: readonly DnsRecord[];
}
