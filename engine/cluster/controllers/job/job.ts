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
  const isIndexed = spec.completionMode === "Indexed";
  const taken = new Set(own.map((pod) => (isIndexed ? pod.metadata.labels?.[INDEX] : pod.metadata.name)));
  for (let index = 0, missing = wanted - own.length; missing > 0; index++) {
    const name = isIndexed ? freeName(plane, object, index) : nameOf(object, index);
    if (taken.has(isIndexed ? String(index) : name)) continue;
    if (!isIndexed && plane.wasDeleted("Pod", metadata.namespace, name)) continue;
    const labels = {
      "batch.kubernetes.io/controller-uid": metadata.uid ?? "",
      "batch.kubernetes.io/job-name": metadata.name,
      "controller-uid": metadata.uid ?? "",
      "job-name": metadata.name,
      ...(isIndexed ? { [INDEX]: String(index) } : {}),
    };
    plane.put(podFrom(object, spec.template, { name, labels }));
    missing--;
  }
  for (const pod of own.slice(wanted)) if (!plane.isFromInput(pod)) plane.remove(pod);
}

const INDEX = "batch.kubernetes.io/job-completion-index";

function nameOf({ metadata }: Job, index: number): string {
  return `${metadata.name}-${suffixFor(metadata.namespace ?? "", metadata.name, index)}`;
}

/** The name of the pod with an index; one that is made anew has another. */
function freeName(plane: ControlPlane, object: Job, index: number): string {
  const { namespace, name } = object.metadata;
  for (let time = 0; ; time++) {
    const words = time === 0 ? [index] : [index, time];
    const free = `${name}-${index}-${suffixFor(namespace ?? "", name, ...words)}`;
    if (!plane.wasDeleted("Pod", namespace, free)) return free;
  }
}
