import {
  annotationsOf,
  LAST_APPLIED,
  lastApplied,
  withLastApplied,
  withoutNulls,
} from "../change/last-applied.ts";
import { dryRunOf, inSource, Outcome, writeQuery } from "../change/outcome.ts";
import { shapeFor } from "../change/shapes.ts";
import { threeWayPatch } from "../change/three-way.ts";
import type { Call, Command } from "../command.ts";
import { PlainError, StatusFailure, throwAll } from "../failure.ts";
import { DRY_RUN, FILES, fieldManager, PRINT, SELECTOR, VALIDATE } from "../flags/common.ts";
import { bool, text } from "../flags/flag.ts";
import type { ApiObject } from "../server/api.ts";
import type { Location } from "../server/client.ts";
import { readFiles } from "../targets/files.ts";
import { type Info, infosOfFiles } from "../targets/info.ts";
import { SET_LAST_APPLIED, VIEW_LAST_APPLIED } from "./apply-last-applied.ts";

export const APPLY: Command = {
  name: "apply",
  short: "Apply a configuration to a resource by file name or stdin",
  usage: "(-f FILENAME | -k DIRECTORY) [options]",
  examples: [
    "kubectl apply -f ./pod.json",
    "cat pod.json | kubectl apply -f -",
    "kubectl apply --server-side -f shop/",
  ],
  flags: [
    ...PRINT,
    ...FILES,
    SELECTOR,
    DRY_RUN,
    VALIDATE,
    fieldManager(""),
    bool("server-side"),
    bool("force-conflicts"),
    bool("overwrite", "", true),
    bool("openapi-patch", "", true),
    bool("force"),
    bool("wait"),
    bool("all"),
    bool("prune"),
    text("cascade", "", "background"),
  ],
  commands: [SET_LAST_APPLIED, VIEW_LAST_APPLIED],
  run,
};

/** An object of a file with the file's name. */
interface Source extends Info {
  readonly file: string;
}

function run(call: Call): void {
  const { flags, args, session, path } = call;
  if (args.length > 0)
    throw new PlainError(`Unexpected args: [${args.join(" ")}]\nSee '${path} -h' for help and examples`);
  if (flags.list("filename").length === 0) throw new PlainError("must specify one of -f and -k");
  if (flags.bool("server-side") && dryRunOf(call) === "client")
    throw new PlainError(
      "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)",
    );
  if (flags.bool("force-conflicts") && !flags.bool("server-side"))
    throw new PlainError("--force-conflicts only works with --server-side");
  if (flags.bool("prune") && !flags.bool("all") && flags.text("selector") === "")
    throw new PlainError(
      "all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector",
    );
  if (flags.bool("prune"))
    throw new PlainError("--prune is not simulated: delete what is no longer wanted by name");
  const files = readFiles(flags.list("filename"), session.around, flags.bool("recursive"));
  const sources = infosOfFiles(session, files).map((info, index) => ({
    ...inNamespace(info),
    file: files[index]?.file ?? "",
  }));
  if (sources.length === 0) throw new PlainError("no objects passed to apply");
  const outcome = new Outcome(call);
  const printed: ApiObject[] = [];
  const errors: Error[] = [];
  for (const source of sources) {
    try {
      const { object, what } = flags.bool("server-side")
        ? applyOnServer(call, source)
        : applyHere(call, source);
      if (outcome.isSilent) printed.push(object);
      else outcome.print(object, what);
    } catch (error) {
      if (!(error instanceof StatusFailure || error instanceof PlainError)) throw error;
      errors.push(error);
    }
  }
  throwAll(errors);
  printObjects(call, outcome, printed);
}

function printObjects(call: Call, outcome: Outcome, objects: readonly ApiObject[]): void {
  const [only, ...more] = objects;
  if (only === undefined) return;
  if (call.flags.text("output") === "name" || more.length === 0)
    for (const object of objects) outcome.print(object, "");
  else outcome.print({ apiVersion: "v1", items: objects, kind: "List", metadata: {} } as ApiObject, "");
}

function inNamespace(info: Info): Info {
  if (info.namespace === undefined) return info;
  const metadata = { ...info.object.metadata, namespace: info.namespace };
  return { ...info, object: { ...info.object, metadata } };
}

interface Applied {
  readonly object: ApiObject;
  readonly what: string;
}

function applyOnServer(call: Call, { resource, namespace, name, object }: Source): Applied {
  const { flags, session } = call;
  const manager = flags.text("field-manager") || "kubectl";
  const query = { ...writeQuery(call), fieldManager: manager, force: String(flags.bool("force-conflicts")) };
  try {
    const applied = session.client.patch(
      { resource, namespace, name },
      "application/apply-patch+yaml",
      object,
      query,
    );
    return { object: applied, what: "serverside-applied" };
  } catch (error) {
    if (!(error instanceof StatusFailure) || !error.isConflict) throw error;
    throw new PlainError(`${error.message}\n${conflictHelp()}`);
  }
}

function conflictHelp(): string {
  return [
    "Please review the fields above--they currently have other managers. Here",
    "are the ways you can resolve this warning:",
    "* If you intend to manage all of these fields, please re-run the apply",
    "  command with the `--force-conflicts` flag.",
    "* If you do not intend to manage all of the fields, please edit your",
    "  manifest to remove references to the fields that should keep their",
    "  current managers.",
    "* You may co-own fields by updating your manifest to match the existing",
    "  value; in this case, you'll become the manager if the other manager(s)",
    "  stop managing the field (remove it from their configuration).",
    "See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts",
  ].join("\n");
}

function applyHere(call: Call, source: Source): Applied {
  const { flags, session } = call;
  const { resource, namespace, name, file } = source;
  const generated = String(source.object.metadata?.["generateName"] ?? "");
  if (name === "")
    throw new PlainError(
      generated === "" ? namelessWords(source) : `from ${generated}: cannot use generate name with apply`,
    );
  const location: Location = { resource, namespace, name };
  const manager = flags.text("field-manager") || "kubectl-client-side-apply";
  const query = { ...writeQuery(call), fieldManager: manager };
  const modified = withLastApplied(source.object);
  const current = session.ifFound(() => session.client.get(location));
  if (current === undefined) {
    const object = withoutNulls(modified) as ApiObject;
    if (dryRunOf(call) === "client") return { object, what: "created" };
    return {
      object: inSource("creating", file, () => session.client.create(location, object, query)),
      what: "created",
    };
  }
  if (dryRunOf(call) === "client") return { object: current, what: "configured" };
  if (annotationsOf(current)[LAST_APPLIED] === undefined) warnMissing(call, `${resource.plural}/${name}`);
  const shape = shapeFor(resource);
  const patch = threeWayPatch(shape, lastApplied(current) ?? {}, modified, current);
  if (Object.keys(patch).length === 0) return { object: current, what: "unchanged" };
  const type =
    shape === undefined ? "application/merge-patch+json" : "application/strategic-merge-patch+json";
  const object = inSource("patching", file, () => session.client.patch(location, type, patch, query));
  return { object, what: "configured" };
}

function namelessWords({ resource, namespace = "", file }: Source): string {
  const { group, version, plural, kind } = resource;
  return [
    "error when retrieving current configuration of:",
    `Resource: "${group}/${version}, Resource=${plural}", GroupVersionKind: "${group}/${version}, Kind=${kind}"`,
    `Name: "", Namespace: ${JSON.stringify(namespace)}`,
    `from server for: ${JSON.stringify(file)}: resource name may not be empty`,
  ].join("\n");
}

function warnMissing({ session }: Call, name: string): void {
  const { program } = session;
  session.err(
    `Warning: resource ${name} is missing the ${LAST_APPLIED} annotation which is required by ${program} apply. ` +
      `${program} apply should only be used on resources created declaratively by either ${program} create --save-config or ${program} apply. ` +
      "The missing annotation will be patched automatically.\n",
  );
}
