import equal from "fast-deep-equal";
import type { Deployment, ReplicaSet } from "../../../api/apps/workloads.ts";
import type { PodTemplate } from "../../../api/core/pod.ts";
import { wholeTemplate } from "../../../api/core/pod-defaults.ts";
import { compileSelector, selects } from "../../../values/label-selector.ts";
import { concerned, hasChanged } from "../../changes.ts";
import { type Controller, type ControlPlane, controlledBy, hasController } from "../../control-plane.ts";
import { becomesReady, templateHash } from "../../pod-template.ts";
import { isReady, isTerminating } from "../../service-endpoints.ts";
import { currentAnnotations, olderAnnotations } from "./revisions.ts";
import { type Plan, recreatePlan, rollingPlan, type Size } from "./rolling-update.ts";

const HASH = "pod-template-hash";

/** A ReplicaSet for each Deployment's template; ReplicaSets of older templates go down to zero as the new pods get ready. */
export const deployment: Controller = {
  name: "deployment",
  watches: ["Deployment", "ReplicaSet", "Pod"],
  reconcile: (plane, changes) => {
    const some = new Set(concerned(plane, changes, "Deployment", "ReplicaSet"));
    const podsMoved = hasChanged(changes, "Pod");
    for (const object of plane.list("Deployment"))
      if (some.has(object) || (podsMoved && !isSettled(plane, object))) reconcile(plane, object);
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
  const current = owned.find((set) => isSameTemplate(set.spec.template, template));
  const plan = planFor(plane, object, current, owned);
  for (const set of owned) {
    const replicas = set === current ? plan.current : (plan.old.get(set.metadata.name) ?? 0);
    const others = owned.filter((other) => other !== set);
    const annotations =
      set === current ? currentAnnotations(object, set, others) : olderAnnotations(object, set, replicas);
    const noted = Object.keys(annotations).length === 0 ? {} : { annotations };
    const metadata = { ...set.metadata, ...noted, ownerReferences: controlledBy(object) };
    plane.put({ ...set, metadata, spec: { ...set.spec, replicas } });
  }
  if (current === undefined && !isHeld(object, owned)) plane.put(replicaSetFor(object, plan.current, owned));
}

/** A single ReplicaSet that has what it should: pods come and go without the Deployment. */
function isSettled(plane: ControlPlane, object: Deployment): boolean {
  return plane.owned("ReplicaSet", object).filter(({ spec }) => (spec.replicas ?? 1) > 0).length === 1;
}

/** A paused Deployment starts no rollout. */
function isHeld({ spec }: Deployment, owned: readonly ReplicaSet[]): boolean {
  return spec.paused === true && owned.length > 0;
}

function planFor(
  plane: ControlPlane,
  object: Deployment,
  current: ReplicaSet | undefined,
  owned: readonly ReplicaSet[],
): Plan {
  const old = owned.filter((set) => set !== current).map((set) => sizeOf(plane, set));
  const wanted = object.spec.replicas ?? 1;
  const active = old.filter(({ replicas }) => replicas > 0);
  if (isHeld(object, owned) && current === undefined) {
    const [only] = active;
    const size = (name: string, replicas: number): number =>
      active.length === 1 && only?.set.metadata.name === name ? wanted : replicas;
    return {
      current: 0,
      old: new Map(
        old.map(({ set: { metadata }, replicas }) => [metadata.name, size(metadata.name, replicas)]),
      ),
    };
  }
  const oldPods = old.reduce((sum, { set }) => sum + plane.owned("Pod", set).length, 0);
  if (active.length === 0 && oldPods === 0) return { current: wanted, old: new Map() };
  if (object.spec.strategy?.type === "Recreate") return recreatePlan(object, oldPods, old);
  const now = current === undefined ? undefined : sizeOf(plane, current);
  // Once a new pod is ready, the rest of them will be, too: the steps between are nobody's business.
  const goesWell = now !== undefined && now.ready > 0 && now.ready === now.replicas;
  if (goesWell && becomesReady(object.spec.template.metadata))
    return { current: wanted, old: new Map(old.map(({ set }) => [set.metadata.name, 0])) };
  return rollingPlan(object, now, old);
}

function sizeOf(plane: ControlPlane, set: ReplicaSet): Size {
  const ready = plane.owned("Pod", set).filter((pod) => isReady(pod) && !isTerminating(pod)).length;
  return { set, replicas: set.spec.replicas ?? 1, ready };
}

function canAdopt({ spec }: Deployment, set: ReplicaSet): boolean {
  return !hasController(set) && selects(compileSelector(spec.selector), set.metadata.labels ?? {});
}

/** Whether the pods are the same, whatever one of the templates leaves to be filled in. */
function isSameTemplate(one: PodTemplate, other: PodTemplate): boolean {
  const [a, b] = [withoutHash(one), withoutHash(other)];
  return equal(a, b) || equal(withoutHash(wholeTemplate(one)), withoutHash(wholeTemplate(other)));
}

function withoutHash(template: PodTemplate): unknown {
  const { [HASH]: _, ...labels } = template.metadata?.labels ?? {};
  const { annotations } = template.metadata ?? {};
  return { labels, annotations, spec: template.spec };
}

function replicaSetFor(object: Deployment, replicas: number, others: readonly ReplicaSet[]): ReplicaSet {
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
      annotations: currentAnnotations(object, undefined, others),
      ownerReferences: controlledBy(object),
    },
    spec: {
      replicas,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}
