import equal from "fast-deep-equal";
import type { Decoded } from "../../api/decode.ts";
import type { KubernetesObject, ObjectMeta } from "../../api/meta.ts";
import type { ClusterState } from "../../cluster/cluster-state.ts";
import { withoutRevision } from "../../cluster/controllers/deployment/revisions.ts";
import { withMarksOf } from "../../cluster/marks.ts";
import { observed } from "../../cluster/observed/observed.ts";
import type { Issue } from "../../values/issue.ts";
import { type Cluster, stateToChange, stateToRead } from "../library/cluster.ts";
import { decodeBody, refusing } from "./body.ts";
import { invalidField } from "./invalid.ts";
import { madeAt } from "./list.ts";
import type { Resource } from "./resources.ts";
import { isJsonObject, type JsonObject, withKey } from "./schema/json.ts";

/** Where writes go: the cluster itself, or a copy of it that is thrown away (`dryRun=All`). */
export function stateFor(cluster: Cluster, isDryRun: boolean): ClusterState {
  return isDryRun ? stateToRead(cluster).fork() : stateToChange(cluster);
}

/** `dryRun` of a request: nothing, or `All`. */
export function isDryRun(query: URLSearchParams): boolean {
  const values = query.getAll("dryRun").filter((value) => value !== "");
  const other = values.find((value) => value !== "All");
  if (other !== undefined) {
    const words = `Unsupported value: ${JSON.stringify(other)}: supported values: "All"`;
    throw invalidField({ group: "meta.k8s.io", plural: "", kind: "Options" }, "", "dryRun", words);
  }
  return values.length > 0;
}

/** Metadata that a client may send and never set. */
const SERVER_METADATA = [
  "uid",
  "resourceVersion",
  "generation",
  "creationTimestamp",
  "selfLink",
  "managedFields",
] as const;

/** The object with the metadata that the server keeps for itself: taken from `before`, or left out. */
export function withServerMetadata(value: JsonObject, before: KubernetesObject | undefined): JsonObject {
  const sent = isJsonObject(value["metadata"]) ? value["metadata"] : {};
  const own = Object.fromEntries(
    Object.entries(sent).filter(
      ([key]) =>
        key !== "deletionTimestamp" &&
        key !== "deletionGracePeriodSeconds" &&
        !SERVER_METADATA.includes(key as never),
    ),
  );
  const kept = Object.fromEntries(
    Object.entries(before?.metadata ?? {}).filter(
      ([key]) =>
        key === "deletionTimestamp" ||
        key === "deletionGracePeriodSeconds" ||
        SERVER_METADATA.includes(key as never),
    ),
  );
  return withKey(value, "metadata", { ...own, ...kept });
}

/** Whether only things differ that no client decides. */
export function isSameContent(a: KubernetesObject, b: KubernetesObject): boolean {
  return equal(contentOf(a), contentOf(b));
}

function contentOf(object: KubernetesObject): unknown {
  const {
    resourceVersion: _v,
    generation: _g,
    managedFields: _m,
    ...metadata
  } = object.metadata as ObjectMeta & {
    readonly managedFields?: unknown;
  };
  return { ...object, metadata };
}

/** Puts an object in its place and lets the control loops follow; what it became. */
export function store(
  state: ClusterState,
  resource: Resource,
  value: JsonObject,
  warn: (text: string) => void,
): KubernetesObject {
  const decoded = decodeBody(resource, resource.kind === "Deployment" ? withoutNotes(value) : value);
  const { name, namespace } = decoded.object.metadata;
  refusing(resource, name, () => put(state, decoded), warn);
  return seen(state, resource, namespace, name) ?? decoded.object;
}

/** A Deployment without its revision: its ReplicaSets say it, whenever somebody looks. */
function withoutNotes(value: JsonObject): JsonObject {
  const metadata = isJsonObject(value["metadata"]) ? value["metadata"] : {};
  if (!isJsonObject(metadata["annotations"])) return value;
  const kept = withoutRevision(metadata["annotations"] as Readonly<Record<string, string>>);
  const annotations = Object.keys(kept).length === 0 ? undefined : kept;
  return withKey(value, "metadata", withKey(metadata, "annotations", annotations));
}

/** A node may come and change without the rest of the cluster being laid down again. */
function put(state: ClusterState, decoded: Decoded): readonly Issue[] {
  const { object, source } = decoded;
  const { namespace = "default" } = object.metadata;
  if (object.kind !== "Node") return state.apply([decoded], { namespace, strict: true, isRequest: true });
  state.happen((plane) => plane.put(object, source));
  return [];
}

/** Writes an object as it is, past admission: for statuses and metadata that are no client's manifest. */
export function storeAsIs(state: ClusterState, resource: Resource, value: JsonObject): KubernetesObject {
  const { object } = decodeBody(resource, value);
  const { namespace, name } = object.metadata;
  const stored = storedAt(state, resource, namespace, name);
  state.happen((plane) => plane.put(stored === undefined ? object : withMarksOf(object, stored)));
  return seen(state, resource, namespace, name) ?? object;
}

/** The object as it is stored. */
export function storedAt(
  state: ClusterState,
  { stored }: Resource,
  namespace: string | undefined,
  name: string,
): KubernetesObject | undefined {
  return stored === undefined ? undefined : state.view().get(stored, namespace, name);
}

/** The object as clients see it. */
export function seen(
  state: ClusterState,
  resource: Resource,
  namespace: string | undefined,
  name: string,
): KubernetesObject | undefined {
  const object = storedAt(state, resource, namespace, name);
  if (object === undefined) return madeAt(state.view(), resource, namespace, name);
  return observed(state.view(), object);
}
