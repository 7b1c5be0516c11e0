import type { StatefulSet } from "../../api/apps/workloads.ts";
import type { Pod } from "../../api/core/pod.ts";

/** A StatefulSet's pod with its claims, which stand for volumes of the same names in the template (`updateStorage`). */
export function withClaims(pod: Pod, { spec: { volumeClaimTemplates = [] } }: StatefulSet): Pod {
  if (volumeClaimTemplates.length === 0) return pod;
  const claims = volumeClaimTemplates.map(({ metadata: { name = "" } = {} }) => {
    return { name, persistentVolumeClaim: { claimName: `${name}-${pod.metadata.name}` } };
  });
  const own = new Set(claims.map(({ name }) => name));
  const others = (pod.spec.volumes ?? []).filter(({ name }) => !own.has(name));
  return { ...pod, spec: { ...pod.spec, volumes: [...claims, ...others] } };
}
