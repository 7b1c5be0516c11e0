import type { DnsQuestion } from "../../../values/dns-message.ts";
import type { Ip } from "../../../values/ip.ts";

/** A question that a client asked a DNS pod. */
export interface Exchange {
  readonly question: DnsQuestion;
  /** As the server sees it. */
  readonly client: Ip;
  readonly server: Ip;
  /** Where the server was asked. */
  readonly port: number;
  /** The upstream that the server asked in vain: `address:port`. */
  readonly unreached?: string;
}
