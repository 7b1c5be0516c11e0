import type { Service, ServicePort } from "../api/core/service.ts";
import type { ClusterView } from "../cluster/view.ts";
import type { Origin } from "../network/function.ts";
import type { Network } from "../network/network.ts";
import type { Request } from "../trace/trace.ts";
import { canonicalHostname } from "../values/hostname.ts";
import { parseIp } from "../values/ip.ts";
import { compileSelector, formatSelector, selects } from "../values/label-selector.ts";
import { suggest } from "../values/suggest.ts";
import type { Attempt } from "./conversation.ts";
import { unservedHints } from "./gateway-hints.ts";
import { nearEdgeHosts, unservedEdgeHints } from "./ingress-hints.ts";
import type { AnyStep } from "./steps.ts";

/** Facts that help to mend a failed request, without deciding it. */
export function hintsFor(network: Network, request: Request, failed: readonly Attempt[]): readonly string[] {
  const hints = new Set<string>();
  for (const { ending, decidedBy, client } of failed) {
    const step = decidedBy.step as AnyStep;
    if (client.origin.kind === "external") {
      const hint = virtualHint(network.view, hostOf(request));
      if (hint !== undefined) hints.add(hint);
    }
    if (step.function === "workload" && step.code === "unknown-outside") {
      const isKnown = isClusterName(network.view, hostOf(request), client.origin);
      if (isKnown) hints.add(outsideHint(client.origin));
      for (const hint of unserved(network.view, hostOf(request))) hints.add(hint);
    } else if (ending.kind === "name-not-found") {
      const namespace = client.origin.kind === "pod" ? client.origin.pod.namespace : undefined;
      for (const hint of nameHints(network.view, hostOf(request), namespace)) hints.add(hint);
      for (const hint of unserved(network.view, hostOf(request))) hints.add(hint);
    } else if (step.function === "service-proxy" && step.code !== "address-unallocated") {
      const { namespace = "", name } = step.service;
      const service = network.view.get("Service", namespace, name);
      if (service === undefined) continue;
      if (step.code === "port-not-served") hints.add(portHint(service));
      if (step.code === "no-endpoints")
        for (const hint of backendHints(network.view, service, step.port)) hints.add(hint);
    }
  }
  return [...hints];
}

/** Objects of an edge that have the host, or one spelt alike. */
function unserved(view: ClusterView, text: string): readonly string[] {
  const host = canonicalHostname(text);
  const own = unservedEdgeHints(view, host);
  // On the way from Ingress to Gateway API a host stands in both.
  const near = own.length > 0 ? [] : nearEdgeHosts(view, host).map((one) => `did you mean ${one}?`);
  return [...own, ...near, ...unservedHints(view, host)];
}

function hostOf(request: Request): string {
  if (request.kind === "http") return new URL(request.url).hostname;
  return request.kind === "connect" ? request.host : request.name;
}

/** `Service api has port 80 (→ 8080)`. */
function portHint({ metadata, spec }: Service): string {
  const ports = spec.ports ?? [];
  if (ports.length === 0) return `Service ${metadata.name} has no ports`;
  return `Service ${metadata.name} has ${ports.length === 1 ? "port" : "ports"} ${ports.map(portText).join(", ")}`;
}

function portText({ port, targetPort = port, protocol = "TCP" }: ServicePort): string {
  const target = targetPort === port ? "" : ` (→ ${targetPort})`;
  return `${port}${protocol === "TCP" ? "" : `/${protocol}`}${target}`;
}

/** Whether a pod of the cluster could look the name up. */
function isClusterName(view: ClusterView, host: string, origin: Origin): boolean {
  const domain = `.${view.profile.clusterDomain}`;
  const name = canonicalHostname(host);
  const [service = "", namespace, kind = "svc", ...rest] = (
    name.endsWith(domain) ? name.slice(0, -domain.length) : name
  ).split(".");
  if (kind !== "svc" || rest.length > 0) return false;
  const own = origin.kind === "pod" ? origin.pod.namespace : undefined;
  return view.list("Service", namespace ?? own).some(({ metadata }) => metadata.name === service);
}

function outsideHint(origin: Origin): string {
  const words = "names of Services resolve only in pods that ask the cluster's DNS";
  if (origin.kind !== "pod")
    return `${words}; from outside use a host of an Ingress, a Route or a Gateway, or a load balancer`;
  return `${words}; dnsPolicy ${origin.pod.hostNetwork ? "ClusterFirstWithHostNet" : "ClusterFirst"} makes this one of them`;
}

/** `10.96.20.1 is the cluster IP of Service shop/api`. */
function virtualHint(view: ClusterView, host: string): string | undefined {
  const address = parseIp(host.replace(/^\[|\]$/g, ""))?.text;
  if (address === undefined) return undefined;
  const owner = view.list("Service").find(({ spec }) => (spec.clusterIPs ?? []).includes(address));
  if (owner === undefined) return undefined;
  const { namespace, name } = owner.metadata;
  return `${address} is the cluster IP of Service ${namespace}/${name}: virtual, and translated on nodes only; from outside use a node port, a load balancer or an Ingress`;
}

/** Same name in another namespace first, then Services spelt alike. */
function nameHints(view: ClusterView, host: string, namespace: string | undefined): readonly string[] {
  const labels = canonicalHostname(host).split(".");
  const [name = "", where = namespace] = labels;
  const services = view.list("Service");
  const elsewhere = services.filter(
    ({ metadata }) =>
      metadata.name === name && (labels.length === 1 || labels[2] === "svc" || labels.length === 2),
  );
  if (elsewhere.length > 0) {
    return elsewhere
      .filter(({ metadata }) => metadata.namespace !== where)
      .map(
        ({ metadata }) =>
          `Service ${name} is in namespace ${metadata.namespace}: ${name}.${metadata.namespace}`,
      );
  }
  const known = services.map(({ metadata }) =>
    metadata.namespace === namespace ? metadata.name : `${metadata.name}.${metadata.namespace}`,
  );
  const near = suggest(labels.slice(0, 2).join("."), known);
  return near.map((candidate) => `did you mean ${candidate}?`);
}

/** Why a Service port has no backend: selector, readiness or a named port that nobody declares. */
function backendHints(view: ClusterView, { metadata, spec }: Service, number: number): readonly string[] {
  const labels = spec.selector ?? {};
  if (Object.keys(labels).length === 0)
    return [`Service ${metadata.name} has no selector: its endpoints are made by hand`];
  const selector = compileSelector({ matchLabels: labels });
  const pods = view.pods.filter(
    (pod) => pod.namespace === metadata.namespace && selects(selector, pod.labels),
  );
  if (pods.length === 0)
    return [`the selector ${formatSelector(selector)} of Service ${metadata.name} matches no pod`];
  const target = spec.ports?.find((port) => port.port === number)?.targetPort;
  const declared = new Set(pods.flatMap((pod) => pod.namedPorts.map((port) => port.name)));
  if (typeof target === "string" && !declared.has(target)) {
    const names = declared.size === 0 ? "none is named" : `they have ${[...declared].join(", ")}`;
    return [`no pod of Service ${metadata.name} has a port named ${target}; ${names}`];
  }
  const unready = pods.filter((pod) => !pod.ready).map((pod) => pod.id);
  return unready.length === 0 ? [] : [`not ready: ${unready.join(", ")}`];
}
