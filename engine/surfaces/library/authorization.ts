import { issueOf } from "../../api/decode.ts";
import { FieldErrors } from "../../api/field-errors.ts";
import { type KubernetesObject, nameOf } from "../../api/meta.ts";
import type { Route } from "../../api/openshift/route.ts";
import { KIND_NAMES, kindNamed, schemeRow } from "../../api/scheme.ts";
import { type Attributes, allowed, authorize } from "../../cluster/rbac.ts";
import { escalationOf } from "../../cluster/rbac-escalation.ts";
import { type Authorization, authenticated, type Person } from "../../cluster/rbac-grants.ts";
import { checkCustomHost, withHostKept } from "../../cluster/route-host.ts";
import type { ClusterView } from "../../cluster/view.ts";
import { InputError, type Issue } from "../../values/issue.ts";
import { NameError } from "../../values/name-error.ts";
import type { Source } from "../../values/source.ts";
import { suggest } from "../../values/suggest.ts";
import { decodeInput } from "./manifest-input.ts";
import type { ManifestInput } from "./options.ts";

export interface AskedOf {
  /** Absent: the cluster as a whole. */
  readonly namespace?: string;
  readonly name?: string;
}

/** Whether somebody who is known to the cluster may do it. */
export function rightOf(
  view: ClusterView,
  person: Person,
  verb: string,
  resource: string,
  where: AskedOf,
): Authorization {
  return authorize(view, authenticated(person), attributesOf(verb, resource, where));
}

/** What the API server is asked, from what one types after `kubectl auth can-i`. */
function attributesOf(verb: string, text: string, { namespace, name }: AskedOf): Attributes {
  const [whole = "", ...below] = text.split("/");
  const [plain = "", ...group] = whole.split(".");
  const row = plain === "*" ? undefined : kindNamed(plain);
  if (row === undefined && plain !== "*" && group.length === 0) {
    const near = suggest(
      plain,
      KIND_NAMES.map((kind) => schemeRow(kind).plural),
    );
    throw new NameError(`no resource named ${text}`, near);
  }
  const resource = [row?.plural ?? plain, ...below].join("/");
  const given = row === undefined ? (plain === "*" ? "*" : "") : groupOf(row.apiVersion);
  const asked = { verb, group: group.length > 0 ? group.join(".") : given, resource };
  const isClusterWide = row?.namespaced === false;
  return {
    ...asked,
    ...(namespace === undefined || isClusterWide ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf("/");
  return slash < 0 ? "" : apiVersion.slice(0, slash);
}

/** Refuses the input as a whole when one object of it may not be made or changed by this person, in the API server's words. */
export function refuseForbidden(
  view: ClusterView,
  person: Person,
  input: ManifestInput,
  current: string,
): void {
  const { decoded } = decodeInput(input, { view: () => view }, current);
  const keyOf = ({ kind, name }: { readonly kind: string; readonly name: string }): string =>
    `${kind} ${name}`;
  const roles = new Set(
    decoded.map(({ object: { kind, metadata } }) => keyOf({ kind, name: metadata.name })),
  );
  const issues = decoded.flatMap(({ object, source }): readonly Issue[] => {
    const { namespaced, plural, apiVersion } = schemeRow(object.kind);
    const namespace = namespaced ? (object.metadata.namespace ?? current) : undefined;
    const { name } = object.metadata;
    const before: KubernetesObject | undefined = view.get(object.kind, namespace, name);
    const verb = before === undefined ? "create" : "patch";
    const group = groupOf(apiVersion);
    const full = group === "" ? plural : `${plural}.${group}`;
    const where = namespace === undefined ? "at the cluster scope" : `in the namespace "${namespace}"`;
    const isAllowed = allowed(view, person.user, person.groups, verb, group, plural, namespace, name);
    const given = isAllowed ? escalationOf(view, authenticated(person), object, namespace) : undefined;
    // A role that comes with its binding is judged itself.
    const isHere = given !== undefined && "missing" in given && roles.has(keyOf(given.missing));
    if (isAllowed && (given === undefined || isHere))
      return object.kind === "Route" ? refusedFields(view, person, object, before, source, namespace) : [];
    const what = before === undefined && !isAllowed ? full : `${full} "${name}"`;
    const message =
      given !== undefined && "missing" in given
        ? `${given.plural}.${group} "${given.missing.name}" not found`
        : `${what} is forbidden: ${given?.why ?? `User "${person.user}" cannot ${verb} resource "${plural}" in API group "${group}" ${where}`}`;
    const issue: Issue = {
      severity: "error",
      code: "forbidden",
      message,
      object: namespace === undefined ? { kind: object.kind, name } : { kind: object.kind, namespace, name },
    };
    return [source === undefined ? issue : { ...issue, at: source.at([]) }];
  });
  if (issues.length > 0) throw new InputError(issues);
}

/** What of a Route somebody may not write who may write Routes. */
function refusedFields(
  view: ClusterView,
  person: Person,
  route: Route,
  before: KubernetesObject | undefined,
  source: Source,
  namespace = "",
): readonly Issue[] {
  const placed = { ...route, metadata: { ...route.metadata, namespace } };
  const [wanted, old] =
    before === undefined ? [placed] : [withHostKept(placed, before as Route), before as Route];
  const errors = new FieldErrors();
  checkCustomHost(view, person, wanted, old, errors);
  return errors.problems.map((problem) => issueOf(problem, nameOf(placed), source));
}
