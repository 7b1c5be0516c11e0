import type { ClusterView, NodeView } from "../cluster/view.ts";
import { readyOn } from "../network/functions/service-proxy/endpoints.ts";
import { opensHealthChecks } from "../network/functions/service-proxy/node-port-addresses.ts";
import type { ObjectUse } from "../trace/step.ts";
import { isLoopback } from "../values/ip.ts";
import type { Packet } from "../values/packet.ts";
import { port } from "../values/port.ts";
import type { Listener } from "./listener.ts";

/** What a load balancer asks a node: whether a Service has ready endpoints there. */
export interface HealthCheck {
  readonly listener: Listener;
  readonly service: ObjectUse;
  /** Ready endpoints on the node. */
  readonly endpoints: number;
}

/**
 * The health check that the packet is for: `healthCheckNodePort` of a load balancer with policy Local, on the addresses
 * that node ports are open on (pkg/proxy/healthcheck). The proxy itself is taken to be healthy.
 */
export function healthCheckAt(view: ClusterView, node: NodeView, packet: Packet): HealthCheck | undefined {
  const { source, destination, destinationPort, protocol } = packet;
  const at = isLoopback(source) ? source : destination;
  if (protocol !== "TCP" || !opensHealthChecks(view, node, at)) return undefined;
  const asked = view.list("Service").find(({ spec }) => {
    const isLocal = spec.type === "LoadBalancer" && spec.externalTrafficPolicy === "Local";
    return isLocal && spec.healthCheckNodePort === destinationPort;
  });
  const number = port(destinationPort);
  if (asked === undefined || number === undefined) return undefined;
  const endpoints = readyOn(view, asked, node.name).size;
  const status = endpoints > 0 ? 200 : 503;
  return {
    listener: { port: number, protocol, application: "HTTP", status },
    service: view.use(asked, ["spec"]),
    endpoints,
  };
}
