import equal from "fast-deep-equal";
import { parseManifests } from "../../../api/manifest.ts";
import { jsonPatch } from "../../api-server/patch/json-patch.ts";
import { mergePatch } from "../../api-server/patch/merge-patch.ts";
import { strategicMerge } from "../../api-server/patch/strategic-merge.ts";
import { dryRunOf, Outcome, writeQuery } from "../change/outcome.ts";
import { shapeFor } from "../change/shapes.ts";
import type { Call, Command } from "../command.ts";
import { PlainError, StatusFailure, throwAll } from "../failure.ts";
import { DRY_RUN, FILES, fieldManager, PRINT } from "../flags/common.ts";
import { bool, text } from "../flags/flag.ts";
import type { ApiObject } from "../server/api.ts";
import type { PatchType } from "../server/client.ts";
import { groupVersion } from "../server/resource.ts";
import type { Info } from "../targets/info.ts";
import { forEachInfo } from "../targets/info.ts";
import { objectsOf } from "../targets/objects.ts";

const TYPES: Readonly<Record<string, PatchType>> = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  strategic: "application/strategic-merge-patch+json",
};

export const PATCH: Command = {
  name: "patch",
  short: "Update fields of a resource",
  usage: "(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE] [options]",
  examples: [`kubectl patch svc web -p '{"spec":{"type":"NodePort"}}'`],
  flags: [
    ...PRINT,
    ...FILES,
    DRY_RUN,
    fieldManager("kubectl-patch"),
    text("patch", "p"),
    text("patch-file"),
    text("type", "", "strategic"),
    text("subresource"),
    bool("local"),
  ],
  run,
};

function run(call: Call): void {
  const { flags, args } = call;
  const [inline, file] = [flags.text("patch"), flags.text("patch-file")];
  if (inline !== "" && file !== "") throw new PlainError("cannot specify --patch and --patch-file together");
  if (inline === "" && file === "")
    throw new PlainError("must specify --patch or --patch-file containing the contents of the patch");
  const name = flags.text("type").toLowerCase();
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (type === undefined)
    throw new PlainError(
      `--type must be one of [json merge strategic], not ${JSON.stringify(flags.text("type"))}`,
    );
  const patch = readPatch(call, inline, file);
  const outcome = new Outcome(call);
  const { infos, errors } = objectsOf(call, args);
  forEachInfo(infos, (info) => patchOne(call, info, type, patch, outcome));
  throwAll(errors);
}

function readPatch({ session }: Call, inline: string, file: string): unknown {
  const text = file === "" ? inline : session.around.readFile(file);
  if (text === undefined)
    throw new PlainError(`unable to read patch file: open ${file}: no such file or directory`);
  try {
    return JSON.parse(text);
  } catch {
    const { manifests, issues } = parseManifests(text, "patch");
    const [issue] = issues;
    if (issue !== undefined)
      throw new PlainError(`unable to parse ${JSON.stringify(inline)}: yaml: ${issue.message}`);
    return manifests[0]?.value ?? null;
  }
}

function patchOne(call: Call, info: Info, type: PatchType, patch: unknown, outcome: Outcome): void {
  const { flags, session } = call;
  const { resource, namespace, name, object } = info;
  const subresource = flags.text("subresource") || undefined;
  try {
    const patched =
      dryRunOf(call) === "client"
        ? patchedHere(info, type, patch)
        : session.client.patch({ resource, namespace, name, subresource }, type, patch, writeQuery(call));
    outcome.print(patched, equal(patched, object) ? "patched (no change)" : "patched");
  } catch (error) {
    if (!(error instanceof StatusFailure) || error.status.reason !== "UnsupportedMediaType") throw error;
    throw new PlainError(
      `${type} is not supported by ${groupVersion(resource)}, Kind=${resource.kind}: ${error.message}`,
    );
  }
}

function patchedHere({ object, resource }: Info, type: PatchType, patch: unknown): ApiObject {
  const shape = shapeFor(resource);
  const patched =
    type === "application/json-patch+json"
      ? jsonPatch(object, patch)
      : type === "application/merge-patch+json" || shape === undefined
        ? mergePatch(object, patch)
        : strategicMerge(shape, object, patch);
  return patched as ApiObject;
}
