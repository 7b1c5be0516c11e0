import { hashText, nameSuffix, seededRandom } from "../../../values/random.ts";
import { send } from "../change/made.ts";
import { compact } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError, StatusFailure } from "../failure.ts";
import { bool, list, text } from "../flags/flag.ts";
import { type ApiObject, type Json, listAt, textAt } from "../server/api.ts";
import type { Session } from "../session.ts";
import { openContainer, podFor } from "../targets/container.ts";
import { enter } from "./attach.ts";
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

/** `kubectl debug`: a container for debugging beside a pod's own, or a pod on a node's network. */
export const DEBUG: Command = {
  name: "debug",
  short: "Create debugging sessions for troubleshooting workloads and nodes",
  usage: "(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]",
  examples: [
    "kubectl debug web -it --image=nicolaka/netshoot --target=web",
    "kubectl debug node/worker-1 -it --image=busybox",
  ],
  flags: [...FLAGS, text("target"), text("copy-to"), bool("share-processes", "", true)],
  run: (call) => {
    const { args, flags, session } = call;
    const [target, ...command] = args;
    if (flags.text("copy-to") !== "") throw new PlainError("--copy-to is not simulated: leave it out");
    if (flags.text("image") === "")
      throw new PlainError("you must specify --image when not using --copy-to.");
    if (target === undefined) throw new PlainError("NAME or TYPE/NAME is required for debug");
    const node = nodeNamed(target);
    if (node !== undefined) debugNode(call, node, command);
    else debugPod(call, podFor(session, target, selectorOf), command);
  },
};

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
  send(call, podOnNode(name, node, flags.text("image")));
  session.out(`Creating debugging pod ${name} with container debugger on node ${node}.\n`);
  const tty = flags.bool("tty");
  if (tty && !flags.bool("quiet")) session.err(PROMPT);
  const attached = tty || flags.bool("stdin") || flags.bool("attach");
  if (attached) enter(session, { where: { kind: "node", node }, command, tty, ended: silently });
}

function debugPod({ session, flags }: Call, pod: Json, command: readonly string[]): void {
  const where = openContainer(session, pod, {
    wanted: textAt(firstContainer(pod), "name"),
    subresource: "exec",
  });
  const [given, beside] = [flags.text("container"), flags.text("target")];
  if (beside !== "" && !flags.bool("quiet"))
    session.err(
      `Targeting container ${JSON.stringify(beside)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
    );
  const container = given === "" ? `debugger-${randomSuffix(where.pod)}` : given;
  if (given === "" && !flags.bool("quiet")) session.err(`Defaulting debug container name to ${container}.\n`);
  const tty = flags.bool("tty");
  if (tty && !flags.bool("quiet")) session.err(PROMPT);
  const image = flags.text("image");
  const attached = tty || flags.bool("stdin") || flags.bool("attach");
  if (attached)
    enter(session, {
      where: { kind: "container", ...where, container, image },
      command,
      tty,
      ended: silently,
    });
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

function firstContainer(pod: Json): Json | undefined {
  return listAt(pod, "spec", "containers")[0];
}

function silently({ exitCode }: { readonly exitCode: number }): {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
} {
  return { stdout: "", stderr: "", exitCode };
}

/** A name that no pod of the namespace has. */
function freeName(session: Session, prefix: string): string {
  const resource = session.discovery.named("pods");
  const { namespace } = session;
  const taken = new Set(
    listAt(session.client.get({ resource, namespace }), "items").map((pod) =>
      textAt(pod, "metadata", "name"),
    ),
  );
  for (let round = 0; ; round++) {
    const name = `${prefix}-${randomSuffix(`${prefix}${round}`)}`;
    if (!taken.has(name)) return name;
  }
}

function randomSuffix(seed: string): string {
  return nameSuffix(seededRandom(hashText(seed)), 5);
}
