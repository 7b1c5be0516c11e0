import { dump } from "js-yaml";
import type { Cluster, KubernetesObject } from "../../../../engine/index.ts";
import type { LabFile } from "../../../../engine/surfaces/lab/lab.ts";

/** Objects that a user wrote, by kind, namespace and name, as YAML. */
export type Snapshot = ReadonlyMap<string, string>;

/** Where new objects of the terminal go. */
const FILE = "terminal.yaml";

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** Kinds that controllers keep, or that say what is and not what should be. */
const DERIVED: ReadonlySet<string> = new Set([
  "EndpointSlice",
  "Endpoints",
  "ReplicaSet",
  "Event",
  "Node",
  "Lease",
]);

export function snapshotOf(cluster: Cluster): Snapshot {
  const own = cluster.objects().filter((object) => {
    const { ownerReferences } = object.metadata as { readonly ownerReferences?: readonly unknown[] };
    return !DERIVED.has(object.kind) && (ownerReferences ?? []).length === 0;
  });
  return new Map(
    own.map((object) => [idOf(object), dump(written(object), { lineWidth: 100, noRefs: true })]),
  );
}

function idOf({ kind, metadata }: KubernetesObject): string {
  return [kind, metadata.namespace ?? "", metadata.name].join(" ");
}

/** What changed, as overlays: the object as it now is, or `$patch: delete`. */
export function changesBetween(before: Snapshot, after: Snapshot): readonly LabFile[] {
  const changed = [...after].filter(([id, text]) => before.get(id) !== text).map(([, text]) => text);
  const gone = [...before.keys()].filter((id) => !after.has(id)).map(deletion);
  const texts = [...changed, ...gone];
  return texts.length === 0 ? [] : [{ name: FILE, text: texts.join("---\n") }];
}

function deletion(id: string): string {
  const [kind = "", namespace = "", name = ""] = id.split(" ");
  const metadata = namespace === "" ? { name } : { name, namespace };
  return dump({ apiVersion: "v1", kind, metadata, $patch: "delete" });
}

type Fields = Readonly<Record<string, unknown>>;

/** An object as a person would write it: what was applied, or what is stored without what the API server added. */
function written(object: KubernetesObject): Fields {
  const {
    status: _,
    metadata,
    apiVersion,
    kind,
    ...rest
  } = object as unknown as Fields & { metadata: Fields };
  const { name, namespace, labels, annotations } = metadata;
  const kept = Object.entries((annotations ?? {}) as Fields).filter(([key]) => key !== LAST_APPLIED);
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) }),
    },
    ...rest,
  };
}
