import type { KubernetesObject } from "../../api/meta.ts";
import type { ClusterView, PodView } from "../../cluster/view.ts";
import type { Issue, Severity } from "../../values/issue.ts";
import { type CompiledSelector, formatSelector } from "../../values/label-selector.ts";
import { formatObjectName } from "../../values/object-name.ts";
import { type FieldPath, formatFieldPath } from "../../values/source.ts";
import { suggest } from "../../values/suggest.ts";

/** What a lint rule says of an object of the input. */
export interface Found {
  readonly severity?: Severity;
  readonly code: string;
  readonly path: FieldPath;
  readonly message: string;
  readonly remedy?: string;
}

/** The finding as an issue, at the field's place. Objects that no input wrote have no findings. */
export function finding(view: ClusterView, object: KubernetesObject, found: Found): readonly Issue[] {
  const use = view.use(object, found.path);
  if (use.source === undefined) return [];
  const { severity = "warning", code, path, message, remedy } = found;
  const { kind, namespace, name } = use;
  return [
    {
      severity,
      code,
      message,
      object: namespace === undefined ? { kind, name } : { kind, namespace, name },
      field: formatFieldPath(path),
      at: use.source.at(path),
      ...(remedy === undefined ? {} : { remedy }),
    },
  ];
}

/** `app=api, tier=web`: what is there instead of labels that nothing has, nearest first. */
export function labelsInstead(
  selector: CompiledSelector,
  pods: readonly PodView[],
  most = 3,
): string | undefined {
  const keys = new Set(selector.terms.map(({ key }) => key));
  const there = pods.flatMap(({ labels }) => Object.entries(labels).map(([key, value]) => `${key}=${value}`));
  const sameKey = [...new Set(there)].filter((label) => keys.has(label.slice(0, label.indexOf("="))));
  const near = suggest(formatSelector(selector), sameKey.length > 0 ? sameKey : there, most);
  const shown = near.length > 0 ? near : sameKey.slice(0, most);
  return shown.length === 0 ? undefined : `pods there have ${shown.join(", ")}`;
}

/** `Pod shop/api`, or `Pod shop/api and 3 more`. */
export function podsText(pods: readonly PodView[]): string {
  const [first, ...others] = pods;
  if (first === undefined) return "no pod";
  const name = formatObjectName(
    first.workload ?? { kind: "Pod", namespace: first.namespace, name: first.name },
  );
  const rest = new Set(
    others.map(({ workload, id }) => (workload === undefined ? id : formatObjectName(workload))),
  );
  rest.delete(name);
  return rest.size === 0 ? name : `${name} and ${rest.size} more`;
}
