import { parseManifests } from "../../api/manifest.ts";
import type { FieldPath } from "../../values/source.ts";
import { formatFieldPath } from "../../values/source.ts";
import type { LabFile } from "./lab.ts";
import { type Work, withOverlays } from "./work.ts";

/** A solved lab with one thing of the solution undone or changed. */
export interface Mutant {
  /** `NetworkPolicy allow-dns: spec.egress[0].ports[0].port removed`. */
  readonly name: string;
  readonly work: Work;
}

type Json = Readonly<Record<string, unknown>>;

/** Identity and what no packet reads. */
const FIXED: ReadonlySet<string> = new Set([
  "apiVersion",
  "kind",
  "metadata.name",
  "metadata.namespace",
  "metadata.annotations",
  "status",
]);

/** Words that have a counterpart; another text would be refused. */
const COUNTERPARTS: ReadonlyMap<unknown, string> = new Map([
  ["TCP", "UDP"],
  ["UDP", "TCP"],
  ["Ingress", "Egress"],
  ["Egress", "Ingress"],
  ["In", "NotIn"],
  ["NotIn", "In"],
  ["Exists", "DoesNotExist"],
  ["DoesNotExist", "Exists"],
  ["Prefix", "Exact"],
  ["Exact", "Prefix"],
  ["Local", "Cluster"],
  ["Cluster", "Local"],
]);

/** The solved work with every object of the solution deleted, and every field of it flipped or removed, one at a time. */
export function mutantsOf(solved: Work, solution: readonly LabFile[]): readonly Mutant[] {
  const objects = new Map<string, Json>();
  for (const { text } of solution)
    for (const { value } of parseManifests(text, "").manifests) {
      const { kind, metadata } = value as { readonly kind?: string; readonly metadata?: Json };
      objects.set(`${kind} ${metadata?.["namespace"]}/${metadata?.["name"]}`, value as Json);
    }
  return [...objects.values()]
    .filter(({ $patch }) => $patch !== "delete")
    .flatMap((value) => ofObject(solved, value));
}

function ofObject(solved: Work, object: Json): readonly Mutant[] {
  const { apiVersion, kind, metadata } = object as {
    readonly apiVersion?: string;
    readonly kind?: string;
    readonly metadata?: Json;
  };
  const name = `${kind} ${metadata?.["name"]}`;
  const overlay = (value: unknown): Work =>
    withOverlays(solved, [{ name: "mutant.yaml", text: JSON.stringify(value) }]);
  const gone: Mutant = {
    name: `${name} deleted`,
    work: overlay({ apiVersion, kind, metadata, $patch: "delete" }),
  };
  return [
    gone,
    ...changesOf(object, []).map(({ path, what, value }) => ({
      name: `${name}: ${formatFieldPath(path)} ${what}`,
      work: overlay(value),
    })),
  ];
}

interface Change {
  readonly path: FieldPath;
  readonly what: string;
  /** The whole value with the change made. */
  readonly value: unknown;
}

function changesOf(value: unknown, path: FieldPath): readonly Change[] {
  if (FIXED.has(path.join("."))) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => [
      { path: [...path, index], what: "removed", value: value.toSpliced(index, 1) },
      ...changesOf(item, [...path, index]).map((change) => ({
        ...change,
        value: value.toSpliced(index, 1, change.value),
      })),
    ]);
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => {
      const here = [...path, key];
      if (FIXED.has(here.join("."))) return [];
      const rest = Object.entries(value).filter(([other]) => other !== key);
      return [
        { path: here, what: "removed", value: Object.fromEntries(rest) },
        ...changesOf(inner, here).map((change) => ({ ...change, value: { ...value, [key]: change.value } })),
      ];
    });
  }
  const flip = flipped(value);
  return flip === undefined ? [] : [{ path, what: `is ${JSON.stringify(flip)}`, value: flip }];
}

function flipped(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  return typeof value === "string" ? (COUNTERPARTS.get(value) ?? `${value}x`) : undefined;
}
