import type { PolicyRule } from "../../../api/rbac/roles.ts";
import { alignTabs, TABLE_WIDTHS } from "./tabwriter.ts";

/** The rules as `kubectl auth can-i --list` prints them: one row for each resource, its verbs together, sorted. */
export function printRules(rules: readonly PolicyRule[], isHeaded: boolean): string {
  const headers = isHeaded ? [["Resources", "Non-Resource URLs", "Resource Names", "Verbs"]] : [];
  const text = [...headers, ...ruleRows(rules)].map((cells) => `${cells.join("\t")}\n`).join("");
  return alignTabs(text, TABLE_WIDTHS);
}

/** Resource, paths, names and verbs of each row, in upstream's order. */
export function ruleRows(rules: readonly PolicyRule[]): readonly (readonly string[])[] {
  return compacted(rules.flatMap(brokenDown))
    .map((rule) => ({ rule, key: goText(rule) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ rule }) => [
      combined(rule),
      list(rule.nonResourceURLs),
      list(rule.resourceNames),
      list(rule.verbs),
    ]);
}

/** `BreakdownRule` (k8s.io/kubectl/pkg/util/rbac): one group, one resource, one name, one verb each. */
function brokenDown(rule: PolicyRule): readonly PolicyRule[] {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const names = resourceNames.length === 0 ? [undefined] : resourceNames;
  const ofResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) =>
        names.map((name): PolicyRule => {
          const simple = { verbs: [verb], apiGroups: [group], resources: [resource] };
          return name === undefined ? simple : { ...simple, resourceNames: [name] };
        }),
      ),
    ),
  );
  const ofPaths = nonResourceURLs.flatMap((path) =>
    verbs.map((verb): PolicyRule => ({ verbs: [verb], nonResourceURLs: [path] })),
  );
  return [...ofResources, ...ofPaths];
}

/** `CompactRules`: the verbs of one resource together; paths stay as they are. */
function compacted(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const simple = new Map<string, PolicyRule>();
  const others: PolicyRule[] = [];
  for (const rule of rules) {
    if ((rule.nonResourceURLs ?? []).length > 0) {
      others.push(rule);
      continue;
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames]);
    const known = simple.get(key);
    simple.set(
      key,
      known === undefined ? rule : { ...known, verbs: [...new Set([...known.verbs, ...rule.verbs])] },
    );
  }
  return [...others, ...simple.values()];
}

/** The text that Go's generated `String()` makes, which upstream sorts by. */
function goText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  const groups = `Verbs:${list(verbs)},APIGroups:${list(apiGroups)},Resources:${list(resources)}`;
  return `&PolicyRule{${groups},ResourceNames:${list(resourceNames)},NonResourceURLs:${list(nonResourceURLs)},}`;
}

function list(words: readonly string[] = []): string {
  return `[${words.join(" ")}]`;
}

/** `CombineResourceGroup`: `ingresses.networking.k8s.io`, `pods`, `deployments.apps/scale`. */
function combined({ resources: [resource = ""] = [], apiGroups: [group = ""] = [] }: PolicyRule): string {
  const [plural = "", subresource] = resource.split("/", 2);
  const named = group === "" ? plural : `${plural}.${group}`;
  return subresource === undefined ? named : `${named}/${subresource}`;
}
