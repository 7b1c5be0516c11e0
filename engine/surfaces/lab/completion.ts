import type { KubernetesObject } from "../../api/meta.ts";
import { KIND_NAMES, kindNamed, schemeRow } from "../../api/scheme.ts";
import { namesFor } from "./live-names.ts";
import { shapeAt } from "./shapes.ts";
import { type YamlPlace, yamlPlace } from "./yaml-place.ts";

/** Something that may be typed at a place in a manifest. */
export interface Suggestion {
  readonly label: string;
  readonly type: "kind" | "field" | "word" | "name";
  /** What it is, in a few words. */
  readonly detail?: string;
  /** What to put in instead of the label. */
  readonly insert?: string;
}

export interface Suggestions {
  /** Characters before the place that the suggestions replace. */
  readonly typed: number;
  readonly options: readonly Suggestion[];
}

const NOTHING: Suggestions = { typed: 0, options: [] };

/** Kinds, fields, words and names of objects that may stand at `offset`; `objects` are those of the cluster. */
export function suggestionsAt(
  text: string,
  offset: number,
  objects: readonly KubernetesObject[],
): Suggestions {
  const place = yamlPlace(text, offset);
  if (place === undefined) return NOTHING;
  const options =
    place.key === undefined ? ofFieldOrItem(place, objects) : ofValue(place, place.key, objects);
  const start = place.typed.replace(/^["']/, "").toLowerCase();
  const fitting = options.filter(({ label }) => label.toLowerCase().startsWith(start));
  return { typed: place.typed.length, options: fitting };
}

function ofFieldOrItem(place: YamlPlace, objects: readonly KubernetesObject[]): readonly Suggestion[] {
  const { kind, apiVersion, path, present, isItem } = place;
  const shape = shapeAt(kind, apiVersion, path);
  if (path.length === 0 && shape === undefined) return TOP.filter(({ label }) => !present.includes(label));
  if (shape === undefined) return [];
  if (shape.isMap) return named(namesFor([...path, "?"], place, objects)).map(asField);
  if (isItem && shape.fields.size === 0)
    return [...words(shape.words), ...named(namesFor(path, place, objects))];
  return [...shape.fields]
    .filter(([name]) => !present.includes(name) && name !== "status")
    .map(([label, isWord]) => ({ label, type: "field", insert: isWord ? `${label}: ` : `${label}:` }));
}

const TOP: readonly Suggestion[] = ["apiVersion", "kind", "metadata", "spec"].map((label) => ({
  label,
  type: "field",
  insert: label === "metadata" || label === "spec" ? `${label}:` : `${label}: `,
}));

function ofValue(place: YamlPlace, key: string, objects: readonly KubernetesObject[]): readonly Suggestion[] {
  const { kind, apiVersion, path } = place;
  if (path.length === 0 && key === "kind") return kinds(apiVersion);
  if (path.length === 0 && key === "apiVersion") return versions(kind);
  const shape = shapeAt(kind, apiVersion, [...path, key]);
  return [...words(shape?.words ?? []), ...named(namesFor([...path, key], place, objects))];
}

function kinds(apiVersion: string): readonly Suggestion[] {
  const all = KIND_NAMES.map((kind) => schemeRow(kind));
  const own = all.filter((row) => [row.apiVersion, ...(row.alsoServed ?? [])].includes(apiVersion));
  return (own.length > 0 ? own : all).map(({ kind, apiVersion: detail }) => ({
    label: kind,
    type: "kind",
    detail,
  }));
}

function versions(kind: string): readonly Suggestion[] {
  const row = kindNamed(kind);
  const rows = row === undefined ? KIND_NAMES.map((name) => schemeRow(name)) : [row];
  const found = rows.flatMap(({ apiVersion, alsoServed = [] }) => [apiVersion, ...alsoServed]);
  return [...new Set(found)].map((label) => ({ label, type: "kind" }));
}

function words(labels: readonly string[]): readonly Suggestion[] {
  return labels.map((label) => ({ label, type: "word" }));
}

function named(names: ReadonlyMap<string, string>): readonly Suggestion[] {
  return [...names].map(([label, detail]) => ({ label, type: "name", detail }));
}

function asField(one: Suggestion): Suggestion {
  return { ...one, insert: `${one.label}: ` };
}
