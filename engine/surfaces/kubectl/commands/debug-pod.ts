import { compact } from "../change/outcome.ts";
import type { Call } from "../command.ts";
import { PlainError } from "../failure.ts";
import { type Json, listAt, textAt } from "../server/api.ts";
import type { Entry } from "../session.ts";
import { openContainer } from "../targets/container.ts";
import { enter } from "./attach.ts";
import { randomSuffix } from "./debug-names.ts";
import { asCopy, omit, profileNamed, secured } from "./debug-profile.ts";

const PROMPT = "If you don't see a command prompt, try pressing enter.\n";

/** `kubectl debug POD`: a container for debugging in the pod that runs, or in a copy of it. */
export function debugPod(call: Call, pod: Json, command: readonly string[]): void {
  const { flags } = call;
  const name = flags.text("copy-to") === "" ? addEphemeral(call, pod, command) : makeCopy(call, pod, command);
  if (name === "") return;
  const isAsked = flags.changed("attach") ? flags.bool("attach") : flags.bool("stdin");
  if (isAsked) attach(call, { pod, container: name, command });
}

/** The container as the flags have it. */
export function containerFrom({ flags }: Call, name: string, command: readonly string[]): Json {
  const words = command.length === 0 ? undefined : command;
  const argsOnly = flags.bool("arguments-only");
  const env = flags.list("env").map((pair) => {
    const equals = pair.indexOf("=");
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1) };
  });
  return compact({
    args: argsOnly ? words : undefined,
    command: argsOnly ? undefined : words,
    env: env.length === 0 ? undefined : env,
    image: flags.text("image"),
    imagePullPolicy: flags.text("image-pull-policy") || undefined,
    name,
    resources: {},
    stdin: flags.bool("stdin") || undefined,
    terminationMessagePolicy: "File",
    tty: flags.bool("tty") || undefined,
  });
}

function addEphemeral(call: Call, pod: Json, command: readonly string[]): string {
  const { session, flags } = call;
  const name = nameIn(call, pod);
  const target = flags.text("target") || undefined;
  const profile = profileNamed(flags.text("profile"));
  const own = compact({ ...containerFrom(call, name, command), targetContainerName: target });
  const there = listAt(pod, "spec", "ephemeralContainers").map((one) => ({ name: one["name"] }));
  const spec = {
    "$setElementOrder/ephemeralContainers": [...there, { name }],
    ephemeralContainers: [secured(own, profile, "ephemeral")],
  };
  const location = {
    resource: session.discovery.named("pods"),
    namespace: textAt(pod, "metadata", "namespace"),
    name: textAt(pod, "metadata", "name"),
    subresource: "ephemeralcontainers",
  };
  session.client.patch(location, "application/strategic-merge-patch+json", { spec });
  return name;
}

/** The name of the debugging container in the copy; nothing when only images were changed. */
function makeCopy(call: Call, pod: Json, command: readonly string[]): string {
  const { session, flags } = call;
  const images = imagesOf(flags.list("set-image"));
  const original = pod["spec"] as Json;
  const containers = listAt(original, "containers").map((one) => {
    const image = images.get(textAt(one, "name")) ?? images.get("*");
    return image === undefined ? one : { ...one, image };
  });
  const wanted = flags.text("container");
  const isThere = containers.some(({ name }) => name === wanted);
  const isOnlyImages = !isThere && flags.text("image") === "";
  if (isOnlyImages && images.size === 0)
    throw new PlainError("you must specify image when creating new container");
  const name = isOnlyImages ? "" : isThere ? wanted : nameIn(call, pod);
  const added = containerFrom(call, name, command);
  const profile = profileNamed(flags.text("profile"));
  const changed = isThere
    ? containers.map((one) => (one["name"] === name ? secured(changedBy(one, added), profile, "copy") : one))
    : [...containers, ...(isOnlyImages ? [] : [secured(added, profile, "copy")])];
  const gone = ["ephemeralContainers", ...(flags.bool("same-node") ? [] : ["nodeName"])];
  const shares = flags.changed("share-processes")
    ? { shareProcessNamespace: flags.bool("share-processes") }
    : {};
  const { namespace, labels, annotations } = pod["metadata"] as Json;
  const bare = {
    metadata: compact({ name: flags.text("copy-to"), namespace, labels, annotations }),
    spec: { ...omit(original, gone), ...shares, containers: changed },
  };
  const copy = isOnlyImages ? bare : asCopy(bare, profile, (flag) => flags.bool(flag));
  const resource = session.discovery.named("pods");
  session.client.create(
    { resource, namespace: String(namespace) },
    { apiVersion: "v1", kind: "Pod", ...copy },
  );
  if (flags.bool("replace")) {
    const old = { resource, namespace: String(namespace), name: textAt(pod, "metadata", "name") };
    session.client.delete(old, { gracePeriodSeconds: 0 });
  }
  return name;
}

/** A container of the copy with what the flags say of it; words after `--` stand for its command and its arguments. */
function changedBy(container: Json, { args, command, env, image, imagePullPolicy, stdin, tty }: Json): Json {
  const kept = command === undefined ? container : omit(container, ["args"]);
  const said = compact({ args, command, env, image: image === "" ? undefined : image, imagePullPolicy });
  return compact({ ...kept, ...said, stdin, tty });
}

function imagesOf(pairs: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    pairs.map((pair) => {
      const equals = pair.indexOf("=");
      return [pair.slice(0, equals), pair.slice(equals + 1)] as const;
    }),
  );
}

function nameIn({ flags, session }: Call, pod: Json): string {
  const given = flags.text("container");
  if (given !== "") return given;
  const taken = new Set(
    ["containers", "initContainers", "ephemeralContainers"].flatMap((list) =>
      listAt(pod, "spec", list).map((one) => textAt(one, "name")),
    ),
  );
  for (let round = 0; ; round++) {
    const name = `debugger-${randomSuffix(`${textAt(pod, "metadata", "name")}${round || ""}`)}`;
    if (taken.has(name)) continue;
    if (!flags.bool("quiet")) session.out(`Defaulting debug container name to ${name}.\n`);
    return name;
  }
}

interface Attaching {
  readonly pod: Json;
  readonly container: string;
  readonly command: readonly string[];
}

function attach({ session, flags }: Call, { pod, container, command }: Attaching): void {
  const copy = flags.text("copy-to");
  const resource = session.discovery.named("pods");
  const namespace = textAt(pod, "metadata", "namespace");
  const now = session.client.get({ resource, namespace, name: copy || textAt(pod, "metadata", "name") });
  const where = openContainer(session, now, { wanted: container, subresource: "attach" });
  const tty = flags.bool("tty");
  if (tty && !flags.bool("quiet")) session.err(PROMPT);
  const image = flags.text("image");
  const entry: Entry = {
    where: { kind: "container", ...where, ...(copy === "" ? { image } : {}) },
    command,
    tty,
    ended: ({ exitCode }) => ({ stdout: "", stderr: "", exitCode }),
  };
  enter(session, entry);
}
