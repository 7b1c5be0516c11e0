import { parseManifests } from "../../../api/manifest.ts";
import { Outcome, writeQuery } from "../change/outcome.ts";
import { shapeFor } from "../change/shapes.ts";
import { twoWayPatch } from "../change/three-way.ts";
import type { Call, Command } from "../command.ts";
import { PlainError, throwAll } from "../failure.ts";
import { FILES, fieldManager, PRINT, VALIDATE } from "../flags/common.ts";
import { bool, text } from "../flags/flag.ts";
import { withoutManagedFields } from "../print/printer.ts";
import { goYaml } from "../print/yaml.ts";
import { isJson, type Json } from "../server/api.ts";
import { forEachInfo, type Info } from "../targets/info.ts";
import { objectsOf } from "../targets/objects.ts";

const HEADER = [
  "# Please edit the object below. Lines beginning with a '#' will be ignored,",
  "# and an empty file will abort the edit. If an error occurs while saving this file will be",
  "# reopened with the relevant failures.",
  "#",
  "",
].join("\n");

export const EDIT: Command = {
  name: "edit",
  short: "Edit a resource on the server",
  usage: "(RESOURCE/NAME | -f FILENAME) [options]",
  examples: ["kubectl edit svc/web"],
  flags: [
    ...PRINT,
    ...FILES,
    VALIDATE,
    fieldManager("kubectl-edit"),
    bool("output-patch"),
    bool("save-config"),
    bool("windows-line-endings"),
    text("subresource"),
  ],
  run: (call) => {
    const { infos, errors } = objectsOf(call, call.args);
    throwAll(errors);
    const outcome = new Outcome(call);
    forEachInfo(infos, (info) => editOne(call, info, outcome));
  },
};

function editOne(call: Call, { resource, namespace, name, object }: Info, outcome: Outcome): void {
  const { session } = call;
  const { edit } = session.around;
  if (edit === undefined)
    throw new PlainError(
      "unable to launch the editor: there is none here, use kubectl patch or kubectl apply",
    );
  const shown = withoutManagedFields(object);
  const before = HEADER + goYaml(shown);
  const after = edit(before);
  if (after === undefined || after.trim() === "" || after === before) {
    session.err("Edit cancelled, no changes made.\n");
    return;
  }
  const edited = readEdited(after);
  const shape = shapeFor(resource);
  const patch = twoWayPatch(shape, shown, edited);
  if (Object.keys(patch).length === 0) {
    session.err("Edit cancelled, no changes made.\n");
    return;
  }
  const type =
    shape === undefined ? "application/merge-patch+json" : "application/strategic-merge-patch+json";
  outcome.print(session.client.patch({ resource, namespace, name }, type, patch, writeQuery(call)), "edited");
}

function readEdited(text: string): Json {
  const { manifests, issues } = parseManifests(text, "edited-file");
  const [issue] = issues;
  if (issue !== undefined)
    throw new PlainError(`The edited file had a syntax error: error parsing edited-file: ${issue.message}`);
  const value = manifests[0]?.value;
  if (!isJson(value)) throw new PlainError("Edit cancelled, saved file was empty.");
  return value;
}
