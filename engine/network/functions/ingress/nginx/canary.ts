import { annotation } from "../../../../api/networking/nginx-annotations.ts";
import type { HttpRequest } from "../../../../values/http-message.ts";
import type { IngressTable, Route } from "../table.ts";
import { cookieOf } from "./affinity.ts";
import { compiled } from "./locations.ts";
import { upstreamOf } from "./upstreams.ts";

interface Chosen {
  readonly route: Route;
  readonly share: number;
}

/** The canary behind a route's upstream, or the route itself: by header, then cookie, then weight. */
export function canaryFor(
  { alternatives }: IngressTable,
  route: Route,
  request: HttpRequest,
): readonly Chosen[] {
  const main = [{ route, share: 1 }];
  const canary = alternatives.size === 0 ? undefined : alternatives.get(upstreamOf(route));
  if (canary === undefined) return main;
  const { ingress } = canary;
  const decided = byHeader(canary, request) ?? byCookie(canary, request);
  if (decided !== undefined) return [{ route: decided ? canary : route, share: 1 }];
  const total = Math.max(100, Number(annotation(ingress, "canary-weight-total") ?? 100) || 100);
  const weight = Math.min(total, Math.max(0, Number(annotation(ingress, "canary-weight") ?? 0) || 0));
  if (weight === 0) return main;
  const share = weight / total;
  return share === 1
    ? [{ route: canary, share }]
    : [
        { route: canary, share },
        { route, share: 1 - share },
      ];
}

function byHeader({ ingress }: Route, { headers }: HttpRequest): boolean | undefined {
  const name = annotation(ingress, "canary-by-header");
  if (name === undefined) return undefined;
  const value = headers[name.toLowerCase()];
  if (value === undefined) return undefined;
  const wanted = annotation(ingress, "canary-by-header-value");
  if (wanted !== undefined) return value === wanted ? true : undefined;
  const pattern = annotation(ingress, "canary-by-header-pattern");
  if (pattern !== undefined) return compiled(pattern)?.matcher(value).find() === true ? true : undefined;
  return value === "always" ? true : value === "never" ? false : undefined;
}

function byCookie({ ingress }: Route, request: HttpRequest): boolean | undefined {
  const name = annotation(ingress, "canary-by-cookie");
  if (name === undefined) return undefined;
  const value = cookieOf(request, name);
  return value === "always" ? true : value === "never" ? false : undefined;
}
