import type { Ingress } from "../../../../api/networking/ingress.ts";
import { annotation, bytesOf, nameOfAnnotation } from "../../../../api/networking/nginx-annotations.ts";
import type { Ending } from "../../../../trace/ending.ts";
import type { HttpHeaders, HttpRequest } from "../../../../values/http-message.ts";
import { type Ip, parseIp } from "../../../../values/ip.ts";
import type { Choice } from "../../../function.ts";
import { lookUpPlainly, type Names, withNames } from "../external-name.ts";
import { type Forwarding, forward } from "../forward.ts";
import type { IngressStep } from "../steps.ts";
import type { Route } from "../table.ts";
import { allowlistOf, closedByValue, ranges, refusedAddress } from "./address-lists.ts";
import { stuckTo, withAffinity } from "./affinity.ts";
import { type Choices, type NginxRequest, queryOf, redirect, refuse, refusedBy } from "./answers.ts";
import { authProblem, authRefusal } from "./auth.ts";
import { backendTlsRefusal, towardsBackend } from "./backend-tls.ts";
import { canaryFor } from "./canary.ts";
import { clientCertificate } from "./client-certificate.ts";
import { configMapRefusal, customHeaders } from "./config-maps.ts";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import { interceptedStatuses, withCustomErrors } from "./custom-errors.ts";
import { defaultService } from "./default-backend.ts";
import { judgeAnswer, type Subrequest, subrequestOf } from "./external-auth.ts";
import { withHsts } from "./hsts.ts";
import { type Location, locate } from "./locations.ts";
import { appRoot, ownRedirect, toHttps } from "./redirects.ts";
import { overLimit } from "./request-limits.ts";
import { isLeftOpen, settingOf, switchOf } from "./settings.ts";
import { withTries } from "./tries.ts";
import { upstreamOf } from "./upstreams.ts";

/** `client_max_body_size` of the controller. */
const BODY_SIZE = 1024 * 1024;

/**
 * The phases of one request, in nginx' order (rootfs/etc/nginx/template, lua_ingress.lua): app-root, body size, what
 * closes the location, its redirects, the one to HTTPS, limits, endpoints, address lists, the backend. `undefined`: no location takes the path.
 */
export function nginxChoices(asked: NginxRequest): Choices | undefined {
  const { host, request } = asked;
  const known = identified(asked);
  if (known.refused !== undefined) return known.refused;
  const root = appRoot(asked);
  if (root !== undefined) return root;
  const location = locate(host, request.path);
  if (location.kind === "none") return undefined;
  return withHsts(asked.table.config, request, atLocation(asked, location, known.headers));
}

function atLocation(
  asked: NginxRequest,
  location: Exclude<Location, { readonly kind: "none" }>,
  headers: HttpHeaders,
): Choices {
  const { request } = asked;
  const { route } = location;
  if (location.kind === "slash") {
    const to = `${request.scheme}://${request.authority}${request.path}/${queryOf(request)}`;
    return redirect(asked, route.ingress, 301, to, "the location ends with a slash");
  }
  const early =
    tooLarge(asked, route) ??
    closedByValue(asked, route) ??
    denied(asked, route) ??
    preflight(asked, route) ??
    ownRedirect(asked, route) ??
    rewrittenElsewhere(asked, location) ??
    toHttps(asked, route);
  if (early !== undefined) return early;
  const over = overLimit(asked, route);
  if (over !== undefined) return withPages(asked, route, over);
  const chosen = canaryFor(asked.table, route, request);
  const routes = [route, ...chosen.map((one) => one.route)];
  const { rewritten: path } = location;
  return withNames(asked.view, routes, asked.base, (names) =>
    proxied(asked, route, { chosen, path, headers, names }),
  );
}

/** A rewrite to another URL is a redirect (ngx_http_rewrite_module), which keeps the query. */
function rewrittenElsewhere(
  asked: NginxRequest,
  { route, rewritten: to }: Extract<Location, { readonly kind: "route" }>,
): Choices | undefined {
  if (to === undefined || !/^https?:\/\//.test(to)) return undefined;
  const why = nameOfAnnotation("rewrite-target");
  return redirect(asked, route.ingress, 302, `${to}${queryOf(asked.request)}`, why);
}

interface Proxying {
  readonly chosen: ReturnType<typeof canaryFor>;
  /** What an expression made of the path. */
  readonly path: string | undefined;
  /** Of the client's certificate. */
  readonly headers: HttpHeaders;
  readonly names: Names;
}

/** The last phases: endpoints, address lists and users, the backend, and pages in place of errors. */
function proxied(asked: NginxRequest, route: Route, { chosen, path, headers, names }: Proxying): Choices {
  const { request } = asked;
  const expression = path !== undefined;
  const sent = rewritten(request, path);
  const reach = (one: Route): Choices => {
    const plain = forwardingOf(asked, route.ingress, one.ingress, expression);
    const how = { ...plain, names, sent: { ...plain.sent, ...headers } };
    return forward(asked.view, one, sent, asked.base, how);
  };
  const main = reach(route);
  // Who the canary is stands in the balancer of the main Service, which is none without an endpoint (balancer.lua).
  const choices = leadsOn(main)
    ? beside(asked, route, chosen, reach)
    : withDefaultBackend(asked, route, main);
  const place = { path: route.path, isExpression: expression };
  const kept = withTries(asked, route.ingress, withAffinity(route.ingress, place, request, choices));
  const guarded = leadsOn(kept) ? guard(asked, route, kept) : kept;
  return withPages(asked, route, guarded);
}

function withPages(asked: NginxRequest, route: Route, choices: Choices): Choices {
  const statuses = interceptedStatuses(asked.table.config, route.ingress);
  if (statuses.size === 0) return choices;
  return withCustomErrors(statuses, choices, (status) => errorPage(asked, route, status));
}

/** The canary takes its part, unless a cookie keeps the client with an endpoint that it had (balancer.lua). */
function beside(
  { table, request }: NginxRequest,
  route: Route,
  chosen: ReturnType<typeof canaryFor>,
  reach: (route: Route) => Choices,
): Choices {
  const main = reach(route);
  const canary = table.alternatives.get(upstreamOf(route));
  const stuck =
    canary === undefined ? undefined : stuckTo(route.ingress, request, [...main, ...reach(canary)]);
  if (stuck !== undefined) return [{ ...stuck, share: 1 }];
  const parts = chosen.map(({ route: one, share }) => ({ share, wanted: one === route ? main : reach(one) }));
  const isShared = parts.length > 1 && parts.every(({ wanted }) => leadsOn(wanted));
  return parts.flatMap(({ share, wanted }) => {
    const part = isShared ? { percent: Math.round(share * 1000) / 10 } : {};
    return (leadsOn(wanted) ? wanted : main).map((choice): Choice<IngressStep> => {
      const steps = choice.steps.map((step) => (step.code === "routed" ? { ...step, ...part } : step));
      return { ...choice, steps, share: choice.share * share };
    });
  });
}

function leadsOn(choices: Choices): boolean {
  return choices.some(({ does }) => does.kind === "upstream");
}

/** An annotation that the controller cannot follow closes the location. */
function denied(asked: NginxRequest, { ingress }: Route): Choices | undefined {
  const { view, table } = asked;
  const refusal =
    authProblem(view, ingress) ??
    backendTlsRefusal(view, ingress) ??
    configMapRefusal(view, table.config, ingress);
  return refusal === undefined ? undefined : refusedBy(asked, ingress, refusal);
}

/** The client's certificate, for hosts of which an Ingress asks for one. */
function identified(asked: NginxRequest): { readonly refused?: Choices; readonly headers: HttpHeaders } {
  const found = clientCertificate(asked.view, asked.host.ingresses, asked.request);
  if (found === undefined) return { headers: {} };
  if (found.kind === "passed") return { headers: found.headers };
  const { ingress, refusal } = found;
  const page = annotation(ingress, "auth-tls-error-page");
  return refusal.status === 400 && page !== undefined
    ? { refused: redirect(asked, ingress, 302, page, refusal.why), headers: {} }
    : { refused: refusedBy(asked, ingress, refusal), headers: {} };
}

/** The Service of `default-backend` answers in place of an error; without one the controller's own, which knows only 404. */
function errorPage(asked: NginxRequest, route: Route, status: number): Choices {
  const { view, base, request } = asked;
  const { ingress } = route;
  const name = nameOfAnnotation("custom-http-errors");
  const use = view.use(ingress, ["metadata", "annotations", name]);
  const step: IngressStep = { ...base, code: "error-replaced", ingress: use, status, objects: [use] };
  const backend = defaultBackend(asked, route);
  const sent = {
    "x-code": String(status),
    "x-format": request.headers["accept"] ?? "",
    "x-original-uri": `${request.path}${queryOf(request)}`,
    "x-namespace": ingress.metadata.namespace ?? "default",
    "x-ingress-name": ingress.metadata.name,
  };
  const own: Choices = [{ share: 1, steps: [], does: { kind: "answered", status: 404 } }];
  const choices: Choices =
    backend === undefined
      ? (defaultService(view, asked.table, request, base, sent) ?? own)
      : forward(view, backend, request, base, { sent });
  return choices.map((one) => ({ ...one, steps: [step, ...one.steps] }));
}

/** Address lists, users, and the service that is asked; with `satisfy: any` one of them is enough. */
function guard(asked: NginxRequest, route: Route, choices: Choices): Choices {
  const { view, request, table } = asked;
  const { ingress } = route;
  const byAddress = refusedAddress(asked, route);
  if (isLeftOpen(table.config, route, "no-auth-locations")) return byAddress ?? choices;
  const hasList = ranges(asked, ingress, allowlistOf(ingress)).length > 0;
  const hasAuth =
    annotation(ingress, "auth-type") !== undefined || annotation(ingress, "auth-url") !== undefined;
  const isAny = annotation(ingress, "satisfy") === "any" && hasList && hasAuth;
  if (isAny && byAddress === undefined) return choices;
  if (!isAny && byAddress !== undefined) return byAddress;
  const refusal = authRefusal(view, ingress, request);
  if (refusal !== undefined) return refusedBy(asked, ingress, refusal);
  const question = subrequestOf(ingress, request, asked.came.scheme);
  if (question === undefined) return choices;
  if ("why" in question) return refuse(asked, ingress, 500, "auth-url", question.why);
  const literal = parseIp(question.host);
  if (literal !== undefined) return authorized(asked, ingress, question, literal, choices);
  return lookUpPlainly(view, question.host, ([address]) => {
    if (address !== undefined) return authorized(asked, ingress, question, address, choices);
    const isShort = question.host.split(".").length < 3 || question.host.endsWith(".svc");
    const why = `${question.host} has no address${isShort ? ": nginx asks for the name as it stands, without a search list, so a Service needs its whole name" : ""}`;
    return refuse(asked, ingress, 500, "auth-url", why);
  });
}

/** The service behind `auth-url` is asked first, and what it says decides. */
function authorized(
  asked: NginxRequest,
  ingress: Ingress,
  { port, request: question }: Subrequest,
  address: Ip,
  choices: Choices,
): Choices {
  const { view, request } = asked;
  const use = view.use(ingress, ["metadata", "annotations", nameOfAnnotation("auth-url")]);
  const owner = view.list("Service").find(({ spec }) => spec.clusterIP === address.text);
  const service = owner === undefined ? use : view.use(owner, ["spec"]);
  const step: IngressStep = {
    ...asked.base,
    code: "auth-asked",
    ingress: use,
    url: annotation(ingress, "auth-url") ?? "",
    objects: [use, service],
  };
  const then = (ending: Ending): Choices => {
    const refused = judgeAnswer(ingress, ending, request, asked.came.scheme);
    return refused === undefined ? choices : refusedBy(asked, ingress, refused);
  };
  const does: Choice<IngressStep>["does"] = {
    kind: "upstream",
    address,
    port,
    request: question,
    service,
    answer: (ending) => ({ ending }),
    then,
  };
  return [{ share: 1, steps: [step], does }];
}

/**
 * Without a ready endpoint the Service of `default-backend` answers, where the Ingress names one. A Service or port that
 * does not exist is an upstream without endpoints, too (createUpstreams, shouldCreateUpstreamForLocationDefaultBackend).
 */
function withDefaultBackend(asked: NginxRequest, route: Route, choices: Choices): Choices {
  const isEmpty =
    route.backend.service !== undefined &&
    choices.every(({ steps }) => /^no-(endpoints|backend)$/.test(steps.at(-1)?.code ?? ""));
  const backend = isEmpty ? defaultBackend(asked, route) : undefined;
  return backend === undefined ? choices : forward(asked.view, backend, asked.request, asked.base);
}

/** The Service of `default-backend`, with its first port, in place of the route's own. */
function defaultBackend({ view }: NginxRequest, { ingress, ...route }: Route): Route | undefined {
  const name = annotation(ingress, "default-backend");
  const service = name === undefined ? undefined : view.get("Service", ingress.metadata.namespace, name);
  const number = service?.spec.ports?.[0]?.port;
  if (name === undefined || number === undefined) return undefined;
  const at = ["metadata", "annotations", nameOfAnnotation("default-backend")];
  return { ...route, ingress, backend: { service: { name, port: { number } } }, at, isDefault: true };
}

/** What annotations of the location say of the request to the backend, and of the answer. */
function forwardingOf(
  { view, host, request, came, table }: NginxRequest,
  ingress: Ingress,
  backend: Ingress,
  isExpression: boolean,
): Forwarding {
  const said = (annotation(backend, "backend-protocol") ?? "HTTP").toUpperCase();
  const protocol = said === "AUTO_HTTP" ? request.scheme.toUpperCase() : said;
  const prefix = annotation(ingress, "x-forwarded-prefix");
  const authority = annotation(ingress, "upstream-vhost") ?? came.host;
  return {
    added: { ...corsHeaders(ingress, request), ...customHeaders(view, table.config, ingress) },
    sent: {
      ...came.headers,
      // nginx writes Connection itself, from Upgrade alone (template: $connection_upgrade).
      ...(request.headers["upgrade"] === undefined ? {} : { connection: "upgrade" }),
      ...(prefix !== undefined && isExpression ? { "x-forwarded-prefix": prefix } : {}),
    },
    authority,
    ...(protocol === "HTTPS" ? { tls: towardsBackend(view, host.ingresses, ingress) } : {}),
    // The settings are those of HTTP proxying alone.
    ...(protocol === "GRPCS" ? { tls: { verify: false } } : {}),
    isGrpc: protocol === "GRPC",
    byService: switchOf(table.config, backend, "service-upstream", false),
  };
}

function tooLarge(asked: NginxRequest, { ingress }: Route): Choices | undefined {
  const text = settingOf(asked.table.config, ingress, "proxy-body-size");
  const most = (text === undefined ? undefined : bytesOf(text)) ?? BODY_SIZE;
  if (most === 0 || asked.request.bodySize <= most) return undefined;
  return refuse(
    asked,
    ingress,
    413,
    "proxy-body-size",
    `a body of ${asked.request.bodySize} bytes is more than ${most}`,
  );
}

/** An origin that may not ask is no preflight: the request goes on to the backend. */
function preflight(asked: NginxRequest, { ingress }: Route): Choices | undefined {
  const allowed = corsHeaders(ingress, asked.request);
  if (allowed === undefined || asked.request.method !== "OPTIONS") return undefined;
  const headers = preflightHeaders(ingress, allowed);
  const use = asked.view.use(ingress, ["metadata", "annotations", nameOfAnnotation("enable-cors")]);
  const step: IngressStep = { ...asked.base, code: "preflight", ingress: use, objects: [use] };
  return [{ share: 1, steps: [step], does: { kind: "answered", status: 204, headers } }];
}

function rewritten(request: HttpRequest, path: string | undefined): HttpRequest {
  if (path === undefined) return request;
  return { ...request, path: path.startsWith("/") ? path : `/${path}` };
}
