import type { DnsQuestion, DnsRecord } from "../../../../values/dns-message.ts";
import { isInZone } from "../../../../values/hostname.ts";
import type { Directive } from "../corefile.ts";
import { watchedView } from "../dns-view.ts";
import { answerInClusterSet } from "../multicluster.ts";
import { reverseAnswer } from "../reverse.ts";
import { answerInZone, soaRecord, type ZoneAnswer } from "../zone.ts";
import { type KubernetesOptions, kubernetesOptions } from "./kubernetes-options.ts";
import { parseError } from "./options.ts";
import {
  type Chain,
  fallthroughOf,
  labelsLeft,
  type MakePlugin,
  matchingZone,
  SetupError,
  zonesOf,
} from "./plugin.ts";

/** `maxCnameChainLength` of plugin/backend_lookup.go: an alias behind more than ten others is left out. */
const LONGEST_CHAIN = 10;

const REVERSE = ["in-addr.arpa", "ip6.arpa"];

/** Names and addresses of the cluster itself. */
export const kubernetes: MakePlugin = ({ view: whole, zones: blockZones, directive, isSynced }) => {
  const zones = zonesOf(directive.args, blockZones);
  const options = kubernetesOptions(directive);
  const view = watchedView(whole, options, isSynced);
  const falls = fallthroughOf(directive.block);
  const own = zones.filter((zone) => !REVERSE.some((reverse) => zone.endsWith(reverse)));
  if (own.length === 0) throw new SetupError("non-reverse zone name must be used");
  checkZones(options, zones, directive);
  const found = (question: DnsQuestion, zone: string): ZoneAnswer | undefined => {
    // Nobody looks whether the name is there (plugin/kubernetes/handler.go).
    if (question.type === "SOA" && question.name !== zone) return { records: [] };
    if (REVERSE.some((reverse) => zone.endsWith(reverse)))
      return reverseAnswer(view, question, own[0] ?? view.profile.clusterDomain, options);
    const answerIn =
      matchingZone(options.multicluster, zone) === undefined ? answerInZone : answerInClusterSet;
    return answerIn(view, question, labelsLeft(question.name, zone), { ...options, zone });
  };
  return {
    ask: (question, chain) => {
      const zone = matchingZone(zones, question.name);
      if (zone === undefined) return chain.next(question);
      if (question.type === "AXFR")
        return { rcode: "REFUSED", records: [], plugin: "kubernetes", reason: "the zone is not transferred" };
      const answer = found(question, zone);
      if (answer === undefined) {
        if (falls(question.name)) return chain.next(question);
        const missing = { records: [], plugin: "kubernetes", zone };
        return isSynced
          ? { ...missing, rcode: "NXDOMAIN", soa: soaRecord(view, zone, options.ttl) }
          : { ...missing, rcode: "SERVFAIL", reason: "it has heard nothing of the API server yet" };
      }
      const records = resolved(question, answer, [], { chain, zone, found });
      const object = answer.object === undefined ? {} : { object: answer.object };
      const soa = records.length === 0 ? { soa: soaRecord(view, zone, options.ttl) } : {};
      return { rcode: "NOERROR", records, plugin: "kubernetes", zone, ...soa, ...object };
    },
  };
};

function checkZones(
  { multicluster, zonal, noEndpoints }: KubernetesOptions,
  zones: readonly string[],
  { block, line }: Directive,
): void {
  const end = block.at(-1)?.line ?? line;
  const absolute = zones.map((zone) => `${zone}.`);
  const foreign = multicluster.find((zone) => !zones.includes(zone));
  if (foreign !== undefined) {
    const known = `(authoritative zones: [${absolute.join(" ")}])`;
    throw parseError(end, `is not authoritative for the multicluster zone ${foreign}. ${known}`);
  }
  if (zonal && noEndpoints) throw parseError(end, "zonal requires the endpoint cache; remove noendpoints");
}

interface Lookup {
  readonly chain: Chain;
  readonly zone: string;
  readonly found: (question: DnsQuestion, zone: string) => ZoneAnswer | undefined;
}

/**
 * Follows an alias: in the zone itself, elsewhere by asking the whole server again. An alias within the zone that leads to
 * no record, to itself or in a circle is left out, so its name exists without data.
 */
function resolved(
  question: DnsQuestion,
  { records, target }: ZoneAnswer,
  before: readonly string[],
  lookup: Lookup,
): readonly DnsRecord[] {
  if (target === undefined) return records;
  const next = { ...question, name: target };
  if (isInZone(target, question.name) || before.length > LONGEST_CHAIN || before.includes(target)) return [];
  if (!isInZone(target, lookup.zone)) return [...records, ...lookup.chain.again(next).records];
  const answer = lookup.found(next, lookup.zone);
  const behind = answer === undefined ? [] : resolved(next, answer, [...before, target], lookup);
  return behind.length === 0 ? [] : [...records, ...behind];
}
