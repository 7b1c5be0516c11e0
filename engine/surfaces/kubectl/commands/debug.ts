import { send } from "../change/made.ts";
import { compact } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError, StatusFailure } from "../failure.ts";
import { bool, list, text } from "../flags/flag.ts";
import { type ApiObject, type Json, listAt, textAt } from "../server/api.ts";
import type { Location } from "../server/client.ts";
import type { Session } from "../session.ts";
import { podFor } from "../targets/container.ts";
import { enter } from "./attach.ts";
import { freeName } from "./debug-names.ts";
import { containerFrom, debugPod } from "./debug-pod.ts";
import { onHost, profileNamed, secured } from "./debug-profile.ts";
import { selectorOf } from "./logs.ts";

const PROMPT = "If you don't see a command prompt, try pressing enter.\n";

const FLAGS = [
  text("container", "c"),
  text("image"),
  text("image-pull-policy"),
  bool("stdin", "i"),
  bool("tty", "t"),
  bool("attach"),
  bool("quiet", "q"),
  list("env", "array"),
];

const COPY_FLAGS = [
  text("copy-to"),
  bool("replace"),
  bool("same-node"),
  bool("share-processes", "", true),
  list("set-image", "slice"),
  ...["labels", "annotations", "liveness", "readiness", "startup"].map((what) => bool(`keep-${what}`)),
  bool("keep-init-containers", "", true),
];

/** `kubectl debug`: a container for debugging in a pod or in a copy of it, or a pod on a node. */
export const DEBUG: Command = {
  name: "debug",
  short: "Create debugging sessions for troubleshooting workloads and nodes",
  usage: "(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]",
  examples: [
    "kubectl debug web -it --image=nicolaka/netshoot --target=web",
    "kubectl debug web -it --image=busybox --copy-to=web-debug",
    "kubectl debug node/worker-1 -it --image=busybox",
  ],
  flags: [...FLAGS, ...COPY_FLAGS, text("target"), text("profile", "", "legacy"), bool("arguments-only")],
  run: (call) => {
    const { args, dash, session } = call;
    const targets = args.slice(0, dash ?? args.length);
    const command = args.slice(dash ?? args.length);
    validate(call, targets, command);
    for (const target of targets) {
      const node = nodeNamed(target);
      if (node !== undefined) debugNode(call, node, command);
      else debugPod(call, session.client.get(podAt(call, target)), command);
    }
  },
};

/** In kubectl's order (`DebugOptions.Validate`). */
function validate({ flags, session }: Call, targets: readonly string[], command: readonly string[]): void {
  const [image, copy, container] = ["image", "copy-to", "container"].map((name) => flags.text(name));
  const images = flags.list("set-image").length;
  const fail = (isWrong: boolean, words: string): void => {
    if (isWrong) throw new PlainError(words);
  };
  profileNamed(flags.text("profile"));
  const isAttaching = flags.changed("attach") && flags.bool("attach");
  fail(
    isAttaching && image === "" && container === "",
    "you must specify --container or create a new container using --image in order to attach.",
  );
  if (copy !== "") {
    fail(
      image === "" && images === 0 && command.length === 0,
      "you must specify --image, --set-image or command arguments.",
    );
    fail(
      command.length > 0 && container === "" && image === "",
      "you must specify an existing container or a new image when specifying args.",
    );
  } else {
    fail(flags.bool("replace"), "--replace may only be used with --copy-to.");
    fail(flags.bool("same-node"), "--same-node may only be used with --copy-to.");
    fail(images > 0, "--set-image may only be used with --copy-to.");
    fail(image === "", "you must specify --image when not using --copy-to.");
  }
  fail(targets.length === 0, "NAME or filename is required for debug");
  const target = flags.text("target");
  fail(
    target !== "" && copy !== "",
    "--target is incompatible with --copy-to. Use --share-processes instead.",
  );
  if (target !== "" && !flags.bool("quiet"))
    session.out(
      `Targeting container ${JSON.stringify(target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
    );
  fail(flags.bool("tty") && !flags.bool("stdin"), "-i/--stdin is required for containers with -t/--tty=true");
  if (flags.text("profile") === "legacy")
    session.err(
      '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".\n',
    );
}

/** Debugging knows pods and nodes; of other kinds kubectl says so. */
function podAt({ session }: Call, target: string): Location {
  const [type = "", name = ""] = target.includes("/") ? target.split("/") : ["pods", target];
  const resource = session.discovery.named(type);
  const { namespace } = session;
  if (resource.kind === "Pod") return { resource, namespace, name };
  const { group, version, kind } = resource;
  session.client.get({ resource, namespace, name });
  throw new PlainError(`"${group}/${version}, Kind=${kind}" not supported by debug`);
}

/** `oc debug`: a copy of a pod that runs a shell, or a pod on a node. */
export const OC_DEBUG: Command = {
  name: "debug",
  short: "Launch a new instance of a pod for debugging",
  usage: "RESOURCE/NAME [ENV1=VAL1 ...] [-c CONTAINER] [flags] [-- COMMAND]",
  examples: ["oc debug node/worker-1", "oc debug deploy/web -- cat /etc/resolv.conf"],
  flags: [...FLAGS, bool("no-tty", "T"), bool("as-root"), bool("keep-labels")],
  run: (call) => {
    const { args, dash, session } = call;
    const [target] = args;
    if (target === undefined || dash === 0)
      throw new PlainError("one of a pod, deployment or node is required: oc debug RESOURCE/NAME");
    const command = args.slice(dash ?? args.length);
    const node = nodeNamed(target);
    if (node !== undefined) startOnNode(call, node, command);
    else startCopy(call, podFor(session, target, selectorOf), command);
  },
};

function nodeNamed(target: string): string | undefined {
  return /^(?:nodes?|no)\/(.+)$/.exec(target)?.[1];
}

function addressOf(session: Session, node: string): string {
  const object = session.client.get({
    resource: session.discovery.named("nodes"),
    namespace: undefined,
    name: node,
  });
  const addresses = listAt(object, "status", "addresses");
  return String(addresses.find(({ type }) => type === "InternalIP")?.["address"] ?? "");
}

function debugNode(call: Call, node: string, command: readonly string[]): void {
  const { session, flags } = call;
  addressOf(session, node);
  const name = freeName(session, `node-debugger-${node}`);
  const container = flags.text("container") || "debugger";
  if (!flags.bool("quiet"))
    session.out(`Creating debugging pod ${name} with container ${container} on node ${node}.\n`);
  const profile = profileNamed(flags.text("profile"));
  const own = secured(containerFrom(call, container, command), profile, "node");
  const spec = {
    containers: [own],
    nodeName: node,
    restartPolicy: "Never",
    tolerations: [{ operator: "Exists" }],
  };
  const metadata = { labels: { "app.kubernetes.io/managed-by": "kubectl-debug" }, name };
  send(call, { apiVersion: "v1", kind: "Pod", metadata, spec: onHost(spec, profile) });
  const tty = flags.bool("tty");
  if (tty && !flags.bool("quiet")) session.err(PROMPT);
  const attached = flags.changed("attach") ? flags.bool("attach") : flags.bool("stdin");
  if (attached) enter(session, { where: { kind: "node", node }, command, tty, ended: silently });
}

function startOnNode(call: Call, node: string, command: readonly string[]): void {
  const { session } = call;
  const address = addressOf(session, node);
  const name = freeName(session, `${node.replaceAll(".", "")}-debug`);
  const pod = send(call, podOnNode(name, node, "registry.redhat.io/rhel9/support-tools"));
  session.err(`Starting pod/${name} ...\nTo use host binaries, run \`chroot /host\`\n`);
  begin(call, pod, { where: { kind: "node", node }, command, address });
}

function startCopy(call: Call, original: Json, command: readonly string[]): void {
  const { session, flags } = call;
  const wanted = flags.text("container");
  const containers = listAt(original, "spec", "containers");
  const container = wanted === "" ? containers[0] : containers.find(({ name }) => name === wanted);
  if (container === undefined)
    throw new PlainError(`the container ${JSON.stringify(wanted)} does not exist in the pod`);
  const name = `${textAt(original, "metadata", "name")}-debug`;
  const pod = send(call, copyOf(original, container, { name, flags: call.flags }));
  const started = [container["command"], container["args"]].flatMap((words) =>
    Array.isArray(words) ? words : [],
  );
  const was = started.length === 0 ? "" : `, command was: ${started.join(" ")}`;
  session.err(`Starting pod/${name}${was} ...\n`);
  const namespace = textAt(pod, "metadata", "namespace");
  const where = { kind: "container", namespace, pod: name, container: textAt(container, "name") } as const;
  const made = podFor(session, name, selectorOf);
  begin(call, pod, { where, command, address: textAt(made, "status", "podIP") });
}

interface Beginning {
  readonly where: Parameters<typeof enter>[1]["where"];
  readonly command: readonly string[];
  readonly address: string;
}

/** `oc debug` takes its pod away again. */
function begin({ session, flags }: Call, pod: ApiObject, { where, command, address }: Beginning): void {
  const tty = command.length === 0 && !flags.bool("no-tty");
  if (tty) session.err(`Pod IP: ${address}\n${PROMPT}`);
  const { namespace, name = "" } = pod.metadata ?? {};
  enter(session, {
    where,
    command,
    tty,
    ended: ({ exitCode }) => {
      try {
        session.client.delete({ resource: session.discovery.named("pods"), namespace, name }, {});
      } catch (error) {
        // Somebody else may have deleted it in the meantime.
        if (!(error instanceof StatusFailure)) throw error;
      }
      return { stdout: "", stderr: "\nRemoving debug pod ...\n", exitCode };
    },
  });
}

function podOnNode(name: string, node: string, image: string): ApiObject {
  const container = { image, name: "debugger", stdin: true, tty: true };
  const spec = {
    containers: [container],
    hostNetwork: true,
    hostPID: true,
    nodeName: node,
    restartPolicy: "Never",
  };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name },
    spec: { ...spec, tolerations: [{ operator: "Exists" }] },
  };
}

/** Without labels, so no Service and no policy selects it, and without probes. */
function copyOf(
  original: Json,
  container: Json,
  { name, flags }: { readonly name: string; readonly flags: Call["flags"] },
): ApiObject {
  const keeps = flags.bool("keep-labels");
  const metadata = original["metadata"] as Json;
  const image = flags.text("image");
  const { env, volumeMounts } = container;
  const own = compact({
    command: ["/bin/sh"],
    env,
    image: image === "" ? container["image"] : image,
    name: container["name"],
    stdin: true,
    tty: true,
    volumeMounts,
  });
  const spec = original["spec"] as Json;
  const { volumes, dnsPolicy, dnsConfig, hostNetwork, serviceAccountName } = spec;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: compact({ name, labels: keeps ? metadata["labels"] : undefined }),
    spec: compact({
      containers: [own],
      volumes,
      dnsPolicy,
      dnsConfig,
      hostNetwork,
      serviceAccountName,
      restartPolicy: "Never",
    }),
  };
}

function silently({ exitCode }: { readonly exitCode: number }): {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
} {
  return { stdout: "", stderr: "", exitCode };
}
