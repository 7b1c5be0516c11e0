import { InputError, type KubernetesObject } from "../../../../engine/index.ts";
import { type Suggestions, suggestionsAt } from "../../../../engine/surfaces/lab/completion.ts";
import type { Lab } from "../../../../engine/surfaces/lab/lab.ts";
import type { Work } from "../../../../engine/surfaces/lab/work.ts";
import { clusterOf } from "./cluster-of.ts";

/** Objects of the last files that a cluster took: while one types, they are seldom whole. */
let last: { readonly lab: string; readonly objects: readonly KubernetesObject[] } | undefined;

/** What may be typed in a file at an offset: kinds, fields, and the names that the cluster has. */
export function complete(lab: Lab, work: Work, file: string, offset: number): Suggestions {
  return suggestionsAt(work[file] ?? "", offset, objectsOf(lab, work, file));
}

function objectsOf(lab: Lab, work: Work, file: string): readonly KubernetesObject[] {
  const { [file]: _, ...others } = work;
  const found = loaded(lab, work) ?? (last?.lab === lab.id ? last.objects : loaded(lab, others)) ?? [];
  last = { lab: lab.id, objects: found };
  return found;
}

function loaded(lab: Lab, work: Work): readonly KubernetesObject[] | undefined {
  try {
    return clusterOf(lab, work).objects();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
