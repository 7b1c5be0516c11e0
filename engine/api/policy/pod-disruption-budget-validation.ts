import { nonNegative } from "../apps/workloads-validation.ts";
import type { FieldErrors } from "../field-errors.ts";
import { pathSegment } from "../formats.ts";
import type { IntOrString } from "../meta.ts";
import { validateLabelSelector, validateMetadata } from "../metadata.ts";
import type { PodDisruptionBudget } from "./pod-disruption-budget.ts";

const POLICIES = ["AlwaysAllow", "IfHealthyBudget"];

/** A budget without a spec has an empty one. */
export function defaultPodDisruptionBudget(object: PodDisruptionBudget): PodDisruptionBudget {
  const { spec = {} } = object as Partial<PodDisruptionBudget>;
  return { ...object, spec };
}

/** `ValidatePodDisruptionBudgetSpec`. */
export function validatePodDisruptionBudget(
  { metadata, spec }: PodDisruptionBudget,
  errors: FieldErrors,
): void {
  validateMetadata(metadata, pathSegment, errors);
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec;
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    // The API server shows its own struct, which has no JSON names.
    const shown = {
      MinAvailable: minAvailable,
      Selector: selector ?? null,
      MaxUnavailable: maxUnavailable,
      UnhealthyPodEvictionPolicy: policy ?? null,
    };
    errors.invalid(["spec"], shown, "minAvailable and maxUnavailable cannot be both set");
  }
  validateShare("minAvailable", minAvailable, errors);
  validateShare("maxUnavailable", maxUnavailable, errors);
  if (selector !== undefined) validateLabelSelector(selector, ["spec", "selector"], errors);
  if (policy !== undefined && !POLICIES.includes(policy))
    errors.notSupported(["spec", "unhealthyPodEvictionPolicy"], policy, POLICIES);
}

const PERCENT_WORDS =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/** `ValidatePositiveIntOrPercent` and `IsNotMoreThan100Percent`. */
function validateShare(field: string, value: IntOrString | undefined, errors: FieldErrors): void {
  const path = ["spec", field];
  if (typeof value !== "string") nonNegative(value, path, errors);
  else if (!/^\d+%$/.test(value)) errors.invalid(path, value, PERCENT_WORDS);
  else if (Number.parseInt(value, 10) > 100) errors.invalid(path, value, "must not be greater than 100%");
}
