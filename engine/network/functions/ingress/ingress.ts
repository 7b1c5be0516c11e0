import { flag, nameOfAnnotation } from "../../../api/networking/nginx-annotations.ts";
import { HTTP_PORT, HTTPS_PORT } from "../../../cluster/edges.ts";
import type { ClusterView, PodView } from "../../../cluster/view.ts";
import type { Ending } from "../../../trace/ending.ts";
import { type HttpRequest, hostOfAuthority } from "../../../values/http-message.ts";
import type { Ip } from "../../../values/ip.ts";
import type { Earlier } from "../../affinity.ts";
import { type Choice, type NetworkFunction, type Outcome, PASS } from "../../function.ts";
import { start, tooLargeForNginx } from "../../shared/request-head.ts";
import { judgeServed } from "../../shared/served-certificate.ts";
import { servedCertificate } from "./certificate.ts";
import { withNames } from "./external-name.ts";
import { forward } from "./forward.ts";
import { leftOutFacts, leftOutFor } from "./left-out.ts";
import type { NginxRequest } from "./nginx/answers.ts";
import { blockedBy } from "./nginx/blocked.ts";
import { defaultService } from "./nginx/default-backend.ts";
import { cameAs } from "./nginx/forwarded.ts";
import { locate } from "./nginx/locations.ts";
import { nginxChoices } from "./nginx/nginx.ts";
import { passedThrough } from "./nginx/passthrough.ts";
import type { IngressStep } from "./steps.ts";
import { type IngressTable, ingressTable, type Route, routeFor, virtualHostFor } from "./table.ts";

/** The ingress controller's pods: HTTP requests that arrive there go on to the backend that a rule names. */
export const ingress: NetworkFunction = {
  name: "ingress",
  compile: (view) => {
    let table: IngressTable | undefined;
    return {
      visit: (flow) => {
        const { payload, destination, destinationPort } = flow.packet;
        if (payload?.kind !== "http") return PASS;
        const proxy = view.podAt(destination);
        if (proxy === undefined || (destinationPort !== HTTP_PORT && destinationPort !== HTTPS_PORT))
          return PASS;
        table ??= ingressTable(view);
        return isProxy(table, proxy)
          ? handle(
              {
                view,
                table,
                client: flow.masqueraded ?? flow.packet.source,
                request: payload.request,
                earlier: flow.earlier ?? [],
              },
              proxy,
              destinationPort,
            )
          : PASS;
      },
    };
  },
};

/** A pod of the installation, by its namespace and labels. */
function isProxy({ edge }: IngressTable, { namespace, labels }: PodView): boolean {
  if (namespace !== edge.namespace || edge.name === "openshift") return false;
  return Object.entries(edge.labels).every(([key, value]) => labels[key] === value);
}

/** A request at the controller. */
interface Arrived {
  readonly view: ClusterView;
  readonly table: IngressTable;
  /** Address that the controller sees as the client's. */
  readonly client: Ip;
  readonly request: HttpRequest;
  readonly earlier: readonly Earlier[];
}

function handle(arrived: Arrived, proxy: PodView, port: number): Outcome<IngressStep> {
  const { view, table, request } = arrived;
  const host = hostOfAuthority(request.authority);
  const base = { function: "ingress", controller: table.edge.workload, host, path: request.path } as const;
  const own = (step: IngressStep, ending: Ending): Outcome<IngressStep> => {
    return { kind: "originate", proxy, choices: [{ share: 1, steps: [step], does: ending }] };
  };
  const isSecure = port === HTTPS_PORT;
  if (isSecure !== (request.scheme === "https")) {
    const step: IngressStep = { ...base, code: "wrong-protocol", port, objects: [] };
    return own(step, isSecure ? { kind: "answered", status: 400 } : { kind: "tls-failed" });
  }
  if (!isSecure) return { kind: "originate", proxy, choices: choicesFor(arrived, base) };
  const through = passedThrough(view, table, request, base);
  if (through !== undefined) return { kind: "originate", proxy, choices: through };
  const { tls } = request;
  const judged = judgeServed(view, tls, servedCertificate(view, table, tls?.serverName));
  if ("refused" in judged)
    return own({ ...base, ...judged.refused, code: "certificate-refused" }, judged.ending);
  const step: IngressStep = { ...base, ...judged.facts, code: "certificate-served" };
  const choices = choicesFor(arrived, base).map((one) => ({ ...one, steps: [step, ...one.steps] }));
  return { kind: "originate", proxy, choices };
}

type Base = Pick<IngressStep, "function" | "controller" | "host" | "path">;

function choicesFor(arrived: Arrived, base: Base): readonly Choice<IngressStep>[] {
  const { view, table, request } = arrived;
  const large = table.edge.name === "ingress-nginx" ? tooLargeForNginx(request) : undefined;
  if (large !== undefined) {
    const step: IngressStep = {
      ...base,
      ...large,
      code: "head-too-large",
      path: start(base.path),
      objects: [],
    };
    return [{ share: 1, steps: [step], does: { kind: "answered", status: large.status } }];
  }
  const blocked = blockedBy(table.config, request.headers);
  if (blocked !== undefined) {
    const step: IngressStep = { ...base, ...blocked, code: "blocked", objects: [] };
    return [{ share: 1, steps: [step], does: { kind: "answered", status: 403 } }];
  }
  const host = virtualHostFor(table, base.host);
  const choices =
    (host?.host === base.host ? undefined : otherName(arrived, base)) ??
    (host === undefined ? undefined : choicesOf(arrived, host, base));
  const last = choices ?? defaultService(view, table, request, base);
  const step = last === undefined ? nothingFound(view, table, host, base) : undefined;
  const own: readonly Choice<IngressStep>[] =
    last ??
    (step === undefined ? [] : [{ share: 1, steps: [step], does: { kind: "answered", status: 404 } }]);
  return step?.code === "not-served" ? own : besideLeftOut(arrived, host, base, own);
}

/** Names the Ingress that has the request's host and path, and that the controller does not act on, where somebody else answers. */
function besideLeftOut(
  { view, table }: Arrived,
  host: ReturnType<typeof virtualHostFor>,
  base: Base,
  choices: readonly Choice<IngressStep>[],
): readonly Choice<IngressStep>[] {
  if (table.unserved.length === 0) return choices;
  const route = host === undefined ? undefined : routeOf(table, host, base.path);
  // An alias is as near as the host's own name.
  const taken = { host: host !== undefined && table.hosts.has(base.host) ? base.host : host?.host, route };
  const other = leftOutFor(table, base.host, base.path, taken);
  if (other === undefined) return choices;
  const step: IngressStep = { ...base, code: "passed-over", ...leftOutFacts(view, table, other) };
  return choices.map((one) => ({ ...one, steps: [step, ...one.steps] }));
}

function routeOf(table: IngressTable, host: NginxRequest["host"], path: string): Route | undefined {
  if (table.edge.name !== "ingress-nginx") return routeFor(host, path);
  const location = locate(host, path);
  return location.kind === "none" ? undefined : location.route;
}

/** `from-to-www-redirect`: a host without an Ingress of its own, whose name with or without `www.` has one. */
function otherName(
  { view, table, request }: Arrived,
  base: Base,
): readonly Choice<IngressStep>[] | undefined {
  if (table.edge.name !== "ingress-nginx") return undefined;
  const other = base.host.startsWith("www.") ? base.host.slice("www.".length) : `www.${base.host}`;
  const owner = table.hosts.get(other)?.ingresses.find((one) => flag(one, "from-to-www-redirect") === true);
  if (owner === undefined) return undefined;
  const why = nameOfAnnotation("from-to-www-redirect");
  const use = view.use(owner, ["metadata", "annotations", why]);
  const query = request.query === "" ? "" : `?${request.query}`;
  const port = request.scheme === "https" ? HTTPS_PORT : HTTP_PORT;
  const location = `${request.scheme}://${other}:${port}${`${request.path}${query}`.replace(/\/$/, "")}`;
  const step: IngressStep = {
    ...base,
    code: "redirected",
    ingress: use,
    status: 308,
    location,
    why,
    objects: [use],
  };
  return [{ share: 1, steps: [step], does: { kind: "answered", status: 308, headers: { location } } }];
}

/** What the controller's own rules say, or the specification's. */
function choicesOf(
  { view, table, client, request, earlier }: Arrived,
  host: NginxRequest["host"],
  base: Base,
): readonly Choice<IngressStep>[] | undefined {
  if (table.edge.name === "ingress-nginx") {
    const came = cameAs(table.config, client, request);
    return nginxChoices({ view, table, host, request, came, earlier, base });
  }
  const route = routeFor(host, request.path);
  if (route === undefined) return undefined;
  return withNames(view, [route], base, (names) => forward(view, route, request, base, { names }));
}

/** Why nobody takes the request: the nearest thing to a rule first. */
function nothingFound(
  view: ClusterView,
  table: IngressTable,
  found: ReturnType<typeof virtualHostFor>,
  base: Base,
): IngressStep {
  const [member] = found?.ingresses ?? [];
  if (found !== undefined && member !== undefined) {
    const use = view.use(member, ["spec", "rules"]);
    const paths = found.routes.map(({ path, pathType }) => `${pathType} ${path}`);
    return { ...base, code: "no-path", ingress: use, paths, objects: [use] };
  }
  const other = leftOutFor(table, base.host, base.path, { host: undefined, route: undefined });
  if (other !== undefined) return { ...base, code: "not-served", ...leftOutFacts(view, table, other) };
  return { ...base, code: "no-rule", hosts: [...table.hosts.keys()].filter(Boolean), objects: [] };
}
