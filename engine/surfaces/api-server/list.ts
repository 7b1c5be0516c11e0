import type { KubernetesObject } from "../../api/meta.ts";
import { eventsOf } from "../../cluster/observed/events.ts";
import { madeObjects } from "../../cluster/observed/made-objects.ts";
import { observed } from "../../cluster/observed/observed.ts";
import type { ClusterView } from "../../cluster/view.ts";
import type { Address } from "./address.ts";
import { revisionsIn } from "./controller-revisions.ts";
import { definitions } from "./definitions.ts";
import { parseFieldSelector } from "./field-selector.ts";
import { parseLabelSelector } from "./label-selector.ts";
import type { Resource } from "./resources.ts";
import { badRequest, StatusError } from "./status.ts";

/** Whether an object is one that the request is about. */
export type ObjectFilter = (object: KubernetesObject) => boolean;

/** One page of a list. */
export interface Page {
  readonly objects: readonly KubernetesObject[];
  readonly resourceVersion: string;
  /** Where the next page begins. */
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

/** What the selectors of a request select; `undefined` when there are none. */
export function filterOf({ resource, name, query }: Address): ObjectFilter | undefined {
  const labels = query.get("labelSelector") ?? "";
  const fields = query.get("fieldSelector") ?? "";
  const filters: ObjectFilter[] = [];
  if (labels !== "") {
    const matches = parseLabelSelector(labels);
    filters.push(({ metadata }) => matches(metadata.labels ?? {}));
  }
  if (fields !== "") filters.push(parseFieldSelector(fields, resource.kind));
  if (name !== undefined) filters.push(({ metadata }) => metadata.name === name);
  return filters.length === 0 ? undefined : (object) => filters.every((matches) => matches(object));
}

/** Every object at the address, whatever page it is on. */
export function objectsAt(view: ClusterView, { resource, namespace }: Address): readonly KubernetesObject[] {
  if (resource.kind === "Event") return eventsIn(view, namespace);
  const stored =
    resource.stored === undefined ? [] : observedList(view, view.list(resource.stored, namespace));
  const made = madeFor(view, resource.kind).filter(
    ({ metadata }) => namespace === undefined || metadata.namespace === namespace,
  );
  return made.length === 0 ? stored : [...stored, ...made].sort(byKey);
}

function byKey(a: KubernetesObject, b: KubernetesObject): number {
  return sortKey(keyOf(a)) < sortKey(keyOf(b)) ? -1 : 1;
}

/** An object that controllers make and that is nowhere stored. */
export function madeAt(
  view: ClusterView,
  { kind }: Pick<Resource, "kind">,
  namespace: string | undefined,
  name: string,
): KubernetesObject | undefined {
  const isAt = ({ metadata }: KubernetesObject): boolean =>
    metadata.name === name && metadata.namespace === namespace;
  return madeFor(view, kind).find(isAt);
}

function madeFor(view: ClusterView, kind: string): readonly KubernetesObject[] {
  if (kind === "ControllerRevision") return revisionsIn(view);
  return kind === "CustomResourceDefinition" ? definitions(view) : madeObjects(view, kind);
}

/** Events are nowhere stored. */
export function eventsIn(view: ClusterView, namespace: string | undefined): readonly KubernetesObject[] {
  const all = eventsOf(view);
  return namespace === undefined ? all : all.filter(({ metadata }) => metadata.namespace === namespace);
}

/** A list of a view does not change, so neither does what is seen of it. */
const lists = new WeakMap<readonly KubernetesObject[], readonly KubernetesObject[]>();

function observedList(view: ClusterView, objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  let list = lists.get(objects);
  if (list === undefined) {
    list = objects.map((object) => observed(view, object));
    lists.set(objects, list);
  }
  return list;
}

/** The page that the request asks for, in the order of etcd: by namespace, then name. */
export function pageOf(view: ClusterView, address: Address): Page {
  const { query } = address;
  const resourceVersion = String(view.revision);
  checkResourceVersion(query, view.revision);
  const filter = filterOf(address);
  const all = objectsAt(view, address);
  const objects = filter === undefined ? all : all.filter(filter);
  const limit = readLimit(query);
  const token = query.get("continue") ?? "";
  const start = token === "" ? 0 : startOf(token, objects);
  const end = limit === 0 ? objects.length : start + limit;
  if (start === 0 && end >= objects.length) return { objects, resourceVersion };
  const page = objects.slice(start, end);
  const last = page.at(-1);
  if (end >= objects.length || last === undefined) return { objects: page, resourceVersion };
  const remaining = filter === undefined ? { remainingItemCount: objects.length - end } : {};
  return { objects: page, resourceVersion, continue: tokenFor(last, resourceVersion), ...remaining };
}

function readLimit(query: URLSearchParams): number {
  const text = query.get("limit") ?? "0";
  if (!/^-?\d{1,15}$/.test(text))
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Math.max(0, Number(text));
}

function checkResourceVersion(query: URLSearchParams, current: number): void {
  const text = query.get("resourceVersion") ?? "";
  if (text === "") return;
  if (!/^\d+$/.test(text)) {
    const words = `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`;
    throw badRequest(words);
  }
  if (Number(text) <= current) return;
  const words = `Too large resource version: ${text}, current: ${current}`;
  throw new StatusError(504, "Timeout", words, {
    causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
  });
}

function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ""}/${metadata.name}`;
}

function tokenFor(last: KubernetesObject, resourceVersion: string): string {
  const start = `${keyOf(last)}\0`;
  const token = JSON.stringify({ v: "meta.k8s.io/v1", rv: Number(resourceVersion), start });
  return btoa(token).replace(/=+$/, "");
}

/** Index of the first object after the one that the token names. */
function startOf(token: string, objects: readonly KubernetesObject[]): number {
  let start: unknown;
  try {
    start = (JSON.parse(atob(token)) as { readonly start?: unknown } | null)?.start;
  } catch {
    throw badRequest("continue key is not valid: illegal base64 data");
  }
  if (typeof start !== "string") throw badRequest("continue key is not valid: encoded start key empty");
  const after = start.replace(/\0$/, "");
  const isAfter = (object: KubernetesObject): boolean => sortKey(keyOf(object)) > sortKey(after);
  const found = objects.findIndex(isAfter);
  return found < 0 ? objects.length : found;
}

/** A space sorts before every character of a name, so keys compare by namespace first. */
function sortKey(key: string): string {
  return key.replace("/", " ");
}
