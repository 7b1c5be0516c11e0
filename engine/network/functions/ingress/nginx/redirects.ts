import { annotation, nameOfAnnotation } from "../../../../api/networking/nginx-annotations.ts";
import type { Route, VirtualHost } from "../table.ts";
import { type Choices, type NginxRequest, queryOf, redirect } from "./answers.ts";
import { isLeftOpen, switchOf } from "./settings.ts";

export function appRoot(asked: NginxRequest): Choices | undefined {
  const { request, host } = asked;
  if (request.path !== "/") return undefined;
  const owner = host.ingresses.find((ingress) => annotation(ingress, "app-root")?.startsWith("/") === true);
  if (owner === undefined) return undefined;
  const to = `${request.scheme}://${request.authority}${annotation(owner, "app-root")}`;
  return redirect(asked, owner, 302, to, nameOfAnnotation("app-root"));
}

/** `temporal-redirect` wins over `permanent-redirect`; the address is used as it stands. */
export function ownRedirect(asked: NginxRequest, { ingress }: Route): Choices | undefined {
  for (const [name, status, least, most] of [
    ["temporal-redirect", 302, 300, 307],
    ["permanent-redirect", 301, 300, 308],
  ] as const) {
    const to = annotation(ingress, name);
    if (to === undefined) continue;
    const code = Number(annotation(ingress, `${name}-code`));
    const given = code >= least && code <= most ? code : status;
    return redirect(asked, ingress, given, to, nameOfAnnotation(name));
  }
  return undefined;
}

/** For hosts that have a certificate, be it the controller's own, unless `ssl-redirect: "false"` (lua_ingress.lua). */
export function toHttps(asked: NginxRequest, route: Route): Choices | undefined {
  const { request, came, table } = asked;
  const { ingress } = route;
  if (came.scheme !== "http" || isLeftOpen(table.config, route, "no-tls-redirect-locations"))
    return undefined;
  const is = (name: string, otherwise: boolean): boolean => switchOf(table.config, ingress, name, otherwise);
  const isForced = is("force-ssl-redirect", false);
  if (!isForced && !(hasCertificate(asked) && is("ssl-redirect", true))) return undefined;
  // The slash that goes is the last character of the whole, query and all.
  const target = `${request.path}${queryOf(request)}`;
  const shown = is("preserve-trailing-slash", false) ? target : target.replace(/\/$/, "");
  const to = `https://${came.host.replace(/:.*$/, "")}${shown}`;
  const why = isForced ? nameOfAnnotation("force-ssl-redirect") : "the host has TLS";
  const code = Number(table.config.text("http-redirect-code"));
  return redirect(asked, ingress, [301, 302, 307].includes(code) ? code : 308, to, why);
}

/** Whether the server of this very host has a certificate: any entry of TLS gives its Ingress's hosts one, if only the fake one. */
function hasCertificate({ host, base }: NginxRequest): boolean {
  const isOwn = host.host === base.host || host.host === base.host.replace(/^[^.]+/, "*");
  return isOwn && hasTls(host);
}

export function hasTls({ ingresses }: VirtualHost): boolean {
  return ingresses.some(({ spec }) => (spec.tls ?? []).length > 0);
}
