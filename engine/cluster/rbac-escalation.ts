import type { PolicyRule, RoleRef } from "../api/rbac/roles.ts";
import { authorize } from "./rbac.ts";
import { grantsTo, type Person, rulesOf } from "./rbac-grants.ts";
import type { ClusterView } from "./view.ts";

/** What one rule gives, thing by thing; `owner` covers `wanted` when it gives no less (component-helpers/auth/rbac/validation). */
function covers(owner: PolicyRule, wanted: PolicyRule): boolean {
  return (
    hasAll(owner.verbs, wanted.verbs) &&
    hasAll(owner.apiGroups, wanted.apiGroups) &&
    (wanted.resources ?? []).every((one) => coversResource(owner.resources ?? [], one)) &&
    (wanted.nonResourceURLs ?? []).every((one) => coversPath(owner.nonResourceURLs ?? [], one)) &&
    coversNames(owner.resourceNames ?? [], wanted.resourceNames ?? [])
  );
}

function hasAll(own: readonly string[] = [], wanted: readonly string[] = []): boolean {
  return own.includes("*") || wanted.every((one) => own.includes(one));
}

function coversResource(own: readonly string[], wanted: string): boolean {
  const slash = wanted.indexOf("/");
  return own.includes("*") || own.includes(wanted) || (slash >= 0 && own.includes(`*${wanted.slice(slash)}`));
}

function coversPath(own: readonly string[], wanted: string): boolean {
  return own.some((one) => one === wanted || (one.endsWith("*") && wanted.startsWith(one.slice(0, -1))));
}

/** A rule for some names gives nothing of all the others. */
function coversNames(own: readonly string[], wanted: readonly string[]): boolean {
  if (own.length === 0) return true;
  return wanted.length > 0 && wanted.every((one) => own.includes(one));
}

/** One rule for each thing that the rule gives. */
function single(rule: PolicyRule): readonly PolicyRule[] {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const found: PolicyRule[] = [];
  for (const group of apiGroups)
    for (const resource of resources)
      for (const verb of verbs) {
        const one = { apiGroups: [group], resources: [resource], verbs: [verb] };
        if (resourceNames.length === 0) found.push(one);
        else found.push(...resourceNames.map((name) => ({ ...one, resourceNames: [name] })));
      }
  for (const path of nonResourceURLs)
    found.push(...verbs.map((verb) => ({ nonResourceURLs: [path], verbs: [verb] })));
  return found;
}

/** Verbs on one thing together, as upstream says them (`CompactRules`). */
function compact(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const byThing = new Map<string, PolicyRule>();
  for (const rule of rules) {
    const { verbs, ...thing } = rule;
    const key = rule.nonResourceURLs === undefined ? JSON.stringify(thing) : JSON.stringify(rule);
    const known = byThing.get(key);
    byThing.set(key, known === undefined ? rule : { ...known, verbs: [...known.verbs, ...verbs] });
  }
  return [...byThing.values()];
}

function textOf(rule: PolicyRule): string {
  const { apiGroups, resources, nonResourceURLs, resourceNames, verbs } = rule;
  const parts = [
    ["APIGroups", apiGroups],
    ["Resources", resources],
    ["NonResourceURLs", nonResourceURLs],
    ["ResourceNames", resourceNames],
    ["Verbs", verbs],
  ] as const;
  const said = parts.flatMap(([name, words = []]) =>
    words.length === 0 ? [] : [`${name}:${quoted(words)}`],
  );
  return `{${said.join(", ")}}`;
}

/** Go's `%q` of texts. */
function quoted(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(" ")}]`;
}

/** What the wanted rules give and the own ones do not, each in upstream's words. */
function notHeld(own: readonly PolicyRule[], wanted: readonly PolicyRule[]): readonly string[] {
  const missing = wanted.flatMap(single).filter((one) => !own.some((rule) => covers(rule, one)));
  return [...new Set(compact(missing).map(textOf))].sort();
}

const RBAC = "rbac.authorization.k8s.io";

const EVERYTHING: readonly PolicyRule[] = [
  { verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
  { verbs: ["*"], nonResourceURLs: ["*"] },
];

/** A role or a binding as far as it gives something away. */
interface Giving {
  readonly kind: string;
  readonly metadata?: { readonly name?: string };
  readonly rules?: readonly PolicyRule[];
  readonly aggregationRule?: object;
  readonly roleRef?: RoleRef;
}

/**
 * Nobody gives what he does not have: neither by a role nor by a binding, unless he may `escalate` the one or `bind` the
 * other (pkg/registry/rbac). What upstream says, the role that a binding names and nobody has, or nothing.
 */
export function escalationOf(
  view: ClusterView,
  person: Person,
  { kind, metadata = {}, rules = [], aggregationRule, roleRef }: Giving,
  namespace: string | undefined,
): { readonly why: string } | { readonly missing: RoleRef; readonly plural: string } | undefined {
  if (person.groups.includes("system:masters")) return undefined;
  const may = (verb: string, resource: string, name: string): boolean => {
    const asked = { verb, group: RBAC, resource, name };
    return authorize(view, person, namespace === undefined ? asked : { ...asked, namespace }).allowed;
  };
  const judge = (wanted: readonly PolicyRule[]): { readonly why: string } | undefined => {
    const own = [...grantsTo(view, person, namespace)].flatMap((grant) => grant.rules ?? []);
    const missing = notHeld(own, wanted);
    const who = `user ${JSON.stringify(person.user)} (groups=${quoted(person.groups)})`;
    return missing.length === 0
      ? undefined
      : { why: `${who} is attempting to grant RBAC permissions not currently held:\n${missing.join("\n")}` };
  };
  if (kind === "Role" || kind === "ClusterRole") {
    if (may("escalate", `${kind.toLowerCase()}s`, metadata.name ?? "")) return undefined;
    const all = aggregationRule === undefined ? undefined : judge(EVERYTHING);
    return judge(rules) ?? (all && { why: "must have cluster-admin privileges to use the aggregationRule" });
  }
  if (roleRef?.kind !== "Role" && roleRef?.kind !== "ClusterRole") return undefined;
  const plural = `${roleRef.kind.toLowerCase()}s`;
  if (may("bind", plural, roleRef.name)) return undefined;
  const given = rulesOf(view, roleRef, namespace);
  return given === undefined ? { missing: roleRef, plural } : judge(given);
}
