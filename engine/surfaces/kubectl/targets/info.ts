import { PlainError, StatusFailure, throwAll } from "../failure.ts";
import { type ApiObject, listAt, textAt } from "../server/api.ts";
import { type Location, TABLE } from "../server/client.ts";
import { groupVersion, type Resource } from "../server/resource.ts";
import type { Session } from "../session.ts";
import type { Arguments, Named } from "./arguments.ts";
import type { FileObject } from "./files.ts";

/** An object (or a Table of a collection) together with where it is. */
export interface Info {
  readonly resource: Resource;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly object: ApiObject;
}

export interface Selection {
  readonly labelSelector: string;
  readonly fieldSelector: string;
  readonly allNamespaces: boolean;
  /** Ask for Tables; with whole objects when rows are to be sorted. */
  readonly table: "none" | "metadata" | "objects";
  readonly ignoreNotFound: boolean;
}

export const EVERYTHING: Selection = {
  labelSelector: "",
  fieldSelector: "",
  allNamespaces: false,
  table: "none",
  ignoreNotFound: false,
};

export interface Fetched {
  readonly infos: readonly Info[];
  readonly errors: readonly Error[];
}

/** The location of something that the command line or a file names. */
export function locationOf(session: Session, resource: Resource, name: string): Location {
  return { resource, namespace: resource.namespaced ? session.namespace : undefined, name };
}

/** Asks for all that the arguments name. What the server refuses is collected, the rest is still asked for. */
export function fetchInfos(session: Session, { named, types }: Arguments, selection: Selection): Fetched {
  const infos: Info[] = [];
  const errors: Error[] = [];
  const attempt = (ask: () => readonly Info[]): void => {
    try {
      infos.push(...ask());
    } catch (error) {
      if (!(error instanceof StatusFailure)) throw error;
      if (!(selection.ignoreNotFound && error.isNotFound)) errors.push(error);
    }
  };
  for (const one of named) {
    const { resource } = one;
    if (resource.namespaced && selection.allNamespaces)
      throw new PlainError("a resource cannot be retrieved by name across all namespaces");
    attempt(() => [fetchNamed(session, one, selection)]);
  }
  for (const resource of types) attempt(() => fetchList(session, resource, selection));
  return { infos, errors };
}

function fetchNamed(session: Session, { resource, name, namespace }: Named, { table }: Selection): Info {
  const own = locationOf(session, resource, name);
  const location = namespace === undefined ? own : { ...own, namespace };
  const object = session.client.get(location, tableQuery(table), table === "none" ? undefined : TABLE);
  return { resource, namespace: location.namespace, name, object };
}

function tableQuery(table: Selection["table"]): Readonly<Record<string, string>> {
  return table === "objects" ? { includeObject: "Object" } : {};
}

function fetchList(session: Session, resource: Resource, selection: Selection): readonly Info[] {
  const { labelSelector, fieldSelector, allNamespaces, table } = selection;
  const namespace = resource.namespaced && !allNamespaces ? session.namespace : undefined;
  const query = {
    labelSelector: labelSelector || undefined,
    fieldSelector: fieldSelector || undefined,
    ...tableQuery(table),
  };
  const accept = table === "none" ? undefined : TABLE;
  const found = listed(resource, selection, () => session.client.get({ resource, namespace }, query, accept));
  if (table !== "none") return [{ resource, namespace, name: "", object: found }];
  return listAt(found, "items").map((item) =>
    infoOf(session, resource, {
      apiVersion: groupVersion(resource),
      kind: resource.kind,
      ...item,
    }),
  );
}

/** A list that was refused says what was looked for. */
function listed(
  resource: Resource,
  { labelSelector, fieldSelector }: Selection,
  ask: () => ApiObject,
): ApiObject {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof StatusFailure) || !["BadRequest", "NotFound"].includes(error.status.reason ?? ""))
      throw error;
    const what = JSON.stringify(`${resource.group}/${resource.version}, Resource=${resource.plural}`);
    const words =
      labelSelector === "" && fieldSelector === ""
        ? `Unable to list ${what}`
        : `Unable to find ${what} that match label selector ${JSON.stringify(labelSelector)}, field selector ${JSON.stringify(fieldSelector)}`;
    throw new StatusFailure({ ...error.status, message: `${words}: ${error.message}` });
  }
}

function infoOf(session: Session, resource: Resource, object: ApiObject): Info {
  const own = textAt(object, "metadata", "namespace");
  const namespace = resource.namespaced ? own || session.namespace : undefined;
  return { resource, namespace, name: textAt(object, "metadata", "name"), object };
}

/** Where the objects of files are; the namespace of the command line fills in, and must not contradict. */
export function infosOfFiles(session: Session, files: readonly FileObject[]): readonly Info[] {
  return files.map(({ object, file }) => {
    const { apiVersion = "", kind = "" } = object;
    const resource = session.discovery.ofKind(apiVersion, kind);
    const name = textAt(object, "metadata", "name");
    if (resource === undefined)
      throw new PlainError(noMatch(file, kind, apiVersion, name, textAt(object, "metadata", "namespace")));
    const namespace = textAt(object, "metadata", "namespace");
    if (!resource.namespaced) return { resource, namespace: undefined, name, object };
    if (namespace !== "" && session.isNamespaceGiven && namespace !== session.namespace)
      throw new PlainError(
        `the namespace from the provided object ${JSON.stringify(namespace)} does not match the namespace ${JSON.stringify(session.namespace)}. You must pass '--namespace=${namespace}' to perform this operation.`,
      );
    return { resource, namespace: namespace || session.namespace, name, object };
  });
}

function noMatch(file: string, kind: string, apiVersion: string, name: string, namespace: string): string {
  return (
    `resource mapping not found for name: ${JSON.stringify(name)} namespace: ${JSON.stringify(namespace)} from ${JSON.stringify(file)}: ` +
    `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}\nensure CRDs are installed first`
  );
}

/** Runs something for each; refusals of the server and of kubectl are collected and thrown together at the end. */
export function forEachInfo(infos: readonly Info[], visit: (info: Info) => void): void {
  const errors: Error[] = [];
  for (const info of infos) {
    try {
      visit(info);
    } catch (error) {
      if (!(error instanceof StatusFailure || error instanceof PlainError)) throw error;
      errors.push(error);
    }
  }
  throwAll(errors);
}
