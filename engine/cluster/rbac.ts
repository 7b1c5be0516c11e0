import type { PolicyRule } from "../api/rbac/roles.ts";
import { RBAC_GROUP } from "../api/rbac/roles-validation.ts";
import {
  type Authorization,
  authenticated,
  type Grant,
  grantsTo,
  type Person,
  type RoleReader,
} from "./rbac-grants.ts";
import type { ClusterView } from "./view.ts";

/** What is asked for. */
export interface Attributes {
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`. */
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  /** Plural; a subresource after a slash. */
  readonly resource: string;
  /** Absent for what belongs to no namespace, and for all namespaces together. */
  readonly namespace?: string;
  readonly name?: string;
}

/** A path that is no resource, as `/healthz`, and the verb: the method in lower case. */
export interface PathAttributes {
  readonly verb: string;
  readonly path: string;
}

/** Cluster bindings first, then those of the namespace: the first rule that covers what is asked decides. */
export function authorize(
  view: ClusterView,
  person: Person,
  asked: Attributes | PathAttributes,
): Authorization {
  const namespace = "path" in asked ? undefined : asked.namespace;
  const missing: string[] = [];
  for (const grant of grantsTo(view, person, namespace)) {
    if (grant.rules === undefined) missing.push(notFound(grant));
    else if (isCovered(grant.rules, asked)) return byGrant(view, grant);
  }
  const all = [...new Set(missing)];
  const words = all.length === 1 ? all[0] : `[${all.join(", ")}]`;
  return { allowed: false, reason: all.length === 0 ? "" : `RBAC: ${words}` };
}

function isCovered(rules: readonly PolicyRule[], asked: Attributes | PathAttributes): boolean {
  return rules.some((rule) => ("path" in asked ? coversPath(rule, asked) : covers(rule, asked)));
}

/** Whether the rules allow it to somebody with no more groups than are said. */
export function isGranted(reader: RoleReader, person: Person, asked: Attributes): boolean {
  for (const { rules = [] } of grantsTo(reader, person, asked.namespace))
    if (isCovered(rules, asked)) return true;
  return false;
}

function notFound({ binding: { roleRef } }: Grant): string {
  return `${roleRef.kind.toLowerCase()}.${RBAC_GROUP} ${JSON.stringify(roleRef.name)} not found`;
}

function byGrant(view: ClusterView, { binding, subject }: Grant): Authorization {
  const { namespace, name } = binding.metadata;
  const where = namespace === undefined ? name : `${name}/${namespace}`;
  const given = `${binding.kind} "${where}"`;
  const role = `${binding.roleRef.kind} "${binding.roleRef.name}"`;
  const isAccount = subject.kind === "ServiceAccount";
  const own = isAccount ? `${subject.name}/${subject.namespace ?? namespace ?? ""}` : subject.name;
  const reason = `RBAC: allowed by ${given} of ${role} to ${subject.kind} "${own}"`;
  const objects = [view.use(binding, ["roleRef"])];
  return { allowed: true, reason, binding: given, role, objects };
}

/** The same as one word, for what asks one thing at a time. */
export function allowed(
  view: ClusterView,
  user: string,
  groups: readonly string[],
  verb: string,
  group: string,
  resource: string,
  namespace?: string,
  name?: string,
): boolean {
  const asked = { verb, group, resource };
  const placed = namespace === undefined ? asked : { ...asked, namespace };
  const person = authenticated({ user, groups });
  return authorize(view, person, name === undefined ? placed : { ...placed, name }).allowed;
}

/** `RuleAllows` (pkg/registry/rbac/validation): verb, group, resource and, where the rule lists names, the name. */
function covers(rule: PolicyRule, { verb, group, resource, name = "" }: Attributes): boolean {
  const { verbs, apiGroups = [], resources = [], resourceNames = [] } = rule;
  if (!verbs.includes("*") && !verbs.includes(verb)) return false;
  if (!apiGroups.includes("*") && !apiGroups.includes(group)) return false;
  const slash = resource.indexOf("/");
  const subresource = slash < 0 ? undefined : `*${resource.slice(slash)}`;
  const named = resources.some((one) => one === "*" || one === resource || one === subresource);
  return named && (resourceNames.length === 0 || (name !== "" && resourceNames.includes(name)));
}

/** `NonResourceURLMatches`: the path itself, or a beginning with a star after it. */
function coversPath({ verbs, nonResourceURLs = [] }: PolicyRule, { verb, path }: PathAttributes): boolean {
  if (!verbs.includes("*") && !verbs.includes(verb)) return false;
  return nonResourceURLs.some(
    (one) => one === "*" || one === path || (one.endsWith("*") && path.startsWith(one.slice(0, -1))),
  );
}
