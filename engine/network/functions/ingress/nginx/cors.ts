import type { Ingress } from "../../../../api/networking/ingress.ts";
import { annotation, flag, list } from "../../../../api/networking/nginx-annotations.ts";
import type { HttpHeaders, HttpRequest } from "../../../../values/http-message.ts";

/** Headers for an origin that may ask; `undefined` without `enable-cors`, and for other origins. */
export function corsHeaders(ingress: Ingress, { headers }: HttpRequest): HttpHeaders | undefined {
  if (flag(ingress, "enable-cors") !== true) return undefined;
  const said = list(ingress, "cors-allow-origin");
  const isAny = said.length === 0 || said.includes("*");
  // An origin without a scheme is passed over; where none is left, the expression fits whatever comes (buildCorsOriginRegex).
  const allowed = said.filter((one) => /^([a-z]+:\/\/|null$)/.test(one));
  const origin = headers["origin"];
  const isOpen = isAny || allowed.length === 0;
  if (!isOpen && (origin === undefined || !allowed.some((one) => covers(one, origin)))) return undefined;
  const credentials = flag(ingress, "cors-allow-credentials") !== false;
  const exposed = annotation(ingress, "cors-expose-headers");
  return {
    "access-control-allow-origin": isAny ? "*" : (origin ?? ""),
    ...(credentials ? { "access-control-allow-credentials": "true" } : {}),
    ...(exposed === undefined ? {} : { "access-control-expose-headers": exposed }),
  };
}

/** What a preflight is told besides. */
export function preflightHeaders(ingress: Ingress, allowed: HttpHeaders): HttpHeaders {
  return {
    ...allowed,
    "access-control-allow-methods":
      annotation(ingress, "cors-allow-methods") ?? "GET, PUT, POST, DELETE, PATCH, OPTIONS",
    "access-control-max-age": annotation(ingress, "cors-max-age") ?? "1728000",
  };
}

/** `https://*.example.com` stands for one label. */
function covers(allowed: string, origin: string): boolean {
  const [wanted, asked] = [allowed.toLowerCase(), origin.toLowerCase()];
  const star = wanted.indexOf("*.");
  if (star < 0) return wanted === asked;
  const [before, after] = [wanted.slice(0, star), wanted.slice(star + 1)];
  if (!asked.startsWith(before) || !asked.endsWith(after)) return false;
  return /^[a-z0-9-]+$/.test(asked.slice(before.length, asked.length - after.length));
}
