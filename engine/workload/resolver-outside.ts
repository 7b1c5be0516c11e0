import type { Outside } from "../network/outside.ts";
import type { Ending } from "../trace/ending.ts";
import type { DnsRecord, DnsType } from "../values/dns-message.ts";
import { canonicalHostname } from "../values/hostname.ts";
import type { Ip } from "../values/ip.ts";
import type { ResolvConf } from "./resolv-conf.ts";
import type { WorkloadStep } from "./steps.ts";

export interface OutsideAnswer {
  readonly ending: Ending;
  readonly step: WorkloadStep;
  readonly records: readonly DnsRecord[];
  readonly addresses: readonly Ip[];
}

/** TTL of answers whose real one nobody can know, in seconds. */
const TTL = 30;

/** A resolver outside the cluster: it knows the names that the input or the scenario mentions, and no Service. */
export function answerOutside(
  outside: Outside,
  text: string,
  types: readonly DnsType[],
  { why, objects }: Pick<ResolvConf, "why" | "objects">,
): OutsideAnswer {
  const name = canonicalHostname(text);
  const base = { function: "workload", name, why, objects } as const;
  const all = outside.addressesOf(name);
  if (all === undefined) {
    return {
      ending: { kind: "name-not-found" },
      step: { ...base, code: "unknown-outside" },
      records: [],
      addresses: [],
    };
  }
  const addresses = all.filter((address) => types.includes(address.family === "IPv4" ? "A" : "AAAA"));
  const records = addresses.map(
    (address): DnsRecord => ({ type: address.family === "IPv4" ? "A" : "AAAA", name, ttl: TTL, address }),
  );
  return records.length === 0
    ? { ending: { kind: "no-data" }, step: { ...base, code: "no-data-outside" }, records, addresses }
    : {
        ending: { kind: "answered", records },
        step: { ...base, code: "resolved-outside", records },
        records,
        addresses,
      };
}
