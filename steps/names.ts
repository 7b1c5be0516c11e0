import { type ObjectName, suggest } from "../engine/index.ts";
import type { ClusterFace } from "./cluster-face.ts";
import { didYouMean, StepError } from "./errors.ts";

const WORKLOAD_KINDS = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"] as const;

/** `kind`s that a backend may have: its own, and for pods the workloads above them. */
export const BACKEND_KINDS: { readonly pod: readonly string[]; readonly service: readonly string[] } = {
  pod: ["Pod", ...WORKLOAD_KINDS],
  service: ["Service"],
};

/**
 * The namespace and name that `[namespace/]name` means among objects of these kinds: the current namespace first, then
 * a unique match over all. Errs with candidates when there is none, or more than one.
 */
export function findName(
  cluster: ClusterFace,
  what: string,
  kinds: readonly string[],
  text: string,
  current: string,
): Required<Pick<ObjectName, "namespace" | "name">> {
  const all = kinds
    .flatMap((kind) => cluster.objects(kind))
    .map(({ metadata }) => ({
      namespace: metadata.namespace ?? "",
      name: metadata.name,
    }));
  return pickName(what, all, text, current);
}

/** The same among given names. */
export function pickName<Name extends { readonly namespace: string; readonly name: string }>(
  what: string,
  all: readonly Name[],
  text: string,
  current: string,
): Name {
  const slash = text.indexOf("/");
  const name = text.slice(slash + 1);
  const namespace = slash < 0 ? undefined : text.slice(0, slash);
  const named = all.filter((one) => one.name === name);
  const here = named.find((one) => one.namespace === (namespace ?? current));
  if (here !== undefined) return here;
  const elsewhere = [...new Map(named.map((one) => [one.namespace, one])).values()];
  const [only] = elsewhere;
  if (namespace === undefined && elsewhere.length === 1 && only !== undefined) return only;
  if (namespace === undefined && elsewhere.length > 1) {
    const candidates = elsewhere.map((one) => `${one.namespace}/${one.name}`).join(", ");
    throw new StepError(`${what} "${text}" is ambiguous: ${candidates}`);
  }
  const known = all.map((one) => (slash < 0 ? one.name : `${one.namespace}/${one.name}`));
  const near = named.length > 0 ? named.map((one) => `${one.namespace}/${one.name}`) : suggest(text, known);
  throw new StepError(`there is no ${what} "${text}"${didYouMean([...new Set(near)])}`);
}
