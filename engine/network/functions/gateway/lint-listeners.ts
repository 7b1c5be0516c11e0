import type { Gateway } from "../../../api/gateway/gateway.ts";
import type { ListenerSet } from "../../../api/gateway/listener-set.ts";
import { gatewayStatesOf } from "../../../cluster/gateway/gateway-state.ts";
import type { ListenerState } from "../../../cluster/gateway/listeners.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Issue } from "../../../values/issue.ts";
import { finding } from "../../shared/finding.ts";

/** Listeners of a Gateway or a ListenerSet that conflict with others, or that nobody can use. */
export function lintListeners(
  view: ClusterView,
  object: Gateway | ListenerSet,
  states: readonly ListenerState[],
): readonly Issue[] {
  return states.flatMap(({ owner, listener, at, accepted, conflicted, resolvedRefs, clients }) => {
    const [broken] = [accepted, resolvedRefs].filter(({ holds }) => !holds);
    const theirs = clients?.resolvedRefs.holds === false ? clients.resolvedRefs : undefined;
    const verdict = conflicted.holds ? conflicted : (theirs ?? broken);
    if (verdict === undefined || owner !== object) return [];
    const isOddKind = resolvedRefs.reason === "InvalidRouteKinds";
    const references = isOddKind ? ["allowedRoutes", "kinds"] : ["tls", "certificateRefs"];
    const own = resolvedRefs.holds ? at : [...at, ...references];
    const path = verdict === theirs && object.kind === "Gateway" ? ["spec", "tls", "frontend"] : own;
    return finding(view, object, {
      code: conflicted.holds ? "gateway-listener-conflict" : "gateway-listener-unusable",
      path: conflicted.holds ? at : path,
      message: `listener ${listener.name}: ${verdict.message} (${verdict.reason})`,
    });
  });
}

/** A ListenerSet whose Gateway is not there, or does not take it; or whose listeners are no use. */
export function lintSet(view: ClusterView, set: ListenerSet): readonly Issue[] {
  const { kind, name, namespace = set.metadata.namespace ?? "default" } = set.spec.parentRef;
  if (kind !== "Gateway") return [];
  const notAccepted = (message: string, remedy?: string): readonly Issue[] =>
    finding(view, set, {
      code: "listener-set-not-accepted",
      path: ["spec", "parentRef"],
      message,
      ...(remedy === undefined ? {} : { remedy }),
    });
  if (view.get("Gateway", namespace, name) === undefined)
    return notAccepted(`there is no Gateway ${namespace}/${name}`);
  for (const { sets, listeners } of gatewayStatesOf(view).gateways) {
    const accepted = sets.find((one) => one.set === set)?.accepted;
    if (accepted === undefined) continue;
    return accepted.holds
      ? lintListeners(view, set, listeners)
      : notAccepted(
          `${accepted.message} (${accepted.reason})`,
          `spec.allowedListeners of Gateway ${namespace}/${name} has to let it in`,
        );
  }
  return [];
}
