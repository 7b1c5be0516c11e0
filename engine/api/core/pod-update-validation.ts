import equal from "fast-deep-equal";
import type { FieldErrors } from "../field-errors.ts";
import type { Container, Pod, PodSpec } from "./pod.ts";
import { defaultPodSpec } from "./pod-validation.ts";

const WORDS =
  "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

/** `ValidatePodUpdate`: a pod is made once. Upstream adds a comparison in Go's own notation, which is left out here. */
export function validatePodUpdate({ spec }: Pod, { spec: before }: Pod, errors: FieldErrors): void {
  if (spec.containers.length !== before.containers.length) {
    errors.forbidden(["spec", "containers"], "pod updates may not add or remove containers");
    return;
  }
  const stored = defaultPodSpec(before);
  if (equal(fixed(defaultPodSpec(spec), stored), fixed(stored, stored))) return;
  errors.forbidden(["spec"], WORDS);
}

/** Whether both ask for the same, said or left to the defaults. */
export function isSamePodSpec(one: PodSpec, other: PodSpec): boolean {
  return equal(one, other) || equal(defaultPodSpec(one), defaultPodSpec(other));
}

/** What may not change, with the tolerations that are asked to stay. */
function fixed(spec: PodSpec, before: PodSpec): unknown {
  const { containers, initContainers = [], tolerations = [], ...rest } = spec;
  const { activeDeadlineSeconds: _, ...others } = rest as Readonly<Record<string, unknown>>;
  const kept = (before.tolerations ?? []).filter((one) => tolerations.some((other) => equal(one, other)));
  return {
    ...others,
    containers: containers.map(withoutImage),
    initContainers: initContainers.map(withoutImage),
    tolerations: kept,
  };
}

function withoutImage({ image: _, ...container }: Container): unknown {
  return container;
}
