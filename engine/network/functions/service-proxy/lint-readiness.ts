import type { Service } from "../../../api/core/service.ts";
import type { ClusterView, PodView } from "../../../cluster/view.ts";
import type { Issue } from "../../../values/issue.ts";
import { finding } from "../../shared/finding.ts";

/** Whether `publishNotReadyAddresses` is there where peers need it, and nowhere else. */
export function lintReadiness(
  view: ClusterView,
  service: Service,
  selected: readonly PodView[],
): readonly Issue[] {
  const { spec, metadata } = service;
  const path = ["spec", "publishNotReadyAddresses"];
  if (spec.publishNotReadyAddresses === true) {
    if (spec.clusterIP === "None") return [];
    return finding(view, service, {
      severity: "note",
      code: "unready-published",
      path,
      message: "connections go to pods that are not ready too",
      remedy: "it is meant for headless Services, by which peers find each other",
    });
  }
  if (spec.clusterIP !== "None") return [];
  const sets = view
    .list("StatefulSet")
    .filter((set) => set.metadata.namespace === metadata.namespace && set.spec.serviceName === metadata.name);
  const probed = selected.some(({ pod }) =>
    pod.spec.containers.some(({ readinessProbe }) => readinessProbe !== undefined),
  );
  if (!probed || !sets.some((set) => (set.spec.replicas ?? 1) > 1)) return [];
  return finding(view, service, {
    severity: "note",
    code: "peers-unresolvable",
    path: ["spec"],
    message:
      "the pods of the StatefulSet have a readiness probe, and until they are ready no name leads to them",
    remedy: "publishNotReadyAddresses: true lets peers find each other before",
  });
}
