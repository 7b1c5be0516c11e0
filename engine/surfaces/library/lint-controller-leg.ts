import type { KubernetesObject } from "../../api/meta.ts";
import { edgeOf } from "../../cluster/edges.ts";
import { backendVerdict } from "../../cluster/gateway/backends.ts";
import { gatewayStatesOf } from "../../cluster/gateway/gateway-state.ts";
import { isProxyOf } from "../../cluster/gateway/proxy-names.ts";
import { backendsOf } from "../../cluster/gateway/routes.ts";
import { readyBackends, readyBackendsAt, type ServiceBackend } from "../../cluster/service-backends.ts";
import type { ClusterView, PodView } from "../../cluster/view.ts";
import { portOf } from "../../network/functions/ingress/forward.ts";
import { ingressTable } from "../../network/functions/ingress/table.ts";
import { routerTables } from "../../network/functions/route/table.ts";
import { policiesAllow } from "../../network/journey.ts";
import type { Network } from "../../network/network.ts";
import { finding } from "../../network/shared/finding.ts";
import type { Issue } from "../../values/issue.ts";
import type { Labels } from "../../values/label-selector.ts";
import type { Protocol } from "../../values/protocol.ts";
import type { FieldPath } from "../../values/source.ts";

/** A connection that a proxy of the edge will open: for which object, and to which endpoints. */
interface Leg {
  readonly code: string;
  readonly object: KubernetesObject;
  readonly at: FieldPath;
  readonly proxy: PodView;
  /** `the controller`, `the proxy`. */
  readonly who: string;
  readonly service: string;
  readonly endpoints: readonly ServiceBackend[];
  readonly protocol: Protocol;
  /** What becomes of a request whose endpoints are all out of reach. */
  readonly answer: string;
}

/** Backends of the edge that no policy lets their own proxy reach: clients are told 504, or 503. */
export function lintControllerLeg(network: Network): readonly Issue[] {
  const { view } = network;
  const told = new Set<string>();
  return [...ofIngresses(view), ...ofGateways(view), ...ofRouters(view)].flatMap((leg) => {
    const { code, object, at, proxy, who, service, endpoints, protocol, answer } = leg;
    const closed = endpoints.filter(
      ({ address, port }) =>
        !policiesAllow(network, { kind: "pod", pod: proxy }, { address, port, protocol }),
    );
    const { kind, metadata } = object;
    const key = `${kind} ${metadata.namespace}/${metadata.name} ${at.join(".")}`;
    if (closed.length === 0 || told.has(key)) return [];
    told.add(key);
    const isAll = closed.length === endpoints.length;
    const what = isAll ? "" : `${closed.length} of ${endpoints.length} endpoints of `;
    const outcome = isAll ? answer : "requests that go there wait in vain";
    return finding(view, object, {
      code,
      path: at,
      message: `no policy lets ${who} (${proxy.namespace}/${proxy.workload?.name ?? proxy.name}) reach ${what}Service ${service}: ${outcome}`,
      remedy: `allow ingress from namespace ${proxy.namespace}`,
    });
  });
}

function ofIngresses(view: ClusterView): readonly Leg[] {
  if (view.list("Ingress").length === 0 || view.profile.ingressController === "openshift") return [];
  const proxy = podOf(view, edgeOf(view.profile.ingressController));
  if (proxy === undefined) return [];
  const routes = [...ingressTable(view).hosts.values()].flatMap((host) => host.routes);
  return routes.flatMap(({ ingress, backend, at }): readonly Leg[] => {
    const namespace = ingress.metadata.namespace ?? "default";
    const service = view.get("Service", namespace, backend.service?.name ?? "");
    const port =
      service === undefined || backend.service === undefined
        ? undefined
        : portOf(view, service, backend.service);
    if (service === undefined || port === undefined) return [];
    const endpoints = readyBackends(view, service, port);
    const name = `${namespace}/${service.metadata.name}`;
    const base = { code: "ingress-policy-closed", who: "the controller", answer: "clients are answered 504" };
    return [{ ...base, object: ingress, at, proxy, service: name, endpoints, protocol: "TCP" }];
  });
}

function ofGateways(view: ClusterView): readonly Leg[] {
  return gatewayStatesOf(view).parents.flatMap(({ route, state, accepted }): readonly Leg[] => {
    const { gateway } = state;
    const namespace = gateway.metadata.namespace ?? "default";
    const proxy = view.pods.find((pod) => pod.namespace === namespace && isProxyOf(gateway, pod.labels));
    if (proxy === undefined || !accepted.holds) return [];
    const who = `the proxy of Gateway ${namespace}/${gateway.metadata.name}`;
    const isHttp = route.kind === "HTTPRoute" || route.kind === "GRPCRoute";
    const answer = isHttp ? "clients are answered 504" : "connections come to nothing";
    return backendsOf(route).flatMap(({ reference, at }): readonly Leg[] => {
      const verdict = backendVerdict(view, route, reference);
      if (verdict.kind === "invalid") return [];
      const { service: found, port } = verdict;
      const endpoints = readyBackends(view, found, port);
      const service = `${found.metadata.namespace}/${found.metadata.name}`;
      const { protocol = "TCP" } = port;
      return [
        {
          code: "gateway-policy-closed",
          object: route,
          at,
          proxy,
          who,
          service,
          endpoints,
          protocol,
          answer,
        },
      ];
    });
  });
}

function ofRouters(view: ClusterView): readonly Leg[] {
  if (view.list("Route").length === 0) return [];
  return routerTables(view).flatMap(({ router, rules }): readonly Leg[] => {
    const proxy = podOf(view, router.edge);
    if (proxy === undefined) return [];
    const base = { code: "route-policy-closed", who: `router ${router.name}`, protocol: "TCP" } as const;
    return rules.flatMap(({ route: object }) => {
      const { to, alternateBackends = [], port } = object.spec;
      const { namespace = "default" } = object.metadata;
      return [to, ...alternateBackends].flatMap(({ name, weight = 100 }, index): readonly Leg[] => {
        const found = view.get("Service", namespace, name);
        if (found === undefined || weight === 0) return [];
        const at = index === 0 ? ["spec", "to", "name"] : ["spec", "alternateBackends", index - 1, "name"];
        const endpoints = readyBackendsAt(view, found, port?.targetPort);
        const answer = "clients are answered 503";
        return [{ ...base, object, at, proxy, service: `${namespace}/${name}`, endpoints, answer }];
      });
    });
  });
}

function podOf(
  { pods }: ClusterView,
  { namespace, labels }: { readonly namespace: string; readonly labels: Labels },
): PodView | undefined {
  return pods.find(
    (pod) =>
      pod.namespace === namespace &&
      Object.entries(labels).every(([key, value]) => pod.labels[key] === value),
  );
}
