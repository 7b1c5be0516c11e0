import type { KubernetesObject } from "../../../api/meta.ts";
import { age } from "./age.ts";

export type Cell = string | number | boolean | null;

/** A column of a kind's Table, and what it says of an object. */
export interface Column<T = never> {
  readonly name: string;
  readonly type: "string" | "integer" | "boolean" | "date";
  readonly format?: "name";
  /** Columns above 0 are shown by `-o wide` only. */
  readonly priority?: number;
  readonly cell: (object: T, now: number) => Cell;
}

export const NAME: Column<KubernetesObject> = {
  name: "Name",
  type: "string",
  format: "name",
  cell: ({ metadata }) => metadata.name,
};

export const AGE: Column<KubernetesObject> = {
  name: "Age",
  type: "string",
  cell: ({ metadata }, now) => age(metadata.creationTimestamp, now),
};

/** Custom resources show their age as a date, which kubectl words itself. */
export const AGE_DATE: Column<KubernetesObject> = {
  name: "Age",
  type: "date",
  cell: (object, now) => AGE.cell(object, now),
};

/** A column of text. */
export function text<T>(name: string, cell: (object: T, now: number) => Cell): Column<T> {
  return { name, type: "string", cell };
}

export function integer<T>(name: string, cell: (object: T, now: number) => Cell): Column<T> {
  return { name, type: "integer", cell };
}

/** A column that `-o wide` adds. */
export function wide<T>(name: string, cell: (object: T, now: number) => Cell): Column<T> {
  return { name, type: "string", priority: 1, cell };
}

/** Kinds without columns of their own: `rest.DefaultTableConvertor`. */
export const GENERIC: readonly Column<KubernetesObject>[] = [
  NAME,
  { name: "Created At", type: "date", cell: ({ metadata }) => metadata.creationTimestamp ?? null },
];
