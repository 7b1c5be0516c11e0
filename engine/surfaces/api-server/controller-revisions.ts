import type { DaemonSet, StatefulSet } from "../../api/apps/workloads.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { whole } from "../../api/whole.ts";
import { controlledBy } from "../../cluster/control-plane.ts";
import { templateHash } from "../../cluster/pod-template.ts";
import { uidOf } from "../../cluster/uid.ts";
import type { ClusterView } from "../../cluster/view.ts";

type Set = DaemonSet | StatefulSet;
type Revision = KubernetesObject & { readonly revision: number; readonly data: unknown };

/** What is remembered of one set: its templates, the present one with the highest number. */
interface Past {
  readonly set: Set;
  /** The present template. */
  readonly text: string;
  readonly revisions: readonly Revision[];
}

const seen = new WeakMap<ClusterView, readonly KubernetesObject[]>();

/** ControllerRevisions as the last look at this state found them, by namespace and name. */
export const revisionsIn = (view: ClusterView): readonly KubernetesObject[] => seen.get(view) ?? [];

/**
 * The templates that StatefulSets and DaemonSets have had, as their controllers keep them for rollbacks. Nothing in the
 * engine decides by them, so they are nowhere stored: a template that nobody looked at in its time is not among them.
 */
export class ControllerRevisions {
  #pasts: ReadonlyMap<string, Past> = new Map();
  #view: ClusterView | undefined;

  look(view: ClusterView): void {
    if (view === this.#view) return;
    this.#view = view;
    const sets: readonly Set[] = [...view.list("DaemonSet"), ...view.list("StatefulSet")];
    this.#pasts = new Map(
      sets.map((set) => {
        const { namespace = "default", name } = set.metadata;
        const key = `${set.kind} ${namespace}/${name}`;
        return [key, pastOf(set, this.#pasts.get(key), view.revision)];
      }),
    );
    const all = [...this.#pasts.values()].flatMap(({ revisions }) => revisions);
    seen.set(
      view,
      all.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    );
  }
}

const keyOf = ({ metadata }: KubernetesObject): string => `${metadata.namespace ?? ""} ${metadata.name}`;

function pastOf(set: Set, before: Past | undefined, version: number): Past {
  if (before?.set === set) return before;
  const past = before?.set.metadata.uid === set.metadata.uid ? before : undefined;
  const data = { spec: { template: sorted(templateOf(whole(set) as Set)) } };
  // The words decide, not the order they were written in.
  const text = JSON.stringify(data);
  if (past !== undefined && past.text === text) return { ...past, set };
  const { revisions = [] } = past ?? {};
  const number = Math.max(0, ...revisions.map(({ revision }) => revision)) + 1;
  const again = revisions.find((one) => JSON.stringify(one.data) === text);
  const present =
    again === undefined
      ? revisionOf(set, data, number, version)
      : { ...again, metadata: { ...again.metadata, resourceVersion: String(version) }, revision: number };
  // A controller keeps so many besides the present one.
  const limit = (set.spec as { readonly revisionHistoryLimit?: number }).revisionHistoryLimit ?? 10;
  const others = revisions.filter((one) => one !== again);
  return { set, text, revisions: [...others.slice(Math.max(0, others.length - limit)), present] };
}

function revisionOf(set: Set, data: unknown, revision: number, version: number): Revision {
  const { metadata, spec } = set;
  const { namespace = "default", creationTimestamp } = metadata;
  const hash = templateHash(spec.template);
  const name = `${metadata.name}-${hash}`;
  const isDaemon = set.kind === "DaemonSet";
  const label = isDaemon ? "controller-revision-hash" : "controller.kubernetes.io/hash";
  const generation = isDaemon ? { "deprecated.daemonset.template.generation": String(revision) } : {};
  const annotations = { ...generation, ...metadata.annotations };
  return {
    apiVersion: "apps/v1",
    kind: "ControllerRevision",
    metadata: {
      name,
      namespace,
      uid: uidOf("ControllerRevision", namespace, name, 0),
      resourceVersion: String(version),
      ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
      labels: { ...spec.template.metadata?.labels, [label]: hash },
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ownerReferences: controlledBy(set),
    },
    data,
    revision,
  };
}

/** As the controllers write it: a patch that puts all of the template in the place of another. */
function templateOf({ spec: { template } }: Set): unknown {
  const metadata = { creationTimestamp: null, ...template.metadata };
  return { ...template, metadata, $patch: "replace" };
}

/** Go writes maps by key; kubectl compares the texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
