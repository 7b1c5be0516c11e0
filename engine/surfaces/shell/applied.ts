import { parseManifests } from "../../api/manifest.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { isKindName, schemeRow } from "../../api/scheme.ts";
import { annotationsOf, LAST_APPLIED, withLastApplied } from "../kubectl/change/last-applied.ts";
import type { ApiObject } from "../kubectl/server/api.ts";
import { type Cluster, stateToChange } from "../library/cluster.ts";

type Manifest = KubernetesObject & { readonly metadata: { readonly uid?: unknown } };

/**
 * The files that a cluster was made of stand in the terminal's folder, so they count as applied from there: each object
 * gets the annotation that `kubectl apply` leaves, with what the file says. One read from a live cluster, which has its
 * uid, is left alone: whether it was applied there nobody knows.
 */
export function markApplied(cluster: Cluster, texts: readonly string[], namespace: string): void {
  const manifests = texts.flatMap((text) => parseManifests(text, "").manifests.map(({ value }) => value));
  const state = stateToChange(cluster);
  state.happen((plane) => {
    for (const value of manifests) {
      if (!isManifest(value)) continue;
      const { kind, metadata } = value;
      if (!isKindName(kind)) continue;
      const at = schemeRow(kind).namespaced ? (metadata.namespace ?? namespace) : undefined;
      const stored = plane.get(kind, at, metadata.name);
      if (stored === undefined || stored.metadata.annotations?.[LAST_APPLIED] !== undefined) continue;
      const annotation = annotationOf(value, at);
      const annotations = { ...stored.metadata.annotations, [LAST_APPLIED]: annotation };
      plane.put({ ...stored, metadata: { ...stored.metadata, annotations } });
    }
  });
}

function annotationOf(manifest: Manifest, namespace: string | undefined): string {
  const metadata = namespace === undefined ? manifest.metadata : { ...manifest.metadata, namespace };
  const marked = withLastApplied({ ...manifest, metadata } as unknown as ApiObject);
  return String(annotationsOf(marked)[LAST_APPLIED]);
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== "object" || value === null || !("kind" in value) || !("metadata" in value))
    return false;
  const { metadata } = value;
  if (typeof metadata !== "object" || metadata === null || "uid" in metadata) return false;
  return "name" in metadata && typeof metadata.name === "string";
}
