import type { KubernetesObject } from "../../api/meta.ts";
import { suffixFor } from "../../cluster/pod-template.ts";
import type { Person } from "../../cluster/rbac-grants.ts";
import type { ClusterView } from "../../cluster/view.ts";
import type { Cluster } from "../library/cluster.ts";
import type { Address } from "./address.ts";
import { checkFields, fieldValidationOf } from "./body.ts";
import { checkEscalation } from "./escalation.ts";
import { afterUpdate, type Manager, type Ownership, writeOwnerships } from "./manage/managed-fields.ts";
import { checkRouteRights } from "./route-rights.ts";
import { isJsonObject, type JsonObject, withKey } from "./schema/json.ts";
import { shapeOf } from "./schema/shape.ts";
import { alreadyExists, badRequest, methodNotAllowed, notFound } from "./status.ts";
import { isDryRun, seen, stateFor, store, withServerMetadata } from "./writer.ts";

/** What a write is done with. */
export interface Writing {
  readonly cluster: Cluster;
  readonly person: Person;
  readonly manager: Manager;
  /** RFC 3339. */
  readonly time: string;
  /** Tells the client something, whatever becomes of the request. */
  readonly warn: (text: string) => void;
}

export interface Written {
  readonly object: KubernetesObject;
  readonly isNew: boolean;
  readonly warnings: readonly string[];
}

/** `POST` to a list. */
export function create(address: Address, body: unknown, writing: Writing): Written {
  const { resource, query } = address;
  const { value, warnings } = checkFields(resource, body, fieldValidationOf(query));
  const metadata = isJsonObject(value["metadata"]) ? value["metadata"] : {};
  if (metadata["resourceVersion"])
    throw badRequest("resourceVersion should not be set on objects to be created");
  return { ...createObject(address, value, writing), warnings };
}

/** Stores a new object. `owners` says whose its fields are; without it they are the manager's. */
export function createObject(
  address: Address,
  value: JsonObject,
  writing: Writing,
  owners?: readonly Ownership[],
): Written {
  const { resource, query } = address;
  if (resource.stored === undefined) throw methodNotAllowed();
  const state = stateFor(writing.cluster, isDryRun(query));
  const placed = place(address, withServerMetadata(value, undefined), state.view());
  const { name, namespace } = placed["metadata"] as { readonly name: string; readonly namespace?: string };
  if (seen(state, resource, namespace, name) !== undefined) throw alreadyExists(resource, name);
  checkEscalation(state.view(), writing.person, resource, namespace, placed);
  checkRouteRights(state.view(), writing.person, resource, placed);
  const bare = resource.subresources.includes("status") ? withKey(placed, "status", undefined) : placed;
  const shape = shapeOf(resource.type, resource.apiVersion);
  const managed = owners ?? afterUpdate(shape, {}, bare, [], writing.manager, writing.time);
  const object = store(state, resource, withManagers(bare, managed), writing.warn);
  return { object, isNew: true, warnings: [] };
}

export function withManagers(value: JsonObject, owners: readonly Ownership[]): JsonObject {
  const metadata = isJsonObject(value["metadata"]) ? value["metadata"] : {};
  const entries = writeOwnerships(owners);
  return withKey(
    value,
    "metadata",
    withKey(metadata, "managedFields", entries.length === 0 ? undefined : entries),
  );
}

/** The object in the namespace of its path, under a name of its own. */
function place({ resource, namespace }: Address, value: JsonObject, view: ClusterView): JsonObject {
  const metadata = value["metadata"] as JsonObject;
  const inside = placedIn(resource.namespaced, namespace, metadata);
  if (inside !== undefined && view.get("Namespace", undefined, inside) === undefined)
    throw notFound({ group: "", plural: "namespaces" }, inside);
  const { name, generateName } = metadata;
  const isNamed = typeof name === "string" && name !== "";
  const base = typeof generateName === "string" ? generateName : "";
  const generated =
    base === "" ? undefined : `${base}${suffixFor(resource.kind, `${base}${view.revision}`, 0)}`;
  const named = withKey(metadata, "name", isNamed ? name : generated);
  return withKey(value, "metadata", withKey(named, "namespace", inside));
}

/** The namespace of an object: that of the path. Throws a `StatusError` when the object says another. */
export function placedIn(
  isNamespaced: boolean,
  namespace: string | undefined,
  metadata: JsonObject,
): string | undefined {
  const said = metadata["namespace"];
  if (!isNamespaced) return undefined;
  if (typeof said === "string" && said !== "" && said !== namespace)
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  if (namespace === undefined) throw methodNotAllowed();
  return namespace;
}
