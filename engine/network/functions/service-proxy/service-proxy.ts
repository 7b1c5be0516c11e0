import type { Service, ServicePort } from "../../../api/core/service.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import { parseIp } from "../../../values/ip.ts";
import type { Protocol } from "../../../values/protocol.ts";
import type { Flow, NetworkFunction, Origin, Outcome } from "../../function.ts";
import { type Backend, backendsOf, categorize } from "./endpoints.ts";
import type { ServiceProxyStep } from "./steps.ts";

/** One Service address with its ports. Backends are looked up once, when first asked for. */
interface Frontend {
  readonly service: Service;
  readonly address: string;
  portOf(number: number, protocol: Protocol): ServicePort | undefined;
  backends(port: ServicePort): readonly Backend[];
}

/** kube-proxy: turns a Service's address into an endpoint's, on the node where the packet starts. */
export const serviceProxy: NetworkFunction = {
  name: "service-proxy",
  compile: (view) => {
    const frontends = tableOf(view);
    return {
      visit: (flow) => {
        const frontend = frontends.get(flow.packet.destination.text);
        return frontend === undefined ? { kind: "pass" } : visit(view, frontend, flow);
      },
    };
  },
};

function tableOf(view: ClusterView): ReadonlyMap<string, Frontend> {
  const table = new Map<string, Frontend>();
  for (const service of view.list("Service")) {
    if (service.spec.type === "ExternalName") continue;
    for (const text of service.spec.clusterIPs ?? (service.spec.clusterIP ? [service.spec.clusterIP] : [])) {
      const address = parseIp(text);
      if (address === undefined) continue;
      const known = new Map<ServicePort, readonly Backend[]>();
      table.set(address.text, {
        service,
        address: address.text,
        portOf: (number, protocol) =>
          service.spec.ports?.find((port) => port.port === number && (port.protocol ?? "TCP") === protocol),
        backends: (port) => {
          let backends = known.get(port);
          if (backends === undefined) {
            backends = backendsOf(view, service, port, address.family);
            known.set(port, backends);
          }
          return backends;
        },
      });
    }
  }
  return table;
}

function visit(view: ClusterView, frontend: Frontend, flow: Flow): Outcome<ServiceProxyStep> {
  const { packet, origin } = flow;
  const use = view.use(frontend.service, ["spec"]);
  const base = {
    function: "service-proxy",
    mode: view.profile.kubeProxy,
    service: use,
    objects: [use],
    address: frontend.address,
    port: packet.destinationPort,
    protocol: packet.protocol,
  } as const;
  if (origin.kind === "external") {
    return { kind: "end", ending: { kind: "dropped" }, step: { ...base, code: "not-routed-outside" } };
  }
  const port = frontend.portOf(packet.destinationPort, packet.protocol);
  if (port === undefined) {
    const ports = (frontend.service.spec.ports ?? []).map(describePort);
    return { kind: "end", ending: { kind: "dropped" }, step: { ...base, code: "port-not-served", ports } };
  }
  const all = frontend.backends(port);
  const node = nodeOf(origin);
  const usable = categorize(all, frontend.service.spec.internalTrafficPolicy ?? "Cluster", node);
  if (usable.elsewhere) {
    return {
      kind: "end",
      ending: { kind: "dropped" },
      step: { ...base, code: "no-local-endpoints", node: node ?? "?" },
    };
  }
  if (usable.backends.length === 0) {
    return {
      kind: "end",
      ending: { kind: "refused" },
      step: { ...base, code: "no-endpoints", unready: all.length },
    };
  }
  return {
    kind: "next",
    branches: usable.backends.map((backend) => translate(view, flow, base, backend, usable.backends.length)),
  };
}

function translate(
  view: ClusterView,
  flow: Flow,
  base: Omit<Extract<ServiceProxyStep, { code: "no-endpoints" }>, "code" | "unready">,
  backend: Backend,
  of: number,
): { readonly step: ServiceProxyStep; readonly flow: Flow } {
  const pod = view.podAt(backend.address);
  const objects: readonly ObjectUse[] = pod === undefined ? base.objects : [base.service, view.use(pod.pod)];
  const packet = { ...flow.packet, destination: backend.address, destinationPort: backend.port };
  return {
    step: {
      ...base,
      objects,
      code: "translated",
      endpoint: backend.address.text,
      targetPort: backend.port,
      of,
    },
    flow: { ...flow, packet, share: flow.share / of, service: base.service },
  };
}

function nodeOf(origin: Origin): string | undefined {
  if (origin.kind === "pod") return origin.pod.node;
  return origin.kind === "node" ? origin.node.name : undefined;
}

/** `80/TCP (→ 8080)`; the target is left out when it is the same number. */
export function describePort(port: ServicePort): string {
  const target = port.targetPort ?? port.port;
  const text = `${port.port}/${port.protocol ?? "TCP"}`;
  return target === port.port ? text : `${text} (→ ${target})`;
}
