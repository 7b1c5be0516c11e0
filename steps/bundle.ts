import type { KubernetesObject } from "../engine/index.ts";
import { StepError } from "./errors.ts";
import { findName } from "./names.ts";
import type { World } from "./world.ts";

interface Holder extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
}

const KINDS: Readonly<Record<string, string>> = { secret: "Secret", configmap: "ConfigMap" };

/** The PEM text in `secret/[NAMESPACE/]NAME` or `configmap/[NAMESPACE/]NAME`: under the first of the keys that it has. */
export function pemOf(world: World, reference: string, keys: readonly string[]): string {
  const slash = reference.indexOf("/");
  const kind = KINDS[reference.slice(0, slash).toLowerCase()];
  if (kind === undefined)
    throw new StepError(
      `${reference} is no object: write secret/NAME or configmap/NAME; there are no files here`,
    );
  const wanted = findName(world.cluster(), kind, [kind], reference.slice(slash + 1), world.namespace);
  const found = world
    .cluster()
    .objects(kind)
    .find(({ metadata }) => metadata.name === wanted.name && metadata.namespace === wanted.namespace) as
    | Holder
    | undefined;
  for (const key of keys) {
    const plain = found?.stringData?.[key] ?? (kind === "ConfigMap" ? found?.data?.[key] : undefined);
    if (plain !== undefined) return plain;
    const encoded = found?.data?.[key];
    if (encoded !== undefined) return atob(encoded.replace(/\s+/g, ""));
  }
  throw new StepError(`${kind} ${wanted.name} has no ${keys.join(" and no ")}`);
}
