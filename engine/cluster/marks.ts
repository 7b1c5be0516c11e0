import type { PodCondition } from "../api/core/pod.ts";
import type { KubernetesObject } from "../api/meta.ts";

/** Conditions by which the engine remembers of an object what Kubernetes keeps elsewhere. Nobody is shown them. */
export type Mark = `podwire.dev/${string}`;

type Condition = Pick<PodCondition, "type" | "status">;

export function isMark({ type }: Pick<Condition, "type">): boolean {
  return type.startsWith("podwire.dev/");
}

/** What a mark says; `undefined` where there is none. */
export function markOf(object: KubernetesObject, mark: Mark): string | undefined {
  return conditionsOf(object).find(({ type }) => type === mark)?.status;
}

/** Conditions with the mark, or without it. */
export function marked<T extends Condition>(
  conditions: readonly T[] = [],
  mark: Mark,
  status: string | undefined,
): readonly (T | Condition)[] {
  const others = conditions.filter(({ type }) => type !== mark);
  return status === undefined ? others : [{ type: mark, status }, ...others];
}

/** An object that comes from somebody who was not shown the marks of the stored one, with them. */
export function withMarksOf<T extends KubernetesObject>(object: T, stored: KubernetesObject): T {
  const marks = conditionsOf(stored).filter(isMark);
  if (marks.length === 0) return object;
  const own = conditionsOf(object).filter((one) => !isMark(one));
  return { ...object, status: { ...statusOf(object), conditions: [...marks, ...own] } };
}

function conditionsOf(object: KubernetesObject): readonly Condition[] {
  return statusOf(object).conditions ?? [];
}

function statusOf(object: KubernetesObject): { readonly conditions?: readonly Condition[] } {
  return (object as { readonly status?: { readonly conditions?: readonly Condition[] } }).status ?? {};
}
