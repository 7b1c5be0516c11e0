import type { Ingress } from "../../../../api/networking/ingress.ts";
import { brokenOf, riskyOf, snippetsOf } from "../../../../api/networking/nginx-annotations.ts";
import type { Edge } from "../../../../cluster/edges.ts";
import { inspected } from "../../../../cluster/ingress-webhook.ts";
import type { NginxConfig } from "../../../../cluster/nginx-config.ts";
import type { ClusterView } from "../../../../cluster/view.ts";
import type { FieldPath } from "../../../../values/source.ts";

/** For what ingress-nginx does not take an Ingress, though it has the class. */
export interface Faults {
  /** Annotations that the controller does not allow. */
  readonly snippets: readonly string[];
  /** Annotations whose value the controller refuses. */
  readonly broken: readonly string[];
  /** Where a path is that it takes for an attack. */
  readonly unsafe?: FieldPath;
}

export const NO_FAULTS: Faults = { snippets: [], broken: [] };

export function faultsOf(config: NginxConfig, ingress: Ingress): Faults {
  const unsafe = inspected(ingress)?.at;
  return {
    snippets: [...new Set([...snippetsOf(ingress), ...riskyOf(ingress, config.risk)])],
    broken: brokenOf(ingress),
    ...(unsafe === undefined ? {} : { unsafe }),
  };
}

export function isFaulty({ snippets, broken, unsafe }: Faults): boolean {
  return snippets.length > 0 || broken.length > 0 || unsafe !== undefined;
}

/**
 * What the controller goes by where an Ingress has become one that it does not take: it keeps what it knew before until it
 * starts anew (store.go, syncIngress returns without touching its store). Of several pods the youngest counts.
 */
export function lastTaken(
  view: ClusterView,
  edge: Edge,
  config: NginxConfig,
  { metadata }: Ingress,
): Ingress | undefined {
  const versions = view
    .labelled("Pod", edge.namespace, edge.labels)
    .map((pod) => view.ingressesSinceStart(pod, metadata.namespace ?? "default", metadata.name));
  const [youngest = []] = versions.sort((a, b) => a.length - b.length);
  return youngest.find((one) => !isFaulty(faultsOf(config, one)));
}
