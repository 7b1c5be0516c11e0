import type { DaemonSet } from "../../../api/apps/workloads.ts";
import type { Pod } from "../../../api/core/pod.ts";
import { resolveShare } from "../../pod-template.ts";
import { isReady } from "../../service-endpoints.ts";

/** What a rollout does now. */
export interface Plan {
  readonly remove: readonly Pod[];
  /** Nodes that get a pod of the new template beside the old one. */
  readonly surge: ReadonlySet<string>;
}

const NOTHING: Plan = { remove: [], surge: new Set() };

/**
 * One step of `rollingUpdate` (pkg/controller/daemon/update.go). `nodes` is how many take the DaemonSet's pods. While pods of
 * the new template get ready at once (`atOnce`), all old ones go, for that is where the steps would end.
 */
export function rollingPlan(
  set: DaemonSet,
  pods: readonly Pod[],
  isOld: (pod: Pod) => boolean,
  nodes: number,
  atOnce: boolean,
): Plan {
  const { type = "RollingUpdate", rollingUpdate = {} } = set.spec.updateStrategy ?? {};
  if (type === "OnDelete") return NOTHING;
  const old = pods.filter(isOld);
  const waiting = pods.filter((pod) => !isReady(pod));
  const waitingNew = waiting.filter((pod) => !isOld(pod));
  if (atOnce && waitingNew.length === 0) return { remove: old, surge: new Set() };
  const surge = resolveShare(rollingUpdate.maxSurge ?? 0, nodes, Math.ceil);
  if (surge > 0) return surging(pods, isOld, surge);
  const most = Math.max(1, resolveShare(rollingUpdate.maxUnavailable ?? 1, nodes, Math.ceil));
  const budget = Math.max(0, most - waiting.length);
  const unready = old.filter((pod) => !isReady(pod));
  return { remove: [...unready, ...old.filter(isReady).slice(0, budget)], surge: new Set() };
}

/**
 * With `maxSurge` a new pod starts beside the old one, which goes when the new one is ready. Nodes whose old pod is not
 * ready do not wait for their turn.
 */
function surging(pods: readonly Pod[], isOld: (pod: Pod) => boolean, most: number): Plan {
  const byNode = new Map<string, Pod[]>();
  for (const pod of pods) {
    const { nodeName = "" } = pod.spec;
    byNode.set(nodeName, [...(byNode.get(nodeName) ?? []), pod]);
  }
  const remove: Pod[] = [];
  const [urgent, waiting]: [string[], string[]] = [[], []];
  let surged = 0;
  for (const [node, here] of byNode) {
    const old = here.filter(isOld);
    const fresh = here.filter((pod) => !isOld(pod));
    // What a rollout left behind that another overtook.
    const kept = old.find(isReady) ?? old[0];
    if (kept === undefined) continue;
    remove.push(...old.filter((pod) => pod !== kept));
    if (fresh.length > 0) surged++;
    if (fresh.some(isReady)) remove.push(kept);
    if (fresh.length === 0) (isReady(kept) ? waiting : urgent).push(node);
  }
  return { remove, surge: new Set([...urgent, ...waiting.slice(0, Math.max(0, most - surged))]) };
}
