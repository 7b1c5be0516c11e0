import type { ParentReference } from "../api/gateway/references.ts";
import { parentOf } from "../cluster/gateway/attachment.ts";
import { gatewayClassVerdict } from "../cluster/gateway/gateway-class.ts";
import { gatewayStatesOf } from "../cluster/gateway/gateway-state.ts";
import { ANY_HOST, hostMatches } from "../cluster/gateway/hostnames.ts";
import { type AnyRoute, allRoutes, hostnamesOf } from "../cluster/gateway/routes.ts";
import type { ClusterView } from "../cluster/view.ts";
import { isSlip } from "../values/suggest.ts";
import { UNPUBLISHED } from "./ingress-hints.ts";

/** Why a host that nobody serves has a route, or nearly has one. */
export function unservedHints(view: ClusterView, host: string): readonly string[] {
  const routes = allRoutes(view);
  const own = routes.filter((route) => (hostnamesOf(route) ?? []).some((one) => hostMatches(one, host)));
  if (own.length > 0)
    return own.map((route) => {
      const { namespace = "default", name } = route.metadata;
      return `${route.kind} ${namespace}/${name} has ${host}, and nobody serves it: ${reasonsOf(view, route, host)}`;
    });
  const hosts = new Set(routes.flatMap((route) => hostnamesOf(route) ?? []));
  const near = [...hosts].filter((one) => isSlip(host, one));
  const listening = gatewayStatesOf(view).gateways.flatMap(({ gateway, listeners }) => {
    const listener = listeners.find((one) => one.hostname !== ANY_HOST && hostMatches(one.hostname, host));
    const { namespace = "default", name } = gateway.metadata;
    return listener === undefined
      ? []
      : [`Gateway ${namespace}/${name} listens for ${listener.hostname}, and no route of it has ${host}`];
  });
  const refused = gatewayStatesOf(view).gateways.flatMap(({ sets }) =>
    sets.flatMap(({ set, accepted }) => {
      const { namespace = "default", name } = set.metadata;
      const own = set.spec.listeners.map(({ hostname = ANY_HOST }) => hostname.toLowerCase());
      const isMeant = own.some((one) => one !== ANY_HOST && hostMatches(one, host));
      return accepted.holds || !isMeant
        ? []
        : [`ListenerSet ${namespace}/${name} is for ${host}, and not accepted: ${accepted.message}`];
    }),
  );
  return [...listening, ...refused, ...near.map((one) => `did you mean ${one}?`)];
}

function reasonsOf(view: ClusterView, route: AnyRoute, host: string): string {
  const references = route.spec.parentRefs ?? [];
  if (references.length === 0) return "it names no parent";
  return [...new Set(references.map((reference) => reasonOf(view, route, reference, host)))].join("; ");
}

function reasonOf(view: ClusterView, route: AnyRoute, reference: ParentReference, host: string): string {
  const { kind, namespace = route.metadata.namespace ?? "default", name } = reference;
  const parent = parentOf(view, route, reference);
  if (parent === undefined) return `there is no ${kind} ${namespace}/${name}`;
  const own = gatewayStatesOf(view).parents.find((one) => one.route === route && one.parentRef === reference);
  if (own?.accepted.holds === false) return `${own.accepted.message} (${own.accepted.reason})`;
  if (own !== undefined) {
    const isServed = own.attached.some(({ hostnames }) => hostnames.some((one) => hostMatches(one, host)));
    if (!isServed) return `no listener of ${kind} ${namespace}/${name} takes this host`;
    return view.profile.externalDns ? `${kind} ${namespace}/${name} has no address` : UNPUBLISHED;
  }
  if (parent.kind === "ListenerSet") return `nobody acts on ListenerSet ${namespace}/${name}`;
  const verdict = gatewayClassVerdict(view, parent);
  return verdict.kind === "class-missing"
    ? `there is no GatewayClass ${verdict.className}`
    : `the controller of GatewayClass ${verdict.className} does not run here`;
}
