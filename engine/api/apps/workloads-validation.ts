import { compileSelector, selects } from "../../values/label-selector.ts";
import type { FieldPath } from "../../values/source.ts";
import { defaultPodTemplate, validatePodSpec } from "../core/pod-validation.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Label, dns1123Subdomain, type Format } from "../formats.ts";
import { validateLabelSelector, validateLabels, validateMetadata } from "../metadata.ts";
import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from "./workloads.ts";

type Workload = Deployment | ReplicaSet | StatefulSet | DaemonSet;

/** Replicas default to one (a DaemonSet has none); the template like a pod. */
export function defaultWorkload<T extends Workload>(workload: T): T {
  const template = workload.spec.template ?? { spec: { containers: [] } };
  const withTemplate = defaultPodTemplate({ ...workload, spec: { ...workload.spec, template } });
  if (workload.kind === "DaemonSet") return withTemplate as T;
  const own = workload.kind === "Deployment" ? rolloutDefaults(withTemplate.spec as Rollout) : {};
  return { ...withTemplate, spec: { replicas: 1, ...withTemplate.spec, ...own } } as T;
}

interface Rollout {
  readonly strategy?: { readonly type?: string; readonly rollingUpdate?: object };
  readonly revisionHistoryLimit?: number;
  readonly progressDeadlineSeconds?: number;
}

/** `SetDefaults_Deployment` of pkg/apis/apps/v1. */
function rolloutDefaults(spec: Rollout): Rollout {
  const { strategy = {}, revisionHistoryLimit = 10, progressDeadlineSeconds = 600 } = spec;
  const { type = "RollingUpdate" } = strategy;
  const rollingUpdate = { maxUnavailable: "25%", maxSurge: "25%", ...strategy.rollingUpdate };
  const whole = type === "RollingUpdate" ? { ...strategy, type, rollingUpdate } : { ...strategy, type };
  return { strategy: whole, revisionHistoryLimit, progressDeadlineSeconds };
}

export function validateWorkload(workload: Workload, errors: FieldErrors): void {
  const name: Format = workload.kind === "StatefulSet" ? dns1123Label : dns1123Subdomain;
  validateMetadata(workload.metadata, name, errors);
  const { selector, template } = workload.spec;
  const path = ["spec"];
  if ("replicas" in workload.spec) nonNegative(workload.spec.replicas, [...path, "replicas"], errors);
  if (selector === undefined) errors.required([...path, "selector"]);
  else {
    validateLabelSelector(selector, [...path, "selector"], errors);
    const compiled = compileSelector(selector);
    if (compiled.terms.length === 0) {
      errors.invalid(
        [...path, "selector"],
        selector,
        `empty selector is invalid for ${workload.kind.toLowerCase()}`,
      );
    } else if (!selects(compiled, template.metadata?.labels ?? {})) {
      const labels = template.metadata?.labels ?? null;
      errors.invalid(
        [...path, "template", "metadata", "labels"],
        labels,
        "`selector` does not match template `labels`",
      );
    }
  }
  if (workload.kind === "DaemonSet") validateSurge(workload, errors);
  validateLabels(template.metadata?.labels ?? {}, [...path, "template", "labels"], errors);
  const spec = [...path, "template", "spec"];
  validatePodSpec(template.spec, spec, errors);
  const { restartPolicy } = template.spec;
  if (restartPolicy === "OnFailure" || restartPolicy === "Never") {
    errors.notSupported([...spec, "restartPolicy"], restartPolicy, ["Always"]);
  }
}

/** `ValidateRollingUpdateDaemonSet`: either of the two, with `maxUnavailable` one unless said otherwise. */
function validateSurge({ spec }: DaemonSet, errors: FieldErrors): void {
  const { type = "RollingUpdate", rollingUpdate = {} } = spec.updateStrategy ?? {};
  if (type !== "RollingUpdate") return;
  const { maxSurge = 0, maxUnavailable = 1 } = rollingUpdate;
  const path = ["spec", "updateStrategy", "rollingUpdate"];
  const isSet = (value: string | number): boolean => value !== 0 && value !== "0%";
  if (isSet(maxSurge) && isSet(maxUnavailable)) {
    errors.invalid([...path, "maxSurge"], maxSurge, "may not be set when maxUnavailable is non-zero");
  } else if (!isSet(maxSurge) && !isSet(maxUnavailable)) {
    errors.required([...path, "maxUnavailable"], "cannot be 0 when maxSurge is 0");
  }
}

/** `ValidateNonnegativeField`. */
export function nonNegative(value: number | undefined, path: FieldPath, errors: FieldErrors): void {
  if (value !== undefined && value < 0) errors.invalid(path, value, "must be greater than or equal to 0");
}
