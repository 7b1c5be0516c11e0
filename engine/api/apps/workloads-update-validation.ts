import equal from "fast-deep-equal";
import type { FieldErrors } from "../field-errors.ts";
import { immutable } from "../immutable.ts";
import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from "./workloads.ts";

/** `ValidateDeploymentUpdate` and its siblings in pkg/apis/apps: what a workload selects stays what it was. */
export function validateWorkloadUpdate<T extends Deployment | ReplicaSet | DaemonSet>(
  workload: T,
  before: T,
  errors: FieldErrors,
): void {
  immutable(workload.spec.selector, before.spec.selector, ["spec", "selector"], errors);
}

/** Fields of a StatefulSet's spec that may change, in the order of upstream's sentence. */
const CHANGEABLE = [
  "replicas",
  "ordinals",
  "template",
  "updateStrategy",
  "revisionHistoryLimit",
  "persistentVolumeClaimRetentionPolicy",
  "minReadySeconds",
];

/** `ValidateStatefulSetUpdate`. */
export function validateStatefulSetUpdate(
  { spec }: StatefulSet,
  { spec: before }: StatefulSet,
  errors: FieldErrors,
): void {
  if (equal(fixed(spec), fixed(before))) return;
  const quoted = CHANGEABLE.map((field) => `'${field}'`);
  const names = `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
  errors.forbidden(["spec"], `updates to statefulset spec for fields other than ${names} are forbidden`);
}

function fixed(spec: StatefulSet["spec"]): unknown {
  return Object.fromEntries(Object.entries(spec).filter(([field]) => !CHANGEABLE.includes(field)));
}
