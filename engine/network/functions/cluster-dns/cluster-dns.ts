import type { Service } from "../../../api/core/service.ts";
import { SERVICE_NAME_LABEL } from "../../../api/discovery/endpoint-slice.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import type { DnsQuestion, DnsRecord } from "../../../values/dns-message.ts";
import { isInZone } from "../../../values/hostname.ts";
import type { Flow, NetworkFunction, Outcome } from "../../function.ts";
import type { Outside } from "../../outside.ts";
import type { ClusterDnsStep } from "./steps.ts";
import { addressRecords, answerInZone } from "./zone.ts";

/** Longest CNAME chain that is followed (CoreDNS' own limit). */
const MAX_CHAIN = 10;

/** The DNS server of the cluster: whatever backs the cluster DNS address answers the questions that reach it. */
export const clusterDns: NetworkFunction = {
  name: "cluster-dns",
  compile: (view, outside) => {
    const servers = serverAddresses(view);
    return {
      visit: (flow) => {
        const { payload, destination } = flow.packet;
        if (payload?.kind !== "dns" || !servers.has(destination.text)) return { kind: "pass" };
        return visit(view, outside, flow, payload.question);
      },
    };
  },
};

function serverAddresses(view: ClusterView): ReadonlySet<string> {
  const { namespace, service } = view.profile.dns;
  const addresses = new Set<string>();
  for (const slice of view.list("EndpointSlice", namespace)) {
    if (slice.metadata.labels?.[SERVICE_NAME_LABEL] !== service) continue;
    for (const endpoint of slice.endpoints) for (const address of endpoint.addresses) addresses.add(address);
  }
  return addresses;
}

interface Resolution {
  readonly code: ClusterDnsStep["code"];
  readonly records: readonly DnsRecord[];
  readonly objects: readonly ObjectUse[];
}

function visit(
  view: ClusterView,
  outside: Outside,
  flow: Flow,
  question: DnsQuestion,
): Outcome<ClusterDnsStep> {
  const { code, records, objects } = resolve(view, outside, question, 0);
  const pod = view.podAt(flow.packet.destination);
  const base = {
    function: "cluster-dns",
    name: question.name,
    type: question.type,
    server: pod?.id ?? flow.packet.destination.text,
    objects,
  } as const;
  switch (code) {
    case "answered":
    case "forwarded":
      return { kind: "end", ending: { kind: "answered", records }, step: { ...base, code, records } };
    case "no-data":
      return { kind: "end", ending: { kind: "no-data" }, step: { ...base, code } };
    case "name-not-found":
      return {
        kind: "end",
        ending: { kind: "name-not-found" },
        step: { ...base, code, zone: view.profile.clusterDomain },
      };
    case "unknown-outside":
      return { kind: "end", ending: { kind: "name-not-found" }, step: { ...base, code } };
  }
}

function resolve(view: ClusterView, outside: Outside, question: DnsQuestion, depth: number): Resolution {
  const zone = view.profile.clusterDomain;
  if (!isInZone(question.name, zone)) return resolveOutside(outside, question);
  const left = question.name === zone ? "" : question.name.slice(0, -(zone.length + 1));
  const answer = answerInZone(view, question, left === "" ? [] : left.split("."));
  if (answer === undefined) return { code: "name-not-found", records: [], objects: nearby(view, left) };
  const objects = answer.object === undefined ? [] : [view.use(answer.object, ["spec"])];
  if (answer.target === undefined || depth >= MAX_CHAIN) {
    return { code: answer.records.length === 0 ? "no-data" : "answered", records: answer.records, objects };
  }
  const target = resolve(view, outside, { ...question, name: answer.target }, depth + 1);
  const found = target.records.length > 0;
  return { code: found ? "answered" : "no-data", records: [...answer.records, ...target.records], objects };
}

/** The namespace exists and the Service does not, or neither: the step cites nothing then. */
function nearby(view: ClusterView, left: string): readonly ObjectUse[] {
  const [, namespace, kind] = left.split(".");
  if (kind !== "svc" || namespace === undefined) return [];
  const services: readonly Service[] = view.list("Service", namespace);
  const headless = services.find((service) => left === `${service.metadata.name}.${namespace}.svc`);
  return headless === undefined ? [] : [view.use(headless, ["spec"])];
}

function resolveOutside(outside: Outside, question: DnsQuestion): Resolution {
  const addresses = outside.addressesOf(question.name);
  if (addresses === undefined) return { code: "unknown-outside", records: [], objects: [] };
  const records = addressRecords(question, addresses);
  return { code: records.length === 0 ? "no-data" : "forwarded", records, objects: [] };
}
