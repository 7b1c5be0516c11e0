import type { Service } from "../api/core/service.ts";
import { formatTimestamp } from "../values/clock.ts";
import type { ClusterEvent, ControlPlane } from "./control-plane.ts";

/** When OpenShift put a Service to sleep. */
export const IDLED_AT = "idling.alpha.openshift.io/idled-at";
/** What to wake, as JSON: `[{"kind","name","group","replicas"}]`. */
export const UNIDLE_TARGETS = "idling.alpha.openshift.io/unidle-targets";
const UNIDLED_AT = "k8s.ovn.org/unidled-at";
const GRACE = 30_000;

/** A Service that sleeps. */
export interface Sleeper {
  readonly namespace: string;
  readonly name: string;
}

/** Workloads that a Service's sleep can be about. */
const SCALED = ["Deployment", "ReplicaSet"] as const;
const MOST_REPLICAS = 1000;

/**
 * Whether OVN holds connections to the Service back instead of rejecting them while it has no endpoints: asleep, or awake
 * for less than half a minute (ovn-kubernetes, `lbOpts`).
 */
export function holdsBack({ metadata: { annotations = {} } }: Service, now: number): boolean {
  if (Object.keys(annotations).some((name) => name.endsWith("/idled-at"))) return true;
  const since = Date.parse(annotations[UNIDLED_AT] ?? "");
  return now < since + GRACE;
}

/**
 * A connection came for a Service that sleeps: its workloads get the replicas they had (openshift-controller-manager, the
 * unidling controller; ovn-kubernetes tells it by the event NeedPods). What cannot be read leaves it asleep.
 */
export function wakeUp({ namespace, name }: Sleeper): ClusterEvent {
  return (plane) => {
    const service = plane.get("Service", namespace, name);
    const { [IDLED_AT]: idledAt, [UNIDLE_TARGETS]: text, ...rest } = service?.metadata.annotations ?? {};
    const targets = service === undefined || idledAt === undefined ? undefined : targetsIn(text ?? "[]");
    if (service === undefined || targets === undefined) return;
    for (const target of targets) scaleUp(plane, namespace, target);
    const annotations = { ...rest, [UNIDLED_AT]: formatTimestamp(plane.now()) };
    plane.put({ ...service, metadata: { ...service.metadata, annotations } });
  };
}

interface Target {
  readonly kind: unknown;
  readonly name: unknown;
  readonly replicas: unknown;
}

/** `undefined`: nobody can read them, and the Service stays asleep. */
function targetsIn(text: string): readonly Target[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((one) => typeof one === "object" && one !== null) : undefined;
  } catch {
    return undefined;
  }
}

function scaleUp(plane: ControlPlane, namespace: string, { kind, name, replicas }: Target): void {
  const known = SCALED.find((one) => one === kind);
  const wanted = Number(replicas);
  if (known === undefined || !Number.isInteger(wanted) || wanted < 1 || wanted > MOST_REPLICAS) return;
  const object = plane.get(known, namespace, String(name));
  if (object !== undefined && object.spec.replicas === 0)
    plane.put({ ...object, spec: { ...object.spec, replicas: wanted } } as typeof object);
}
