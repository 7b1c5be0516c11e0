import type { KubernetesObject } from "../../api/meta.ts";
import { type Column, GENERIC } from "./columns/column.ts";
import { COLUMNS } from "./columns/columns.ts";
import { encodeObject } from "./encode.ts";

export interface TableOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** `None`, `Metadata` or `Object`: what rows carry of their objects. */
  readonly include: string;
}

/** The JSON of a `meta.k8s.io/v1` Table: what `kubectl get` prints. */
export function tableText(
  kind: string,
  objects: readonly KubernetesObject[],
  metadata: Readonly<Record<string, unknown>>,
  options: TableOptions,
): string {
  const columns: readonly Column[] = Object.hasOwn(COLUMNS, kind) ? (COLUMNS[kind] ?? GENERIC) : GENERIC;
  const columnDefinitions = columns.map(({ name, type, format = "", priority = 0 }) => {
    return { name, type, format, description: "", priority };
  });
  const head = JSON.stringify({ kind: "Table", apiVersion: "meta.k8s.io/v1", metadata, columnDefinitions });
  const rows = objects.map((object) => rowText(columns, object, options));
  return `${head.slice(0, -1)},"rows":[${rows.join(",")}]}`;
}

function rowText(
  columns: readonly Column[],
  object: KubernetesObject,
  { now, include }: TableOptions,
): string {
  const cells = JSON.stringify(columns.map(({ cell }) => cell(object as never, now)));
  return `{"cells":${cells},"object":${includedText(object, include)}}`;
}

/** An object does not change once it is stored, so its metadata is put into words once. */
const texts = new WeakMap<KubernetesObject, string>();

function includedText(object: KubernetesObject, include: string): string {
  if (include === "None") return "null";
  if (include === "Object") return encodeObject(object, object.apiVersion);
  let text = texts.get(object);
  if (text === undefined) {
    const { metadata } = object;
    text = JSON.stringify({ kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata });
    texts.set(object, text);
  }
  return text;
}
