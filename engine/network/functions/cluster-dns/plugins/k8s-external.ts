import type { DnsQuestion, DnsRecord } from "../../../../values/dns-message.ts";
import { canonicalHostname, isInZone } from "../../../../values/hostname.ts";
import { type DnsView, watchedView } from "../dns-view.ts";
import { externalAddresses, externalEntries, servicesAt } from "../external.ts";
import { addressOfReverseName } from "../reverse.ts";
import { addressRecords } from "../zone.ts";
import { type KubernetesOptions, kubernetesOf } from "./kubernetes-options.ts";
import { argumentError, integer, parseError, unknownProperty } from "./options.ts";
import {
  type Chain,
  fallthroughOf,
  labelsLeft,
  type MakePlugin,
  matchingZone,
  type PluginAnswer,
  type Setup,
  SetupError,
  zonesOf,
} from "./plugin.ts";

const LONGEST_TTL = 3600;

interface Zones {
  readonly zones: readonly string[];
  readonly apex: string;
  readonly ttl: number;
  readonly headless: boolean;
  readonly kubernetes: KubernetesOptions;
}

/** `service.namespace.example.org`: external addresses of Services, and on request endpoints of headless ones. */
export const k8sExternal: MakePlugin = (setup) => {
  const { directive } = setup;
  const options = optionsOf(setup);
  const view = watchedView(setup.view, options.kubernetes, setup.isSynced);
  const falls = fallthroughOf(directive.block);
  return {
    ask: (question, chain) => {
      const { name } = question;
      const zone = matchingZone(options.zones, name);
      if (zone === undefined) return chain.next(question);
      const said = (answer: PluginAnswer): PluginAnswer =>
        answer.records.length > 0
          ? { ...answer, zone }
          : { ...answer, zone, soa: soaOf(view, zone, options) };
      if (options.zones.includes(name)) return said(apexAnswer(view, question, zone, options));
      if (options.zones.some((one) => isInZone(name, joined(options.apex, one))))
        return said(belowApex(view, question, zone, options));
      const answer =
        addressOfReverseName(name) === undefined || question.type !== "PTR"
          ? answerIn(view, question, zone, options, chain)
          : pointers(view, question, options);
      if (answer !== undefined) return said(answer);
      return falls(name) ? chain.next(question) : said(MISSING);
    },
  };
};

function optionsOf({ zones: blockZones, directive, siblings }: Setup): Zones {
  let [apex, ttl, headless] = ["dns", 5, false];
  for (const option of directive.block) {
    const [first] = option.args;
    const takesWord = option.name === "ttl" || option.name === "apex";
    if (takesWord && first === undefined) throw argumentError(option);
    if (option.name === "apex") apex = canonicalHostname(first ?? "");
    else if (option.name === "headless") headless = true;
    else if (option.name === "ttl") {
      ttl = integer(first ?? "");
      if (ttl < 0 || ttl > LONGEST_TTL)
        throw parseError(option.line, `ttl must be in range [0, ${LONGEST_TTL}]: ${ttl}`);
    } else if (option.name !== "fallthrough") throw unknownProperty(option);
  }
  const kubernetes = kubernetesOf(siblings, blockZones)?.options;
  if (kubernetes === undefined) throw new SetupError("kubernetes plugin not loaded");
  return { zones: zonesOf(directive.args, blockZones), apex, ttl, headless, kubernetes };
}

function joined(label: string, zone: string): string {
  return zone === "" ? label : `${label}.${zone}`;
}

const MISSING: PluginAnswer = { rcode: "NXDOMAIN", records: [], plugin: "k8s_external" };

function existing(records: readonly DnsRecord[]): PluginAnswer {
  return { rcode: "NOERROR", records, plugin: "k8s_external" };
}

function apexAnswer(view: DnsView, { name, type }: DnsQuestion, zone: string, options: Zones): PluginAnswer {
  const { apex, ttl } = options;
  if (type === "NS") return existing([{ type, name, ttl, target: `ns1.${joined(apex, zone)}` }]);
  return existing(type === "SOA" ? [soaOf(view, zone, options)] : []);
}

function soaOf({ revision }: DnsView, zone: string, { apex, ttl }: Zones): DnsRecord {
  const below = joined(apex, zone);
  const text = `ns1.${below} hostmaster.${below} ${revision} 7200 1800 86400 ${ttl}`;
  return { type: "SOA", name: zone, ttl, text };
}

/** The zone's own corner: `ns1.dns` has the external addresses of the Services in front of this server. */
function belowApex(
  view: DnsView,
  question: DnsQuestion,
  zone: string,
  { ttl, headless, kubernetes }: Zones,
): PluginAnswer {
  const labels = labelsLeft(question.name, zone);
  if (labels.length === 1) return existing([]);
  if (labels.length > 2 || labels[0] !== "ns1") return MISSING;
  return existing(addressRecords(question, externalAddresses(view, headless, kubernetes.podNames), ttl));
}

/** A Service that has the address as an external one. The names are in the first zone. */
function pointers(view: DnsView, { name }: DnsQuestion, options: Zones): PluginAnswer | undefined {
  const address = addressOfReverseName(name);
  const { ttl, kubernetes, zones } = options;
  const services = address === undefined ? [] : servicesAt(view, address, kubernetes.namespaces);
  const [object] = services;
  if (object === undefined) return undefined;
  const records = services.map(({ metadata }): DnsRecord => {
    const target = joined(`${metadata.name}.${metadata.namespace}`, zones[0] ?? "");
    return { type: "PTR", name, ttl, target };
  });
  return { ...existing(records), object };
}

function answerIn(
  view: DnsView,
  question: DnsQuestion,
  zone: string,
  { ttl, headless, kubernetes }: Zones,
  chain: Chain,
): PluginAnswer | undefined {
  const labels = labelsLeft(question.name, zone);
  const namespace = labels.at(-1) ?? "";
  const isShown = kubernetes.namespaces?.includes(namespace) ?? true;
  if (!isShown || view.namespaceLabels(namespace) === undefined) return undefined;
  if (labels.length === 1) return existing([]);
  const { podNames } = kubernetes;
  const { service, entries } = externalEntries(view, labels, zone, { headless, podNames });
  if (service === undefined || entries.length === 0) return undefined;
  if (question.type === "SRV")
    return { ...existing(servers(question, entries, kubernetes.ttl)), object: service };
  if (question.type !== "A" && question.type !== "AAAA") return { ...existing([]), object: service };
  const unique = [...new Map(entries.map(({ host }) => [host.text, host])).values()];
  const records = unique.flatMap((host): readonly DnsRecord[] => {
    if (host.address !== undefined) return addressRecords(question, [host.address], ttl);
    const target = canonicalHostname(host.text);
    const alias = { type: "CNAME", name: question.name, ttl: kubernetes.ttl, target } as const;
    return [alias, ...chain.again({ ...question, name: target }).records];
  });
  return { ...existing(records), object: service };
}

/** Weights share a hundred among all entries, before those of one name and port become one record. */
function servers(
  { name }: DnsQuestion,
  entries: ReturnType<typeof externalEntries>["entries"],
  ttl: number,
): readonly DnsRecord[] {
  const weight = Math.max(1, Math.floor(100 / entries.length));
  const unique = new Map<string, DnsRecord>();
  for (const { host, port, owner } of entries) {
    if (port === undefined) continue;
    const target = host.address === undefined ? canonicalHostname(host.text) : owner;
    const key = `${target} ${port}`;
    if (!unique.has(key)) unique.set(key, { type: "SRV", name, ttl, priority: 0, weight, port, target });
  }
  return [...unique.values()];
}
