import { selectorText } from "../describe/selector.ts";
import { isOwned } from "../describe/workloads.ts";
import { at, type Json, listAt, textAt } from "../server/api.ts";
import type { Session } from "../session.ts";

export interface Revision {
  readonly number: number;
  readonly set: Json;
}

/** The ReplicaSets of a Deployment by revision, oldest first. */
export function revisionsOf(session: Session, deployment: Json): readonly Revision[] {
  const resource = session.discovery.named("replicasets.apps");
  const namespace = textAt(deployment, "metadata", "namespace");
  const labelSelector = selectorText(at(deployment, "spec", "selector"));
  return listAt(session.client.get({ resource, namespace }, { labelSelector }), "items")
    .filter((set) => isOwned(set, deployment))
    .map((set) => ({ set, number: revisionOf(set) }))
    .sort((a, b) => a.number - b.number);
}

/** The number that the Deployment controller gave a set; nought without one. */
function revisionOf(set: Json): number {
  return Number(textAt(set, "metadata", "annotations", "deployment.kubernetes.io/revision"));
}
