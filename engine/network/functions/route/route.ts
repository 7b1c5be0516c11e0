import type { ClusterView, PodView } from "../../../cluster/view.ts";
import type { Ending } from "../../../trace/ending.ts";
import { hostOfAuthority } from "../../../values/http-message.ts";
import type { Ip } from "../../../values/ip.ts";
import { type NetworkFunction, type Outcome, PASS } from "../../function.ts";
import { start, tooLargeForHaproxy } from "../../shared/request-head.ts";
import { judgeServed } from "../../shared/served-certificate.ts";
import { servedCertificate } from "./certificate.ts";
import type { Base, Choices, Exchange } from "./exchange.ts";
import { forward, passThrough } from "./forward.ts";
import type { RouteStep } from "./steps.ts";
import { hostMatches, type RouteRule, type RouterTable, routerTables, rulesFor, tableFor } from "./table.ts";

/** OpenShift's routers: HTTP requests that arrive there go on to the backends of a Route. */
export const route: NetworkFunction = {
  name: "route",
  compile: (view) => {
    let tables: readonly RouterTable[] | undefined;
    return {
      visit: (flow) => {
        const { payload, destination, destinationPort } = flow.packet;
        if (payload?.kind !== "http") return PASS;
        if (view.list("Route").length === 0 && view.profile.ingressController !== "openshift") return PASS;
        tables ??= routerTables(view);
        const proxy = view.podAt(destination) ?? routerOnHost(view, tables, destination);
        const table = proxy && tableFor(tables, proxy);
        if (proxy === undefined || table === undefined) return PASS;
        const { httpPort, httpsPort } = table.router.publishing;
        if (destinationPort !== httpPort && destinationPort !== httpsPort) return PASS;
        const isSecure = destinationPort === httpsPort;
        const choices = handle({ view, table, flow, request: payload.request }, isSecure);
        return { kind: "originate", proxy, choices } satisfies Outcome<RouteStep>;
      },
    };
  },
};

/** The router in the host network of the node that has the address. */
function routerOnHost(view: ClusterView, tables: readonly RouterTable[], address: Ip): PodView | undefined {
  if (tables.every(({ router }) => router.publishing.type !== "HostNetwork")) return undefined;
  const node = view.nodeAt(address);
  const isThere = (pod: PodView): boolean => pod.hostNetwork && pod.running && pod.node === node?.name;
  return node && view.pods.find((pod) => isThere(pod) && tableFor(tables, pod) !== undefined);
}

function own(step: RouteStep, ending: Ending): Choices {
  return [{ share: 1, steps: [step], does: ending }];
}

function handle(exchange: Exchange, isSecure: boolean): Choices {
  const { table, request } = exchange;
  const host = hostOfAuthority(request.authority);
  const base: Base = { function: "route", router: table.router.name, host, path: request.path };
  if (isSecure !== (request.scheme === "https")) {
    const step: RouteStep = { ...base, code: "no-route", status: 400, hosts: [], objects: [] };
    return own(step, isSecure ? { kind: "closed" } : { kind: "tls-failed" });
  }
  return isSecure
    ? handleSecure(exchange, base)
    : (refusedHead(exchange, base) ?? handlePlain(exchange, base));
}

/** What the router answers once it has the whole head, whosever it is. */
function refusedHead(exchange: Exchange, base: Base): Choices | undefined {
  const large = tooLarge(exchange, base);
  if (large !== undefined || exchange.request.headers["content-length"] !== "") return large;
  const step: RouteStep = { ...base, code: "head-denied", status: 403, objects: [] };
  return own(step, { kind: "answered", status: 403 });
}

function tooLarge({ table, request }: Exchange, base: Base): Choices | undefined {
  const { headerBufferBytes: bytes = 32_768, headerBufferMaxRewriteBytes: reserved = 8192 } =
    table.router.tuning ?? {};
  const large = tooLargeForHaproxy(request, { bytes, reserved });
  if (large === undefined) return undefined;
  const step: RouteStep = { ...base, ...large, code: "head-too-large", path: start(base.path), objects: [] };
  return own(step, { kind: "answered", status: large.status });
}

/** Port 80: Routes without TLS, and those that allow plain HTTP or send it on to HTTPS; the most specific one decides. */
function handlePlain(exchange: Exchange, base: Base): Choices {
  const { view, table, request } = exchange;
  const matching = rulesFor(table, base.host, base.path);
  const taking = matching.find(({ termination, insecure }) =>
    termination === undefined
      ? true
      : insecure === "Redirect" || (insecure === "Allow" && termination !== "passthrough"),
  );
  if (taking === undefined) return nothing(exchange, base, matching, "takes HTTPS only");
  if (taking.termination === undefined || taking.insecure === "Allow") return forward(exchange, taking, base);
  const use = view.use(taking.route, ["spec", "tls", "insecureEdgeTerminationPolicy"]);
  const location = `https://${base.host}${request.path}${request.query === "" ? "" : `?${request.query}`}`;
  const step: RouteStep = { ...base, code: "redirected", route: use, location, objects: [use] };
  return own(step, { kind: "answered", status: 302, headers: { location } });
}

/** Port 443: passthrough by the name in the hello, before anything is decrypted; then edge and reencrypt by Host and path. */
function handleSecure(exchange: Exchange, base: Base): Choices {
  const { view, table, request } = exchange;
  const serverName = hostOfAuthority(request.tls?.serverName ?? "");
  const passed = table.rules.find(
    (rule) => rule.termination === "passthrough" && hostMatches(rule, serverName),
  );
  if (passed !== undefined) return passThrough(exchange, passed, base);
  const judged = judgeServed(view, request.tls, servedCertificate(view, table, serverName));
  if ("refused" in judged)
    return own({ ...base, ...judged.refused, code: "certificate-refused" }, judged.ending);
  const step: RouteStep = { ...base, ...judged.facts, code: "certificate-served" };
  const answers = refusedHead(exchange, base) ?? answerSecure(exchange, base);
  return answers.map((one) => ({ ...one, steps: [step, ...one.steps] }));
}

function answerSecure(exchange: Exchange, base: Base): Choices {
  const { table } = exchange;
  const matching = rulesFor(table, base.host, base.path);
  const taking = matching.find(({ termination }) => termination === "edge" || termination === "reencrypt");
  return taking === undefined
    ? nothing(exchange, base, matching, "has no TLS")
    : forward(exchange, taking, base);
}

/** "Application is not available", with the nearest reason. */
function nothing(
  { view, table }: Exchange,
  base: Base,
  matching: readonly RouteRule[],
  why: string,
): Choices {
  const status = table.router.hasErrorPages ? 404 : 503;
  const answer = (step: RouteStep): Choices => own(step, { kind: "answered", status });
  const [other] = matching;
  if (other !== undefined) {
    const use = view.use(other.route, ["spec", "tls"]);
    return answer({ ...base, code: "other-scheme", route: use, status, why, objects: [use] });
  }
  const refused = table.refused.find(({ rule }) => hostMatches(rule, base.host));
  if (refused !== undefined && !table.rules.some((rule) => hostMatches(rule, base.host))) {
    const use = view.use(refused.rule.route, ["spec", "host"]);
    const { reason, message } = refused;
    return answer({
      ...base,
      code: "not-admitted",
      route: use,
      status,
      reason,
      why: message,
      objects: [use],
    });
  }
  const hosts = [...new Set(table.rules.map(({ host, path }) => host + path))];
  return answer({ ...base, code: "no-route", status, hosts, objects: [] });
}
