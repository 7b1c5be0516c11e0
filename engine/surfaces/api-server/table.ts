import type { KubernetesObject } from "../../api/meta.ts";
import { type Column, GENERIC } from "./columns/column.ts";
import { COLUMNS } from "./columns/columns.ts";

export interface TableOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** `None`, `Metadata` or `Object`: what rows carry of their objects. */
  readonly include: string;
}

/** A `meta.k8s.io/v1` Table: what `kubectl get` prints. */
export function tableOf(
  kind: string,
  objects: readonly KubernetesObject[],
  metadata: Readonly<Record<string, unknown>>,
  options: TableOptions,
): unknown {
  const columns: readonly Column[] = Object.hasOwn(COLUMNS, kind) ? (COLUMNS[kind] ?? GENERIC) : GENERIC;
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata,
    columnDefinitions: columns.map(({ name, type, format = "", priority = 0 }) => ({
      name,
      type,
      format,
      description: "",
      priority,
    })),
    rows: objects.map((object) => rowOf(columns, object, options)),
  };
}

function rowOf(
  columns: readonly Column[],
  object: KubernetesObject,
  { now, include }: TableOptions,
): unknown {
  const cells = columns.map(({ cell }) => cell(object as never, now));
  if (include === "None") return { cells, object: null };
  if (include === "Object") return { cells, object };
  const { metadata } = object;
  return { cells, object: { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata } };
}
