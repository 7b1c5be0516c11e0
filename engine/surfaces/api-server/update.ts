import equal from "fast-deep-equal";
import type { Service } from "../../api/core/service.ts";
import { forNewType, withAddresses } from "../../api/core/service-type-change.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Route } from "../../api/openshift/route.ts";
import { whole } from "../../api/whole.ts";
import type { ClusterState } from "../../cluster/cluster-state.ts";
import { withHostKept } from "../../cluster/route-host.ts";
import type { Address } from "./address.ts";
import { checkFields, fieldValidationOf } from "./body.ts";
import { createObject, placedIn, type Writing, type Written, withManagers } from "./create.ts";
import { withEphemeral } from "./ephemeral.ts";
import { checkEscalation } from "./escalation.ts";
import { checkImmutable } from "./immutable.ts";
import { invalidField } from "./invalid.ts";
import { afterUpdate, type Ownership, readOwnerships } from "./manage/managed-fields.ts";
import { checkRouteRights } from "./route-rights.ts";
import { isJsonObject, type JsonObject, withKey } from "./schema/json.ts";
import { shapeOf } from "./schema/shape.ts";
import { badRequest, conflict, notFound } from "./status.ts";
import {
  isDryRun,
  isSameContent,
  seen,
  stateFor,
  store,
  storeAsIs,
  storedAt,
  withServerMetadata,
} from "./writer.ts";

/** Kinds that a `PUT` may create. */
const CREATED_BY_UPDATE: ReadonlySet<string> = new Set(["Service", "Endpoints"]);

/** `PUT` of an object, or of its status. */
export function replace(address: Address, body: unknown, writing: Writing): Written {
  const { resource, namespace, name = "", query } = address;
  const { value, warnings } = checkFields(resource, body, fieldValidationOf(query));
  const metadata = isJsonObject(value["metadata"]) ? value["metadata"] : {};
  placedIn(resource.namespaced, namespace, metadata);
  if (metadata["name"] !== undefined && metadata["name"] !== name) {
    const said = String(metadata["name"]);
    throw badRequest(`the name of the object (${said}) does not match the name on the URL (${name})`);
  }
  const state = stateFor(writing.cluster, isDryRun(query));
  const before = seen(state, resource, namespace, name);
  if (before === undefined) {
    if (!CREATED_BY_UPDATE.has(resource.kind)) throw notFound(resource, name);
    return { ...createObject(address, value, writing), warnings };
  }
  return { ...updateObject(address, state, before, value, writing), warnings };
}

/** Resources of which every update has to say what it is based on. */
function mustSayVersion({ group }: { readonly group: string }): boolean {
  return (
    group === "gateway.networking.k8s.io" ||
    group === "config.openshift.io" ||
    group === "operator.openshift.io" ||
    group === "route.openshift.io"
  );
}

/** Stores what an object is to become. `owners` says whose its fields are; without it changes are the manager's. */
export function updateObject(
  address: Address,
  state: ClusterState,
  before: KubernetesObject,
  value: JsonObject,
  writing: Writing,
  owners?: readonly Ownership[],
): Written {
  const { resource, name = "", namespace, subresource = "" } = address;
  checkVersion(address, before, value);
  const shape = shapeOf(resource.type, resource.apiVersion);
  const sent = parted(address, withServerMetadata(value, before), before, namespace);
  const placed = isJsonObject(sent["spec"]) ? ofBefore(sent, before) : sent;
  const after = completed(placed);
  const managed =
    owners ??
    afterUpdate(shape, before, after, readOwnerships(before.metadata), writing.manager, writing.time);
  const wanted = withManagers(after, managed);
  if (isSameContent(before, wanted as never)) return { object: before, isNew: false, warnings: [] };
  checkEscalation(state.view(), writing.person, resource, namespace, wanted);
  const isPart = subresource === "status" || subresource === EPHEMERAL;
  if (!isPart) {
    checkRouteRights(state.view(), writing.person, resource, wanted, before);
    checkImmutable(resource, before, wanted);
  }
  const kept = withoutReported(wanted, before, storedAt(state, resource, namespace, name));
  if (isPart || hasOwner(before))
    return { object: storeAsIs(state, resource, kept), isNew: false, warnings: [] };
  const bare = resource.subresources.includes("status") ? withKey(kept, "status", undefined) : kept;
  const object = store(state, resource, bare, writing.warn);
  if (isFinished(object))
    state.delete({ kind: resource.type, name, ...(namespace === undefined ? {} : { namespace }) });
  return { object, isNew: false, warnings: [] };
}

/** What the kind's strategy takes over before anybody compares (`PrepareForUpdate`). */
function ofBefore(sent: JsonObject, before: KubernetesObject): JsonObject {
  const object: unknown = sent;
  if (before.kind === "Service")
    return forNewType(withAddresses(object as Service, before as Service), before as Service) as never;
  return before.kind === "Route" ? (withHostKept(object as Route, before as Route) as never) : sent;
}

/** What is filled in for everybody who looks is there to compare with, too. */
function completed(value: JsonObject): JsonObject {
  return isJsonObject(value["spec"]) ? (whole(value as never) as unknown as JsonObject) : value;
}

/** What the client only saw, and nobody stored, is not written: it follows from the rest, whenever somebody looks. */
function withoutReported(
  wanted: JsonObject,
  before: KubernetesObject,
  stored: KubernetesObject | undefined,
): JsonObject {
  const [now, seen, own] = [wanted, before, stored].map((one) => (one as JsonObject | undefined)?.["spec"]);
  if (!isJsonObject(now) || !isJsonObject(seen) || now === own) return wanted;
  let spec = now;
  for (const [field, value] of Object.entries(now)) {
    if (!equal(value, seen[field])) continue;
    spec = withKey(spec, field, isJsonObject(own) ? own[field] : undefined);
  }
  return withKey(wanted, "spec", own === undefined && Object.keys(spec).length === 0 ? undefined : spec);
}

/** What a controller made stays its own: nobody's manifest brought it. */
function hasOwner({ metadata }: KubernetesObject): boolean {
  return (metadata.ownerReferences ?? []).length > 0;
}

/** An object that waits for its finalizers goes with the last of them. */
function isFinished({ metadata }: KubernetesObject): boolean {
  const { finalizers = [] } = metadata as { readonly finalizers?: readonly string[] };
  return metadata.deletionTimestamp !== undefined && finalizers.length === 0;
}

function checkVersion({ resource, name = "" }: Address, before: KubernetesObject, value: JsonObject): void {
  const metadata = isJsonObject(value["metadata"]) ? value["metadata"] : {};
  const { uid, resourceVersion } = metadata;
  if (typeof uid === "string" && uid !== "" && uid !== before.metadata.uid) {
    const words = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${before.metadata.uid}`;
    throw conflict(resource, name, words);
  }
  if (resourceVersion === undefined || resourceVersion === "" || resourceVersion === "0") {
    if (!mustSayVersion(resource)) return;
    throw invalidField(
      resource,
      name,
      "metadata.resourceVersion",
      "Invalid value: 0x0: must be specified for an update",
    );
  }
  if (resourceVersion === before.metadata.resourceVersion) return;
  const words = "the object has been modified; please apply your changes to the latest version and try again";
  throw conflict(resource, name, words);
}

const EPHEMERAL = "ephemeralcontainers";

/** A write of the object leaves its status alone, and a write of the status everything else. */
function parted(
  { resource, subresource }: Address,
  value: JsonObject,
  before: KubernetesObject,
  namespace: string | undefined,
): JsonObject {
  const old = before as unknown as JsonObject;
  if (subresource === "status") return withKey(old, "status", value["status"]);
  if (subresource === EPHEMERAL) return withEphemeral(old, value, resource);
  const placed = withKey(value, "metadata", withKey(value["metadata"] as JsonObject, "namespace", namespace));
  return resource.subresources.includes("status") ? withKey(placed, "status", old["status"]) : placed;
}
