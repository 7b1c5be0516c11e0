import { wholeWorkload } from "./apps/workloads-defaults.ts";
import { wholeCronJob, wholeJob } from "./batch/jobs-defaults.ts";
import type { PodTemplate } from "./core/pod.ts";
import { wholePod } from "./core/pod-defaults.ts";
import type { AnyKind } from "./kinds.ts";

/** The object with every field that the API server fills in; the object itself where it has none to fill in. */
export function whole(object: AnyKind): AnyKind {
  switch (object.kind) {
    case "Pod":
      return wholePod(object);
    case "ReplicaSet":
    case "Deployment":
    case "StatefulSet":
    case "DaemonSet":
      return hasTemplate(object.spec) ? wholeWorkload(object) : object;
    case "Job":
      return hasTemplate(object.spec) ? wholeJob(object) : object;
    case "CronJob":
      return hasTemplate(object.spec.jobTemplate?.spec) ? wholeCronJob(object) : object;
    default:
      return object;
  }
}

/** What a client sends may lack what every stored object has; it is refused later. */
function hasTemplate(spec: { readonly template?: PodTemplate } | undefined): boolean {
  return spec?.template !== undefined;
}
