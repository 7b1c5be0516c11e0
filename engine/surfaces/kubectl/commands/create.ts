import { withLastApplied } from "../change/last-applied.ts";
import { dryRunOf, inSource, Outcome, writeQuery } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { CommandError, PlainError } from "../failure.ts";
import { DRY_RUN, FILES, fieldManager, PRINT, SELECTOR, VALIDATE } from "../flags/common.ts";
import { bool, text } from "../flags/flag.ts";
import type { ApiObject } from "../server/api.ts";
import { readFiles } from "../targets/files.ts";
import { forEachInfo, infosOfFiles } from "../targets/info.ts";
import { CREATE_CONFIGMAP, CREATE_SECRET } from "./create-config.ts";
import { CREATE_POD_DISRUPTION_BUDGET } from "./create-disruption-budget.ts";
import { CREATE_INGRESS } from "./create-ingress.ts";
import { CREATE_CRON_JOB, CREATE_JOB } from "./create-job.ts";
import { CREATE_ROLES } from "./create-rbac.ts";
import { CREATE_SERVICE } from "./create-service.ts";
import { CREATE_TOKEN } from "./create-token.ts";
import { CREATE_DEPLOYMENT, CREATE_NAMESPACE, CREATE_SERVICE_ACCOUNT } from "./create-workload.ts";

export const CREATE: Command = {
  name: "create",
  short: "Create a resource from a file or from stdin",
  usage: "-f FILENAME [options]",
  examples: ["kubectl create -f ./pod.json", "cat pod.json | kubectl create -f -"],
  flags: [
    ...PRINT,
    ...FILES,
    SELECTOR,
    DRY_RUN,
    VALIDATE,
    fieldManager("kubectl-create"),
    bool("save-config"),
    bool("edit"),
    bool("windows-line-endings"),
    text("raw"),
  ],
  commands: [
    CREATE_CONFIGMAP,
    CREATE_CRON_JOB,
    CREATE_DEPLOYMENT,
    CREATE_INGRESS,
    CREATE_JOB,
    CREATE_NAMESPACE,
    CREATE_POD_DISRUPTION_BUDGET,
    CREATE_SECRET,
    CREATE_SERVICE,
    CREATE_SERVICE_ACCOUNT,
    CREATE_TOKEN,
    ...CREATE_ROLES,
  ],
  run,
};

function run(call: Call): void {
  const { flags, args, session, path } = call;
  const files = flags.list("filename");
  if (files.length === 0 && args.length === 0) throw new PlainError("must specify one of -f and -k");
  if (args.length > 0)
    throw new CommandError(
      `error: Unexpected args: [${args.join(" ")}]\nSee '${path} -h' for help and examples`,
    );
  const outcome = new Outcome(call);
  const read = readFiles(files, session.around, flags.bool("recursive"));
  if (read.length === 0) throw new PlainError("no objects passed to create");
  const infos = infosOfFiles(session, read);
  const fileOf = new Map(infos.map((info, index) => [info, read[index]?.file ?? ""]));
  forEachInfo(infos, (info) => {
    const { resource, namespace } = info;
    const located: ApiObject =
      namespace === undefined
        ? info.object
        : { ...info.object, metadata: { ...info.object.metadata, namespace } };
    const object = flags.bool("save-config") ? withLastApplied(located) : located;
    if (dryRunOf(call) === "client") {
      outcome.print(object, "created");
      return;
    }
    const send = (): ApiObject => session.client.create({ resource, namespace }, object, writeQuery(call));
    outcome.print(inSource("creating", fileOf.get(info) ?? "", send), "created");
  });
}
