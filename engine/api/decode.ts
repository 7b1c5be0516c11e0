import type { Issue } from "../values/issue.ts";
import { childOf } from "../values/nested-map.ts";
import type { ObjectName } from "../values/object-name.ts";
import { formatFieldPath, type Source } from "../values/source.ts";
import { isSlip, suggest } from "../values/suggest.ts";
import { FieldErrors, type FieldProblem } from "./field-errors.ts";
import { decodeFields, fitsFields } from "./fields.ts";
import { dns1123Label } from "./formats.ts";
import type { AnyKind } from "./kinds.ts";
import { listItems, type Manifest, parseManifests } from "./manifest.ts";
import { type KubernetesObject, nameOf, type ObjectMeta } from "./meta.ts";
import {
  API_VERSIONS,
  isKindName,
  KIND_NAMES,
  type SchemeRow,
  schemeRow,
  servedKind,
  servedRow,
} from "./scheme.ts";

/** An object as the API server would store it: defaulted, valid, frozen. */
export interface Decoded {
  readonly object: AnyKind;
  readonly source: Source;
}

/** An object that is refused as it stands; what is stored under its name may make it good. */
export interface Refused extends Decoded {
  /** How many objects that are fine stand before it. */
  readonly index: number;
  readonly issues: readonly Issue[];
}

export interface DecodeResult {
  readonly objects: readonly Decoded[];
  readonly refused: readonly Refused[];
  readonly issues: readonly Issue[];
  /** Documents that are YAML and not Kubernetes. */
  readonly skipped: number;
}

/** Texts are decoded once per process; the oldest leave when these many characters are held. By text, then by file. */
const CACHE_LENGTH = 16 * 1024 * 1024;
const cache = new Map<string, Map<string, DecodeResult>>();
let cached = 0;

/** Decodes every document of a YAML or JSON text. `file` is what issues and traces cite. */
export function decodeText(text: string, file: string): DecodeResult {
  const known = cache.get(text)?.get(file);
  if (known !== undefined) return known;
  const { manifests, issues } = parseManifests(text, file);
  const result = decodeAll(manifests, issues, true);
  remember(text, file, result);
  return result;
}

function remember(text: string, file: string, result: DecodeResult): void {
  const results = childOf(cache, text);
  results.set(file, result);
  cached += text.length;
  for (const [oldest, { size }] of cache) {
    if (cached <= CACHE_LENGTH || oldest === text) break;
    cache.delete(oldest);
    cached -= oldest.length * size;
  }
}

/** Decodes a plain object (or a List of them) that no text says. */
export function decodeObject(value: unknown, file: string): DecodeResult {
  const source: Source = { file, at: () => ({ file, line: 1, column: 1 }) };
  const items = listItems(value) ?? [value];
  return decodeAll(
    items.map((item) => ({ value: item, source })),
    [],
    false,
  );
}

/** `isOurs`: nobody else holds the values, so that they may be kept, and frozen, as they are. */
function decodeAll(manifests: readonly Manifest[], before: readonly Issue[], isOurs: boolean): DecodeResult {
  const objects: Decoded[] = [];
  const refused: Refused[] = [];
  const issues: Issue[] = [...before];
  let skipped = 0;
  // One for all objects that are fine, which is most.
  let errors = new FieldErrors();
  for (const manifest of manifests) {
    const row = rowFor(manifest, issues);
    if (row === "not-kubernetes") skipped++;
    else if (row !== undefined) {
      if (errors.problems.length > 0) errors = new FieldErrors();
      const { length } = issues;
      const object = decodeOne(row, manifest, { issues, errors }, isOurs);
      if (object === undefined) continue;
      const { source } = manifest;
      if (!isRefused(errors)) objects.push({ object, source });
      else refused.push({ object, source, index: objects.length, issues: issues.slice(length) });
    }
  }
  return { objects, refused, issues, skipped };
}

/** The kind's row; `undefined` when an issue says why there is none. */
function rowFor({ value, source }: Manifest, issues: Issue[]): SchemeRow | "not-kubernetes" | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "not-kubernetes";
  const { apiVersion, kind } = value as Readonly<Record<string, unknown>>;
  if (typeof kind === "string" && typeof apiVersion === "string") {
    const row = servedRow(kind, apiVersion);
    if (row?.apiVersion === apiVersion) return row;
  }
  if (typeof apiVersion === "string" && kind === undefined && "metadata" in value) {
    const message = "kind is not set";
    const at = source.at(["apiVersion"]);
    const remedy = "say what it is, e.g. kind: Service";
    issues.push({ severity: "error", code: "kind-missing", message, at, remedy });
    return undefined;
  }
  if (typeof kind !== "string" || (typeof apiVersion !== "string" && !isKindName(kind)))
    return "not-kubernetes";
  if (typeof apiVersion !== "string") {
    const message = `apiVersion is not set`;
    const remedy = isKindName(kind) ? `add apiVersion: ${schemeRow(kind).apiVersion}` : "";
    issues.push({ severity: "error", code: "version-missing", message, at: source.at(["kind"]), remedy });
    return undefined;
  }
  const words = `no matches for kind "${kind}" in version "${apiVersion}"`;
  if (isKindName(kind) && servedKind(kind) === kind) {
    const row = schemeRow(kind);
    if (row.apiVersion === apiVersion || row.alsoServed?.includes(apiVersion)) return row;
    const [group = ""] = row.apiVersion.split("/");
    if (!apiVersion.startsWith(`${group}/`) && !isBuiltIn(apiVersion)) {
      issues.push(notUnderstood(apiVersion, kind, source));
      return undefined;
    }
    const remedy = `use apiVersion: ${row.apiVersion}`;
    issues.push({
      severity: "error",
      code: "version-unknown",
      message: words,
      at: source.at(["apiVersion"]),
      remedy,
    });
    return undefined;
  }
  const near = API_VERSIONS.has(apiVersion)
    ? suggest(kind, KIND_NAMES, 1).filter((name) => isSlip(kind, name))
    : [];
  if (near[0] !== undefined) {
    const remedy = `did you mean ${near[0]}?`;
    issues.push({ severity: "error", code: "kind-unknown", message: words, at: source.at(["kind"]), remedy });
    return undefined;
  }
  issues.push(notUnderstood(apiVersion, kind, source));
  return undefined;
}

/** Groups of Kubernetes itself: no dot, or below k8s.io. Other groups may reuse a kind's name. */
function isBuiltIn(apiVersion: string): boolean {
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
  return !group.includes(".") || group.endsWith(".k8s.io");
}

function notUnderstood(apiVersion: string, kind: string, source: Source): Issue {
  return {
    severity: "note",
    code: "kind-not-understood",
    message: `${apiVersion} ${kind} is not understood and was left out`,
    at: source.at(["kind"]),
  };
}

function decodeOne(
  row: SchemeRow,
  { value, source }: Manifest,
  { issues, errors }: { readonly issues: Issue[]; readonly errors: FieldErrors },
  isOurs: boolean,
): AnyKind | undefined {
  const isFit = isOurs && fitsFields(row.kind, value);
  const { value: decoded, problems } = isFit ? { value, problems: NONE } : decodeFields(row.kind, value);
  // What is made below of parts of it is frozen where it is made.
  const object = deepFreeze(decoded as KubernetesObject);
  if (problems.length > 0) return report(problems, nameFor(row, object), source, issues);
  const prepared = prepare(row, object, errors);
  if (row.needsSpec && !("spec" in object)) errors.required(["spec"]);
  const complete = isRefused(errors) ? undefined : row.defaults(prepared as never);
  if (complete !== undefined) row.validate(complete as never, errors);
  if (errors.problems.length > 0) report(errors.problems, nameFor(row, object), source, issues);
  if (complete === undefined || (isRefused(errors) && row.withoutLeftovers === undefined)) return undefined;
  const { apiVersion, kind } = complete as AnyKind;
  const isStored = apiVersion === row.apiVersion && kind === row.kind;
  return deepFreeze(isStored ? (complete as AnyKind) : asStored(complete as AnyKind, row));
}

/** What a refused object would be instead of the stored one, and what there is to say of it then. */
export function decodeUpdate({ object, source }: Refused, before: AnyKind): DecodeResult {
  const row = schemeRow(object.kind);
  const errors = new FieldErrors();
  const after = deepFreeze((row.withoutLeftovers?.(object as never, before as never) ?? object) as AnyKind);
  row.validate(after as never, errors);
  const issues = errors.problems.map((problem) => issueOf(problem, nameFor(row, after), source));
  return { objects: isRefused(errors) ? [] : [{ object: after, source }], refused: [], issues, skipped: 0 };
}

const NONE: readonly FieldProblem[] = [];

/** Objects are kept in one version and under one kind, whichever of those that are served they were written in. */
function asStored(object: AnyKind, { apiVersion, kind }: SchemeRow): AnyKind {
  return { ...object, apiVersion, kind } as AnyKind;
}

function isRefused({ problems }: FieldErrors): boolean {
  return problems.some(({ severity }) => severity === "error");
}

function report(
  problems: readonly FieldProblem[],
  name: ObjectName,
  source: Source,
  issues: Issue[],
): undefined {
  for (const problem of problems) issues.push(issueOf(problem, name, source));
}

/** Metadata that is there, and a namespace only where there is one. */
function prepare(row: SchemeRow, object: KubernetesObject, errors: FieldErrors): KubernetesObject {
  const { namespace }: Partial<ObjectMeta> = object.metadata ?? {};
  if (namespace === undefined || namespace === "") return withoutNamespace(object);
  if (!row.namespaced) {
    errors.warning(["metadata", "namespace"], `${row.kind} is cluster-scoped; the namespace is ignored`);
    return withoutNamespace(object);
  }
  for (const words of dns1123Label(namespace)) errors.invalid(["metadata", "namespace"], namespace, words);
  return object;
}

function withoutNamespace(object: KubernetesObject): KubernetesObject {
  const { metadata } = object;
  if (metadata !== undefined && !("namespace" in metadata)) return object;
  const { namespace: _, ...rest }: Partial<ObjectMeta> = metadata ?? {};
  return Object.freeze({ ...object, metadata: Object.freeze(rest) as ObjectMeta });
}

function nameFor({ kind, namespaced }: SchemeRow, { metadata }: KubernetesObject): ObjectName {
  const { name = "", namespace }: Partial<ObjectMeta> = metadata ?? {};
  const text = typeof name === "string" ? name : "";
  return namespaced && typeof namespace === "string" ? { kind, namespace, name: text } : { kind, name: text };
}

export function issueOf(
  { severity, code, path, message, remedy }: FieldProblem,
  object: ObjectName,
  source: Source,
): Issue {
  const issue: Issue = { severity, code, message, object, field: formatFieldPath(path), at: source.at(path) };
  return remedy === undefined ? issue : { ...issue, remedy };
}

/** What is wrong with an object as a new one; one with a uid was taken by a server before. */
export function issuesOfNew({ object, source }: Decoded): readonly Issue[] {
  const validate = object.metadata.uid === undefined ? schemeRow(object.kind).validateCreate : undefined;
  if (validate === undefined) return [];
  const errors = new FieldErrors();
  validate(object, errors);
  return errors.problems.map((problem) => issueOf(problem, nameOf(object), source));
}

/** Frozen parts are taken to be frozen through and through. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const key in value) {
    const child = value[key];
    if (typeof child === "object" && child !== null) deepFreeze(child);
  }
  return Object.freeze(value);
}
