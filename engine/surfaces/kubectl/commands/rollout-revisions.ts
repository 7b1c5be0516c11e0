import { selectorText } from "../describe/selector.ts";
import { isOwned } from "../describe/workloads.ts";
import { type ApiObject, at, isJson, type Json, listAt, textAt } from "../server/api.ts";
import { groupVersion, kindPrefix, type Resource } from "../server/resource.ts";
import type { Session } from "../session.ts";

export interface Revision {
  readonly number: number;
  /** The ReplicaSet or ControllerRevision that keeps it. */
  readonly set: ApiObject;
  readonly template: unknown;
}

/** Kinds whose earlier templates are kept: by ReplicaSets for Deployments, else by ControllerRevisions. */
export const hasRevisions = (resource: Resource): boolean =>
  ["deployment.apps", "daemonset.apps", "statefulset.apps"].includes(kindPrefix(resource));

/** The revisions of a workload, oldest first. */
export function revisionsOf(session: Session, owner: ApiObject): readonly Revision[] {
  const isDeployment = owner.kind === "Deployment";
  const resource = session.discovery.named(isDeployment ? "replicasets.apps" : "controllerrevisions.apps");
  const namespace = textAt(owner, "metadata", "namespace");
  const labelSelector = selectorText(at(owner, "spec", "selector"));
  return listAt(session.client.get({ resource, namespace }, { labelSelector }), "items")
    .filter((set) => isOwned(set, owner))
    .map((item) => {
      const set: ApiObject = { ...item, apiVersion: groupVersion(resource), kind: resource.kind };
      return isDeployment
        ? { set, number: revisionOf(set), template: at(set, "spec", "template") }
        : { set, number: Number(set["revision"]), template: keptTemplate(set) };
    })
    .sort((a, b) => a.number - b.number);
}

function keptTemplate(set: Json): unknown {
  const template = at(set, "data", "spec", "template");
  if (!isJson(template)) return undefined;
  const { $patch: _, ...rest } = template;
  return rest;
}

/** The number that the Deployment controller gave a set; nought without one. */
function revisionOf(set: Json): number {
  return Number(textAt(set, "metadata", "annotations", "deployment.kubernetes.io/revision"));
}
