import type { LabelSelector } from "../../values/label-selector.ts";
import type { PodTemplate } from "../core/pod.ts";
import type { KubernetesObject, ObjectMeta } from "../meta.ts";

export interface JobSpec {
  readonly parallelism?: number;
  readonly completions?: number;
  readonly suspend?: boolean;
  readonly completionMode?: string;
  readonly backoffLimit?: number;
  readonly manualSelector?: boolean;
  readonly podFailurePolicy?: object;
  readonly podReplacementPolicy?: string;
  readonly selector?: LabelSelector;
  readonly template: PodTemplate;
}

export interface Job extends KubernetesObject {
  readonly kind: "Job";
  readonly spec: JobSpec;
}

export interface CronJob extends KubernetesObject {
  readonly kind: "CronJob";
  readonly spec: {
    readonly schedule: string;
    readonly suspend?: boolean;
    readonly concurrencyPolicy?: string;
    readonly failedJobsHistoryLimit?: number;
    readonly successfulJobsHistoryLimit?: number;
    readonly jobTemplate: { readonly metadata?: Partial<ObjectMeta>; readonly spec: JobSpec };
  };
}
