import { MADE_FLAGS, madeMetadata, make } from "../change/made.ts";
import { compact, nameArgument, requireFlags } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { CommandError, PlainError } from "../failure.ts";
import { int, list } from "../flags/flag.ts";

export const CREATE_DEPLOYMENT: Command = {
  name: "deployment",
  aliases: ["deploy"],
  short: "Create a deployment with the specified name",
  usage: "NAME --image=image -- [COMMAND] [args...] [options]",
  examples: ["kubectl create deployment web --image=nginx --replicas=3 --port=80"],
  flags: [...MADE_FLAGS, list("image", "slice"), int("port", -1), int("replicas", 1, "r")],
  run: createDeployment,
};

export const CREATE_NAMESPACE: Command = {
  name: "namespace",
  aliases: ["ns"],
  short: "Create a namespace with the specified name",
  usage: "NAME [--dry-run=server|client|none] [options]",
  flags: MADE_FLAGS,
  run: (call) => {
    const name = nameArgument(call);
    const metadata = { creationTimestamp: null, name };
    make(call, { apiVersion: "v1", kind: "Namespace", metadata, spec: {}, status: {} });
  },
};

export const CREATE_SERVICE_ACCOUNT: Command = {
  name: "serviceaccount",
  aliases: ["sa"],
  short: "Create a service account with the specified name",
  usage: "NAME [--dry-run=server|client|none] [options]",
  flags: MADE_FLAGS,
  run: (call) => {
    const metadata = madeMetadata(call, nameArgument(call));
    make(
      call,
      { apiVersion: "v1", kind: "ServiceAccount", metadata },
      { refusal: "failed to create serviceaccount:" },
    );
  },
};

function createDeployment(call: Call): void {
  const { flags, args, dash, path } = call;
  requireFlags(call, "image");
  const own = dash ?? args.length;
  if (own !== 1)
    throw new CommandError(
      `error: exactly one NAME is required, got ${own}\nSee '${path} -h' for help and examples`,
    );
  const [name = "", ...command] = args;
  const images = flags.list("image");
  if (images.length > 1 && command.length > 0)
    throw new PlainError("cannot specify multiple --image options and command");
  const port = flags.int("port");
  const containers = images.map((image, index) =>
    compact({
      command: command.length === 0 ? undefined : command,
      image,
      name: containerName(image),
      ports: index === 0 && port >= 0 ? [{ containerPort: port }] : undefined,
      resources: {},
    }),
  );
  const labels = { app: name };
  const template = { metadata: { creationTimestamp: null, labels }, spec: { containers } };
  const spec = { replicas: flags.int("replicas"), selector: { matchLabels: labels }, strategy: {}, template };
  const metadata = madeMetadata(call, name, labels);
  make(
    call,
    { apiVersion: "apps/v1", kind: "Deployment", metadata, spec, status: {} },
    { refusal: "failed to create deployment:" },
  );
}

/** The image's own name. Upstream adds chance to a name that holds signs; here it only becomes a label. */
function containerName(image: string): string {
  const name = (image.split("/").at(-1) ?? "").split(":")[0]?.split("@")[0] ?? "";
  return name.replaceAll(/[_.]/g, "-");
}
