import { CommandError, PlainError } from "./failure.ts";
import type { FlagValues } from "./flags/parse.ts";

/** What lasts from one command to the next. */
export interface Memory {
  /** Of the current context. */
  namespace: string;
  /** The current context where it is not the first one; empty: none. */
  context?: string;
  /** All contexts, once somebody has made more of them; namespaces other than the current one's are here. */
  contexts?: readonly Context[];
}

/** A context of the kubeconfig. */
export interface Context {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string;
}

/** The one cluster, user and context that this kubectl knows from the start. */
export const CONTEXT = "podwire";

/** The name of the current context; empty without one. */
export const currentContext = ({ context }: Memory): string => context ?? CONTEXT;

/** All contexts by name. `default` is no namespace to speak of. */
export function contextsOf(memory: Memory): readonly Context[] {
  const first: Context = { name: CONTEXT, cluster: CONTEXT, user: CONTEXT, namespace: "" };
  const current = currentContext(memory);
  const namespace = memory.namespace === "default" ? "" : memory.namespace;
  return (memory.contexts ?? [first])
    .map((one) => (one.name === current ? { ...one, namespace } : one))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Keeps contexts, and which is the current one. */
export function keepContexts(memory: Memory, contexts: readonly Context[], current: string): void {
  memory.contexts = contexts;
  memory.context = current;
  memory.namespace = contexts.find(({ name }) => name === current)?.namespace || "default";
}

/** The namespace of a context; of the current one where none is named. */
export function namespaceOf(memory: Memory, context: string): string {
  if (context === "") return memory.namespace;
  return contextsOf(memory).find(({ name }) => name === context)?.namespace || "default";
}

/** Refuses in client-go's words when flags and contexts lead to no cluster. */
export function checkAccess(memory: Memory, flags: FlagValues): void {
  const name = flags.text("context") || currentContext(memory);
  const context = contextsOf(memory).find((one) => one.name === name);
  if (context === undefined && name !== "")
    throw new CommandError(`Error in configuration: context was not found for specified context: ${name}`);
  const cluster = context?.cluster ?? "";
  // Bindings have a flag of that name that is another one.
  const user = flags.isList("user") ? "" : flags.text("user");
  if (user !== "" && user !== CONTEXT)
    throw new PlainError(`auth info ${JSON.stringify(user)} does not exist`);
  const wanted = flags.text("cluster");
  if (wanted !== "" && wanted !== CONTEXT)
    throw new PlainError(`no server found for cluster ${JSON.stringify(wanted)}`);
  if (wanted === "" && cluster !== CONTEXT && flags.text("server") === "")
    throw new CommandError(
      "The connection to the server localhost:8080 was refused - did you specify the right host or port?",
    );
  if (!/^(\d+|(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+)$/.test(flags.text("request-timeout")))
    throw new PlainError(
      "Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)",
    );
}
