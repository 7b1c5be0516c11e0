import type { Service, ServicePort } from "../../../api/core/service.ts";
import type { AnyKind } from "../../../api/kinds.ts";
import type { ObjectMeta } from "../../../api/meta.ts";
import type { Protocol } from "../../../values/protocol.ts";
import { type ControlPlane, controlledBy } from "../../control-plane.ts";
import type { GatewayState } from "../../gateway/gateway-state.ts";
import { proxyLabels, proxyName } from "../../gateway/proxy-names.ts";

interface ProxyPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
}

/** What runs for a Gateway: a Deployment of proxies and the Service in front of them, both the Gateway's own. */
export function proxyObjects(
  plane: ControlPlane,
  state: GatewayState,
  given: readonly string[] | undefined,
  asked: string | undefined,
): readonly AnyKind[] {
  const { gateway } = state;
  const ports = portsOf(state);
  if (ports.length === 0) return [];
  const namespace = gateway.metadata.namespace ?? "default";
  const name = proxyName(gateway);
  const { labels: extra = {}, annotations = {} } = gateway.spec.infrastructure ?? {};
  const selector = proxyLabels(gateway);
  const labels = { ...extra, ...selector };
  const common: Omit<ObjectMeta, "name"> = {
    namespace,
    labels,
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    ownerReferences: controlledBy(gateway),
  };
  const containerPorts = ports.map((one) => ({
    name: one.name,
    containerPort: one.port,
    protocol: one.protocol,
  }));
  const template = {
    metadata: { labels, ...(common.annotations === undefined ? {} : { annotations }) },
    spec: {
      serviceAccountName: name,
      containers: [{ name: "proxy", image: "gateway-proxy", ports: containerPorts }],
    },
  };
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, ...common } },
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name, ...common },
      spec: { replicas: 1, selector: { matchLabels: selector }, template },
    },
    serviceFor(plane, { name, ...common }, selector, ports, given, asked),
  ];
}

/** A port that several listeners share is opened once. */
function portsOf({ listeners }: GatewayState): readonly ProxyPort[] {
  const ports = new Map<string, ProxyPort>();
  for (const { listener, accepted } of listeners) {
    if (!accepted.holds) continue;
    const protocol: Protocol = listener.protocol === "UDP" ? "UDP" : "TCP";
    const key = `${listener.port}/${protocol}`;
    if (!ports.has(key))
      ports.set(key, {
        name: `${listener.protocol.toLowerCase()}-${listener.port}`,
        port: listener.port,
        protocol,
      });
  }
  return [...ports.values()];
}

/** What the API server and other loops wrote into the Service stays: its addresses and node ports. */
function serviceFor(
  plane: ControlPlane,
  metadata: ObjectMeta,
  selector: Readonly<Record<string, string>>,
  ports: readonly ProxyPort[],
  given: readonly string[] | undefined,
  asked: string | undefined,
): Service {
  const before = plane.get("Service", metadata.namespace, metadata.name);
  const status =
    given === undefined
      ? before?.status
      : { loadBalancer: { ingress: given.map((ip) => ({ ip, ipMode: "VIP" as const })) } };
  const servicePorts = ports.map(({ name, port, protocol }): ServicePort => {
    const known = before?.spec.ports?.find((one) => one.port === port && one.protocol === protocol);
    return { ...known, name, port, protocol, targetPort: port };
  });
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { ...before?.metadata, ...metadata },
    spec: {
      type: "LoadBalancer",
      allocateLoadBalancerNodePorts: true,
      externalTrafficPolicy: "Cluster",
      internalTrafficPolicy: "Cluster",
      sessionAffinity: "None",
      ...before?.spec,
      ...(asked === undefined ? {} : { loadBalancerIP: asked }),
      selector,
      ports: servicePorts,
    },
    ...(status === undefined ? {} : { status }),
  };
}
