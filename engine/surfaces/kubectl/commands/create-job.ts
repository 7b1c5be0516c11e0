import { MADE_FLAGS, madeMetadata, make } from "../change/made.ts";
import { compact, requireFlags } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { CommandError, PlainError } from "../failure.ts";
import { text } from "../flags/flag.ts";
import { at, type Json, textAt } from "../server/api.ts";

export const CREATE_JOB: Command = {
  name: "job",
  short: "Create a job with the specified name",
  usage: "NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...] [options]",
  examples: [
    "kubectl create job once --image=busybox -- date",
    "kubectl create job once --from=cronjob/nightly",
  ],
  flags: [...MADE_FLAGS, text("image"), text("from")],
  run: createJob,
};

export const CREATE_CRON_JOB: Command = {
  name: "cronjob",
  aliases: ["cj"],
  short: "Create a cron job with the specified name",
  usage: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags] [options]",
  examples: ["kubectl create cronjob nightly --image=busybox --schedule='0 3 * * *' -- date"],
  flags: [...MADE_FLAGS, text("image"), text("schedule"), text("restart")],
  run: createCronJob,
};

function named({ args, dash, path }: Call): { readonly name: string; readonly command: readonly string[] } {
  const own = dash ?? args.length;
  if (own !== 1)
    throw new CommandError(
      `error: exactly one NAME is required, got ${own}\nSee '${path} -h' for help and examples`,
    );
  const [name = "", ...command] = args;
  return { name, command };
}

function createJob(call: Call): void {
  const { flags } = call;
  const { name, command } = named(call);
  const [image, from] = [flags.text("image"), flags.text("from")];
  if ((image === "") === (from === "")) throw new PlainError("either --image or --from must be specified");
  if (from !== "" && command.length > 0) throw new PlainError("cannot specify --from and command");
  const metadata = madeMetadata(call, name);
  const object =
    from === ""
      ? { metadata, spec: { template: templateOf(name, image, command, "Never") } }
      : copyOf(call, from, metadata);
  make(
    call,
    { apiVersion: "batch/v1", kind: "Job", ...object, status: {} },
    { refusal: "failed to create job:" },
  );
}

function templateOf(name: string, image: string, command: readonly string[], restartPolicy: string): Json {
  const words = command.length === 0 ? undefined : command;
  const container = compact({ command: words, image, name, resources: {} });
  return { metadata: { creationTimestamp: null }, spec: { containers: [container], restartPolicy } };
}

/** What a CronJob would start now: it owns the Job, which says that somebody asked for it. */
function copyOf(
  { session }: Call,
  from: string,
  metadata: Json,
): { readonly metadata: Json; readonly spec: unknown } {
  const [type = "", name = ""] = from.includes("/") ? from.split("/") : ["", from];
  const resource = session.discovery.named(type === "" ? "cronjobs" : type);
  const cronJob = session.client.get({ resource, namespace: session.namespace, name });
  const version = (cronJob.apiVersion ?? "").split("/").at(-1);
  if (cronJob.kind !== "CronJob") throw new PlainError(`unknown object type *${version}.${cronJob.kind}`);
  const template = at(cronJob, "spec", "jobTemplate");
  const annotations = {
    ...(at(template, "metadata", "annotations") as Json | undefined),
    "cronjob.kubernetes.io/instantiate": "manual",
  };
  const owner = {
    apiVersion: "batch/v1",
    kind: "CronJob",
    name,
    uid: textAt(cronJob, "metadata", "uid"),
    controller: true,
  };
  return {
    metadata: compact({
      ...metadata,
      annotations,
      labels: at(template, "metadata", "labels"),
      ownerReferences: [owner],
    }),
    spec: at(template, "spec"),
  };
}

function createCronJob(call: Call): void {
  const { flags } = call;
  requireFlags(call, "image", "schedule");
  const { name, command } = named(call);
  const restart = flags.text("restart") || "OnFailure";
  const template = templateOf(name, flags.text("image"), command, restart);
  const jobTemplate = { metadata: { creationTimestamp: null, name }, spec: { template } };
  make(
    call,
    {
      apiVersion: "batch/v1",
      kind: "CronJob",
      metadata: madeMetadata(call, name),
      spec: { jobTemplate, schedule: flags.text("schedule") },
      status: {},
    },
    { refusal: "failed to create cronjob:" },
  );
}
