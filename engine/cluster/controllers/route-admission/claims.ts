import type { Route } from "../../../api/openshift/route.ts";
import type { Router } from "../../routers.ts";
import { Held, isWildcard, parentOf } from "./held.ts";

/** What a router says of a Route. */
export interface Verdict {
  readonly admitted: boolean;
  readonly reason?: string;
  readonly message?: string;
}

const ADMITTED: Verdict = { admitted: true };

/**
 * Routes by age, each with what the router makes of it (openshift/router: host_admitter, unique_host): the namespace of a
 * host's oldest Route owns the host, unless namespaces may share hosts; a host and path belong to one Route.
 */
export function admit(
  router: Router,
  routes: readonly Route[],
  hostOf: (route: Route) => string,
  whyUnusable: (route: Route) => Verdict | undefined = () => undefined,
): ReadonlyMap<Route, Verdict> {
  const verdicts = new Map<Route, Verdict>();
  const held = new Held();
  for (const route of [...routes].sort(byAge)) {
    const verdict = judge(router, route, held, hostOf(route), whyUnusable);
    verdicts.set(route, verdict);
    if (verdict.admitted) held.add(route, hostOf(route));
  }
  return verdicts;
}

/** Older first; of the same second, by UID. */
function byAge(a: Route, b: Route): number {
  const [made, other] = [a.metadata.creationTimestamp ?? "", b.metadata.creationTimestamp ?? ""];
  if (made !== other) return made < other ? -1 : 1;
  return (a.metadata.uid ?? "") < (b.metadata.uid ?? "") ? -1 : 1;
}

function judge(
  router: Router,
  route: Route,
  held: Held,
  host: string,
  whyUnusable: (route: Route) => Verdict | undefined,
): Verdict {
  if (host === "") return refused("NoHostValue", "no host value was defined for the route");
  if (isWildcard(route) && !router.allowsWildcards)
    return refused("RouteNotAdmitted", "wildcard routes are not allowed");
  const unusable = whyUnusable(route);
  if (unusable !== undefined) return unusable;
  for (const other of held.rivals(route, host)) {
    const conflict = conflictOf(router, route, other.route, host, other.host);
    if (conflict !== undefined) return conflict;
  }
  return ADMITTED;
}

/** Exported for the property that says that `Held` hides no rival. */
export function conflictOf(
  router: Router,
  route: Route,
  other: Route,
  host: string,
  otherHost: string,
): Verdict | undefined {
  const sameNamespace = route.metadata.namespace === other.metadata.namespace;
  const name = other.metadata.name;
  if (host !== otherHost) {
    const claims = isWildcard(other) && parentOf(host) === parentOf(otherHost);
    const claimed = isWildcard(route) && parentOf(host) === parentOf(otherHost);
    if ((claims || claimed) && !sameNamespace && !router.sharesHosts) {
      const what = claims ? `wildcard *.${parentOf(otherHost)}` : `host ${otherHost}`;
      return refused("HostAlreadyClaimed", `a route in another namespace holds ${what}`);
    }
    return undefined;
  }
  if (isWildcard(route) !== isWildcard(other)) return undefined;
  if (!sameNamespace && !router.sharesHosts)
    return refused(
      "HostAlreadyClaimed",
      `a route in another namespace holds ${host} and is older than ${route.metadata.name}`,
    );
  const samePath = (route.spec.path ?? "") === (other.spec.path ?? "");
  if (samePath || passthroughCollides(route, other))
    return refused("HostAlreadyClaimed", `route ${name} already exposes ${host} and is older`);
  return undefined;
}

/** Passthrough takes the whole TLS side of a host, whatever the paths. */
function passthroughCollides(route: Route, other: Route): boolean {
  const passes = [route, other].some(({ spec }) => spec.tls?.termination === "passthrough");
  return passes && [route, other].every(({ spec }) => spec.tls !== undefined);
}

export function refused(reason: string, message: string): Verdict {
  return { admitted: false, reason, message };
}
