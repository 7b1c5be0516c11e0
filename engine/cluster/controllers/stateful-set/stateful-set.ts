import type { StatefulSet } from "../../../api/apps/workloads.ts";
import { concerned } from "../../changes.ts";
import { type Controller, type ControlPlane, controlledBy } from "../../control-plane.ts";
import { podFrom, templateHash } from "../../pod-template.ts";

/** Pods with ordinal names, each with its own host name below the governing Service. */
export const statefulSet: Controller = {
  name: "stateful-set",
  watches: ["StatefulSet", "Pod"],
  reconcile: (plane, changes) => {
    for (const set of concerned(plane, changes, "StatefulSet", "Pod")) reconcile(plane, set);
  },
};

function reconcile(plane: ControlPlane, set: StatefulSet): void {
  const { metadata, spec } = set;
  const start = spec.ordinals?.start ?? 0;
  const revision = `${metadata.name}-${templateHash(spec.template)}`;
  const wanted = new Set<string>();
  for (let ordinal = start; ordinal < start + (spec.replicas ?? 1); ordinal++) {
    const name = `${metadata.name}-${ordinal}`;
    wanted.add(name);
    const existing = plane.get("Pod", metadata.namespace, name);
    if (existing !== undefined && plane.isFromInput(existing)) {
      plane.put({ ...existing, metadata: { ...existing.metadata, ownerReferences: controlledBy(set) } });
      continue;
    }
    if (existing?.metadata.labels?.["controller-revision-hash"] === revision) continue;
    if (existing !== undefined) plane.remove(existing);
    const labels = {
      "apps.kubernetes.io/pod-index": String(ordinal),
      "controller-revision-hash": revision,
      "statefulset.kubernetes.io/pod-name": name,
    };
    const identity = { hostname: name, ...(spec.serviceName ? { subdomain: spec.serviceName } : {}) };
    plane.put(podFrom(set, spec.template, { name, labels, spec: identity }));
  }
  for (const pod of plane.owned("Pod", set)) if (!wanted.has(pod.metadata.name)) plane.remove(pod);
}
