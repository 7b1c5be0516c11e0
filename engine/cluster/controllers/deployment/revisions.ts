import type { Deployment, ReplicaSet } from "../../../api/apps/workloads.ts";
import { resolveShare } from "../../pod-template.ts";

const PREFIX = "deployment.kubernetes.io";
const REVISION = `${PREFIX}/revision`;
const HISTORY = `${PREFIX}/revision-history`;
const DESIRED = `${PREFIX}/desired-replicas`;
const MAX = `${PREFIX}/max-replicas`;

/** Annotations of a Deployment that its ReplicaSets do not take over (`annotationsToSkip`). */
const OWN: ReadonlySet<string> = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  "deprecated.deployment.rollback.to",
  ...[REVISION, HISTORY, DESIRED, MAX],
]);

type Annotations = Readonly<Record<string, string>>;

function annotationsOf({ metadata }: Deployment | ReplicaSet): Annotations {
  return (metadata as { readonly annotations?: Annotations }).annotations ?? {};
}

/** The number of a ReplicaSet's rollout; nought before it has one. */
function revisionOf(set: ReplicaSet): number {
  const number = Number(annotationsOf(set)[REVISION]);
  return Number.isSafeInteger(number) ? number : 0;
}

/** What a Deployment says of itself: the revision of its newest ReplicaSet. */
export function revisionAnnotation(sets: readonly ReplicaSet[]): Annotations {
  const newest = Math.max(0, ...sets.map(revisionOf));
  return newest === 0 ? {} : { [REVISION]: String(newest) };
}

/** The Deployment without what its controller says of it. */
export function withoutRevision(annotations: Annotations): Annotations {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== REVISION));
}

/**
 * Annotations of the ReplicaSet of the current template, `SetNewReplicaSetAnnotations`: the Deployment's own, and a revision
 * above that of all others. A set that is rolled back to remembers which revisions it was.
 */
export function currentAnnotations(
  object: Deployment,
  current: ReplicaSet | undefined,
  others: readonly ReplicaSet[],
): Annotations {
  const known = current === undefined ? {} : annotationsOf(current);
  const copied = Object.fromEntries(Object.entries(annotationsOf(object)).filter(([key]) => !OWN.has(key)));
  const before = current === undefined ? 0 : revisionOf(current);
  const next = Math.max(0, ...others.map(revisionOf)) + 1;
  const history = before === 0 ? [] : [known[HISTORY] ?? "", String(before)].filter((one) => one !== "");
  const risen =
    before >= next
      ? {}
      : { [REVISION]: String(next), ...(history.length === 0 ? {} : { [HISTORY]: history.join(",") }) };
  return { ...known, ...copied, ...risen, ...replicasAnnotations(object) };
}

/** `SetReplicasAnnotations`: what the Deployment wanted when the set was last scaled. */
function replicasAnnotations({ spec }: Deployment): Annotations {
  const wanted = spec.replicas ?? 1;
  const isRolling = (spec.strategy?.type ?? "RollingUpdate") === "RollingUpdate" && wanted > 0;
  const surge = isRolling
    ? resolveShare(spec.strategy?.rollingUpdate?.maxSurge ?? "25%", wanted, Math.ceil)
    : 0;
  return { [DESIRED]: String(wanted), [MAX]: String(wanted + surge) };
}

/** Annotations of a set of an older template; they change when it is scaled. */
export function olderAnnotations(object: Deployment, set: ReplicaSet, replicas: number): Annotations {
  const known = annotationsOf(set);
  return (set.spec.replicas ?? 1) === replicas ? known : { ...known, ...replicasAnnotations(object) };
}
