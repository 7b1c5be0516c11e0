import type { CronJob, Job } from "../../../api/batch/jobs.ts";
import { type Controller, type ControlPlane, controlledBy } from "../../control-plane.ts";

const MINUTE = 60_000;

/** One Job of each CronJob, as if its minute had come: otherwise nobody could ask what its pods may reach. */
export const cronJob: Controller = {
  name: "cron-job",
  watches: ["CronJob", "Job"],
  reconcile: (plane) => {
    for (const object of plane.list("CronJob")) reconcile(plane, object);
  },
};

function reconcile(plane: ControlPlane, object: CronJob): void {
  const { metadata, spec } = object;
  const own = plane.owned("Job", object);
  if (spec.suspend === true || own.length > 0) return;
  const { jobTemplate } = spec;
  const { labels, annotations } = jobTemplate.metadata ?? {};
  const job: Job = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name: `${metadata.name}-${Math.floor(plane.now() / MINUTE)}`,
      namespace: metadata.namespace ?? "default",
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: controlledBy(object),
    },
    spec: jobTemplate.spec,
  };
  plane.put(job);
}
