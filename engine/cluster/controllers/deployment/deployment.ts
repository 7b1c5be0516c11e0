import equal from "fast-deep-equal";
import type { Deployment, ReplicaSet } from "../../../api/apps/workloads.ts";
import type { PodTemplate } from "../../../api/core/pod.ts";
import { compileSelector, selects } from "../../../values/label-selector.ts";
import { type Controller, type ControlPlane, controlledBy, hasController } from "../../control-plane.ts";
import { templateHash } from "../../pod-template.ts";

const HASH = "pod-template-hash";

/** A ReplicaSet for each Deployment's template; ReplicaSets of older templates go down to zero. */
export const deployment: Controller = {
  name: "deployment",
  watches: ["Deployment", "ReplicaSet"],
  reconcile: (plane) => {
    for (const object of plane.list("Deployment")) reconcile(plane, object);
  },
};

function reconcile(plane: ControlPlane, object: Deployment): void {
  const { namespace = "default" } = object.metadata;
  const { matchLabels } = object.spec.selector;
  const candidates =
    matchLabels === undefined
      ? plane.list("ReplicaSet", namespace)
      : plane.labelled("ReplicaSet", namespace, matchLabels);
  const orphans = candidates.filter((set) => canAdopt(object, set));
  const owned = [...plane.owned("ReplicaSet", object), ...orphans];
  const { template } = object.spec;
  const current = owned.find((set) => equal(withoutHash(set.spec.template), withoutHash(template)));
  for (const set of owned) {
    const replicas = set === current ? (object.spec.replicas ?? 1) : 0;
    const metadata = { ...set.metadata, ownerReferences: controlledBy(object) };
    plane.put({ ...set, metadata, spec: { ...set.spec, replicas } });
  }
  if (current === undefined) plane.put(replicaSetFor(object));
}

function canAdopt({ spec }: Deployment, set: ReplicaSet): boolean {
  return !hasController(set) && selects(compileSelector(spec.selector), set.metadata.labels ?? {});
}

function withoutHash(template: PodTemplate): unknown {
  const { [HASH]: _, ...labels } = template.metadata?.labels ?? {};
  const { annotations } = template.metadata ?? {};
  return { labels, annotations, spec: template.spec };
}

function replicaSetFor(object: Deployment): ReplicaSet {
  const { metadata, spec } = object;
  const { template, selector } = spec;
  const hash = templateHash(template);
  const labels = { ...template.metadata?.labels, [HASH]: hash };
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name: `${metadata.name}-${hash}`,
      namespace: metadata.namespace ?? "default",
      labels,
      ownerReferences: controlledBy(object),
    },
    spec: {
      replicas: spec.replicas ?? 1,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}
