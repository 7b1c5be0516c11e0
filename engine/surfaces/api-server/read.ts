import type { KubernetesObject } from "../../api/meta.ts";
import { observed } from "../../cluster/observed/observed.ts";
import type { ClusterView } from "../../cluster/view.ts";
import { type Form, formOf } from "./accept.ts";
import type { Address } from "./address.ts";
import { encodeList, encodeObject } from "./encode.ts";
import { type ApiResponse, jsonReply } from "./http.ts";
import { eventsIn, madeAt, type Page, pageOf } from "./list.ts";
import { notFound } from "./status.ts";
import { tableText } from "./table.ts";

/** What answers are shaped by. */
export interface Reading {
  readonly accept: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The stored object at the address. Throws a `StatusError` with 404. */
export function objectAt(view: ClusterView, { resource, namespace, name = "" }: Address): KubernetesObject {
  if (resource.kind === "Event") {
    const event = eventsIn(view, namespace).find(({ metadata }) => metadata.name === name);
    if (event === undefined) throw notFound(resource, name);
    return event;
  }
  const found = resource.stored === undefined ? undefined : view.get(resource.stored, namespace, name);
  const made = found === undefined ? madeAt(view, resource, namespace, name) : undefined;
  if (made !== undefined) return made;
  if (found === undefined) throw notFound(resource, name);
  return observed(view, found);
}

export function getObject(view: ClusterView, address: Address, reading: Reading): ApiResponse {
  return objectReply(200, objectAt(view, address), address, reading);
}

/** One object in the form that the client asks for. */
export function objectReply(
  status: number,
  object: KubernetesObject,
  { resource, query }: Address,
  { accept, now }: Reading,
): ApiResponse {
  const form = formOf(accept);
  if (form === "object") return jsonReply(status, encodeObject(object, resource.apiVersion));
  if (form === "metadata") return jsonReply(status, partial(object));
  const include = includeOf(query);
  const { resourceVersion } = object.metadata;
  const metadata = resourceVersion === undefined ? {} : { resourceVersion };
  return jsonReply(status, tableText(resource.type, [object], metadata, { now, include }));
}

export function listObjects(view: ClusterView, address: Address, reading: Reading): ApiResponse {
  const page = pageOf(view, address);
  return jsonReply(200, listText(page, address, formOf(reading.accept), reading.now));
}

function listText(page: Page, { resource, query }: Address, form: Form, now: number): unknown {
  const { objects, resourceVersion, continue: token, remainingItemCount } = page;
  const metadata = {
    resourceVersion,
    ...(token === undefined ? {} : { continue: token }),
    ...(remainingItemCount === undefined ? {} : { remainingItemCount }),
  };
  if (form === "table")
    return tableText(resource.type, objects, metadata, { now, include: includeOf(query) });
  if (form === "metadata") {
    const items = objects.map(partial);
    return { kind: "PartialObjectMetadataList", apiVersion: "meta.k8s.io/v1", metadata, items };
  }
  const { kind, apiVersion } = resource;
  return encodeList({ kind: `${kind}List`, apiVersion, metadata }, objects, apiVersion);
}

/** `metav1.PartialObjectMetadata`. */
export function partial({ metadata }: KubernetesObject): unknown {
  return { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata };
}

/** How much of its object a row of a Table carries. */
export function includeOf(query: URLSearchParams): string {
  return query.get("includeObject") ?? "Metadata";
}
