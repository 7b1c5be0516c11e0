import { dryRunOf, Outcome } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { CommandError } from "../failure.ts";
import { DRY_RUN, SELECTOR } from "../flags/common.ts";
import { bool, duration, int, text } from "../flags/flag.ts";
import { at, listAt, textAt } from "../server/api.ts";
import { readArguments } from "../targets/arguments.ts";
import { EVERYTHING, fetchInfos, type Info } from "../targets/info.ts";
import { sendAway } from "./evicting.ts";
import { mark, nodesOf } from "./nodes.ts";

export const DRAIN: Command = {
  name: "drain",
  short: "Drain node in preparation for maintenance",
  usage: "NODE [options]",
  examples: ["kubectl drain worker-1 --ignore-daemonsets --delete-emptydir-data"],
  flags: [
    SELECTOR,
    DRY_RUN,
    bool("force"),
    bool("ignore-daemonsets"),
    bool("delete-emptydir-data"),
    bool("disable-eviction"),
    int("grace-period", -1),
    int("skip-wait-for-delete-timeout"),
    duration("timeout", "0s"),
    text("pod-selector"),
    int("chunk-size", 500),
  ],
  run,
};

function run(call: Call): void {
  const { session } = call;
  const nodes = nodesOf(call);
  for (const node of nodes) mark(call, node, true);
  const outcome = new Outcome(call);
  const pending: { readonly name: string; readonly errors: readonly string[] }[] = [];
  for (const node of nodes) {
    const errors = emptied(call, node);
    if (errors.length === 0) {
      outcome.print(node.object, "drained");
      continue;
    }
    pending.push({ name: node.name, errors });
    session.err(
      `error: unable to drain node "${node.name}" due to error: ${inWords(errors)}, continuing command...\n`,
    );
  }
  if (pending.length === 0) return;
  session.err("There are pending nodes to be drained:\n");
  for (const { name, errors } of pending)
    session.err(` ${name}\n${errors.map((error) => `${error}\n`).join("")}`);
  throw new CommandError("", 1);
}

/** What is to become of a pod: it is evicted, left alone, or stands in the way. */
type Fate =
  | { readonly kind: "evict" | "leave"; readonly warning?: string }
  | { readonly kind: "refuse"; readonly words: string };

/** Evicts the pods of a node; what stands in the way is returned, and then nothing was done. */
function emptied(call: Call, { name }: Info): readonly string[] {
  const { session } = call;
  const pods = podsOn(call, name);
  const fates = pods.map((pod) => ({ pod, fate: fateOf(call, pod) }));
  const refused = grouped(
    fates.flatMap(({ pod, fate }) => (fate.kind === "refuse" ? [[fate.words, pod] as const] : [])),
  );
  if (refused.length > 0) return refused.map((words) => `cannot delete ${words}`);
  const warnings = grouped(
    fates.flatMap(({ pod, fate }) =>
      fate.kind !== "refuse" && fate.warning !== undefined ? [[fate.warning, pod] as const] : [],
    ),
  );
  if (warnings.length > 0) session.err(`Warning: ${warnings.join("; ")}\n`);
  const leaving = fates.flatMap(({ pod, fate }) => (fate.kind === "evict" ? [pod.object] : []));
  if (dryRunOf(call) === "client") {
    for (const { metadata = {} } of leaving)
      session.out(`evicting pod ${metadata.namespace}/${metadata.name} (dry run)\n`);
    return [];
  }
  const errors = sendAway(call, leaving);
  if (errors.length > 0) reportPending(call, name, errors);
  return errors;
}

function inWords(errors: readonly string[]): string {
  return errors.length === 1 ? (errors[0] ?? "") : `[${errors.join(", ")}]`;
}

/** What is still there when some pods would not go. */
function reportPending(call: Call, node: string, errors: readonly string[]): void {
  const { session } = call;
  const pending = podsOn(call, node).filter((pod) => fateOf(call, pod).kind === "evict");
  if (pending.length === 0) return;
  session.err(
    `There are pending pods in node ${JSON.stringify(node)} when an error occurred: ${inWords(errors)}\n`,
  );
  for (const pod of pending) session.err(`pod/${pod.name}\n`);
}

function grouped(entries: readonly (readonly [words: string, pod: Info])[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const [words, { namespace, name }] of entries)
    groups.set(words, [...(groups.get(words) ?? []), `${namespace}/${name}`]);
  return [...groups].map(([words, names]) => `${words}: ${names.join(", ")}`);
}

function podsOn({ session, flags }: Call, node: string): readonly Info[] {
  const wanted = readArguments(["pods"], session.discovery, { program: session.program, hasSelector: true });
  const { infos, errors } = fetchInfos(session, wanted, {
    ...EVERYTHING,
    allNamespaces: true,
    labelSelector: flags.text("pod-selector"),
    fieldSelector: `spec.nodeName=${node}`,
  });
  const [error] = errors;
  if (error !== undefined) throw error;
  return infos;
}

/** The filters of kubectl's drain package, in its order; the last one that lets a pod go has the last word. */
function fateOf({ flags }: Call, { object }: Info): Fate {
  const owners = listAt(object, "metadata", "ownerReferences");
  const controller = owners.find((owner) => owner["controller"] === true);
  const isOver = ["Succeeded", "Failed"].includes(textAt(object, "status", "phase"));
  if (controller?.["kind"] === "DaemonSet" && !isOver)
    return flags.bool("ignore-daemonsets")
      ? { kind: "leave", warning: "ignoring DaemonSet-managed Pods" }
      : { kind: "refuse", words: "DaemonSet-managed Pods (use --ignore-daemonsets to ignore)" };
  if (at(object, "metadata", "annotations", "kubernetes.io/config.mirror") !== undefined)
    return { kind: "leave" };
  const hasLocal = listAt(object, "spec", "volumes").some((volume) => at(volume, "emptyDir") !== undefined);
  if (hasLocal && !isOver && !flags.bool("delete-emptydir-data"))
    return { kind: "refuse", words: "Pods with local storage (use --delete-emptydir-data to override)" };
  if (controller !== undefined || isOver) return { kind: "evict" };
  return flags.bool("force")
    ? { kind: "evict", warning: "deleting Pods that declare no controller" }
    : { kind: "refuse", words: "cannot delete Pods that declare no controller (use --force to override)" };
}
