import type { Pod, PodSpec, PodTemplate } from "../api/core/pod.ts";
import type { AnyKind } from "../api/kinds.ts";
import type { IntOrString } from "../api/meta.ts";
import type { Labels } from "../values/label-selector.ts";
import { hashText, nameSuffix, seededRandom } from "../values/random.ts";
import { controlledBy } from "./control-plane.ts";

/** What a controller sets on top of its template. */
export interface PodOverrides {
  readonly name: string;
  readonly labels?: Labels;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec?: Partial<PodSpec>;
}

/** A pod made from a workload's template. */
export function podFrom(owner: AnyKind, template: PodTemplate, overrides: PodOverrides): Pod {
  const { labels, annotations } = template.metadata ?? {};
  const merged = { ...annotations, ...overrides.annotations };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: overrides.name,
      namespace: owner.metadata.namespace ?? "default",
      labels: { ...labels, ...overrides.labels },
      ...(Object.keys(merged).length === 0 ? {} : { annotations: merged }),
      ownerReferences: controlledBy(owner),
    },
    spec: { ...template.spec, ...overrides.spec },
  };
}

/** A number of pods, or a share of them such as `25%`. */
export function resolveShare(value: IntOrString, of: number, round: (share: number) => number): number {
  if (typeof value === "number") return value;
  const percent = /^(\d+)%$/.exec(value)?.[1];
  return percent === undefined ? 0 : round((Number(percent) * of) / 100);
}

/** Says that pods made from the template do not become ready by themselves. */
const READY_ANNOTATION = "podwire.dev/ready";

export function becomesReady(metadata: PodTemplate["metadata"]): boolean {
  return metadata?.annotations?.[READY_ANNOTATION] !== "false";
}

/** A hash of the template as upstream's label values look: letters that make no words, nine or ten of them. */
export function templateHash(template: PodTemplate): string {
  const { "pod-template-hash": _, ...labels } = template.metadata?.labels ?? {};
  const text = JSON.stringify({ ...template, metadata: { ...template.metadata, labels } });
  return nameSuffix(seededRandom(hashText(text)), 10);
}

/** A generated name's suffix. It depends on its own words only, never on what else is in the cluster. */
export function suffixFor(...words: readonly (string | number)[]): string {
  return nameSuffix(seededRandom(hashText(words.join("/"))), 5);
}
