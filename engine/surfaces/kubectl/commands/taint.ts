import { dryRunOf, Outcome, writeQuery } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError, throwAll, usageError } from "../failure.ts";
import { DRY_RUN, fieldManager, PRINT, SELECTOR, VALIDATE } from "../flags/common.ts";
import { bool } from "../flags/flag.ts";
import { type Json, listAt, textAt } from "../server/api.ts";
import { forEachInfo, type Info } from "../targets/info.ts";
import { objectsOf } from "../targets/objects.ts";

export const TAINT: Command = {
  name: "taint",
  short: "Update the taints on one or more nodes",
  usage: "NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N [options]",
  examples: [
    "kubectl taint nodes worker-1 dedicated=edge:NoSchedule",
    "kubectl taint nodes worker-1 dedicated-",
  ],
  flags: [
    ...PRINT,
    SELECTOR,
    DRY_RUN,
    VALIDATE,
    fieldManager("kubectl-taint"),
    bool("all"),
    bool("overwrite"),
  ],
  run,
};

interface Taint extends Json {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

interface Changes {
  readonly add: readonly Taint[];
  /** Without an effect: whatever effect the key has. */
  readonly remove: readonly { readonly key: string; readonly effect?: string }[];
}

const NAME_RULE =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

function run(call: Call): void {
  const { args, flags, path } = call;
  const isSpec = (word: string): boolean => /[:=]/.test(word) || word.endsWith("-");
  const first = args.findIndex((word, index) => index > 0 && isSpec(word));
  const targets = first < 0 ? args : args.slice(0, first);
  const specs = first < 0 ? [] : args.slice(first);
  const [type = ""] = targets;
  if (targets.length === 0)
    throw usageError(path, "one or more resources must be specified as <resource> <name>");
  if (call.session.discovery.named(type.split("/")[0] ?? "").plural !== "nodes")
    throw new PlainError(`invalid resource type ${type}, only node types are supported`);
  const changes = readChanges(path, specs);
  if (changes.add.length + changes.remove.length === 0)
    throw new PlainError("at least one taint update is required");
  const outcome = new Outcome(call);
  const { infos, errors } = objectsOf(call, targets);
  forEachInfo(infos, (info) => {
    const { taints, word } = changed(info, changes, flags.bool("overwrite"));
    const { resource, name, object } = info;
    const patch = { spec: { taints: taints.length === 0 ? null : taints } };
    const query = writeQuery(call);
    const location = { resource, namespace: undefined, name };
    const after =
      dryRunOf(call) === "client"
        ? { ...object, spec: { ...(object["spec"] as Json), taints } }
        : call.session.client.patch(location, "application/merge-patch+json", patch, query);
    outcome.print(after, word);
  });
  throwAll(errors);
}

function readChanges(path: string, specs: readonly string[]): Changes {
  const add: Taint[] = [];
  const remove: { key: string; effect?: string }[] = [];
  const seen = new Map<string, Set<string>>();
  for (const spec of specs) {
    const isRemoval = spec.endsWith("-");
    const text = isRemoval ? spec.slice(0, -1) : spec;
    const [pair = "", effect, more] = text.split(":");
    const [key = "", value, rest] = pair.split("=");
    // Without an effect the whole of it is taken for a key.
    if (!isRemoval && effect === undefined)
      throw usageError(path, `invalid taint spec: ${spec}, ${NAME_RULE}`);
    if (more !== undefined || rest !== undefined || key === "")
      throw usageError(path, `invalid taint spec: ${spec}`);
    if (effect !== undefined && !EFFECTS.includes(effect) && !(isRemoval && effect === ""))
      throw usageError(path, `invalid taint effect: ${effect}, unsupported taint effect`);
    if (isRemoval) {
      remove.push(effect === undefined || effect === "" ? { key } : { key, effect });
      continue;
    }
    const effects = seen.get(key) ?? new Set();
    if (effects.has(effect ?? ""))
      throw usageError(
        path,
        `duplicated taints with the same key and effect: {${key} ${value ?? ""} ${effect} <nil>}`,
      );
    seen.set(key, effects.add(effect ?? ""));
    add.push({ ...(value === undefined ? {} : { value }), key, effect: effect ?? "" });
  }
  return { add, remove };
}

/** `reorganizeTaints`: new ones first, and the word for what was done. */
function changed(
  { name, object }: Info,
  { add, remove }: Changes,
  overwrite: boolean,
): { readonly taints: readonly Json[]; readonly word: string } {
  const old = listAt(object, "spec", "taints");
  const isSame = (a: Json, b: Json): boolean => a["key"] === b["key"] && a["effect"] === b["effect"];
  if (!overwrite) {
    const there = add.filter((taint) => old.some((one) => isSame(one, taint)));
    if (there.length > 0) {
      const keys = [...new Set(there.map(({ key }) => key))].join(",");
      throw new PlainError(
        `node ${name} already has ${keys} taint(s) with same effect(s) and --overwrite is false`,
      );
    }
  }
  let taints: readonly Json[] = [...add, ...old.filter((one) => !add.some((taint) => isSame(one, taint)))];
  const isAdded = taints.length !== old.length;
  const count = taints.length;
  for (const { key, effect } of remove) {
    const left = taints.filter(
      (one) => textAt(one, "key") !== key || (effect !== undefined && textAt(one, "effect") !== effect),
    );
    if (left.length === taints.length)
      throw new PlainError(
        `taint ${JSON.stringify(effect === undefined ? key : `${key}:${effect}`)} not found`,
      );
    taints = left;
  }
  const isRemoved = taints.length !== count;
  const word = (isAdded && isRemoved) || overwrite ? "modified" : isAdded ? "tainted" : "untainted";
  return { taints, word };
}
