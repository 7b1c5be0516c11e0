import type { Call, Command } from "../command.ts";
import { describerOf } from "../describe/describers.ts";
import { PlainError, StatusFailure, throwAll } from "../failure.ts";
import { ALL_NAMESPACES, CHUNK_SIZE, FILES, SELECTOR } from "../flags/common.ts";
import { bool } from "../flags/flag.ts";
import { kindPrefix } from "../server/resource.ts";
import { type Arguments, readArguments } from "../targets/arguments.ts";
import { readFiles } from "../targets/files.ts";
import { EVERYTHING, fetchInfos, type Info, infosOfFiles } from "../targets/info.ts";

export const DESCRIBE: Command = {
  name: "describe",
  short: "Show details of a specific resource or group of resources",
  usage: "(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [options]",
  examples: ["kubectl describe pod web", "kubectl describe svc -n shop", "kubectl describe -f pod.yaml"],
  flags: [...FILES, SELECTOR, ALL_NAMESPACES, CHUNK_SIZE, bool("show-events", "", true)],
  run,
};

function run(call: Call): void {
  const { flags, args, session } = call;
  const files = flags.list("filename");
  if (args.length === 0 && files.length === 0)
    throw new PlainError(
      `You must specify the type of resource to describe. Use "${session.program} api-resources" for a complete list of supported resources.\n`,
    );
  const selection = {
    ...EVERYTHING,
    labelSelector: flags.text("selector"),
    allNamespaces: flags.bool("all-namespaces"),
  };
  const { infos, errors } = fetchInfos(session, wantedOf(call), selection);
  const [failure] = errors;
  if (failure instanceof StatusFailure && failure.isNotFound && args.length === 2) {
    matching(call, failure);
    return;
  }
  session.out(infos.map((info) => pageOf(call, info)).join("\n\n"));
  if (infos.length === 0 && errors.length === 0)
    session.err(
      `No resources found${selection.allNamespaces ? "" : ` in ${session.namespace} namespace.`}\n`,
    );
  throwAll(errors);
}

function wantedOf({ flags, args, session }: Call): Arguments {
  const files = flags.list("filename");
  if (files.length === 0)
    return readArguments(args, session.discovery, {
      program: session.program,
      hasSelector: flags.text("selector") !== "",
    });
  const named = infosOfFiles(session, readFiles(files, session.around, flags.bool("recursive")));
  return { named, types: [], isByName: true };
}

/** `describe pod web` describes every pod whose name begins with `web`. */
function matching(call: Call, failure: StatusFailure): void {
  const { args, session } = call;
  const [type = "", prefix = ""] = args;
  const wanted = readArguments([type], session.discovery, { program: session.program, hasSelector: false });
  if (wanted.types.length > 1) throw new PlainError("you may only specify a single resource type");
  const { infos } = fetchInfos(session, wanted, EVERYTHING);
  const found = infos.filter(({ name }) => name.startsWith(prefix));
  if (found.length === 0) throw failure;
  for (const info of found) session.out(`${pageOf(call, info)}\n`);
}

function pageOf({ flags, session }: Call, { resource, object }: Info): string {
  const describe = describerOf(session.program, kindPrefix(resource));
  return describe({ session, object, showEvents: flags.bool("show-events") });
}
