import type { Service, ServicePort } from "../api/core/service.ts";
import type { ClusterView } from "../cluster/view.ts";
import type { Network } from "../network/network.ts";
import type { Request } from "../trace/trace.ts";
import { canonicalHostname } from "../values/hostname.ts";
import { compileSelector, formatSelector, selects } from "../values/label-selector.ts";
import { suggest } from "../values/suggest.ts";
import type { Attempt } from "./conversation.ts";
import type { AnyStep } from "./steps.ts";

/** Facts that help to mend a failed request, without deciding it. */
export function hintsFor(network: Network, request: Request, failed: readonly Attempt[]): readonly string[] {
  const hints = new Set<string>();
  for (const { ending, decidedBy, client } of failed) {
    const step = decidedBy.step as AnyStep;
    if (ending.kind === "name-not-found") {
      const namespace = client.origin.kind === "pod" ? client.origin.pod.namespace : undefined;
      for (const hint of nameHints(network.view, hostOf(request), namespace)) hints.add(hint);
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
