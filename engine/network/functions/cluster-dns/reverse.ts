import type { Service } from "../../../api/core/service.ts";
import type { DnsQuestion, DnsRecord } from "../../../values/dns-message.ts";
import { type Ip, parseIp } from "../../../values/ip.ts";
import type { DnsView } from "./dns-view.ts";
import { endpointHosts } from "./endpoint-hosts.ts";
import type { ZoneAnswer, ZoneOptions } from "./zone.ts";

/** The address of `5.0.96.10.in-addr.arpa` (RFC 1035 §3.5) or its nibbles below ip6.arpa (RFC 3596 §2.5). */
export function addressOfReverseName(name: string): Ip | undefined {
  const four = /^((?:\d{1,3}\.){4})in-addr\.arpa$/.exec(name)?.[1];
  if (four !== undefined) return parseIp(four.slice(0, -1).split(".").reverse().join("."));
  const six = /^((?:[0-9a-f]\.){32})ip6\.arpa$/.exec(name)?.[1];
  if (six === undefined) return undefined;
  const digits = six.replaceAll(".", "").split("").reverse().join("");
  return parseIp(digits.replace(/(.{4})(?!$)/g, "$1:"));
}

/** PTR: the Service that has the address as its cluster IP, else every Service that lists it as an endpoint. */
export function reverseAnswer(
  view: DnsView,
  question: DnsQuestion,
  zone: string,
  options: Omit<ZoneOptions, "zone">,
): ZoneAnswer | undefined {
  const address = addressOfReverseName(question.name);
  if (address === undefined) return undefined;
  const services = view.list("Service").filter(({ metadata }) => {
    return options.namespaces?.includes(metadata.namespace ?? "") ?? true;
  });
  const pointer = (target: string): DnsRecord => ({
    type: "PTR",
    name: question.name,
    ttl: options.ttl,
    target,
  });
  const owner = services.find(({ spec }) =>
    (spec.clusterIPs ?? []).some((text) => parseIp(text)?.text === address.text),
  );
  if (owner !== undefined) return asked(question, [pointer(nameOf(owner, zone))], owner);
  const hosts = services.flatMap((service) =>
    endpointHosts(view, service, options.podNames)
      .filter((host) => host.address.text === address.text)
      .map((host) => ({ service, target: `${host.host}.${nameOf(service, zone)}` })),
  );
  const [first] = hosts;
  if (first === undefined) return undefined;
  return asked(
    question,
    hosts.map(({ target }) => pointer(target)),
    first.service,
  );
}

function asked({ type }: DnsQuestion, records: readonly DnsRecord[], object: Service): ZoneAnswer {
  return { records: type === "PTR" ? records : [], object };
}

function nameOf({ metadata }: Service, zone: string): string {
  return `${metadata.name}.${metadata.namespace}.svc.${zone}`;
}
