import type { DnsRecord } from "../values/dns-message.ts";
import { formatObjectName, type ObjectName } from "../values/object-name.ts";

/** What templates may call besides Handlebars' own `if`: pure functions of a step's facts. */
export const HELPERS: Readonly<Record<string, (...args: readonly never[]) => unknown>> = {
  object: (use: ObjectName) => formatObjectName(use),
  list: (uses: readonly ObjectName[]) => objectList(uses),
  plural: (items: readonly unknown[], one: string, many: string) => (items.length === 1 ? one : many),
  join: (items: readonly string[]) => items.join(", "),
  more: (count: number) => count > 1,
  is: (value: unknown, wanted: unknown) => value === wanted,
  nth: (index: number) => index + 1,
  records: (records: readonly DnsRecord[]) => enumerate(records.map(recordText)),
};

/** `NetworkPolicies shop/a and shop/b`: the kind is said once where all have it. */
export function objectList(uses: readonly ObjectName[]): string {
  const names = uses.map(formatObjectName);
  const [{ kind } = { kind: "" }, ...others] = uses;
  if (others.length === 0 || others.some((use) => use.kind !== kind)) return enumerate(names);
  const plural = kind.endsWith("y") ? `${kind.slice(0, -1)}ies` : `${kind}s`;
  return `${plural} ${enumerate(names.map((name) => name.slice(kind.length + 1)))}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  if (items.length <= 1) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

function recordText(record: DnsRecord): string {
  switch (record.type) {
    case "A":
    case "AAAA":
      return record.address.text;
    case "CNAME":
      return `an alias of ${record.target}`;
    case "SRV":
      return `${record.target}:${record.port}`;
    case "TXT":
      return JSON.stringify(record.text);
    case "SOA":
      return record.text;
    default:
      return record.target;
  }
}
