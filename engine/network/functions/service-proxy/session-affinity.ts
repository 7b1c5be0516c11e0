import type { Service, ServicePort } from "../../../api/core/service.ts";
import type { Affinity } from "../../affinity.ts";
import type { Flow } from "../../function.ts";
import type { Backend } from "./endpoints.ts";
import type { ProxyMode } from "./modes/proxy-mode.ts";

/** `DefaultClientIPServiceAffinitySeconds`. */
const DEFAULT_TIMEOUT = 10_800;

/** Seconds for which a client comes back to its endpoint; `undefined` when the Service does not care. */
export function affinityTimeout({ spec }: Service): number | undefined {
  if (spec.sessionAffinity !== "ClientIP") return undefined;
  return spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_TIMEOUT;
}

/**
 * The endpoint that this node remembers for the client, if the time is not over and the endpoint is still one of the
 * choices. The memory belongs to a Service port; whether it holds for the Service's other addresses depends on the mode.
 */
export function remembered(
  { affinityScope }: ProxyMode,
  service: Service,
  port: ServicePort,
  { packet, affinities = [] }: Flow,
  node: string,
  choices: readonly Backend[],
): Backend | undefined {
  const timeout = affinityTimeout(service);
  if (timeout === undefined) return undefined;
  const { namespace, name } = service.metadata;
  const holds = (known: Affinity): boolean =>
    known.age < timeout &&
    known.node === node &&
    known.client === packet.source.text &&
    known.service.namespace === namespace &&
    known.service.name === name &&
    known.protocol === (port.protocol ?? "TCP") &&
    (affinityScope === "address"
      ? known.address === packet.destination.text && known.port === packet.destinationPort
      : known.port === port.port || known.port === port.nodePort);
  const found = affinities.find(holds);
  if (found === undefined) return undefined;
  return choices.find(
    ({ address, port: number }) => address.text === found.endpoint && number === found.targetPort,
  );
}
