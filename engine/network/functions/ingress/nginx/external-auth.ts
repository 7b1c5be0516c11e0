import type { Ingress } from "../../../../api/networking/ingress.ts";
import { annotation } from "../../../../api/networking/nginx-annotations.ts";
import type { ClusterView } from "../../../../cluster/view.ts";
import type { Ending } from "../../../../trace/ending.ts";
import type { ObjectUse } from "../../../../trace/step.ts";
import type { HttpRequest } from "../../../../values/http-message.ts";
import { type Ip, parseIp } from "../../../../values/ip.ts";
import { type Port, port } from "../../../../values/port.ts";
import type { Refusal } from "./auth.ts";

/** The question that nginx asks `auth-url` before it proxies a request. */
export interface Subrequest {
  readonly address: Ip;
  readonly port: Port;
  readonly request: HttpRequest;
  readonly service: ObjectUse;
}

/** Whom to ask; why nobody can be asked (500 then); `undefined` without the annotation, and for its own sign-in page. */
export function subrequestOf(
  view: ClusterView,
  ingress: Ingress,
  asked: HttpRequest,
): Subrequest | { readonly why: string } | undefined {
  const text = annotation(ingress, "auth-url");
  if (text === undefined) return undefined;
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) return { why: `${text} is no URL` };
  const scheme = parsed.protocol === "https:" ? "https" : "http";
  const number = port(Number(parsed.port === "" ? (scheme === "https" ? 443 : 80) : parsed.port));
  const target = addressOf(view, ingress, parsed.hostname);
  if (target === undefined || number === undefined)
    return { why: `${parsed.hostname} is no Service of this cluster` };
  const { tls: _, ...rest } = asked;
  const request: HttpRequest = {
    ...rest,
    method: annotation(ingress, "auth-method") ?? "GET",
    scheme,
    authority: parsed.host,
    path: parsed.pathname,
    query: parsed.search.slice(1),
    bodySize: 0,
    ...(scheme === "https" ? { tls: { serverName: parsed.hostname, verify: false } } : {}),
  };
  return { ...target, port: number, request };
}

/** `NAME.NAMESPACE.svc[.DOMAIN]`, or a Service's own address. */
function addressOf(
  view: ClusterView,
  ingress: Ingress,
  host: string,
): { readonly address: Ip; readonly service: ObjectUse } | undefined {
  const literal = parseIp(host);
  if (literal !== undefined)
    return { address: literal, service: view.use(ingress, ["metadata", "annotations"]) };
  const inside = host.replace(new RegExp(`\\.${view.profile.clusterDomain.replaceAll(".", "\\.")}\\.?$`), "");
  const [name = "", namespace = "", kind] = inside.split(".");
  const service = kind === "svc" ? view.get("Service", namespace, name) : undefined;
  const address = parseIp(service?.spec.clusterIP ?? "");
  return service === undefined || address === undefined
    ? undefined
    : { address, service: view.use(service, ["spec"]) };
}

/** What an answer of the service means: 2xx lets the request pass, 401 and 403 are handed on, everything else is 500. */
export function judgeAnswer(
  ingress: Ingress,
  ending: Ending,
  { authority, path, query }: HttpRequest,
  scheme: string,
): Refusal | undefined {
  const status = ending.kind === "answered" ? (ending.status ?? 0) : 0;
  if (status >= 200 && status < 300) return undefined;
  const name = "auth-url";
  const said = ending.kind === "answered" ? `answered ${status}` : `gave no answer (${ending.kind})`;
  const signIn = annotation(ingress, "auth-signin");
  if (status === 401 && signIn !== undefined) {
    // Only what was asked for is escaped (template.go, buildAuthSignURL).
    const target = encodeURIComponent(query === "" ? path : `${path}?${query}`);
    const here = `${signIn.includes("?") ? "&" : "?"}rd=${scheme}://${authority}${target}`;
    const location = /[?&]rd=/.test(signIn) ? signIn : `${signIn}${here}`;
    return { status: 302, annotation: "auth-signin", why: `the service ${said}`, headers: { location } };
  }
  return {
    status: status === 401 || status === 403 ? status : 500,
    annotation: name,
    why: `the service ${said}`,
  };
}
