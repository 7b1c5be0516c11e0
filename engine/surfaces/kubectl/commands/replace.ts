import { inSource, Outcome, writeQuery } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError } from "../failure.ts";
import { DRY_RUN, FILES, fieldManager, PRINT, VALIDATE } from "../flags/common.ts";
import { bool, duration, int, optionalText, text } from "../flags/flag.ts";
import { readFiles } from "../targets/files.ts";
import { forEachInfo, infosOfFiles } from "../targets/info.ts";

export const REPLACE: Command = {
  name: "replace",
  short: "Replace a resource by file name or stdin",
  usage: "-f FILENAME [options]",
  examples: ["kubectl replace -f ./pod.json", "cat pod.json | kubectl replace -f -"],
  flags: [
    ...PRINT,
    ...FILES,
    DRY_RUN,
    VALIDATE,
    fieldManager("kubectl-replace"),
    bool("force"),
    bool("save-config"),
    bool("wait"),
    int("grace-period", -1),
    duration("timeout", "0s"),
    optionalText("cascade", "background", "background"),
    text("raw"),
    text("subresource"),
  ],
  run,
};

function run(call: Call): void {
  const { flags, session } = call;
  if (flags.list("filename").length === 0) throw new PlainError("must specify one of -f and -k");
  if (flags.bool("force")) throw new PlainError("--force is not simulated: delete and create");
  const outcome = new Outcome(call);
  const files = readFiles(flags.list("filename"), session.around, flags.bool("recursive"));
  const infos = infosOfFiles(session, files).map((info, index) => ({
    ...info,
    file: files[index]?.file ?? "",
  }));
  forEachInfo(infos, (info) => {
    const { resource, namespace, name, object } = info;
    const file = infos.find((one) => one === info)?.file ?? "";
    const send = () => session.client.replace({ resource, namespace, name }, object, writeQuery(call));
    outcome.print(inSource("replacing", file, send), "replaced");
  });
}
