import type { ClusterView } from "../../cluster/view.ts";
import { lintClusterDns } from "../../network/functions/cluster-dns/lint.ts";
import { lintGateways } from "../../network/functions/gateway/lint.ts";
import { lintIngresses } from "../../network/functions/ingress/lint.ts";
import { lintNetworkPolicies, policiesWithoutPods } from "../../network/functions/network-policy/lint.ts";
import { lintRoutes } from "../../network/functions/route/lint.ts";
import { lintServices, servicesWithoutPods } from "../../network/functions/service-proxy/lint.ts";
import type { Network } from "../../network/network.ts";
import { type Issue, sortIssues } from "../../values/issue.ts";
import { lintDnsStart } from "./dns-start.ts";
import { lintControllerLeg } from "./lint-controller-leg.ts";
import { lintDnsUpstreams } from "./lint-dns-upstreams.ts";
import { lintRouteTermination } from "./lint-route-termination.ts";

const LINTS: readonly ((view: ClusterView) => readonly Issue[])[] = [
  lintNetworkPolicies,
  lintServices,
  lintClusterDns,
  lintIngresses,
  lintRoutes,
  lintGateways,
];

/** A view does not change, so it is linted once. */
const lints = new WeakMap<ClusterView, readonly Issue[]>();
const empties = new WeakMap<ClusterView, readonly Issue[]>();

/** Findings of the lint rules, warnings first. */
export function findingsOf(network: Network): readonly Issue[] {
  const { view } = network;
  let findings = lints.get(view);
  if (findings === undefined) {
    const ways = [...lintControllerLeg(network), ...lintDnsStart(network), ...lintDnsUpstreams(network)];
    findings = sortIssues([...LINTS.flatMap((lint) => lint(view)), ...lintRouteTermination(view), ...ways]);
    lints.set(view, findings);
  }
  return findings;
}

/** Selectors that match nothing. */
export function emptySelectors(view: ClusterView): readonly Issue[] {
  let found = empties.get(view);
  if (found === undefined) {
    found = [...policiesWithoutPods(view), ...servicesWithoutPods(view)];
    empties.set(view, found);
  }
  return found;
}
