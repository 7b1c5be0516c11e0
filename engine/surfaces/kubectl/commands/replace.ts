import { inSource, Outcome, writeQuery } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError } from "../failure.ts";
import { DRY_RUN, FILES, fieldManager, PRINT, VALIDATE } from "../flags/common.ts";
import { bool, duration, int, optionalText, text } from "../flags/flag.ts";
import { kindPrefix } from "../server/resource.ts";
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
  const outcome = new Outcome(call);
  const files = readFiles(flags.list("filename"), session.around, flags.bool("recursive"));
  const infos = infosOfFiles(session, files).map((info, index) => ({
    ...info,
    file: files[index]?.file ?? "",
  }));
  if (flags.bool("force"))
    for (const { resource, namespace, name } of infos) {
      const location = { resource, namespace, name };
      const done = session.ifFound(() =>
        session.client.delete(location, { propagationPolicy: "Background" }),
      );
      if (done === undefined) continue;
      const prefix = kindPrefix(resource);
      if (!outcome.isSilent) session.out(`${prefix} ${JSON.stringify(name)} deleted\n`);
      if (flags.text("output") === "name") session.out(`${prefix}/${name}\n`);
    }
  forEachInfo(infos, (info) => {
    const { resource, namespace, name, object } = info;
    const file = infos.find((one) => one === info)?.file ?? "";
    const location = { resource, namespace, name };
    if (flags.bool("force")) {
      const { resourceVersion: _, uid: __, ...metadata } = object.metadata ?? {};
      const anew = { ...object, metadata };
      outcome.print(
        inSource("creating", file, () => session.client.create(location, anew, writeQuery(call))),
        "replaced",
      );
      return;
    }
    const send = () => session.client.replace(location, object, writeQuery(call));
    outcome.print(inSource("replacing", file, send), "replaced");
  });
}
