import { IDLED_AT, type Sleeper } from "../../cluster/idling.ts";
import type { ClusterView } from "../../cluster/view.ts";
import type { ServiceProxyStep } from "../../network/functions/service-proxy/steps.ts";
import type { Assumption, Trace } from "../../trace/trace.ts";
import { retold } from "./answers.ts";

/** Services that a request came for and that sleep. */
export function sleepersIn(view: ClusterView, { branches }: Trace): readonly Sleeper[] {
  const found = new Map<string, Sleeper>();
  for (const { legs } of branches)
    for (const { hops } of legs)
      for (const { step } of hops) {
        if (step.function !== "service-proxy" || step.code !== "held-back") continue;
        const { namespace = "default", name } = (step as Extract<ServiceProxyStep, { code: "held-back" }>)
          .service;
        const { annotations = {} } = view.get("Service", namespace, name)?.metadata ?? {};
        if (annotations[IDLED_AT] !== undefined) found.set(`${namespace}/${name}`, { namespace, name });
      }
  return [...found.values()];
}

/** The trace of the request once the Services are awake: their pods are taken to be up before anybody gives up. */
export function woken(trace: Trace, sleepers: readonly Sleeper[]): Trace {
  if (trace.outcome === "failure") return trace;
  const assumed = sleepers.map(
    ({ namespace, name }): Assumption => ({
      code: "woken-in-time",
      subject: `Service ${namespace}/${name} was idle, and the request wakes its pods before its client gives up`,
      remedy: `wake it first, or run oc idle ${name} only where clients can wait`,
    }),
  );
  const branches = trace.branches.map((one) => ({ ...one, assumed: [...one.assumed, ...assumed] }));
  return retold(trace, { ...trace, branches });
}
