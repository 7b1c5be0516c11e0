import { constructFromEvents, EVENT_ID, type Event, parseEvents, YAMLException } from "js-yaml";
import type { Issue } from "../values/issue.ts";
import type { Source } from "../values/source.ts";
import { readJson } from "./json-text.ts";
import { after, locateOffset, SourceText, TextSource } from "./source-map.ts";
import { KUBERNETES_YAML } from "./yaml-schema.ts";

/** One document, or one item of a List, and where it was written. */
export interface Manifest {
  readonly value: unknown;
  readonly source: Source;
}

export interface ManifestText {
  readonly manifests: readonly Manifest[];
  readonly issues: readonly Issue[];
}

/** Longest text that is read, in characters. etcd holds objects of 1.5 MiB; a file of this size holds many. */
const MAX_LENGTH = 10 * 1024 * 1024;
/** Aliases a document may have. Kubernetes' own manifests have none. */
const MAX_ALIASES = 100;
const MAX_DEPTH = 100;
/** Values a document may hold once its aliases are followed; a bomb is caught here and not in memory. */
const MAX_VALUES = 2_000_000;

/** Splits a YAML or JSON text into its documents, unfolding Lists. One pass gives values and positions. */
export function parseManifests(original: string, file: string): ManifestText {
  const text = original.startsWith("\uFEFF") ? original.slice(1) : original;
  const refusal = refuse(text, file);
  if (refusal !== undefined) return { manifests: [], issues: [refusal] };
  const json = readJson(text);
  if (json !== undefined) {
    // Positions are looked for once something is to be said of one.
    const map = new SourceText(file, text, () => parseEvents(text, { maxDepth: MAX_DEPTH }));
    return { manifests: unfold(map, json, 1), issues: [] };
  }
  try {
    const events = parseEvents(text, { maxDepth: MAX_DEPTH });
    const options = { source: text, schema: KUBERNETES_YAML, maxAliases: MAX_ALIASES };
    const values = constructFromEvents(events, options);
    const map = new SourceText(file, text, () => events);
    const roots = rootsOf(events);
    const bomb = values.findIndex((value) => countValues(value, MAX_VALUES) <= 0);
    if (bomb >= 0) return { manifests: [], issues: [tooMany(map, roots[bomb] ?? 0)] };
    const manifests = values.flatMap((value, index) => unfold(map, value, roots[index] ?? 0));
    return { manifests, issues: [] };
  } catch (error) {
    return { manifests: [], issues: [syntaxIssue(error, text, file)] };
  }
}

function refuse(text: string, file: string): Issue | undefined {
  const base = { severity: "error", at: { file, line: 1, column: 1 } } as const;
  if (text.length > MAX_LENGTH) {
    const size = `${(text.length / 1024 / 1024).toFixed(1)} MiB`;
    const message = `the text is ${size} long, more than 10 MiB`;
    return { ...base, code: "file-too-large", message, remedy: "split it into several files" };
  }
  const nul = text.indexOf("\0");
  if (nul < 0) return undefined;
  const message = "not a text file: it contains a NUL byte";
  const remedy = "save it as UTF-8, or leave it out";
  return { ...base, code: "file-binary", message, remedy, at: locateOffset(file, text, nul) };
}

/** Indexes of the events at which the documents' contents start. */
function rootsOf(events: readonly Event[]): readonly number[] {
  const roots: number[] = [];
  for (let index = 0; index < events.length; index = after(events, index)) {
    if (events[index]?.type === EVENT_ID.DOCUMENT) roots.push(index + 1);
  }
  return roots;
}

/** How many values are left of `budget`; shared ones count as often as they are reached. */
function countValues(value: unknown, budget: number): number {
  let left = budget - 1;
  if (typeof value !== "object" || value === null) return left;
  for (const child of Array.isArray(value) ? value : Object.values(value)) {
    if (left <= 0) return left;
    left = countValues(child, left);
  }
  return left;
}

function unfold(map: SourceText, value: unknown, root: number): readonly Manifest[] {
  const items = listItems(value);
  if (items === undefined) return value === null ? [] : [{ value, source: new TextSource(map, root) }];
  return items.map((item, index) => ({ value: item, source: new TextSource(map, root, index) }));
}

/** Items of `kind: List`, or of a typed list as the API server returns it (`PodList`). */
export function listItems(value: unknown): readonly unknown[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, items } = value as { readonly kind?: unknown; readonly items?: unknown };
  if (typeof kind !== "string" || !kind.endsWith("List") || !Array.isArray(items)) return undefined;
  const itemKind = kind.slice(0, -"List".length);
  const { apiVersion } = value as { readonly apiVersion?: unknown };
  if (itemKind === "") return items;
  // Items of a typed list leave kind and apiVersion out: the list says them.
  return items.map((item: unknown) =>
    typeof item === "object" && item !== null && !("kind" in item)
      ? { apiVersion, kind: itemKind, ...item }
      : item,
  );
}

function tooMany(map: SourceText, root: number): Issue {
  return {
    severity: "error",
    code: "yaml-alias-bomb",
    message: "the document's aliases unfold to millions of values",
    at: new TextSource(map, root).at([]),
    remedy: "write the values out, without anchors and aliases",
  };
}

/** js-yaml's reasons that a newcomer meets, with what to do about them. */
const REMEDIES: readonly (readonly [RegExp, string, string])[] = [
  [/tab characters/, "yaml-tab", "indent with spaces"],
  [/duplicated mapping key/, "yaml-duplicate-key", "keep one of them"],
  [/aliases/i, "yaml-alias-bomb", "write the values out, without anchors and aliases"],
  [/maxDepth|nesting exceeded/, "yaml-too-deep", "no manifest is nested that deep"],
  [
    /unidentified alias/,
    "yaml-syntax",
    "define the anchor before its alias; a value that begins with * needs quotes",
  ],
  [/quoted scalar/, "yaml-syntax", "close the quote"],
  [/flow collection/, "yaml-syntax", "close the bracket"],
  [/unknown .*tag/, "yaml-syntax", "leave the tag out; Kubernetes knows none of its own"],
  [/indentation/, "yaml-syntax", "check the indentation, and the colons in front"],
  [
    /complex keys/,
    "yaml-syntax",
    "render templates first (helm template … | podwire … -f -), or quote braces such as {{ … }}",
  ],
];

function syntaxIssue(error: unknown, text: string, file: string): Issue {
  if (!(error instanceof YAMLException)) {
    if (!(error instanceof RangeError)) throw error;
    const message = "the document is nested too deep";
    return { severity: "error", code: "yaml-too-deep", message, at: { file, line: 1, column: 1 } };
  }
  const known = REMEDIES.find(([pattern]) => pattern.test(error.reason));
  const [, code = "yaml-syntax", remedy] = known ?? [];
  // The parser has no place for a key that is a mapping, which is what a template's braces look like.
  const mark = error.mark?.position || Math.max(0, text.indexOf("{{"));
  const at = locateOffset(file, text, Math.min(mark, text.length));
  const key = /^"?([^":\n]{1,80})/.exec(text.slice(error.mark?.position ?? 0))?.[1];
  const what = code === "yaml-duplicate-key" && key !== undefined ? ` ${JSON.stringify(key)}` : "";
  const issue: Issue = { severity: "error", code, message: `not valid YAML: ${error.reason}${what}`, at };
  return remedy === undefined ? issue : { ...issue, remedy };
}
