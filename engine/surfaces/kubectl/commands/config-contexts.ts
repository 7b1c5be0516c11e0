import type { Call } from "../command.ts";
import { CONTEXT, type Context, contextsOf, currentContext, keepContexts } from "../contexts.ts";
import { CommandError, PlainError, usageError } from "../failure.ts";
import { alignTabs, TABLE_WIDTHS } from "../print/tabwriter.ts";

/** Where a kubeconfig would be on the workstation. */
const FILE = "/workspace/.kube/config";

export function showCurrent({ session }: Call): void {
  const current = currentContext(session.memory);
  if (current === "") throw new PlainError("current-context is not set");
  session.out(`${current}\n`);
}

export function getContexts({ flags, args, session }: Call): void {
  const all = contextsOf(session.memory);
  const missing = args.filter((name) => !all.some((one) => one.name === name));
  const shown = args.length === 0 ? all : all.filter(({ name }) => args.includes(name));
  const isNameOnly = flags.text("output") === "name";
  const current = currentContext(session.memory);
  const rows = [
    ...(flags.bool("no-headers") || isNameOnly ? [] : ["CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n"]),
    ...shown.map(({ name, cluster, user, namespace }) =>
      isNameOnly
        ? `${name}\n`
        : `${name === current ? "*" : ""}\t${name}\t${cluster}\t${user}\t${namespace}\n`,
    ),
  ];
  session.out(alignTabs(rows.join(""), TABLE_WIDTHS));
  if (missing.length > 0)
    throw new PlainError(missing.map((name) => `error: context ${name} not found`).join("\n"));
}

export function setContext({ flags, args, session, path }: Call): void {
  if (args.length > 1) throw usageError(path, `Unexpected args: [${args.join(" ")}]`);
  const [given] = args;
  if (given === undefined && !flags.bool("current"))
    throw new PlainError("you must specify a non-empty context name or --current");
  if (given !== undefined && flags.bool("current"))
    throw new PlainError("you cannot specify both a context name and --current");
  const { memory } = session;
  const name = given ?? currentContext(memory);
  if (name === "") throw new PlainError("no current context is set");
  const all = contextsOf(memory);
  const before = all.find((one) => one.name === name);
  const value = (flag: "cluster" | "user" | "namespace"): string =>
    flags.changed(flag) ? flags.text(flag) : (before?.[flag] ?? "");
  const after: Context = {
    name,
    cluster: value("cluster"),
    user: value("user"),
    namespace: value("namespace"),
  };
  const others = all.filter((one) => one.name !== name);
  keepContexts(memory, [...others, after], currentContext(memory));
  session.out(`Context ${JSON.stringify(name)} ${before === undefined ? "created" : "modified"}.\n`);
}

export function useContext({ args, session, path }: Call): void {
  const [name, ...more] = args;
  if (name === undefined || more.length > 0) throw usageError(path, `Unexpected args: [${args.join(" ")}]`);
  const all = contextsOf(session.memory);
  if (!all.some((one) => one.name === name))
    throw new PlainError(`no context exists with the name: ${JSON.stringify(name)}`);
  keepContexts(session.memory, all, name);
  session.out(`Switched to context ${JSON.stringify(name)}.\n`);
}

export function renameContext({ args, session, path }: Call): void {
  const [from, to, ...more] = args;
  if (from === undefined || to === undefined || more.length > 0)
    throw usageError(path, `Unexpected args: [${args.join(" ")}]`);
  const all = contextsOf(session.memory);
  if (!all.some(({ name }) => name === from))
    throw new PlainError(`cannot rename the context ${JSON.stringify(from)}, it's not in ${FILE}`);
  if (all.some(({ name }) => name === to))
    throw new PlainError(
      `cannot rename the context ${JSON.stringify(from)}, the context ${JSON.stringify(to)} already exists in ${FILE}`,
    );
  const current = currentContext(session.memory);
  const renamed = all.map((one) => (one.name === from ? { ...one, name: to } : one));
  keepContexts(session.memory, renamed, current === from ? to : current);
  session.out(`Context ${JSON.stringify(from)} renamed to ${JSON.stringify(to)}.\n`);
}

export function deleteContext({ args, session, path }: Call): void {
  const [name, ...more] = args;
  if (name === undefined || more.length > 0) throw new CommandError(`Usage:\n  ${path} NAME [options]`);
  const all = contextsOf(session.memory);
  if (!all.some((one) => one.name === name))
    throw new PlainError(`cannot delete context ${name}, not in ${FILE}`);
  const current = currentContext(session.memory);
  if (name === current)
    session.err(
      'warning: this removed your active context, use "kubectl config use-context" to select a different one\n',
    );
  keepContexts(
    session.memory,
    all.filter((one) => one.name !== name),
    current,
  );
  session.out(`deleted context ${name} from ${FILE}\n`);
}

/** `current-context`, or the namespace of a context. */
export function unset({ args, session, path }: Call): void {
  const [property, ...more] = args;
  if (property === undefined || more.length > 0)
    throw usageError(path, `Unexpected args: [${args.join(" ")}]`);
  const { memory } = session;
  const all = contextsOf(memory);
  const inContext = /^contexts\.(.+)\.namespace$/.exec(property)?.[1];
  if (property === "current-context") keepContexts(memory, all, "");
  else if (all.some(({ name }) => name === inContext))
    keepContexts(
      memory,
      all.map((one) => (one.name === inContext ? { ...one, namespace: "" } : one)),
      currentContext(memory),
    );
  else
    throw new PlainError(
      `this kubectl knows one cluster and one user: only current-context and contexts.${CONTEXT}.namespace can be unset`,
    );
  session.out(`Property ${JSON.stringify(property)} unset.\n`);
}
