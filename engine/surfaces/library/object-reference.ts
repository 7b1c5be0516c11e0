import { KIND_NAMES, kindNamed } from "../../api/scheme.ts";
import type { RollingKind, ScalableKind } from "../../cluster/pod-lifecycle.ts";
import type { ClusterView, PodView } from "../../cluster/view.ts";
import { type Ip, parseIp } from "../../values/ip.ts";
import { NameError } from "../../values/name-error.ts";
import { formatObjectName, type ObjectName } from "../../values/object-name.ts";
import { suggest } from "../../values/suggest.ts";

/** `kind/name` or `kind/namespace/name`; the kind as kubectl takes it. Throws `NameError`. */
export function parseObjectName(text: string, namespace: string): ObjectName {
  const parts = text.split("/");
  const [kind = "", second = "", third] = parts;
  if (parts.length < 2 || parts.length > 3 || parts.includes("")) {
    throw new NameError(
      `${text} is not kind/name or kind/namespace/name, e.g. networkpolicy/shop/default-deny`,
    );
  }
  const row = kindNamed(kind);
  if (row === undefined) throw new NameError(`no kind named ${kind}`, suggest(kind, KIND_NAMES));
  const name = third ?? second;
  if (!row.namespaced) return { kind: row.kind, name };
  return { kind: row.kind, namespace: third === undefined ? namespace : second, name };
}

/** An object that is not there, with those of its kind that are spelt alike. */
export function notFound(view: ClusterView, name: ObjectName): NameError {
  const row = kindNamed(name.kind);
  const known = row === undefined ? [] : view.list(row.kind).map(({ metadata }) => fullName(metadata));
  return new NameError(`${formatObjectName(name)} does not exist`, suggest(fullName(name), known));
}

function fullName({ namespace, name }: { readonly namespace?: string; readonly name: string }): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** The pod of `namespace/name`. Throws `NameError`. */
export function onePod(view: ClusterView, text: string): PodView {
  const [namespace = "", name = ""] = text.split("/");
  const pod = view.pod(namespace, name);
  if (pod === undefined) throw notFound(view, { kind: "Pod", namespace, name });
  return pod;
}

/** The workload of `[namespace/]name` among these kinds. Throws `NameError`. */
export function workloadNamed<K extends ScalableKind | RollingKind>(
  view: ClusterView,
  kinds: readonly K[],
  text: string,
  current: string,
): { readonly kind: K; readonly namespace: string; readonly name: string } {
  const parts = text.split("/");
  const [namespace, name] = parts.length === 2 ? [parts[0] ?? "", parts[1] ?? ""] : [current, text];
  const known: string[] = [];
  for (const kind of kinds) {
    for (const { metadata } of view.list(kind)) {
      if (metadata.name === name && metadata.namespace === namespace) return { kind, namespace, name };
      known.push(fullName(metadata));
    }
  }
  const words = `${kinds.slice(0, -1).join(", ")} or ${kinds.at(-1)}`;
  throw new NameError(`no ${words} named ${namespace}/${name}`, suggest(name, known));
}

export function addressNamed(text: string): Ip {
  const parsed = parseIp(text);
  if (parsed === undefined) throw new NameError(`${text} is not an IP address`);
  return parsed;
}
