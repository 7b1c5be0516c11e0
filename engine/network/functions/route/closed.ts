import type { Route } from "../../../api/openshift/route.ts";
import { contains, parseCidr } from "../../../values/cidr.ts";
import { type Ip, parseIp } from "../../../values/ip.ts";
import type { Base, Exchange } from "./exchange.ts";
import { exceeded, rateLimitsOf } from "./rate-limit.ts";
import type { RouteStep } from "./steps.ts";

const ANNOTATION = "haproxy.router.openshift.io/";

/** Why the router closes a connection before it looks for an endpoint: whom the Route lets in, then how often. */
export function closedTo({ view, flow }: Exchange, route: Route, base: Base): RouteStep | undefined {
  const source = flow.masqueraded ?? flow.packet.source;
  const ranges = allowed(route);
  const at = (
    name: string,
  ): { readonly route: RouteStep["objects"][0]; readonly objects: RouteStep["objects"] } => {
    const use = view.use(route, ["metadata", "annotations", name]);
    return { route: use, objects: [use] };
  };
  if (ranges.length > 0 && !ranges.some((one) => isIn(one, source)))
    return {
      ...base,
      ...at(`${ANNOTATION}ip_allowlist`),
      code: "source-closed",
      source: source.text,
      ranges,
    };
  const limits = rateLimitsOf(route);
  const over = limits === undefined ? undefined : exceeded(limits, flow.earlier ?? []);
  if (over === undefined) return undefined;
  return { ...base, ...at(over.annotation), ...over, code: "rate-limited", source: source.text };
}

function isIn(range: string, source: Ip): boolean {
  const block = parseCidr(range);
  return block === undefined ? parseIp(range)?.text === source.text : contains(block, source);
}

/** `ip_allowlist` (`ip_whitelist` of old), without what is no address. Blanks around the list make it count for nothing. */
export function allowed({ metadata: { annotations = {} } }: Route): readonly string[] {
  const text = annotations[`${ANNOTATION}ip_allowlist`] || annotations[`${ANNOTATION}ip_whitelist`] || "";
  if (text.trim() !== text) return [];
  return text.split(/\s+/).filter((one) => parseCidr(one) !== undefined || parseIp(one) !== undefined);
}
