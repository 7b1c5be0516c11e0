import type { Ingress } from "../../../../api/networking/ingress.ts";
import { annotation } from "../../../../api/networking/nginx-annotations.ts";
import type { NginxConfig } from "../../../../cluster/nginx-config.ts";
import type { ClusterView } from "../../../../cluster/view.ts";
import type { HttpHeaders } from "../../../../values/http-message.ts";
import type { Refusal } from "./auth.ts";

const NAME = /^[a-zA-Z\d\-_]+$/;
const VALUE = /^[a-zA-Z\d_ :;.,\\/"'?!(){}[\]@<>=\-+*#$&`|~^%]+$/;

/** 503 where a ConfigMap that an annotation names cannot be used (annotations/customheaders, authreq, fastcgi: it is denied). */
export function configMapRefusal(
  view: ClusterView,
  config: NginxConfig,
  ingress: Ingress,
): Refusal | undefined {
  const { namespace: own = "default" } = ingress.metadata;
  const closed = (name: string, why: string): Refusal => ({ status: 503, annotation: name, why });
  const headers = readHeaders(view, config, ingress);
  if (headers !== undefined && "why" in headers) return closed("custom-headers", headers.why);
  const asked = annotation(ingress, "auth-url") && annotation(ingress, "auth-proxy-set-headers");
  if (asked) {
    const found = dataOf(view, asked);
    const name = "auth-proxy-set-headers";
    if (asked.includes("/") && asked.split("/")[0] !== own)
      return closed(name, `ConfigMap ${asked} is in another namespace`);
    if ("why" in found) return closed(name, found.why);
    const odd = Object.keys(found.data).find((one) => !NAME.test(one));
    if (odd !== undefined) return closed(name, `${odd} of ConfigMap ${asked} is no name of a header`);
  }
  const params = annotation(ingress, "fastcgi-params-configmap") ?? "";
  const [namespace, name, ...more] = params.split("/");
  if (more.length > 0) return closed("fastcgi-params-configmap", `${params} is no reference; write NAME`);
  const wanted = name ?? namespace;
  // Of another namespace it counts for nothing.
  if (!wanted || (name !== undefined && namespace !== own)) return undefined;
  const found = dataOf(view, `${own}/${wanted}`);
  return "why" in found ? closed("fastcgi-params-configmap", found.why) : undefined;
}

/** `custom-headers`: what every answer of the location has besides. */
export function customHeaders(view: ClusterView, config: NginxConfig, ingress: Ingress): HttpHeaders {
  const found = readHeaders(view, config, ingress);
  return found === undefined || "why" in found ? {} : found.headers;
}

type Data = { readonly data: Readonly<Record<string, string>> } | { readonly why: string };

function dataOf(view: ClusterView, reference: string): Data {
  const [namespace = "", name] = reference.split("/");
  if (name === undefined) return { why: `${reference} is no reference; write NAMESPACE/NAME` };
  const found = view.get("ConfigMap", namespace, name);
  return found === undefined ? { why: `there is no ConfigMap ${reference}` } : { data: found.data ?? {} };
}

function readHeaders(
  view: ClusterView,
  config: NginxConfig,
  ingress: Ingress,
): { readonly headers: HttpHeaders } | { readonly why: string } | undefined {
  const reference = annotation(ingress, "custom-headers");
  if (reference === undefined) return undefined;
  const found = dataOf(view, reference);
  if ("why" in found) return found;
  const allowed = config.list("global-allowed-response-headers");
  for (const [name, value] of Object.entries(found.data)) {
    if (!NAME.test(name) || !VALUE.test(value))
      return { why: `${name} of ConfigMap ${reference} is no header that ingress-nginx takes` };
    if (!allowed.includes(name))
      return { why: `global-allowed-response-headers of the controller's ConfigMap has no ${name}` };
  }
  const headers = Object.entries(found.data).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { headers: Object.fromEntries(headers) };
}
