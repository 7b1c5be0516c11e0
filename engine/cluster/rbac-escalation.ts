import type { PolicyRule } from "../api/rbac/roles.ts";

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
export function quoted(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(" ")}]`;
}

/** What the wanted rules give and the own ones do not, each in upstream's words. */
export function notHeld(own: readonly PolicyRule[], wanted: readonly PolicyRule[]): readonly string[] {
  const missing = wanted.flatMap(single).filter((one) => !own.some((rule) => covers(rule, one)));
  return [...new Set(compact(missing).map(textOf))].sort();
}
