import { make, overridden, send } from "../change/made.ts";
import { compact, dryRunOf, requireFlags } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError, usageError } from "../failure.ts";
import { DRY_RUN, fieldManager, PRINT } from "../flags/common.ts";
import { bool, list, optionalText, text } from "../flags/flag.ts";
import type { ApiObject, Json } from "../server/api.ts";
import { attachTo } from "./attach.ts";

const POLICIES = ["Always", "OnFailure", "Never"];

export const RUN: Command = {
  name: "run",
  short: "Run a particular image on the cluster",
  usage:
    'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--command] -- [COMMAND] [args...] [options]',
  examples: [
    "kubectl run web --image=nginx --port=80",
    "kubectl run -it --rm tmp --image=busybox --restart=Never -- sh",
  ],
  flags: [
    ...PRINT,
    DRY_RUN,
    fieldManager("kubectl-run"),
    text("image"),
    text("image-pull-policy"),
    text("labels", "l"),
    text("port"),
    text("restart", "", "Always"),
    text("overrides"),
    text("override-type", "", "merge"),
    text("pod-running-timeout", "", "1m0s"),
    list("env", "array"),
    list("annotations", "array"),
    bool("command"),
    bool("expose"),
    bool("stdin", "i"),
    bool("tty", "t"),
    bool("attach"),
    bool("rm"),
    bool("quiet", "q"),
    bool("privileged"),
    bool("leave-stdin-open"),
    bool("save-config"),
    optionalText("cascade", "background", "background"),
    bool("wait"),
  ],
  run,
};

function run(call: Call): void {
  const { flags, args, dash, path } = call;
  requireFlags(call, "image");
  const [name, ...words] = args;
  if (name === undefined || dash === 0) throw usageError(path, "NAME is required for run");
  const image = flags.text("image");
  if (image === "") throw new PlainError("--image is required");
  if (!/^[A-Za-z0-9][\w.\-:/@]*$/.test(image))
    throw new PlainError(`Invalid image name ${JSON.stringify(image)}: invalid reference format`);
  if (flags.bool("tty") && !flags.bool("stdin"))
    throw usageError(path, "-i/--stdin is required for containers with -t/--tty=true");
  if (flags.bool("expose") && flags.text("port") === "")
    throw usageError(path, "--port must be set when exposing a service");
  const restart = flags.text("restart");
  if (!POLICIES.includes(restart)) throw usageError(path, `invalid restart policy: ${restart}`);
  const isAttached = flags.bool("attach") || flags.bool("stdin") || flags.bool("tty");
  if (flags.bool("rm") && !isAttached)
    throw usageError(path, "--rm should only be used for attached containers");
  if (isAttached && dryRunOf(call) !== "none")
    throw usageError(
      path,
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    );
  const pod = podFor(call, name, words);
  if (flags.bool("expose")) make(call, serviceFor(call, name));
  if (isAttached) attachTo(call, send(call, pod), { command: words, remove: flags.bool("rm") });
  else make(call, pod);
}

function labelsFor({ flags }: Call, name: string): Readonly<Record<string, string>> {
  const given = flags.text("labels");
  if (given === "") return { run: name };
  return Object.fromEntries(
    given.split(",").map((pair) => {
      const at = pair.indexOf("=");
      if (at < 0) throw new PlainError(`unexpected label spec: ${pair}`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function podFor(call: Call, name: string, words: readonly string[]): ApiObject {
  const { flags, session } = call;
  const port = flags.text("port");
  const env = flags.list("env").map(envOf);
  const container = compact({
    args: words.length > 0 && !flags.bool("command") ? words : undefined,
    command: words.length > 0 && flags.bool("command") ? words : undefined,
    env: env.length === 0 ? undefined : env,
    image: flags.text("image"),
    imagePullPolicy: flags.text("image-pull-policy") || undefined,
    name,
    ports: port === "" ? undefined : [{ containerPort: portOf(port) }],
    resources: {},
    securityContext: flags.bool("privileged") ? { privileged: true } : undefined,
    stdin: flags.bool("stdin") || undefined,
    stdinOnce: flags.bool("stdin") || undefined,
    tty: flags.bool("tty") || undefined,
  });
  const annotations = Object.fromEntries(
    flags.list("annotations").map((one) => [one.split("=")[0] ?? "", one.slice(one.indexOf("=") + 1)]),
  );
  const metadata = compact({
    annotations: Object.keys(annotations).length === 0 ? undefined : annotations,
    creationTimestamp: null,
    labels: labelsFor(call, name),
    name,
    namespace: session.isNamespaceGiven ? session.namespace : undefined,
  });
  const spec = { containers: [container], dnsPolicy: "ClusterFirst", restartPolicy: flags.text("restart") };
  const pod = { apiVersion: "v1", kind: "Pod", metadata, spec, status: {} };
  const overrides = flags.text("overrides");
  return overrides === "" ? pod : overridden(pod, overrides);
}

function envOf(pair: string): Json {
  const at = pair.indexOf("=");
  if (at < 1) throw new PlainError(`invalid env: ${pair}`);
  return compact({ name: pair.slice(0, at), value: pair.slice(at + 1) || undefined });
}

function portOf(port: string): number {
  if (!/^[+-]?\d+$/.test(port))
    throw new PlainError(`strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax`);
  return Number(port);
}

function serviceFor(call: Call, name: string): ApiObject {
  const port = portOf(call.flags.text("port"));
  const { isNamespaceGiven, namespace } = call.session;
  const metadata = compact({
    creationTimestamp: null,
    name,
    namespace: isNamespaceGiven ? namespace : undefined,
  });
  const spec = { ports: [{ port, protocol: "TCP", targetPort: port }], selector: labelsFor(call, name) };
  return { apiVersion: "v1", kind: "Service", metadata, spec, status: { loadBalancer: {} } };
}
