import type { ClusterView } from "../../cluster/view.ts";
import { lintClusterDns } from "../../network/functions/cluster-dns/lint.ts";
import { lintGateways } from "../../network/functions/gateway/lint.ts";
import { lintIngresses } from "../../network/functions/ingress/lint.ts";
import { lintNetworkPolicies } from "../../network/functions/network-policy/lint.ts";
import { lintRoutes } from "../../network/functions/route/lint.ts";
import { lintServices } from "../../network/functions/service-proxy/lint.ts";
import type { Network } from "../../network/network.ts";
import type { Issue } from "../../values/issue.ts";
import { sortIssues } from "../../values/issue.ts";
import { lintDnsStart } from "./dns-start.ts";
import { lintControllerLeg } from "./lint-controller-leg.ts";
import { lintRouteTermination } from "./lint-route-termination.ts";

const LINTS: readonly ((view: ClusterView) => readonly Issue[])[] = [
  lintNetworkPolicies,
  lintServices,
  lintClusterDns,
  lintIngresses,
  lintRoutes,
  lintGateways,
  lintRouteTermination,
];

/** A view does not change, so it is linted once. */
const found = new WeakMap<ClusterView, readonly Issue[]>();

/** Findings of every lint rule, warnings first: what the objects show, and what packets on their way do. */
export function findingsIn(network: Network): readonly Issue[] {
  const { view } = network;
  let findings = found.get(view);
  if (findings === undefined) {
    const ways = [...lintControllerLeg(network), ...lintDnsStart(network)];
    findings = sortIssues([...LINTS.flatMap((lint) => lint(view)), ...ways]);
    found.set(view, findings);
  }
  return findings;
}
