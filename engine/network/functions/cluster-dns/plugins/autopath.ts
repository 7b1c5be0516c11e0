import type { DnsQuestion } from "../../../../values/dns-message.ts";
import { isInZone } from "../../../../values/hostname.ts";
import { kubernetesOf } from "./kubernetes-options.ts";
import {
  type Chain,
  type MakePlugin,
  matchingZone,
  type PluginAnswer,
  SetupError,
  zonesOf,
} from "./plugin.ts";

/**
 * Walks the client's search list in its place: the first question of the list brings the answer that the last would
 * have. Which list is the client's follows from its address, so the `kubernetes` plugin has to know pods (`verified`).
 */
export const autopath: MakePlugin = ({ view, zones: blockZones, directive, siblings }) => {
  const source = directive.args.at(-1);
  if (source === undefined) throw new SetupError("no resolv-conf specified");
  if (source.startsWith("/"))
    throw new SetupError(`podwire does not know the search list in ${source}; it knows that of @kubernetes`);
  if (!source.startsWith("@"))
    throw new SetupError(`failed to parse "${source}": open ${source}: no such file or directory`);
  const zones = zonesOf(directive.args.slice(0, -1), blockZones);
  const kubernetes = source === "@kubernetes" ? kubernetesOf(siblings, blockZones) : undefined;
  return {
    ask: (question, chain) => {
      if (matchingZone(zones, question.name) === undefined || kubernetes?.options.pods !== "verified")
        return chain.next(question);
      const zone = matchingZone(kubernetes.zones, question.name);
      const namespace = view.podAt(chain.client)?.namespace;
      if (zone === undefined || namespace === undefined) return chain.next(question);
      const below = (left: string): string => (zone === "" ? left : `${left}.${zone}`);
      const search = [below(`${namespace}.svc`), below("svc"), zone, ""];
      return walked(question, chain, search) ?? chain.next(question);
    },
  };
};

function walked(question: DnsQuestion, chain: Chain, search: readonly string[]): PluginAnswer | undefined {
  const [first = ""] = search;
  if (!isInZone(question.name, first) || question.name === first) return undefined;
  const base = question.name.slice(0, -(first.length + 1));
  let own: PluginAnswer | undefined;
  for (const suffix of search) {
    const answer = chain.next({ ...question, name: suffix === "" ? base : `${base}.${suffix}` });
    own ??= answer;
    // Refused or failed: nothing was written for the client, so the walk goes on.
    if (answer.rcode === "NOERROR") return renamed(answer, question.name);
  }
  return own;
}

/** An alias from the name that was asked to the one that was found: else no client would take the answer. */
function renamed(answer: PluginAnswer, name: string): PluginAnswer {
  const other = answer.records.find((record) => record.name !== name);
  if (other === undefined) return answer;
  const alias = { type: "CNAME", name, ttl: other.ttl, target: other.name } as const;
  return { ...answer, records: [alias, ...answer.records] };
}
