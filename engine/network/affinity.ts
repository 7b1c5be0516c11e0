import type { Branch } from "../trace/trace.ts";
import type { RouteStep } from "./functions/route/steps.ts";
import type { ServiceProxyStep } from "./functions/service-proxy/steps.ts";

/** What the proxy of one node remembers of a client: the endpoint that it was sent to (sessionAffinity: ClientIP). */
export interface Affinity {
  readonly service: { readonly namespace?: string; readonly name: string };
  /** Address by which the client came, and the Service port. */
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
  readonly node: string;
  /** The client's address, as the proxy saw it. */
  readonly client: string;
  readonly endpoint: string;
  readonly targetPort: number;
  /** Seconds since the client last came. */
  readonly age: number;
}

/** A connection before this one: how many seconds ago, whether it is still open, and where a proxy sent it. */
export interface Earlier {
  readonly age: number;
  readonly isOpen?: boolean;
  /** `address:port`. */
  readonly endpoint?: string;
}

/** What the nodes remember once a request has gone this way. */
export function affinitiesOf({ legs }: Branch, age: number): readonly Affinity[] {
  return legs.flatMap(({ hops }) =>
    hops.flatMap(({ step, packet }) => {
      if (step.function !== "service-proxy" || step.code !== "translated" || packet === undefined) return [];
      const { affinity, service, address, port, protocol, node, endpoint, targetPort } = step as Extract<
        ServiceProxyStep,
        { code: "translated" }
      >;
      if (affinity === undefined) return [];
      const client = packet.source.text;
      return [{ service, address, port, protocol, node, client, endpoint, targetPort, age }];
    }),
  );
}

/** The same of a proxy in a pod, which knows its clients by address (HAProxy's `balance source`). */
export function earlierOf({ legs }: Branch, age: number): Earlier {
  const steps = legs.flatMap(({ hops }) => hops.map(({ step }) => step as Partial<RouteStep>));
  const taken = steps.findLast(({ code }) => code === "routed" || code === "passed-through");
  if (taken === undefined || !("endpoint" in taken)) return { age };
  const { endpoint = "", port = 0 } = taken as { readonly endpoint?: string; readonly port?: number };
  return { age, endpoint: endpoint.includes(":") ? `[${endpoint}]:${port}` : `${endpoint}:${port}` };
}
