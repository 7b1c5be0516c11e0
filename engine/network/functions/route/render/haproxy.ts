import Handlebars from "handlebars/runtime.js";
import type { Route } from "../../../../api/openshift/route.ts";
import type { Router } from "../../../../cluster/routers.ts";
import type { ClusterView } from "../../../../cluster/view.ts";
import { formatSocket } from "../../../../values/packet.ts";
import { mostConnections, type RewriteTarget, rewriteTarget } from "../annotations.ts";
import { balanceOf, weightedBackends } from "../backends.ts";
import { allowed } from "../closed.ts";
import { endpointId, hashOf, stickyCookie } from "../cookie.ts";
import { CLIENT_TLS, forwardedPolicy, hstsOf } from "../headers.ts";
import { limitsOf } from "../limits.ts";
import { type RateLimits, rateLimitsOf } from "../rate-limit.ts";
import { type RouteRule, type RouterTable, routerTables } from "../table.ts";
import { HAPROXY } from "./haproxy.generated.ts";
import { actionLines, forwardedLines } from "./header-lines.ts";
import { quoted } from "./quoted.ts";

/** What is used of the runtime, which ships without types. */
interface Runtime {
  create(): Runtime;
  template(precompiled: unknown): (context: unknown, options: unknown) => string;
}

const template = (Handlebars as unknown as Runtime).create().template(HAPROXY);

/**
 * The Routes that the default router admitted, as configuration that HAProxy takes, in the shape of openshift/router's:
 * the same frontends and backends, its look-ups as one expression for each Route, the most specific first.
 */
export function haproxyText(view: ClusterView): string {
  const [table] = routerTables(view);
  if (table === undefined) throw new Error("a cluster without a router");
  return template(contextOf(view, table), {});
}

function contextOf(view: ClusterView, { router, rules }: RouterTable): unknown {
  const actions = router.httpHeaders?.actions;
  const decrypted = rules.filter(({ termination }) => termination === "edge" || termination === "reencrypt");
  const plain = rules.filter(({ termination, insecure }) =>
    termination === undefined
      ? true
      : insecure === "Redirect" || (insecure === "Allow" && termination !== "passthrough"),
  );
  return {
    router: router.name,
    unknown: router.hasErrorPages ? 404 : 503,
    head: [
      ...HEAD,
      ...actionLines("request", actions?.request),
      ...actionLines("response", actions?.response),
    ],
    plain: plain.map((rule) => ({
      to: rule.termination !== undefined && rule.insecure === "Redirect" ? "redirect" : nameOf(rule),
      match: matchOf(rule),
    })),
    secure: decrypted.map((rule) => ({ to: nameOf(rule), match: matchOf(rule) })),
    passed: rules
      .filter(({ termination }) => termination === "passthrough")
      .map((rule) => ({ to: nameOf(rule), match: quoted(`^${hostPattern(rule)}\\.?$`) })),
    backends: rules.map((rule) => backendOf(view, router, rule)),
  };
}

/** What happens to every request first: headers that nobody but the router may set go, the host is made small. */
const HEAD: readonly string[] = [
  "http-request deny if { hdr_len(content-length) 0 }",
  "http-request del-header Proxy",
  `http-request del-header '(?i)${CLIENT_TLS.source}' -m reg`,
  "http-request set-header Host %[req.hdr(Host),lower]",
];

const PREFIXES = { edge: "be_edge_http", reencrypt: "be_secure", passthrough: "be_tcp" } as const;

/** `be_edge_http:shop:web`. */
function nameOf({ route, termination }: RouteRule): string {
  const prefix = termination === undefined ? "be_http" : PREFIXES[termination];
  return `${prefix}:${route.metadata.namespace ?? "default"}:${route.metadata.name}`;
}

/** Host, a dot and a port that may follow it, then whole elements of the path. */
function matchOf(rule: RouteRule): string {
  const path = rule.path === "/" ? "" : escaped(rule.path);
  const rest = rule.path.endsWith("/") && path !== "" ? "" : "(/.*)?$";
  return quoted(`^${hostPattern(rule)}\\.?(:[0-9]+)?${path}${rest}`);
}

function hostPattern({ host, isWildcard }: RouteRule): string {
  return isWildcard ? `[^.]*\\.${escaped(host.replace(/^[^.]*\./, ""))}` : escaped(host);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function backendOf(view: ClusterView, router: Router, rule: RouteRule): unknown {
  const { route, termination, path } = rule;
  const { namespace = "default", name } = route.metadata;
  const isTcp = termination === "passthrough";
  const weighted = weightedBackends(view, route);
  const most = Math.max(...weighted.map(({ share }) => share));
  const cookie = isTcp ? undefined : stickyCookie(route);
  const target = rewriteTarget(route);
  const atOnce = mostConnections(route);
  const hsts = hstsOf(route);
  const { request, response } = route.spec.httpHeaders?.actions ?? {};
  return {
    route: `${namespace}/${name}`,
    name: nameOf(rule),
    tcp: isTcp,
    balance: balanceOf(route, weighted),
    allow: inLines(allowed(route)),
    limits: limitsIn(rateLimitsOf(route)),
    timeouts: timeoutLines(route, router, isTcp),
    forwarded: isTcp ? [] : forwardedLines(forwardedPolicy(route, router)),
    ...(cookie === undefined ? {} : { cookie: cookieLine(cookie.name, cookie.attributes) }),
    ...(target === undefined || isTcp ? {} : { rewrite: rewriteLine(path, target) }),
    headers: [
      ...(hsts === undefined ? [] : [`http-response set-header Strict-Transport-Security ${quoted(hsts)}`]),
      ...(isTcp ? [] : [...actionLines("request", request), ...actionLines("response", response)]),
    ],
    servers: weighted.map((one) => {
      const id = endpointId(view, one);
      return {
        name: id,
        address: formatSocket(one.backend.address, one.backend.port),
        weight: Math.max(1, Math.round((one.share / most) * 256)),
        tls: termination === "reencrypt",
        ...(atOnce === undefined ? {} : { atOnce }),
        ...(cookie === undefined ? {} : { cookie: hashOf(id) }),
      };
    }),
  };
}

/** What differs from the times that `defaults` has. */
function timeoutLines(route: Route, router: Router, isTcp: boolean): readonly string[] {
  const { connect, server, tunnel } = limitsOf(route, router);
  return [
    ...(connect === 5000 ? [] : [`timeout connect ${connect}ms`]),
    ...(server === 30_000 || isTcp ? [] : [`timeout server ${server}ms`]),
    ...(tunnel === undefined ? [] : [`timeout tunnel ${tunnel}ms`]),
  ];
}

/** HAProxy takes 64 words a line; lines of one name are one list. */
const MOST_WORDS = 60;

function inLines(words: readonly string[]): readonly string[] {
  return Array.from({ length: Math.ceil(words.length / MOST_WORDS) }, (_, line) =>
    words.slice(line * MOST_WORDS, (line + 1) * MOST_WORDS).join(" "),
  );
}

const COUNTERS = [
  ["src_conn_cur", "concurrentTcp"],
  ["src_conn_rate", "rateTcp"],
  ["src_http_req_rate", "rateHttp"],
] as const;

/** The conditions on which a connection is closed; none of them still counts connections. */
function limitsIn(limits: RateLimits | undefined): { readonly rules: readonly string[] } | undefined {
  if (limits === undefined) return undefined;
  return {
    rules: COUNTERS.flatMap(([counter, name]) =>
      limits[name] === undefined ? [] : [`${counter} ge ${limits[name]}`],
    ),
  };
}

function cookieLine(name: string, attributes: string): string {
  const secure = attributes.includes("Secure");
  const site = /SameSite=(\w+)/.exec(attributes)?.[1];
  return `${name} insert indirect nocache httponly${secure ? " secure" : ""}${site === undefined ? "" : ` attr SameSite=${site}`}`;
}

/** A target of `/` takes the slash behind the Route's path along; any other is put in the path's place. */
function rewriteLine(path: string, { text, isWhole }: RewriteTarget): string {
  const literal = text.replaceAll("\\", "\\\\").replaceAll("%", "%%");
  const rest = isWhole ? "" : "\\1";
  return `${quoted(`^${escaped(path)}${text === "/" ? "/?" : ""}(.*)$`)} ${quoted(`${literal}${rest}`)}`;
}
