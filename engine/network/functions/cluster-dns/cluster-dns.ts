import type { Service } from "../../../api/core/service.ts";
import { waitsForApi } from "../../../cluster/dns-start.ts";
import type { ClusterView, PodView } from "../../../cluster/view.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import { formatTimestamp } from "../../../values/clock.ts";
import type { DnsQuestion } from "../../../values/dns-message.ts";
import { isInZone } from "../../../values/hostname.ts";
import type { Flow, NetworkFunction, Outcome, Told } from "../../function.ts";
import { serverAddresses } from "./dns-pods.ts";
import type { PluginAnswer } from "./plugins/plugin.ts";
import { cutOff } from "./reply.ts";
import { runningServer } from "./running.ts";
import type { DnsServer } from "./server.ts";
import type { ClusterDnsStep } from "./steps.ts";
import { doubtful } from "./upstreams.ts";

/** The DNS server of the cluster: whatever backs the cluster DNS address answers the questions that reach it. */
export const clusterDns: NetworkFunction = {
  name: "cluster-dns",
  compile: (view, outside) => {
    const addresses = serverAddresses(view);
    return {
      visit: (flow) => {
        const { payload, destination } = flow.packet;
        if (payload?.kind !== "dns" || !addresses.has(destination.text)) return { kind: "pass" };
        const pod = view.podAt(destination)?.pod;
        const isSynced = pod === undefined || !waitsForApi(pod);
        const { server } = runningServer(view, outside, pod);
        return visit(view, server, flow, payload.question, isSynced);
      },
    };
  },
};

function visit(
  view: ClusterView,
  server: DnsServer,
  flow: Flow,
  question: DnsQuestion,
  isSynced: boolean,
): Outcome<ClusterDnsStep> {
  const pod = view.podAt(flow.packet.destination);
  const base = {
    function: "cluster-dns",
    name: question.name,
    type: question.type,
    server: pod?.id ?? flow.packet.destination.text,
    objects: [] as readonly ObjectUse[],
  } as const;
  if (server.error !== undefined) {
    const step = {
      ...base,
      objects: corefileUse(view),
      code: "server-failed",
      reason: server.error,
    } as const;
    return { kind: "end", ending: { kind: "servfail" }, step };
  }
  if (!isSynced && isStarting(view, pod, server.startupTimeout)) {
    const reason = `it waits for the API server, ${server.startupTimeout} seconds at most, before it listens`;
    const step = { ...base, objects: [], code: "server-failed", reason } as const;
    return { kind: "end", ending: { kind: "refused" }, step };
  }
  const { packet, masqueraded } = flow;
  const answer = server.answer(question, masqueraded ?? packet.source, packet.destinationPort);
  if (answer !== undefined) return handed(view, pod, question, answer, base);
  const reason = `no server block of its Corefile listens on port ${packet.destinationPort}`;
  const step = { ...base, objects: corefileUse(view), code: "server-failed", reason } as const;
  return { kind: "end", ending: { kind: "refused" }, step };
}

function isStarting({ clock }: ClusterView, pod: PodView | undefined, timeout: number): boolean {
  const { creationTimestamp = "" } = pod?.pod.metadata ?? {};
  return creationTimestamp > formatTimestamp(clock.now - timeout * 1000);
}

/** An answer that upstreams gave is one only if they can be reached; they are asked where something may be in the way. */
function handed(
  view: ClusterView,
  pod: PodView | undefined,
  question: DnsQuestion,
  answer: PluginAnswer,
  base: Base,
): Outcome<ClusterDnsStep> {
  const reached = told(view, question, answer, base);
  const upstreams =
    pod === undefined || answer.upstreams === undefined ? [] : doubtful(view, pod, answer.upstreams);
  if (pod === undefined || upstreams.length === 0) return reached;
  const unreached = (upstream: string): Told<ClusterDnsStep> => {
    const { ending, step } = told(view, question, cutOff(answer, upstream), base);
    const isKept = step.code === "server-failed" || step.code === "no-data";
    return { ending, step: isKept ? { ...step, upstream } : step };
  };
  return { kind: "forward", by: pod, upstreams, reached, unreached };
}

type Base = Omit<Extract<ClusterDnsStep, { code: "no-data" }>, "code" | "plugin">;

function told(
  view: ClusterView,
  question: DnsQuestion,
  { rcode, records, plugin, object, unknown, zone, reason = "" }: PluginAnswer,
  base: Base,
): Extract<Outcome<ClusterDnsStep>, { kind: "end" }> {
  const domain = view.profile.clusterDomain;
  const fromCorefile = plugin === "hosts" || plugin === "acl" ? corefileUse(view) : [];
  const objects = object === undefined ? fromCorefile : [view.use(object, ["spec"])];
  const step = { ...base, objects, plugin };
  if (rcode === "REFUSED" || rcode === "SERVFAIL") {
    const cited = plugin === "kubernetes" ? [] : corefileUse(view);
    const failed = { ...base, objects: cited, code: "server-failed", reason } as const;
    return { kind: "end", ending: { kind: "servfail" }, step: failed };
  }
  if (rcode === "NONE") {
    const ignored = { ...base, objects: corefileUse(view), code: "not-answered", reason } as const;
    return { kind: "end", ending: { kind: "dropped" }, step: ignored };
  }
  if (rcode === "NXDOMAIN") {
    if (unknown === true)
      return { kind: "end", ending: { kind: "name-not-found" }, step: { ...step, code: "unknown-outside" } };
    const near = isInZone(question.name, domain)
      ? nearby(view, question.name.slice(0, -(domain.length + 1)))
      : [];
    const missing = { ...step, objects: near, code: "name-not-found", zone: zone ?? domain } as const;
    return { kind: "end", ending: { kind: "name-not-found" }, step: missing };
  }
  const wanted = records.some(({ type }) => type === question.type) || question.type === "CNAME";
  if (records.length === 0 || (!wanted && records.every(({ type }) => type === "CNAME"))) {
    return { kind: "end", ending: { kind: "no-data" }, step: { ...step, code: "no-data" } };
  }
  const code = plugin === "forward" ? "forwarded" : "answered";
  return { kind: "end", ending: { kind: "answered", records }, step: { ...step, code, records } };
}

/** Where the input wrote the Corefile, if it did. */
function corefileUse(view: ClusterView): readonly ObjectUse[] {
  const { namespace, configMap } = view.profile.dns;
  const object = view.get("ConfigMap", namespace, configMap);
  return object === undefined ? [] : [view.use(object, ["data", "Corefile"])];
}

/** A Service that is there and has nothing ready is cited; a name that nobody has cites nothing. */
function nearby(view: ClusterView, left: string): readonly ObjectUse[] {
  const [, namespace, kind] = left.split(".");
  if (kind !== "svc" || namespace === undefined) return [];
  const services: readonly Service[] = view.list("Service", namespace);
  const headless = services.find((service) => left === `${service.metadata.name}.${namespace}.svc`);
  return headless === undefined ? [] : [view.use(headless, ["spec"])];
}
