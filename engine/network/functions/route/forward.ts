import type { Route } from "../../../api/openshift/route.ts";
import type { Router } from "../../../cluster/routers.ts";
import type { Ending } from "../../../trace/ending.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import type { HttpRequest, TlsHello } from "../../../values/http-message.ts";
import type { Choice } from "../../function.ts";
import { mostConnections, rewriteTarget } from "./annotations.ts";
import { backendsFor, whyNoBackends } from "./backends.ts";
import { closedTo } from "./closed.ts";
import { endpointId, hashOf, stickyCookie } from "./cookie.ts";
import { towardsPod } from "./destination.ts";
import type { Base, Choices, Exchange } from "./exchange.ts";
import { requestHeaders, responseHeaders } from "./headers.ts";
import { limitsOf } from "./limits.ts";
import type { RouteStep } from "./steps.ts";
import type { RouteRule } from "./table.ts";
import { withTries } from "./tries.ts";

/** The Route's backends, each with its part of the requests. */
export function forward(exchange: Exchange, { route, termination }: RouteRule, base: Base): Choices {
  const { view, table } = exchange;
  const use = view.use(route, ["spec", "to"]);
  const closed = closedTo(exchange, route, base);
  if (closed !== undefined) return [{ share: 1, steps: [closed], does: { kind: "closed" } }];
  const backends = backendsFor(exchange, route);
  if (backends.length === 0) return [noEndpoints(whyNoBackends(view, route), use, base)];
  const full = queueFull(exchange, route, backends.length, base);
  if (full !== undefined) return [full];
  const cookie = stickyCookie(route);
  const choices = backends.map((one): Choice<RouteStep> => {
    const { share, of, service } = one;
    const { address, port, appProtocol } = one.backend;
    const set =
      cookie === undefined
        ? undefined
        : `${cookie.name}=${hashOf(endpointId(view, one))}; ${cookie.attributes}`;
    const percent = Math.round(share * 1000) / 10;
    const facts = {
      ...base,
      route: use,
      service,
      endpoint: address.text,
      port,
      of,
      percent,
      objects: [use, service],
    };
    const step: RouteStep =
      termination === undefined ? { ...facts, code: "routed" } : { ...facts, code: "routed", termination };
    return {
      share,
      steps: [step],
      does: {
        kind: "upstream",
        address,
        port,
        request: asForwarded(
          exchange,
          route,
          termination === "reencrypt" ? towardsPod(route, service) : undefined,
          appProtocol === "kubernetes.io/h2c",
        ),
        service,
        answer: (ending) => told(ending, { route, use, service, base, router: table.router, set }),
      },
    };
  });
  return withTries(exchange, route, base, choices);
}

/** The router looks at the hello and touches nothing: the client's TLS ends in the pod. */
export function passThrough(exchange: Exchange, { route }: RouteRule, base: Base): Choices {
  const { view, request } = exchange;
  const use = view.use(route, ["spec", "tls", "termination"]);
  const closed = closedTo(exchange, route, base);
  if (closed !== undefined) return [{ share: 1, steps: [closed], does: { kind: "closed" } }];
  const backends = backendsFor(exchange, route);
  if (backends.length === 0) {
    const { share, steps } = noEndpoints(whyNoBackends(view, route), use, base);
    return [{ share, steps, does: { kind: "tls-failed" } }];
  }
  return backends.map(({ share, backend: { address, port }, service }): Choice<RouteStep> => {
    const objects = [use, service];
    const facts = { ...base, route: use, service, endpoint: address.text, port, objects };
    return {
      share,
      steps: [{ ...facts, code: "passed-through" }],
      does: {
        kind: "upstream",
        address,
        port,
        request,
        service,
        answer: (ending) => ({ ending: asPassed(ending) }),
      },
    };
  });
}

/** A connection that the router took and cannot continue is closed on the client. */
function asPassed(ending: Ending): Ending {
  return ["refused", "dropped", "unreachable"].includes(ending.kind) ? { kind: "closed" } : ending;
}

/** Every endpoint has as many connections as it may have: the request waits for one to end, and then it is 503. */
function queueFull(
  { view, flow, table }: Exchange,
  route: Route,
  endpoints: number,
  base: Base,
): Choice<RouteStep> | undefined {
  const most = mostConnections(route);
  const open = (flow.earlier ?? []).filter(({ isOpen = false }) => isOpen).length;
  if (most === undefined || open < most * endpoints) return undefined;
  const use = view.use(route, [
    "metadata",
    "annotations",
    "haproxy.router.openshift.io/pod-concurrent-connections",
  ]);
  const { connect } = limitsOf(route, table.router);
  const facts = { ...base, route: use, most, endpoints, seconds: connect / 1000, objects: [use] };
  return {
    share: 1,
    steps: [{ ...facts, code: "queue-full" }],
    does: { kind: "answered", status: 503, took: connect },
  };
}

function noEndpoints(why: string, route: ObjectUse, base: Base): Choice<RouteStep> {
  const step: RouteStep = { ...base, code: "no-endpoints", route, why, objects: [route] };
  return { share: 1, steps: [step], does: { kind: "answered", status: 503 } };
}

function asForwarded(
  { request, flow, table }: Exchange,
  route: Route,
  hello: TlsHello | undefined,
  isH2c: boolean,
): HttpRequest {
  const { tls: _, version: __, ...rest } = request;
  const source = flow.masqueraded ?? flow.packet.source;
  const { host: authority = "", ...headers } = requestHeaders(request, source, route, table.router);
  const sent = { ...rest, authority, headers, path: rewritten(rest.path, route) };
  if (hello !== undefined) return { ...sent, scheme: "https", tls: hello };
  return isH2c ? { ...sent, scheme: "http", version: "2" } : { ...sent, scheme: "http" };
}

/** `rewrite-target` takes the place of the Route's path; `/` takes the slash behind it along (haproxy-config.template). */
function rewritten(path: string, route: Route): string {
  const target = rewriteTarget(route);
  const prefix = route.spec.path ?? "";
  if (target === undefined || !path.startsWith(prefix)) return path;
  const rest = target.isWhole ? "" : path.slice(prefix.length);
  return target.text === "/" ? `/${rest.replace(/^\//, "")}` : `${target.text}${rest}`;
}

interface Told {
  readonly route: Route;
  readonly use: ObjectUse;
  readonly service: ObjectUse;
  readonly base: Base;
  readonly router: Router;
  /** The sticky cookie, as the client is told to keep it. */
  readonly set: string | undefined;
}

function told(
  ending: Ending,
  { route, use, service, base, router, set }: Told,
): { readonly ending: Ending; readonly step?: RouteStep } {
  if (ending.kind === "answered") {
    const kept = set === undefined ? {} : { "set-cookie": set };
    const headers = responseHeaders({ ...ending.headers, ...kept }, route, router);
    return { ending: { ...ending, headers } };
  }
  const status = ending.kind === "closed" ? 502 : 503;
  const step: RouteStep = {
    ...base,
    code: "bad-gateway",
    route: use,
    service,
    status,
    ending: ending.kind,
    objects: [use, service],
  };
  return { ending: { kind: "answered", status }, step };
}
