import { hostMatches, lookUpHost } from "../../../cluster/gateway/hostnames.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Ending } from "../../../trace/ending.ts";
import { type HttpRequest, hostOfAuthority } from "../../../values/http-message.ts";
import type { Choice } from "../../function.ts";
import { start, tooLargeForEnvoy } from "../../shared/request-head.ts";
import type { Matched } from "./filters.ts";
import { forward } from "./forward.ts";
import { matchFor } from "./match.ts";
import type { GatewayStep } from "./steps.ts";
import type { BoundListener, BoundPort, GatewayTable } from "./table.ts";

type Choices = readonly Choice<GatewayStep>[];
type Base = Omit<Extract<GatewayStep, { code: "no-listener" }>, "code" | "hosts">;

/** A request at a proxy, on one of its ports. */
export interface Arrived {
  readonly view: ClusterView;
  readonly table: GatewayTable;
  readonly bound: BoundPort;
  readonly port: number;
  readonly request: HttpRequest;
}

/** Plain HTTP: the Host header chooses the listener. */
export function handleHttp(arrived: Arrived): Choices {
  const base = baseOf(arrived);
  const large = tooLarge(arrived, base);
  if (large !== undefined) return large;
  const listener = lookUpHost(arrived.bound.listeners, base.host);
  return listener === undefined ? nobodyListens(arrived, base) : route(arrived, listener, base);
}

/** HTTPS: the TLS hello chooses the listener and its certificate, and the Host header has to belong to the same one. */
export function handleHttps(arrived: Arrived, listener: BoundListener, serverName: string): Choices {
  const base = baseOf(arrived);
  const large = tooLarge(arrived, base);
  if (large !== undefined) return large;
  const meant = lookUpHost(arrived.bound.listeners, base.host);
  if (meant === undefined) return nobodyListens(arrived, base);
  if (meant === listener) return route(arrived, listener, base);
  const [name, other] = [listener.state.listener.name, meant.state.listener.name];
  const step: GatewayStep = { ...base, code: "misdirected", serverName, listener: name, other };
  return own(step, { kind: "answered", status: 421 });
}

function tooLarge({ request }: Arrived, base: Base): Choices | undefined {
  const large = tooLargeForEnvoy(request);
  if (large === undefined) return undefined;
  const step: GatewayStep = { ...base, ...large, code: "head-too-large", asked: start(base.asked) };
  return own(step, { kind: "answered", status: large.status });
}

function baseOf({ view, table, port, request }: Arrived): Base {
  const gateway = view.use(table.state.gateway, ["spec", "listeners"]);
  const host = hostOfAuthority(request.authority);
  const asked = `${request.method} ${request.path}`;
  return { function: "gateway", gateway, port, host, asked, objects: [gateway] };
}

function own(step: GatewayStep, ending: Ending): Choices {
  return [{ share: 1, steps: [step], does: ending }];
}

function nobodyListens({ bound }: Arrived, base: Base): Choices {
  const hosts = [...bound.listeners.keys()];
  return own({ ...base, code: "no-listener", hosts }, { kind: "answered", status: 404 });
}

function route(arrived: Arrived, { state, hosts }: BoundListener, base: Base): Choices {
  const { view, table, request } = arrived;
  const gateway = view.use(table.state.gateway, state.owner === table.state.gateway ? state.at : []);
  const index = lookUpHost(hosts, base.host);
  const entry = index === undefined ? undefined : matchFor(index, request);
  const listener = state.listener.name;
  if (entry !== undefined) {
    const use = view.use(entry.rule.route, entry.rule.at);
    const matched: Matched = {
      ...base,
      gateway,
      listener,
      route: use,
      rule: entry.text,
      objects: [use, gateway],
    };
    return forward(view, table.state.gateway, entry, request, matched);
  }
  const step: GatewayStep = notAttached(arrived, base) ?? {
    ...base,
    code: "no-route",
    listener,
    rules: (index?.all ?? []).slice(0, MOST_SHOWN).map(({ text }) => text),
    hosts: index === undefined ? [...hosts.keys()].filter(Boolean).slice(0, MOST_SHOWN) : [],
    objects: [gateway],
  };
  return own(step, { kind: "answered", status: 404 });
}

/** Rules and hosts that a step names. */
const MOST_SHOWN = 8;

/** A route that names the Gateway and has the host, and that no listener takes. */
function notAttached({ view, table }: Arrived, base: Base): GatewayStep | undefined {
  const found = table.refused.find(({ route: one }) => {
    if (one.kind !== "HTTPRoute" && one.kind !== "GRPCRoute") return false;
    const { hostnames = [] } = one.spec;
    return hostnames.length === 0 || hostnames.some((host) => hostMatches(host.toLowerCase(), base.host));
  });
  if (found === undefined) return undefined;
  const use = view.use(found.route, ["spec", "parentRefs"]);
  const { reason, message } = found.accepted;
  return {
    ...base,
    code: "not-attached",
    route: use,
    why: `${reason}: ${message}`,
    objects: [use, base.gateway],
  };
}
