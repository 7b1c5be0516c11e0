import { lastApplied, withLastApplied } from "../change/last-applied.ts";
import { inSource } from "../change/outcome.ts";
import { shapeFor } from "../change/shapes.ts";
import { threeWayPatch } from "../change/three-way.ts";
import type { Call, Command } from "../command.ts";
import { CommandError, failureText, PlainError } from "../failure.ts";
import { FILES, fieldManager, SELECTOR } from "../flags/common.ts";
import { bool, int } from "../flags/flag.ts";
import { withoutManagedFields } from "../print/printer.ts";
import { goYaml } from "../print/yaml.ts";
import { type ApiObject, isJson } from "../server/api.ts";
import { readFiles } from "../targets/files.ts";
import { type Info, infosOfFiles } from "../targets/info.ts";
import { unifiedHunks } from "../text/unified-diff.ts";

export const DIFF: Command = {
  name: "diff",
  short: "Diff the live version against a would-be applied version",
  usage: "-f FILENAME [options]",
  examples: ["kubectl diff -f pod.json", "cat service.yaml | kubectl diff -f -"],
  flags: [
    ...FILES,
    SELECTOR,
    bool("server-side"),
    bool("force-conflicts"),
    bool("prune"),
    bool("show-managed-fields"),
    int("concurrency", 1),
    fieldManager("kubectl-client-side-apply"),
  ],
  run,
};

/** One is for differences; whatever else goes wrong is more. */
function run(call: Call): void {
  try {
    compare(call);
  } catch (error) {
    const failure = failureText(error);
    if (failure === undefined || failure.text === "") throw error;
    throw new CommandError(failure.text, 2);
  }
}

function compare(call: Call): void {
  const { flags, args, session, path } = call;
  if (args.length > 0)
    throw new CommandError(
      `error: Unexpected args: [${args.join(" ")}]\nSee '${path} -h' for help and examples`,
    );
  if (flags.list("filename").length === 0) throw new PlainError("must specify one of -f and -k");
  const files = readFiles(flags.list("filename"), session.around, flags.bool("recursive"));
  let text = "";
  infosOfFiles(session, files).forEach((info, index) => {
    text += differenceOf(call, info, files[index]?.file ?? "");
  });
  session.out(text);
  if (text !== "") throw new CommandError("");
}

/** The diff of one object. The real one compares two folders in `/tmp`, whose names and times are by chance. */
function differenceOf(call: Call, info: Info, file: string): string {
  const { session } = call;
  const { resource, namespace, name } = info;
  const live = session.ifFound(() => session.client.get({ resource, namespace, name }));
  const merged = mergedOf(call, info, live, file);
  const [before, after] = [live === undefined ? "" : textOf(call, live), textOf(call, merged)];
  const hunks = unifiedHunks(before, after);
  if (hunks === "") return "";
  const group = resource.group === "" ? "" : `${resource.group}.`;
  const own = `${group}${resource.version}.${resource.kind}.${namespace ?? ""}.${name}`;
  const [from, to] = [`/tmp/LIVE/${own}`, `/tmp/MERGED/${own}`];
  return `diff -u -N ${from} ${to}\n--- ${from}\n+++ ${to}\n${hunks}`;
}

function mergedOf(call: Call, info: Info, live: ApiObject | undefined, file: string): ApiObject {
  const { flags, session } = call;
  const { resource, namespace, name, object } = info;
  const location = { resource, namespace, name };
  const query = { dryRun: "All", fieldManager: flags.text("field-manager") };
  const local = namespace === undefined ? object : { ...object, metadata: { ...object.metadata, namespace } };
  if (flags.bool("server-side")) {
    const force = String(flags.bool("force-conflicts"));
    return session.client.patch(location, "application/apply-patch+yaml", local, { ...query, force });
  }
  if (live === undefined)
    return inSource("creating", file, () => session.client.create(location, local, query));
  const shape = shapeFor(resource);
  const original = lastApplied(live) ?? {};
  const patch = threeWayPatch(shape, original, withoutOwnAnnotation(withLastApplied(local)), live);
  if (Object.keys(patch).length === 0) return live;
  const type =
    shape === undefined ? "application/merge-patch+json" : "application/strategic-merge-patch+json";
  // The version of a file that was once read from the cluster is not what the patch is for.
  const { resourceVersion } = live.metadata ?? {};
  const metadata = { ...(isJson(patch["metadata"]) ? patch["metadata"] : {}), resourceVersion };
  return inSource("patching", file, () =>
    session.client.patch(location, type, { ...patch, metadata }, query),
  );
}

/** A diff shows what would change, not the record of it. */
function withoutOwnAnnotation(object: ApiObject): ApiObject {
  const { "kubectl.kubernetes.io/last-applied-configuration": _, ...annotations } =
    object.metadata?.annotations ?? {};
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function textOf({ flags }: Call, object: ApiObject): string {
  const shown = flags.bool("show-managed-fields") ? object : withoutManagedFields(object);
  return goYaml(shown.kind === "Secret" && isJson(shown["data"]) ? masked(shown, shown["data"]) : shown);
}

function masked(secret: ApiObject, data: object): ApiObject {
  return { ...secret, data: Object.fromEntries(Object.keys(data).map((key) => [key, "***"])) };
}
