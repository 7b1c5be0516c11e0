import type { Entry } from "../kubectl/session.ts";
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
  /** Goes into a container when the command is over. */
  readonly enter: (entry: Entry) => void;
}

/** kubectl or oc as the shell calls it: `argv` without the program's name. */
export type Kubectl = (program: "kubectl" | "oc", argv: readonly string[], context: KubectlContext) => Result;

/** `oc rsh POD`, or `debug node/NAME` and `ssh`: what leads in without kubectl's own doing. */
export type Entering =
  | { readonly kind: "rsh"; readonly argv: readonly string[] }
  | { readonly kind: "node"; readonly node: string; readonly command: readonly string[] };

/** Reads `oc rsh` and `debug node/…`; `undefined` when kubectl itself should see the command. */
export function readEntering(program: "kubectl" | "oc", argv: readonly string[]): Entering | undefined {
  const [verb, ...rest] = argv;
  if (verb === "rsh" && program === "oc") return { kind: "rsh", argv: asExec(rest) };
  if (verb !== "debug") return undefined;
  const end = rest.indexOf("--");
  const own = end < 0 ? rest : rest.slice(0, end);
  const node = own.find((word) => word.startsWith("node/"));
  if (node === undefined) return undefined;
  return { kind: "node", node: node.slice("node/".length), command: end < 0 ? [] : rest.slice(end + 1) };
}

/** Flags that take the next word. */
const WITH_VALUE = new Set(["-n", "--namespace", "-c", "--container", "--shell"]);

/** `rsh` is `exec -it`, with a shell unless a command stands behind the pod's name. */
function asExec(words: readonly string[]): readonly string[] {
  const flags: string[] = [];
  let at = 0;
  for (; at < words.length && words[at]?.startsWith("-") === true; at++) {
    const word = words[at] ?? "";
    flags.push(word);
    if (WITH_VALUE.has(word)) flags.push(words[++at] ?? "");
  }
  const [target, ...given] = words.slice(at);
  const command = given[0] === "--" ? given.slice(1) : given;
  if (target === undefined) return ["exec", "-it", ...flags];
  return ["exec", "-it", ...flags, target, "--", ...(command.length === 0 ? ["/bin/sh"] : command)];
}
