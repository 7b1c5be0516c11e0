import { dryRunOf, Outcome, writeQuery } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError, StatusFailure, throwAll } from "../failure.ts";
import {
  ALL_NAMESPACES,
  DRY_RUN,
  FIELD_SELECTOR,
  FILES,
  fieldManager,
  PRINT,
  SELECTOR,
} from "../flags/common.ts";
import { bool, type Flag, text } from "../flags/flag.ts";
import { type ApiObject, isJson, pairsAt } from "../server/api.ts";
import type { Info } from "../targets/info.ts";
import { objectsOf } from "../targets/objects.ts";

/** What `label` and `annotate` differ in. */
interface Kind {
  readonly field: "labels" | "annotations";
  readonly word: "label" | "annotation";
  readonly done: string;
}

const LABELS: Kind = { field: "labels", word: "label", done: "labeled" };
const ANNOTATIONS: Kind = { field: "annotations", word: "annotation", done: "annotated" };

const FLAGS: readonly Flag[] = [
  ...PRINT,
  ...FILES,
  SELECTOR,
  FIELD_SELECTOR,
  ALL_NAMESPACES,
  DRY_RUN,
  bool("all"),
  bool("overwrite"),
  bool("list"),
  bool("local"),
  text("resource-version"),
];

export const LABEL: Command = {
  name: "label",
  short: "Update the labels on a resource",
  usage: "[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [options]",
  examples: ["kubectl label pods web tier=frontend", "kubectl label ns shop env-"],
  flags: [...FLAGS, fieldManager("kubectl-label")],
  run: (call) => run(call, LABELS),
};

export const ANNOTATE: Command = {
  name: "annotate",
  short: "Update the annotations on a resource",
  usage: "[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [options]",
  examples: ["kubectl annotate pods web description='my frontend'"],
  flags: [...FLAGS, fieldManager("kubectl-annotate")],
  run: (call) => run(call, ANNOTATIONS),
};

interface Edits {
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

function run(call: Call, kind: Kind): void {
  const { flags, args } = call;
  const isPair = (word: string): boolean =>
    (word.includes("=") && !word.startsWith("=")) || (word.endsWith("-") && word !== "-");
  const first = args.findIndex(isPair);
  const targets = first < 0 ? args : args.slice(0, first);
  const pairs = first < 0 ? [] : args.slice(first);
  const wrong = pairs.find((word) => !isPair(word));
  if (wrong !== undefined)
    throw new PlainError(`all resources must be specified before ${kind.word} changes: ${wrong}`);
  const edits = readEdits(pairs, kind);
  if (targets.length === 0 && flags.list("filename").length === 0)
    throw new PlainError("one or more resources must be specified as <resource> <name> or <resource>/<name>");
  if (edits.set.size === 0 && edits.remove.length === 0 && !flags.bool("list"))
    throw new PlainError(`at least one ${kind.word} update is required`);
  const { infos, errors } = objectsOf(call, targets);
  const failures: Error[] = [...errors];
  const outcome = new Outcome(call);
  for (const info of infos) {
    try {
      change(call, kind, edits, info, outcome, infos.length === 1);
    } catch (error) {
      if (!(error instanceof StatusFailure || error instanceof PlainError)) throw error;
      failures.push(error);
    }
  }
  throwAll(failures);
}

function readEdits(pairs: readonly string[], { word, field }: Kind): Edits {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at < 0) {
      remove.push(pair.slice(0, -1));
      continue;
    }
    const value = pair.slice(at + 1);
    if (field === "labels" && value.includes("=")) throw new PlainError(`invalid label spec: ${pair}`);
    if (field === "labels" && !/^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/.test(value))
      throw new PlainError(`invalid label value: ${JSON.stringify(pair)}: ${LABEL_RULE}`);
    set.set(pair.slice(0, at), value);
  }
  if (remove.some((key) => set.has(key)))
    throw new PlainError(
      `can not both modify and remove ${word === "label" ? "a label" : "an annotation"} in the same command`,
    );
  return { set, remove };
}

const LABEL_RULE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

function change(
  call: Call,
  { field, done }: Kind,
  edits: Edits,
  info: Info,
  outcome: Outcome,
  isOnly: boolean,
): void {
  const { flags, session } = call;
  const { resource, namespace, name, object } = info;
  if (flags.bool("list")) {
    listPairs(call, info, field, isOnly);
    return;
  }
  const before = new Map(pairsAt(object, "metadata", field));
  if (!flags.bool("overwrite"))
    for (const [key, value] of edits.set) {
      const present = before.get(key);
      if (present === undefined || present === value) continue;
      if (field === "labels")
        throw new PlainError(`'${key}' already has a value (${present}), and --overwrite is false`);
      throw new PlainError(
        `--overwrite is false but found the following declared annotation(s): '${key}' already has a value (${present})`,
      );
    }
  const isDry = dryRunOf(call) === "client";
  if (field === "labels" && !isDry)
    for (const key of edits.remove)
      if (!before.has(key)) session.out(`label ${JSON.stringify(key)} not found.\n`);
  const removed = edits.remove.filter((key) => before.has(key));
  const changed = [...edits.set].filter(([key, value]) => before.get(key) !== value);
  const patch = Object.fromEntries([...changed, ...removed.map((key) => [key, null] as const)]);
  const after = new Map([...before, ...edits.set]);
  for (const key of removed) after.delete(key);
  const edited: ApiObject = {
    ...object,
    metadata: { ...object.metadata, [field]: Object.fromEntries(after) },
  };
  const isChanged = changed.length > 0 || removed.length > 0;
  const shrank = JSON.stringify(edited).length < JSON.stringify(object).length && !flags.bool("overwrite");
  const word = field === "annotations" ? done : !isChanged ? "not labeled" : shrank ? "unlabeled" : done;
  if (!isDry) {
    const body = isChanged ? { metadata: { [field]: patch } } : {};
    session.client.patch(
      { resource, namespace, name },
      "application/merge-patch+json",
      body,
      writeQuery(call),
    );
  }
  outcome.print(edited, word);
}

function listPairs(
  { session }: Call,
  { resource, name, object }: Info,
  field: string,
  isOnly: boolean,
): void {
  if (!isOnly) session.out(`Listing ${field} for ${resource.kind}.${resource.group}/${name}:\n`);
  if (!isJson(object.metadata)) return;
  for (const [key, value] of pairsAt(object.metadata, field))
    session.out(`${isOnly ? "" : " "}${key}=${value}\n`);
}
