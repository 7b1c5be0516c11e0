import { dryRunOf, inSource } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError } from "../failure.ts";
import { ALL_NAMESPACES, DRY_RUN, FIELD_SELECTOR, FILES, OUTPUT, SELECTOR } from "../flags/common.ts";
import { bool, duration, int, optionalText } from "../flags/flag.ts";
import { kindPrefix } from "../server/resource.ts";
import { readArguments } from "../targets/arguments.ts";
import { readFiles } from "../targets/files.ts";
import { type Fetched, forEachInfo, type Info, infosOfFiles } from "../targets/info.ts";
import { objectsOf } from "../targets/objects.ts";

export const DELETE: Command = {
  name: "delete",
  short: "Delete resources by file names, stdin, resources and names, or by resources and label selector",
  usage: "([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)]) [options]",
  examples: [
    "kubectl delete -f ./pod.json",
    "kubectl delete pod,service web",
    "kubectl delete pods -l app=web",
  ],
  flags: [
    OUTPUT,
    ...FILES,
    SELECTOR,
    FIELD_SELECTOR,
    ALL_NAMESPACES,
    DRY_RUN,
    bool("all"),
    bool("force"),
    bool("now"),
    bool("ignore-not-found"),
    bool("interactive", "i"),
    bool("wait", "", true),
    int("grace-period", -1),
    duration("timeout", "0s"),
    optionalText("cascade", "background", "background"),
  ],
  run,
};

function run(call: Call): void {
  const { flags, session } = call;
  const output = flags.text("output");
  if (output !== "" && output !== "name")
    throw new PlainError(`unexpected -o output mode: ${output}. We only support '-o name'`);
  if (flags.bool("all") && flags.text("selector") !== "")
    throw new PlainError("setting 'all' parameter but found a non empty selector. ");
  if (flags.bool("now") && flags.int("grace-period") >= 0)
    throw new PlainError("--now and --grace-period cannot be specified together");
  const cascade = flags.text("cascade");
  if (!["background", "foreground", "orphan", "true", "false"].includes(cascade))
    throw new PlainError(
      `invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`,
    );
  if (cascade !== cascadeOf(cascade))
    session.err(
      `warning: --cascade=${cascade} is deprecated (boolean value) and can be replaced with --cascade=${cascadeOf(cascade)}.\n`,
    );
  const { infos, errors, files } = targetsOf(call);
  const force = flags.bool("force");
  const grace =
    flags.int("grace-period") >= 0 ? flags.int("grace-period") : flags.bool("now") ? 1 : force ? 0 : -1;
  if (force && grace > 0)
    throw new PlainError("--force and --grace-period greater than 0 cannot be specified together");
  if (force && grace === 0)
    session.err(
      "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n",
    );
  let warns = session.isNamespaceGiven;
  let found = 0;
  const visit = (info: Info): void => {
    if (warns && !info.resource.namespaced) {
      session.err("Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n");
      warns = false;
    }
    found++;
    const source = files.get(info);
    const send = (): void => deleteOne(call, info, grace);
    if (source === undefined) send();
    else inSource("deleting", source, send);
  };
  if (errors.length > 0) throw errors[0];
  forEachInfo(infos, visit);
  if (found === 0) session.out("No resources found\n");
}

/** The booleans of old. */
function cascadeOf(value: string): string {
  return value === "true" ? "background" : value === "false" ? "orphan" : value;
}

interface Targets extends Fetched {
  /** The files that objects came from. */
  readonly files: ReadonlyMap<Info, string>;
}

/** Objects by name are not asked for before they are deleted. */
function targetsOf(call: Call): Targets {
  const { flags, args, session } = call;
  const files = flags.list("filename");
  if (files.length > 0 && args.length === 0) return ofFiles(call, files);
  const isSelected =
    flags.text("selector") !== "" || flags.text("field-selector") !== "" || flags.bool("all");
  if (args.length === 0 || isSelected) return { ...objectsOf(call, args), files: new Map() };
  const { named, types } = readArguments(args, session.discovery, {
    program: session.program,
    hasSelector: false,
  });
  if (types.length > 0) throw new PlainError("resource(s) were provided, but no name was specified");
  const infos = named.map(({ resource, name }) => {
    if (resource.namespaced && flags.bool("all-namespaces"))
      throw new PlainError("a resource cannot be retrieved by name across all namespaces");
    return { resource, name, namespace: resource.namespaced ? session.namespace : undefined, object: {} };
  });
  return { infos, errors: [], files: new Map() };
}

function ofFiles({ flags, session }: Call, paths: readonly string[]): Targets {
  const read = readFiles(paths, session.around, flags.bool("recursive"));
  const infos = infosOfFiles(session, read);
  return { infos, errors: [], files: new Map(infos.map((info, index) => [info, read[index]?.file ?? ""])) };
}

function deleteOne(call: Call, { resource, namespace, name }: Info, grace: number): void {
  const { flags, session } = call;
  const dryRun = dryRunOf(call);
  const cascade = cascadeOf(flags.text("cascade"));
  const propagationPolicy = `${cascade.charAt(0).toUpperCase()}${cascade.slice(1)}`;
  const options = { propagationPolicy, ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}) };
  const location = { resource, namespace, name };
  if (dryRun !== "client") {
    const query = { dryRun: dryRun === "server" ? "All" : undefined };
    const send = (): unknown => session.client.delete(location, options, query);
    const done = flags.bool("ignore-not-found") ? session.ifFound(send) : send();
    if (done === undefined) return;
  }
  const prefix = kindPrefix(resource);
  const words = grace === 0 ? "force deleted" : "deleted";
  const suffix = dryRun === "none" ? "" : dryRun === "client" ? " (dry run)" : " (server dry run)";
  if (flags.text("output") === "name") session.out(`${prefix}/${name}\n`);
  else session.out(`${prefix} ${JSON.stringify(name)} ${words}${suffix}\n`);
}
