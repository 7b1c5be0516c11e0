import type { LabelSelector } from "../../values/label-selector.ts";
import type { IntOrString, KubernetesObject } from "../meta.ts";

export interface PodDisruptionBudgetSpec {
  readonly minAvailable?: IntOrString;
  readonly maxUnavailable?: IntOrString;
  /** An empty one selects every pod of the namespace, an absent one none. */
  readonly selector?: LabelSelector;
  /** Absent: `IfHealthyBudget`. */
  readonly unhealthyPodEvictionPolicy?: string;
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime: string;
  readonly observedGeneration?: number;
}

export interface PodDisruptionBudgetStatus {
  readonly observedGeneration?: number;
  readonly disruptionsAllowed: number;
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  readonly expectedPods: number;
  readonly conditions?: readonly Condition[];
}

export interface PodDisruptionBudget extends KubernetesObject {
  readonly kind: "PodDisruptionBudget";
  readonly spec: PodDisruptionBudgetSpec;
  readonly status?: PodDisruptionBudgetStatus;
}
