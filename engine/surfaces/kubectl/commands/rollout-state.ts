import { PlainError } from "../failure.ts";
import { at, type Json, textAt } from "../server/api.ts";

export interface RolloutState {
  readonly text: string;
  readonly isDone: boolean;
}

const number = (object: Json, ...path: readonly string[]): number => Number(at(object, ...path) ?? 0);

/** How far the rollout of a workload is, in the words of `kubectl rollout status`. */
export function rolloutState(kind: string, object: Json, shown: string): RolloutState {
  const name = JSON.stringify(textAt(object, "metadata", "name"));
  switch (kind) {
    case "deployment.apps":
      return deployment(object, name);
    case "daemonset.apps":
      return daemonSet(object, name);
    case "statefulset.apps":
      return statefulSet(object);
    default:
      throw new PlainError(`no status viewer has been implemented for ${shown}`);
  }
}

const waiting = (text: string): RolloutState => ({ text: `${text}...\n`, isDone: false });

function isObserved(object: Json): boolean {
  return number(object, "metadata", "generation") <= number(object, "status", "observedGeneration");
}

function deployment(object: Json, name: string): RolloutState {
  if (!isObserved(object)) return waiting("Waiting for deployment spec update to be observed");
  const [wanted, updated] = [number(object, "spec", "replicas"), number(object, "status", "updatedReplicas")];
  const [all, available] = [
    number(object, "status", "replicas"),
    number(object, "status", "availableReplicas"),
  ];
  const title = `Waiting for deployment ${name} rollout to finish:`;
  if (updated < wanted) return waiting(`${title} ${updated} out of ${wanted} new replicas have been updated`);
  if (all > updated) return waiting(`${title} ${all - updated} old replicas are pending termination`);
  if (available < updated)
    return waiting(`${title} ${available} of ${updated} updated replicas are available`);
  return { text: `deployment ${name} successfully rolled out\n`, isDone: true };
}

function daemonSet(object: Json, name: string): RolloutState {
  if (textAt(object, "spec", "updateStrategy", "type") !== "RollingUpdate")
    throw new PlainError("rollout status is only available for RollingUpdate strategy type");
  if (!isObserved(object)) return waiting("Waiting for daemon set spec update to be observed");
  const wanted = number(object, "status", "desiredNumberScheduled");
  const [updated, available] = [
    number(object, "status", "updatedNumberScheduled"),
    number(object, "status", "numberAvailable"),
  ];
  const title = `Waiting for daemon set ${name} rollout to finish:`;
  if (updated < wanted) return waiting(`${title} ${updated} out of ${wanted} new pods have been updated`);
  if (available < wanted) return waiting(`${title} ${available} of ${wanted} updated pods are available`);
  return { text: `daemon set ${name} successfully rolled out\n`, isDone: true };
}

function statefulSet(object: Json): RolloutState {
  if (textAt(object, "spec", "updateStrategy", "type") !== "RollingUpdate")
    throw new PlainError("rollout status is only available for RollingUpdate strategy type");
  const observed = number(object, "status", "observedGeneration");
  if (observed === 0 || !isObserved(object))
    return waiting("Waiting for statefulset spec update to be observed");
  const missing = number(object, "spec", "replicas") - number(object, "status", "readyReplicas");
  if (missing > 0) return waiting(`Waiting for ${missing} pods to be ready`);
  if (at(object, "spec", "updateStrategy", "rollingUpdate") !== undefined) {
    const updated = number(object, "status", "updatedReplicas");
    return {
      text: `partitioned roll out complete: ${updated} new pods have been updated...\n`,
      isDone: true,
    };
  }
  const [current, revision] = [
    number(object, "status", "currentReplicas"),
    textAt(object, "status", "currentRevision"),
  ];
  return {
    text: `statefulset rolling update complete ${current} pods at revision ${revision}...\n`,
    isDone: true,
  };
}
