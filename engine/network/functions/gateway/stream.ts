import type { BackendReference } from "../../../api/gateway/references.ts";
import { backendVerdict } from "../../../cluster/gateway/backends.ts";
import { lookUpHost } from "../../../cluster/gateway/hostnames.ts";
import type { AnyRoute } from "../../../cluster/gateway/routes.ts";
import { readyBackends } from "../../../cluster/service-backends.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Ending } from "../../../trace/ending.ts";
import type { HttpRequest } from "../../../values/http-message.ts";
import type { FieldPath } from "../../../values/source.ts";
import type { Choice } from "../../function.ts";
import { type BackendSpeech, speechTo, towardsBackend } from "./backend-tls.ts";
import type { GatewayStep } from "./steps.ts";
import type { BoundListener, GatewayTable } from "./table.ts";

type Choices = readonly Choice<GatewayStep>[];
type Stream = Omit<Extract<GatewayStep, { code: "stream-closed" }>, "code" | "why">;

/** A connection or a datagram that a proxy carries on without reading it. */
export interface Carried {
  readonly view: ClusterView;
  readonly table: GatewayTable;
  readonly listener: BoundListener;
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
  /** Name of the TLS hello; empty where there is none to go by. */
  readonly host: string;
  /** What the client says, as the backend is to hear it. */
  readonly request: HttpRequest | undefined;
}

export function carry(carried: Carried): Choices {
  const { view, table, listener, port, host } = carried;
  const { name, protocol } = listener.state.listener;
  const gateway = view.use(table.state.gateway, ["spec", "listeners"]);
  const what = host === "" ? protocol : `${protocol} for ${host}`;
  const stream: Stream = { function: "gateway", gateway, port, listener: name, what, objects: [gateway] };
  const route = lookUpHost(listener.streams, host);
  if (route === undefined) {
    const hosts = [...listener.streams.keys()].filter(Boolean);
    const why = hosts.length === 0 ? "the listener has no route" : `its routes are for ${hosts.join(", ")}`;
    return [closed(carried, { ...stream, code: "stream-closed", why }, 1)];
  }
  return toBackends(carried, route, stream);
}

function closed({ protocol }: Carried, step: GatewayStep, share: number): Choice<GatewayStep> {
  const ending: Ending = { kind: protocol === "UDP" ? "dropped" : "closed" };
  return { share, steps: [step], does: ending };
}

/** A route of streams has one rule that counts: all connections look alike. */
function toBackends(carried: Carried, route: AnyRoute, stream: Stream): Choices {
  const { view } = carried;
  const [rule] = (route.spec.rules ?? []) as readonly {
    readonly backendRefs?: readonly BackendReference[];
  }[];
  const backends = rule?.backendRefs ?? [];
  const total = backends.reduce((sum, { weight }) => sum + weight, 0);
  const use = view.use(route, ["spec", "rules", 0]);
  if (total === 0) {
    const why = "its route sends it to no backend";
    return [closed(carried, { ...stream, code: "stream-closed", why, objects: [use, stream.gateway] }, 1)];
  }
  return backends.flatMap((backend, index) => {
    if (backend.weight === 0) return [];
    const at: FieldPath = ["spec", "rules", 0, "backendRefs", index];
    return toBackend(carried, route, backend, at, stream).map((choice) => ({
      ...choice,
      share: (choice.share * backend.weight) / total,
    }));
  });
}

const PLAIN: BackendSpeech = { kind: "plain" };

function toBackend(
  carried: Carried,
  route: AnyRoute,
  backend: BackendReference,
  at: FieldPath,
  stream: Stream,
): Choices {
  const { view, table, protocol, request } = carried;
  const use = view.use(route, at);
  const verdict = backendVerdict(view, route, backend);
  if (verdict.kind === "invalid") {
    const why = `${verdict.reason}: ${verdict.message}`;
    return [closed(carried, { ...stream, code: "stream-closed", why, objects: [use, stream.gateway] }, 1)];
  }
  const service = view.use(verdict.service, ["spec"]);
  // A policy is for TLS that ended here; what passes unopened, and bare TCP, goes on as it came.
  const isOpened = route.kind === "TLSRoute" && request?.scheme === "http";
  const speech = isOpened ? speechTo(view, table.state.gateway, verdict.service, verdict.port) : PLAIN;
  if (speech.kind === "unusable") {
    const why = `its BackendTLSPolicy is no use: ${speech.reason}, ${speech.message}`;
    const objects = [speech.policy, use, stream.gateway];
    return [closed(carried, { ...stream, code: "stream-closed", why, objects }, 1)];
  }
  const asked = isOpened ? towardsBackend(request, speech) : request;
  const endpoints = readyBackends(view, verdict.service, verdict.port);
  const objects = [use, service, stream.gateway];
  if (endpoints.length === 0) {
    const why = `Service ${service.namespace}/${service.name} has no ready endpoint`;
    return [closed(carried, { ...stream, code: "stream-closed", why, objects }, 1)];
  }
  const of = endpoints.length;
  return endpoints.map(({ address, port }): Choice<GatewayStep> => {
    const step: GatewayStep = {
      ...stream,
      code: "forwarded",
      route: use,
      service,
      endpoint: address.text,
      endpointPort: port,
      of,
      objects,
    };
    const base = { kind: "upstream", address, port, protocol, service } as const;
    const upstream = { ...base, answer: (ending: Ending) => told(carried, ending, isOpened) };
    return {
      share: 1 / of,
      steps: [step],
      does: asked === undefined ? upstream : { ...upstream, request: asked },
    };
  });
}

/** The client was connected to the proxy before the backend said anything: it sees its connection closed, not refused. */
function told({ protocol }: Carried, ending: Ending, isOpened: boolean): { readonly ending: Ending } {
  if (isOpened && ending.kind === "tls-failed") return { ending: { kind: "closed" } };
  if (protocol === "UDP") return { ending: ending.kind === "connected" ? ending : { kind: "dropped" } };
  const isSilent = ending.kind === "refused" || ending.kind === "unreachable" || ending.kind === "dropped";
  return { ending: isSilent ? { kind: "closed" } : ending };
}
