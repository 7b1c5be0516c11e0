import type { Service, ServicePort } from "../../../api/core/service.ts";
import type { IngressServiceBackend } from "../../../api/networking/ingress.ts";
import { readyBackends, type ServiceBackend } from "../../../cluster/service-backends.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Ending } from "../../../trace/ending.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import type { HttpHeaders, HttpRequest, TlsHello } from "../../../values/http-message.ts";
import { parseIp } from "../../../values/ip.ts";
import { port as toPort } from "../../../values/port.ts";
import type { Choice } from "../../function.ts";
import { type Names, namedBackends } from "./external-name.ts";
import type { IngressStep } from "./steps.ts";
import type { Route } from "./table.ts";

type Base = Pick<IngressStep, "function" | "controller" | "host" | "path">;

/** What a controller does on the way to the backend besides what every one does. */
export interface Forwarding {
  /** Headers of the answer. */
  readonly added?: HttpHeaders;
  /** Headers of the request to the backend; those without a value are taken away. */
  readonly sent?: HttpHeaders;
  /** Host that the backend is asked for. */
  readonly authority?: string;
  /** How the backend is spoken to in TLS; absent: it is not. */
  readonly tls?: TlsHello;
  /** Whether it is spoken to in HTTP/2, as gRPC is. */
  readonly isGrpc?: boolean;
  /** Where Services lead that stand for a name. */
  readonly names?: Names;
  /** Whether it goes to the Service's own address instead of an endpoint. */
  readonly byService?: boolean;
}

/** The route's backend: each ready endpoint its share, or why there is none. */
export function forward(
  view: ClusterView,
  route: Route,
  request: HttpRequest,
  base: Base,
  how: Forwarding = {},
): readonly Choice<IngressStep>[] {
  const { ingress, backend } = route;
  const rule = route.isDefault ? "default backend" : `${route.pathType} ${route.path}`;
  const use = view.use(ingress, route.at);
  const nowhere = (why: string, status: number): readonly Choice<IngressStep>[] => {
    const step: IngressStep = { ...base, code: "no-backend", ingress: use, rule, why, objects: [use] };
    return [{ share: 1, steps: [step], does: { kind: "answered", status } }];
  };
  if (backend.service === undefined)
    return nowhere("this controller knows Services only, no other resources", 404);
  const namespace = ingress.metadata.namespace ?? "default";
  const service = view.get("Service", namespace, backend.service.name);
  if (service === undefined) return nowhere(`there is no Service ${namespace}/${backend.service.name}`, 503);
  const isName = service.spec.type === "ExternalName";
  const port = portOf(view, service, backend.service);
  if (port === undefined && !isName) return nowhere(noPort(service, backend.service), 503);
  const serviceUse = view.use(service, ["spec"]);
  const backends = isName
    ? namedBackends(service, backend.service, how.names?.get(service) ?? [])
    : endpointsOf(view, service, port, how.byService === true);
  const facts = { ...base, ingress: use, rule, service: serviceUse };
  if (backends.length === 0) {
    const objects = [use, serviceUse];
    const name = service.spec.externalName ?? "";
    const step: IngressStep = isName
      ? { ...facts, code: "no-address", name, objects }
      : { ...facts, code: "no-endpoints", objects };
    return [{ share: 1, steps: [step], does: { kind: "answered", status: 503 } }];
  }
  const of = backends.length;
  return backends.map(({ address, port: number }): Choice<IngressStep> => {
    const objects = [use, serviceUse];
    const step: IngressStep = { ...facts, code: "routed", endpoint: address.text, port: number, of, objects };
    return {
      share: 1 / of,
      steps: [step],
      does: {
        kind: "upstream",
        address,
        port: number,
        request: asForwarded(request, how),
        service: serviceUse,
        answer: (ending) => told(ending, serviceUse, base, how.added ?? {}),
      },
    };
  });
}

/** Ready endpoints, or the Service's own address in their place. */
function endpointsOf(
  view: ClusterView,
  service: Service,
  port: ServicePort | undefined,
  byService: boolean,
): readonly ServiceBackend[] {
  if (port === undefined) return [];
  const own = parseIp(service.spec.clusterIP ?? "");
  const ready = readyBackends(view, service, port);
  const number = toPort(port.port);
  return byService && own !== undefined && number !== undefined && ready.length > 0
    ? [{ address: own, port: number }]
    : ready;
}

/**
 * A Service's port by its own name or number, never by the pods'; ingress-nginx takes their `targetPort` as well
 * (controller.go, serviceEndpoints).
 */
export function portOf(
  { profile }: ClusterView,
  { spec }: Service,
  { port }: IngressServiceBackend,
): ServicePort | undefined {
  const wanted = port?.name ?? port?.number;
  if (profile.ingressController !== "ingress-nginx")
    return spec.ports?.find((one) => (port?.name === undefined ? one.port : one.name) === wanted);
  return spec.ports?.find((one) =>
    [one.port, one.targetPort, one.name].some(
      (text) => text !== undefined && String(text) === String(wanted),
    ),
  );
}

function noPort({ metadata, spec }: Service, { port }: IngressServiceBackend): string {
  const has = (spec.ports ?? []).map(({ name, port: number }) =>
    name === undefined ? `${number}` : `${name} (${number})`,
  );
  return `Service ${metadata.namespace}/${metadata.name} has no port ${port?.name ?? port?.number}, only ${has.join(", ")}`;
}

/** The proxy ends TLS, and tells the backend how the client came. */
export function asForwarded(
  { tls: _, version: __, scheme, headers, ...rest }: HttpRequest,
  { sent = {}, authority, tls, isGrpc = false }: Forwarding,
): HttpRequest {
  const forwarded = {
    "x-forwarded-host": rest.authority,
    "x-forwarded-proto": scheme,
    "x-forwarded-port": scheme === "https" ? "443" : "80",
  };
  const all = Object.entries({ ...headers, ...forwarded, ...sent });
  const asked = { ...rest, headers: Object.fromEntries(all.filter(([, value]) => value !== "")) };
  const named = authority === undefined ? asked : { ...asked, authority };
  if (tls !== undefined) return { ...named, scheme: "https", tls };
  return isGrpc ? { ...named, scheme: "http", version: "2" } : { ...named, scheme: "http" };
}

/** Headers of every answer that went through the proxy. */
const HEADERS = { "content-type": "text/plain" };

export function told(
  ending: Ending,
  service: ObjectUse,
  base: Base,
  added: HttpHeaders,
): { readonly ending: Ending; readonly step?: IngressStep } {
  if (ending.kind === "answered")
    return { ending: { ...ending, headers: { ...HEADERS, ...ending.headers, ...added } } };
  const status = ending.kind === "dropped" || ending.kind === "loop" ? 504 : 502;
  const step: IngressStep = {
    ...base,
    code: "bad-gateway",
    service,
    status,
    ending: ending.kind,
    objects: [service],
  };
  return { ending: { kind: "answered", status }, step };
}
