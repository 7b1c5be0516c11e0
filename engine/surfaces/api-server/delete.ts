import type { AnyKind } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { ClusterState } from "../../cluster/cluster-state.ts";
import { formatTimestamp } from "../../values/clock.ts";
import type { Cluster } from "../library/cluster.ts";
import type { Address } from "./address.ts";
import { filterOf, madeAt, objectsAt } from "./list.ts";
import { isJsonObject, type JsonObject } from "./schema/json.ts";
import { conflict, methodNotAllowed, notFound, StatusError } from "./status.ts";
import { isDryRun, seen, stateFor } from "./writer.ts";

/** Kinds whose deletion answers with the object, and not with a `Status`. */
const ANSWERED_WITH_OBJECT: ReadonlySet<string> = new Set(["Pod", "Service", "ServiceAccount", "Namespace"]);

interface DeleteOptions {
  readonly isOrphaning: boolean;
  readonly uid: unknown;
  readonly resourceVersion: unknown;
}

export function optionsOf(body: unknown, query: URLSearchParams): DeleteOptions {
  const options = isJsonObject(body) ? body : {};
  const policy = options["propagationPolicy"] ?? query.get("propagationPolicy") ?? "Background";
  if (policy !== "Orphan" && policy !== "Background" && policy !== "Foreground") {
    const supported = '"Foreground", "Background", "Orphan", "nil"';
    const words = `DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: ${JSON.stringify(policy)}: supported values: ${supported}`;
    throw new StatusError(422, "Invalid", words);
  }
  const { uid, resourceVersion } = isJsonObject(options["preconditions"])
    ? options["preconditions"]
    : ({} as JsonObject);
  return { isOrphaning: policy === "Orphan" || options["orphanDependents"] === true, uid, resourceVersion };
}

/** `DELETE` of one object. The answer is the object as it was, or a `Status`. */
export function remove(address: Address, body: unknown, cluster: Cluster, now: number): unknown {
  const { resource, namespace, name = "", query } = address;
  const state = stateFor(cluster, isDryRun(query) || (isJsonObject(body) && Array.isArray(body["dryRun"])));
  if (resource.stored === undefined)
    throw madeAt(state.view(), resource, namespace, name) === undefined
      ? notFound(resource, name)
      : methodNotAllowed();
  const object = seen(state, resource, namespace, name);
  if (object === undefined) throw notFound(resource, name);
  const options = optionsOf(body, query);
  checkPreconditions(address, object, options);
  removeObject(state, resource.stored, object, options.isOrphaning, now);
  if (ANSWERED_WITH_OBJECT.has(resource.kind)) return withDeletion(object, now);
  const { group, plural } = resource;
  const details = { name, ...(group === "" ? {} : { group }), kind: plural, uid: object.metadata.uid };
  return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details };
}

function withDeletion(object: KubernetesObject, now: number): KubernetesObject {
  const deletionTimestamp = object.metadata.deletionTimestamp ?? formatTimestamp(now);
  return { ...object, metadata: { ...object.metadata, deletionTimestamp } };
}

export function checkPreconditions(
  { resource, name = "" }: Address,
  { metadata }: KubernetesObject,
  options: DeleteOptions,
): void {
  const { uid, resourceVersion } = options;
  if (uid !== undefined && uid !== null && uid !== metadata.uid) {
    const words = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`;
    throw conflict(resource, name, words);
  }
  if (
    resourceVersion !== undefined &&
    resourceVersion !== null &&
    resourceVersion !== metadata.resourceVersion
  ) {
    const words = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`;
    throw conflict(resource, name, words);
  }
}

/** What ends here ends at once: containers do not linger, and namespaces empty themselves. */
function removeObject(
  state: ClusterState,
  kind: AnyKind["kind"],
  object: KubernetesObject,
  isOrphaning: boolean,
  now: number,
): void {
  const { metadata } = object;
  const { namespace, name } = metadata;
  // What a controller makes is there again at once.
  if (state.view().get(kind, namespace, name) === undefined) return;
  const { finalizers = [] } = metadata as { readonly finalizers?: readonly string[] };
  if (finalizers.length > 0) {
    const deletionTimestamp = metadata.deletionTimestamp ?? formatTimestamp(now);
    state.happen((plane) => {
      const stored = plane.get(kind, namespace, name);
      if (stored !== undefined)
        plane.put({ ...stored, metadata: { ...stored.metadata, deletionTimestamp } } as AnyKind);
    });
    return;
  }
  if (isOrphaning) orphanDependents(state, object);
  state.delete({ kind, name, ...(namespace === undefined ? {} : { namespace }) });
}

function orphanDependents(state: ClusterState, owner: KubernetesObject): void {
  const dependents = state
    .objects()
    .filter(
      ({ metadata }) =>
        metadata.namespace === owner.metadata.namespace &&
        (metadata.ownerReferences ?? []).some(
          ({ kind, name }) => kind === owner.kind && name === owner.metadata.name,
        ),
    );
  state.happen((plane) => {
    plane.remove(owner as AnyKind);
    for (const dependent of dependents) {
      const ownerReferences = (dependent.metadata.ownerReferences ?? []).filter(
        ({ kind, name }) => kind !== owner.kind || name !== owner.metadata.name,
      );
      plane.put({ ...dependent, metadata: { ...dependent.metadata, ownerReferences } } as AnyKind);
    }
  });
}

/** `DELETE` of a list: every object that the selectors select. */
export function removeAll(address: Address, body: unknown, cluster: Cluster, now: number): unknown {
  const { resource, query, namespace } = address;
  if (resource.stored === undefined || (resource.namespaced && namespace === undefined))
    throw methodNotAllowed();
  const state = stateFor(cluster, isDryRun(query));
  const { isOrphaning } = optionsOf(body, query);
  const filter = filterOf(address) ?? (() => true);
  const objects = objectsAt(state.view(), address).filter(filter);
  for (const object of objects) removeObject(state, resource.stored, object, isOrphaning, now);
  const { kind, apiVersion } = resource;
  const metadata = { resourceVersion: String(state.view().revision) };
  return { kind: `${kind}List`, apiVersion, metadata, items: objects };
}
