import type { Job } from "../../../api/batch/jobs.ts";
import { concerned } from "../../changes.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { podFrom, suffixFor } from "../../pod-template.ts";

/** A Job's pods, running: this is the moment in which they use the network. */
export const job: Controller = {
  name: "job",
  watches: ["Job", "Pod"],
  reconcile: (plane, changes) => {
    for (const object of concerned(plane, changes, "Job", "Pod")) reconcile(plane, object);
  },
};

function reconcile(plane: ControlPlane, object: Job): void {
  const { metadata, spec } = object;
  const { parallelism = 1, completions = parallelism } = spec;
  const wanted = spec.suspend === true ? 0 : Math.min(parallelism, completions);
  const own = plane.owned("Pod", object);
  for (let index = own.length; index < wanted; index++) {
    const isIndexed = spec.completionMode === "Indexed";
    const suffix = suffixFor(metadata.namespace ?? "", metadata.name, index);
    const name = isIndexed ? `${metadata.name}-${index}-${suffix}` : `${metadata.name}-${suffix}`;
    const labels = {
      "batch.kubernetes.io/controller-uid": metadata.uid ?? "",
      "batch.kubernetes.io/job-name": metadata.name,
      "controller-uid": metadata.uid ?? "",
      "job-name": metadata.name,
      ...(isIndexed ? { "batch.kubernetes.io/job-completion-index": String(index) } : {}),
    };
    plane.put(podFrom(object, spec.template, { name, labels }));
  }
  for (const pod of own.slice(wanted)) if (!plane.isFromInput(pod)) plane.remove(pod);
}
