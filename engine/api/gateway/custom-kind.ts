import { FieldErrors, type FieldProblem } from "../field-errors.ts";
import { dns1123Subdomain } from "../formats.ts";
import type { KubernetesObject } from "../meta.ts";
import { validateMetadata } from "../metadata.ts";
import { CRD_KINDS } from "./crd.generated.ts";
import { withDefaults } from "./crd-defaults.ts";
import { validateRules, validateTransitions } from "./crd-rules.ts";
import type { CrdKind, CrdSchema, CrdVersion } from "./crd-schema.ts";
import { schemaNamed } from "./crd-table.ts";
import { findUnknownFields, validateListTypes, validateSchema } from "./crd-validation.ts";

const GROUP = "gateway.networking.k8s.io";

/** What the scheme is told of a kind that a CRD describes. Its functions take the kind's own type for granted. */
interface CustomKind {
  readonly apiVersion: string;
  readonly alsoServed: readonly string[];
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly needsSpec: boolean;
  readonly defaults: <T extends KubernetesObject>(object: T) => T;
  readonly validate: (object: KubernetesObject, errors: FieldErrors) => void;
  readonly validateUpdate: (object: KubernetesObject, before: KubernetesObject, errors: FieldErrors) => void;
}

/** The scheme's row of a kind in the table. */
export function customKind(kind: string): CustomKind {
  const { plural, shortNames, namespaced, versions } = crdKind(kind);
  const [apiVersion = "", ...alsoServed] = Object.keys(versions).map((version) => `${GROUP}/${version}`);
  return {
    apiVersion,
    alsoServed,
    plural,
    shortNames,
    namespaced,
    needsSpec: false,
    defaults: <T extends KubernetesObject>(object: T): T =>
      withDefaults(widestSchema(versionOf(kind, object)), object) as T,
    validate: (object, errors) => validateCustom(kind, object, errors),
    validateUpdate: (object, before, errors) =>
      validateTransitions(widestSchema(versionOf(kind, object)), object, before, [], errors),
  };
}

function crdKind(kind: string): CrdKind {
  const found = CRD_KINDS[kind];
  if (found === undefined) throw new Error(`the table has no kind ${kind}`);
  return found;
}

function versionOf(kind: string, { apiVersion }: KubernetesObject): CrdVersion {
  const version = crdKind(kind).versions[apiVersion.slice(GROUP.length + 1)];
  if (version === undefined) throw new Error(`${apiVersion} ${kind} is not served`);
  return version;
}

/** The widest schema of a kind in a version, `group/version`; `undefined` when no CRD describes it. */
export function customSchema(kind: string, apiVersion: string): CrdSchema | undefined {
  const version = Object.hasOwn(CRD_KINDS, kind)
    ? CRD_KINDS[kind]?.versions[apiVersion.slice(GROUP.length + 1)]
    : undefined;
  return version === undefined ? undefined : widestSchema(version);
}

/** The experimental channel's schema: it only adds to the standard one, so defaults and transitions are the same. */
function widestSchema({ experimental, standard }: CrdVersion): CrdSchema {
  return schemaNamed(experimental ?? standard ?? "");
}

/** An object as it is written, or also the status that a controller writes. */
export type Written = "spec" | "status";

/**
 * What the API server finds when the object is created. Clusters have the CRDs of one release channel, and a manifest
 * does not say which: it is held against the standard one, and what only the experimental one takes is a warning.
 */
export function validateCustom(
  kind: string,
  object: KubernetesObject,
  errors: FieldErrors,
  written: Written = "spec",
): void {
  const version = versionOf(kind, object);
  const { standard, experimental, deprecated } = version;
  validateMetadata(object.metadata, dns1123Subdomain, errors);
  const before = [...errors.problems];
  const found = standard === undefined ? undefined : problemsOf(standard, object, before, written);
  const wider =
    found?.length === 0 || experimental === undefined || experimental === standard
      ? undefined
      : problemsOf(experimental, object, before, written);
  errors.problems.push(...pick(found, wider));
  if (deprecated) errors.warning(["apiVersion"], `${object.apiVersion} ${kind} is deprecated`);
  if (found === undefined) {
    errors.warning(["apiVersion"], `${object.apiVersion} ${kind} ${EXPERIMENTAL}`, "experimental-channel");
  } else if (found[0] !== undefined && wider?.length === 0) {
    const { path, message } = found[0];
    errors.warning(path, `${EXPERIMENTAL}; the standard channel says: ${message}`, "experimental-channel");
  }
}

const EXPERIMENTAL = "is taken by the CRDs of the experimental channel only";

/** The channel that comes closer: a field that only one knows is not a slip. */
function pick(
  found: readonly FieldProblem[] | undefined,
  wider: readonly FieldProblem[] | undefined,
): readonly FieldProblem[] {
  if (found === undefined) return wider ?? [];
  if (wider === undefined) return found;
  return wider.length === 0 || unknownFields(wider) < unknownFields(found) ? wider : found;
}

function unknownFields(problems: readonly FieldProblem[]): number {
  return problems.filter(({ code }) => code === "field-unknown").length;
}

/**
 * Problems of one schema, in the API server's order: unknown fields, which decoding refuses; structure; lists; rules.
 * A status that comes with a manifest is dropped before it is looked at, unknown fields apart.
 */
function problemsOf(
  name: string,
  object: KubernetesObject,
  before: readonly FieldProblem[],
  written: Written,
): readonly FieldProblem[] {
  const schema = schemaNamed(name);
  const { apiVersion: _version, kind: _kind, metadata: _metadata, ...fields } = object;
  const errors = new FieldErrors();
  findUnknownFields(schema, fields, [], errors);
  if (errors.problems.length > 0) return errors.problems;
  const { status: _status, ...spec } = fields as { readonly status?: unknown };
  const looked = written === "status" ? fields : spec;
  validateSchema(schema, looked, [], errors);
  validateListTypes(schema, looked, [], errors);
  if ([...before, ...errors.problems].some(({ code }) => BLOCKING.has(code))) {
    errors.invalid([], null, UNCHECKED);
  } else validateRules(schema, looked, [], errors);
  return errors.problems;
}

/** `hasBlockingErr`: with such errors rules might meet a value that their expressions do not expect. */
const BLOCKING: ReadonlySet<string> = new Set([
  "field-unsupported",
  "field-required",
  "field-too-long",
  "field-too-many",
  "field-type",
]);
const UNCHECKED =
  "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation";
