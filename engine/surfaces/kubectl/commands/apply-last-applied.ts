import { annotationsOf, LAST_APPLIED, lastApplied } from "../change/last-applied.ts";
import { dryRunOf, Outcome, writeQuery } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError } from "../failure.ts";
import { DRY_RUN, FILES, OUTPUT, PRINT, SELECTOR } from "../flags/common.ts";
import { bool } from "../flags/flag.ts";
import { goJson } from "../print/json.ts";
import { goYaml } from "../print/yaml.ts";
import { readFiles } from "../targets/files.ts";
import { forEachInfo, infosOfFiles } from "../targets/info.ts";
import { objectsOf } from "../targets/objects.ts";

export const VIEW_LAST_APPLIED: Command = {
  name: "view-last-applied",
  short: "View the latest last-applied-configuration annotations of a resource/object",
  usage: "(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME) [options]",
  examples: ["kubectl apply view-last-applied deployment web"],
  flags: [{ ...OUTPUT, initial: "yaml" }, SELECTOR, ...FILES, bool("all")],
  run: view,
};

export const SET_LAST_APPLIED: Command = {
  name: "set-last-applied",
  short: "Set the last-applied-configuration annotation on a live object to match the contents of a file",
  usage: "-f FILENAME [options]",
  examples: ["kubectl apply set-last-applied -f web.yaml"],
  flags: [...PRINT, ...FILES, DRY_RUN, bool("create-annotation")],
  run: set,
};

function view(call: Call): void {
  const { flags, session } = call;
  const output = flags.text("output");
  if (output !== "json" && output !== "yaml")
    throw new PlainError(
      `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json\nSee '${call.path} -h' for help and examples`,
    );
  const { infos, errors } = objectsOf(call, call.args);
  if (errors[0] !== undefined) throw errors[0];
  for (const { object } of infos) {
    const applied = lastApplied(object);
    if (applied !== undefined) session.out(output === "json" ? `${goJson(applied, 2)}\n` : goYaml(applied));
  }
}

function set(call: Call): void {
  const { flags, session } = call;
  if (flags.list("filename").length === 0) objectsOf(call, call.args);
  const files = readFiles(flags.list("filename"), session.around, flags.bool("recursive"));
  const outcome = new Outcome(call);
  forEachInfo(infosOfFiles(session, files), ({ resource, namespace, name, object }) => {
    const location = { resource, namespace, name };
    const live = session.client.get(location);
    if (annotationsOf(live)[LAST_APPLIED] === undefined && !flags.bool("create-annotation"))
      throw new PlainError(
        `no last-applied-configuration annotation found on resource: ${name}, to create the annotation, run the command with --create-annotation`,
      );
    const own = namespace === undefined ? object : { ...object, metadata: { ...object.metadata, namespace } };
    const annotations = { [LAST_APPLIED]: `${goJson(own)}\n` };
    if (dryRunOf(call) === "client" || annotationsOf(live)[LAST_APPLIED] === annotations[LAST_APPLIED]) {
      session.out(`set-last-applied ${name}: no changes required.\n`);
      return;
    }
    const patch = { metadata: { annotations } };
    outcome.print(
      session.client.patch(location, "application/merge-patch+json", patch, writeQuery(call)),
      "configured",
    );
  });
}
