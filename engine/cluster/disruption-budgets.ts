import type { Pod } from "../api/core/pod.ts";
import type { PodDisruptionBudget } from "../api/policy/pod-disruption-budget.ts";
import { compileSelector, selects } from "../values/label-selector.ts";
import { isReady, isTerminating } from "./service-endpoints.ts";

/** Whether the budget speaks of a pod of its namespace. Without a selector it speaks of none. */
export function guardOf({ spec: { selector } }: PodDisruptionBudget): (pod: Pod) => boolean {
  if (selector === undefined) return () => false;
  const compiled = compileSelector(selector);
  return ({ metadata }) => selects(compiled, metadata.labels ?? {});
}

/** Why a pod may not be evicted. */
export type Blocked =
  | { readonly kind: "several" }
  | { readonly kind: "budget"; readonly budget: PodDisruptionBudget };

/** What stands against an eviction (pkg/registry/core/pod/storage/eviction.go); `budgets` are those of the namespace. */
export function blockedBy(pod: Pod, budgets: readonly PodDisruptionBudget[]): Blocked | undefined {
  const { phase = "Running" } = pod.status ?? {};
  // What has ended or never ran disrupts nobody.
  if (["Succeeded", "Failed", "Pending"].includes(phase) || isTerminating(pod)) return undefined;
  const own = budgets.filter((budget) => guardOf(budget)(pod));
  const [budget] = own;
  if (budget === undefined) return undefined;
  if (own.length > 1) return { kind: "several" };
  const { currentHealthy = 0, desiredHealthy = 0, disruptionsAllowed = 0 } = budget.status ?? {};
  const isCounted = isReady(pod);
  if (!isCounted && budget.spec.unhealthyPodEvictionPolicy === "AlwaysAllow") return undefined;
  if (!isCounted && desiredHealthy > 0 && currentHealthy >= desiredHealthy) return undefined;
  return disruptionsAllowed > 0 ? undefined : { kind: "budget", budget };
}
