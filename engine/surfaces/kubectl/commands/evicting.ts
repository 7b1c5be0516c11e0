import { formatDuration } from "../../../values/duration.ts";
import { dryRunOf } from "../change/outcome.ts";
import type { Call } from "../command.ts";
import { StatusFailure } from "../failure.ts";
import { type ApiObject, type Json, textAt } from "../server/api.ts";
import type { Location } from "../server/client.ts";

/** Seconds until a refused eviction is tried again. */
const RETRY_SECONDS = 5;

/** A pod that has to go. */
interface Leaving {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** It was told to go, and is waited for. */
  isTold: boolean;
}

/**
 * Evicts pods, or deletes them, and waits until they are gone, as kubectl's drain package; what went wrong with which. Time
 * passes while it waits, five seconds at a time. Without a timeout the real one would wait for ever: this one ends when a
 * retry finds everything as it was.
 */
export function sendAway(call: Call, pods: readonly ApiObject[]): readonly string[] {
  const { session, flags } = call;
  const timeout = flags.duration("timeout");
  let left: readonly Leaving[] = pods.map((object) => ({
    namespace: textAt(object, "metadata", "namespace"),
    name: textAt(object, "metadata", "name"),
    uid: textAt(object, "metadata", "uid"),
    isTold: false,
  }));
  const errors: string[] = [];
  for (let passed = 0; left.length > 0; passed += RETRY_SECONDS) {
    const before = left;
    const isOver = timeout > 0 && passed >= timeout;
    if (!flags.bool("disable-eviction")) announce(call, left);
    if (isOver)
      return [
        ...errors,
        ...left.map((pod) => failed(pod, `global timeout reached: ${formatDuration(timeout)}`)),
      ];
    const told = left.filter(({ isTold }) => isTold).length;
    left = left.filter((pod) => !isDone(call, pod, errors));
    const isAsBefore = left.length === before.length && told === left.filter(({ isTold }) => isTold).length;
    if (timeout === 0 && passed > 0 && isAsBefore)
      return [...errors, ...left.map((pod) => failed(pod, ENDLESS))];
    if (left.length > 0) session.around.pass?.(RETRY_SECONDS);
  }
  return errors;
}

const ENDLESS = "it would be waited for without end, since nothing changes any more; give --timeout";

function announce(call: Call, pods: readonly Leaving[]): void {
  const suffix = dryRunOf(call) === "server" ? " (server dry run)" : "";
  for (const { namespace, name, isTold } of pods)
    if (!isTold) call.session.out(`evicting pod ${namespace}/${name}${suffix}\n`);
}

function failed({ namespace, name, isTold }: Leaving, why: string): string {
  return isTold
    ? `error when waiting for pod ${JSON.stringify(name)} in namespace ${JSON.stringify(namespace)} to terminate: ${why}`
    : `error when evicting ${called({ namespace, name })}: ${why}`;
}

function called({ namespace, name }: Pick<Leaving, "namespace" | "name">): string {
  return `pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`;
}

/** Whether nothing more is to be done about the pod. */
function isDone(call: Call, pod: Leaving, errors: string[]): boolean {
  const { session, flags } = call;
  try {
    if (!pod.isTold) tell(call, pod);
  } catch (error) {
    if (!(error instanceof StatusFailure)) throw error;
    if (error.isNotFound) return true;
    if (error.status.reason !== "TooManyRequests") {
      errors.push(failed(pod, error.message));
      return true;
    }
    session.err(
      `error when evicting ${called(pod)} (will retry after ${RETRY_SECONDS}s): ${error.message}\n`,
    );
    return false;
  }
  pod.isTold = true;
  if (dryRunOf(call) === "server") return true;
  const there = session.ifFound(() => session.client.get(placeOf(call, pod)));
  if (there !== undefined && textAt(there, "metadata", "uid") === pod.uid) return false;
  session.out(`pod/${pod.name} ${flags.bool("disable-eviction") ? "deleted" : "evicted"}\n`);
  return true;
}

function tell(call: Call, pod: Leaving): void {
  const { session, flags } = call;
  const grace = flags.int("grace-period");
  const options: Json = {
    ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
    ...(dryRunOf(call) === "server" ? { dryRun: ["All"] } : {}),
  };
  if (flags.bool("disable-eviction")) {
    session.client.delete(placeOf(call, pod), options);
    return;
  }
  const { namespace, name } = pod;
  session.client.post(`/api/v1/namespaces/${namespace}/pods/${name}/eviction`, {
    apiVersion: "policy/v1",
    kind: "Eviction",
    metadata: { namespace, name },
    deleteOptions: options,
  });
}

function placeOf({ session }: Call, { namespace, name }: Leaving): Location {
  return { resource: session.discovery.named("pods"), namespace, name };
}
