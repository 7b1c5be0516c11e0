import type { Result } from "./tool.ts";

/** What kubectl is given of the shell that it is typed into. */
export interface KubectlContext {
  readonly stdin: string;
  /** The text of a file of the shell; `undefined` when there is none. */
  readFile(path: string): string | undefined;
  /** Paths of the files in a folder, folders within included; `undefined` when it is no folder. */
  readonly listFolder?: (path: string) => readonly string[] | undefined;
  writeFile(path: string, text: string): void;
  readonly edit?: (text: string) => string | undefined;
}

/** kubectl or oc as the shell calls it: `argv` without the program's name. */
export type Kubectl = (program: "kubectl" | "oc", argv: readonly string[], context: KubectlContext) => Result;

/** A kubectl command that leads into a container or onto a node. */
export interface Entering {
  readonly verb: "exec" | "run" | "rsh" | "debug";
  readonly target: string;
  readonly namespace: string | undefined;
  readonly container: string | undefined;
  readonly image: string | undefined;
  readonly interactive: boolean;
  readonly remove: boolean;
  /** The command behind `--`; a shell when there is none. */
  readonly command: readonly string[];
}

const VALUE_FLAGS: Readonly<Record<string, "namespace" | "container" | "image" | "other">> = {
  "-n": "namespace",
  "--namespace": "namespace",
  "-c": "container",
  "--container": "container",
  "--image": "image",
  "--restart": "other",
  "-l": "other",
  "--labels": "other",
  "--port": "other",
  "--env": "other",
  "--overrides": "other",
  "--dry-run": "other",
};

/** Reads `exec`, `run … --`, `oc rsh` and `oc debug node/…`; `undefined` when kubectl itself should see the command. */
export function readEntering(argv: readonly string[]): Entering | undefined {
  const end = argv.indexOf("--");
  const own = end < 0 ? argv : argv.slice(0, end);
  const values = new Map<string, string>();
  const words: string[] = [];
  const letters = new Set<string>();
  for (let at = 0; at < own.length; at++) {
    const word = own[at] ?? "";
    const [flag = "", given] = word.startsWith("--") ? splitFlag(word) : [word.slice(0, 2), attached(word)];
    const kind = Object.hasOwn(VALUE_FLAGS, flag) ? VALUE_FLAGS[flag] : undefined;
    if (word.startsWith("-") && kind !== undefined) values.set(kind, given ?? own[++at] ?? "");
    else if (word.startsWith("--")) letters.add(word);
    else if (word.startsWith("-")) for (const letter of word.slice(1)) letters.add(letter);
    else words.push(word);
  }
  const [verb, target, ...rest] = words;
  if (target === undefined || (verb !== "exec" && verb !== "run" && verb !== "rsh" && verb !== "debug"))
    return undefined;
  const interactive =
    verb === "rsh" ||
    verb === "debug" ||
    ((letters.has("i") || letters.has("--stdin")) && (letters.has("t") || letters.has("--tty")));
  const command = end < 0 ? rest : argv.slice(end + 1);
  if (verb === "run" && !interactive && command.length === 0) return undefined;
  if (verb === "run" && values.has("other") && own.some((word) => word.startsWith("--dry-run")))
    return undefined;
  return {
    verb,
    target,
    namespace: values.get("namespace"),
    container: values.get("container"),
    image: values.get("image"),
    interactive,
    remove: letters.has("--rm"),
    command,
  };
}

function splitFlag(word: string): readonly [string, string | undefined] {
  const equals = word.indexOf("=");
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function attached(word: string): string | undefined {
  const rest = word.slice(2).replace(/^=/, "");
  return rest === "" ? undefined : rest;
}
