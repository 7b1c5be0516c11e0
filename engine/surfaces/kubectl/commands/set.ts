import equal from "fast-deep-equal";
import { dryRunOf, Outcome, writeQuery } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError, StatusFailure, throwAll, usageError } from "../failure.ts";
import { ALL_NAMESPACES, DRY_RUN, FILES, fieldManager, PRINT, SELECTOR } from "../flags/common.ts";
import { bool, type Flag, list, text } from "../flags/flag.ts";
import { type ApiObject, at, isJson, type Json, listAt, textAt } from "../server/api.ts";
import { forEachInfo, type Info } from "../targets/info.ts";
import { objectsOf } from "../targets/objects.ts";

const FLAGS: readonly Flag[] = [
  ...PRINT,
  ...FILES,
  SELECTOR,
  ALL_NAMESPACES,
  DRY_RUN,
  bool("all"),
  bool("local"),
  fieldManager("kubectl-set"),
];

export const SET: Command = {
  name: "set",
  short: "Set specific features on objects",
  usage: "SUBCOMMAND [options]",
  commands: [
    {
      name: "env",
      short: "Update environment variables on a pod template",
      usage: "RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N [options]",
      examples: [
        "kubectl set env deployment/api STORAGE_DIR=/local",
        "kubectl set env deployment/api STORAGE_DIR-",
      ],
      flags: [
        ...FLAGS,
        text("containers", "c", "*"),
        bool("list"),
        bool("overwrite", "", true),
        list("env", "array", "e"),
      ],
      run: setEnv,
    },
    {
      name: "image",
      short: "Update the image of a pod template",
      usage:
        "(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N [options]",
      examples: ["kubectl set image deployment/web nginx=nginx:1.27"],
      flags: FLAGS,
      run: setImage,
    },
    {
      name: "resources",
      short: "Update resource requests/limits on objects with pod templates",
      usage: "(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS] [options]",
      examples: ["kubectl set resources deployment web --limits=cpu=200m,memory=512Mi"],
      flags: [...FLAGS, text("containers", "c", "*"), text("limits"), text("requests")],
      run: setResources,
    },
    {
      name: "selector",
      short: "Set the selector on a resource",
      usage: "(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version] [options]",
      examples: ["kubectl set selector service web app=web,version=v2"],
      flags: [...FLAGS, text("resource-version")],
      run: setSelector,
    },
    {
      name: "serviceaccount",
      aliases: ["sa"],
      short: "Update the service account of a resource",
      usage: "(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT [options]",
      examples: ["kubectl set serviceaccount deployment web builder"],
      flags: FLAGS,
      run: setServiceAccount,
    },
  ],
};

/** Targets, and behind them the words that say what is to be set. */
function split(
  args: readonly string[],
  isChange: (word: string) => boolean,
): readonly [readonly string[], readonly string[]] {
  const first = args.findIndex(isChange);
  return first < 0 ? [args, []] : [args.slice(0, first), args.slice(first)];
}

type Containers = readonly Json[];

/** Where each kind keeps the spec of its pods. */
function specPath({ kind }: ApiObject): readonly string[] | undefined {
  if (kind === "Pod") return ["spec"];
  if (kind === "CronJob") return ["spec", "jobTemplate", "spec", "template", "spec"];
  const withTemplate = ["Deployment", "DaemonSet", "StatefulSet", "ReplicaSet", "Job"];
  return withTemplate.includes(kind ?? "") ? ["spec", "template", "spec"] : undefined;
}

/** A copy with another value at a path. */
function withAt(object: Json, [field, ...rest]: readonly string[], value: unknown): Json {
  if (field === undefined) return isJson(value) ? value : object;
  const inner = object[field];
  const next = rest.length === 0 ? value : withAt(isJson(inner) ? inner : {}, rest, value);
  return { ...object, [field]: next };
}

/** Sends a change of every object that differs, and says what was updated; one that stays the same is passed over in silence. */
function each(
  call: Call,
  targets: readonly string[],
  word: string,
  change: (object: ApiObject) => ApiObject,
): void {
  const { session } = call;
  const outcome = new Outcome(call);
  const { infos, errors } = objectsOf(call, targets);
  forEachInfo(infos, (info) => {
    const { resource, namespace, name, object } = info;
    const after = about(info, () => change(object));
    if (equal(after, object)) return;
    const spec = after["spec"];
    const patch = [{ op: "replace", path: "/spec", value: spec }];
    const location = { resource, namespace, name };
    const send = (): ApiObject =>
      session.client.patch(location, "application/json-patch+json", patch, writeQuery(call));
    outcome.print(dryRunOf(call) === "client" ? after : patched(word, send), word);
  });
  throwAll(errors);
}

/** What the server refuses is told with what was to be updated. */
function patched(word: string, send: () => ApiObject): ApiObject {
  try {
    return send();
  } catch (error) {
    if (!(error instanceof StatusFailure)) throw error;
    const what = word.replace(/ updated$/, "");
    const words = what === "serviceaccount" ? "ServiceAccountName" : `${what} update to pod template`;
    throw new PlainError(`failed to patch ${words}: ${error.message}`);
  }
}

/** A refusal of kubectl's own names the object; not so where a container is missing. */
function about<T>({ resource, name }: Info, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PlainError) || error.message.startsWith("unable to find container")) throw error;
    throw new PlainError(`${resource.plural}/${name} ${error.message}`);
  }
}

function podSpecOf(object: ApiObject): readonly [spec: Json, path: readonly string[]] {
  const path = specPath(object);
  const spec = path === undefined ? undefined : at(object, ...path);
  if (path === undefined || !isJson(spec))
    throw new PlainError(`the object is not a pod or does not have a pod template: *v1.${object.kind}`);
  return [spec, path];
}

function setImage(call: Call): void {
  const [targets, pairs] = split(call.args, (word) => word.includes("=") && !word.startsWith("="));
  const images = new Map<string, string>();
  for (const pair of pairs) {
    const [name = "", image = ""] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    images.set(name, image);
  }
  if (images.size === 0) throw new PlainError("at least one image update is required");
  if (images.has("*") && images.size > 1)
    throw new PlainError(
      "all containers are already specified by *, but saw more than one container_name=container_image pairs",
    );
  each(call, targets, "image updated", (object) => {
    const [spec, path] = podSpecOf(object);
    const found = new Set<string>();
    const changed = (containers: Containers): Containers =>
      containers.map((container) => {
        const name = textAt(container, "name");
        const image = images.get(name) ?? images.get("*");
        if (image === undefined) return container;
        found.add(images.has(name) ? name : "*");
        return { ...container, image };
      });
    const after = eachContainer(spec, changed);
    const [missing] = [...images.keys()].filter((name) => !found.has(name));
    if (missing !== undefined)
      throw new PlainError(`unable to find container named ${JSON.stringify(missing)}`);
    return withAt(object, path, after) as ApiObject;
  });
}

function eachContainer(spec: Json, change: (containers: Containers) => Containers): Json {
  const init = listAt(spec, "initContainers");
  const own = { ...spec, containers: change(listAt(spec, "containers")) };
  return init.length === 0 ? own : { ...own, initContainers: change(init) };
}

/** `-c`: a name, where `*` stands for any letters. */
function selects(pattern: string, name: string): boolean {
  const parts = pattern.split("*");
  const [first = ""] = parts;
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return name === pattern;
  return name.startsWith(first) && name.endsWith(last) && name.length >= first.length + last.length;
}

function setEnv(call: Call): void {
  const { flags, session } = call;
  const isChange = (word: string): boolean => /^[^=/]+=/.test(word) || (word.endsWith("-") && word !== "-");
  const [targets, words] = split(call.args, isChange);
  const all = [...words, ...flags.list("env")];
  const wrong = all.find((word) => !isChange(word));
  if (wrong !== undefined)
    throw new PlainError(`all resources must be specified before environment changes: ${wrong}`);
  if (targets.length === 0 && flags.list("filename").length === 0)
    throw new PlainError("one or more resources must be specified as <resource> <name> or <resource>/<name>");
  if (flags.bool("list")) {
    listEnv(call, targets);
    return;
  }
  const sets = all.filter((word) => word.includes("="));
  const removes = new Set(all.filter((word) => !word.includes("=")).map((word) => word.slice(0, -1)));
  const pattern = flags.text("containers");
  each(call, targets, "env updated", (object) => {
    const [spec, path] = podSpecOf(object);
    let picked = 0;
    const after = eachContainer(spec, (containers) =>
      containers.map((container) => {
        if (!selects(pattern, textAt(container, "name"))) return container;
        picked++;
        const before = listAt(container, "env");
        const env = envAfter(before, sets, removes, flags.bool("overwrite"));
        if (equal(env, before)) return container;
        const { env: _, ...rest } = container;
        return env.length === 0 ? rest : { ...rest, env };
      }),
    );
    if (picked === 0)
      session.err(
        `Warning: ${object.kind}/${object.metadata?.name} does not have any containers matching ${JSON.stringify(pattern)}\n`,
      );
    return withAt(object, path, after) as ApiObject;
  });
}

function envAfter(
  before: Containers,
  sets: readonly string[],
  removes: ReadonlySet<string>,
  overwrite: boolean,
): Containers {
  const env = before.filter((one) => !removes.has(textAt(one, "name")));
  for (const pair of sets) {
    const name = pair.slice(0, pair.indexOf("="));
    const entry = { name, value: pair.slice(pair.indexOf("=") + 1) };
    const index = env.findIndex((one) => textAt(one, "name") === name);
    if (index < 0) env.push(entry);
    else if (overwrite) env[index] = entry;
    else
      throw new PlainError(
        `'${name}' already has a value (${textAt(env[index], "value")}), and --overwrite is false`,
      );
  }
  return env;
}

function listEnv(call: Call, targets: readonly string[]): void {
  const { infos, errors } = objectsOf(call, targets);
  for (const { resource, name, object } of infos) {
    const [spec] = podSpecOf(object);
    for (const container of [...listAt(spec, "containers"), ...listAt(spec, "initContainers")]) {
      if (!selects(call.flags.text("containers"), textAt(container, "name"))) continue;
      call.session.out(`# ${resource.kind} ${name}, container ${textAt(container, "name")}\n`);
      for (const entry of listAt(container, "env")) call.session.out(envLine(entry));
    }
  }
  throwAll(errors);
}

function envLine(entry: Json): string {
  const name = textAt(entry, "name");
  const from = at(entry, "valueFrom");
  if (!isJson(from)) return `${name}=${textAt(entry, "value")}\n`;
  const said = (["configMapKeyRef", "secretKeyRef"] as const).find((one) => from[one] !== undefined);
  if (said === undefined) return `# ${name} from field path ${textAt(from, "fieldRef", "fieldPath")}\n`;
  const kind = said === "secretKeyRef" ? "secret" : "configmap";
  return `# ${name} from ${kind} ${textAt(from, said, "name")}, key ${textAt(from, said, "key")}\n`;
}

function setResources(call: Call): void {
  const { flags, args, path } = call;
  const [limits, requests] = [quantities(flags.text("limits")), quantities(flags.text("requests"))];
  if (limits === undefined && requests === undefined)
    throw new PlainError(
      "you must specify an update to requests or limits (in the form of --requests/--limits)",
    );
  if (args.length === 0 && flags.list("filename").length === 0)
    throw usageError(
      path,
      "one or more resources must be specified as <resource> <name> or <resource>/<name>",
    );
  each(call, args, "resource requirements updated", (object) => {
    const [spec, where] = podSpecOf(object);
    const after = eachContainer(spec, (containers) =>
      containers.map((container) => {
        if (!selects(flags.text("containers"), textAt(container, "name"))) return container;
        const before = container["resources"];
        const own = isJson(before) ? before : {};
        const merged = (field: string, more: Json | undefined): Json =>
          more === undefined ? {} : { [field]: { ...(isJson(own[field]) ? own[field] : {}), ...more } };
        return {
          ...container,
          resources: { ...own, ...merged("limits", limits), ...merged("requests", requests) },
        };
      }),
    );
    return withAt(object, where, after) as ApiObject;
  });
}

function quantities(text: string): Json | undefined {
  if (text === "") return undefined;
  return Object.fromEntries(
    text.split(",").map((pair) => {
      const [name = "", value, more] = pair.split("=");
      if (value === undefined || more !== undefined)
        throw new PlainError(`Invalid argument syntax ${pair}, expected <resource>=<value>`);
      return [name, value];
    }),
  );
}

function setSelector(call: Call): void {
  const { args } = call;
  const words = args.at(-1);
  if (words === undefined || args.length === 0)
    throw new PlainError("one or more resources must be specified as <resource> <name> or <resource>/<name>");
  const [targets, expression] = [args.slice(0, -1), words];
  const outcome = new Outcome(call);
  const { infos, errors } = objectsOf(call, targets.length === 0 ? args : targets);
  const selector = Object.fromEntries(
    expression.split(",").map((pair) => {
      const [key = "", value, more] = pair.split("=");
      if (value === undefined || more !== undefined || key === "")
        throw new PlainError(`match expression [{${key} Exists []}] not supported on this object`);
      return [key, value];
    }),
  );
  forEachInfo(infos, ({ resource, namespace, name, object }) => {
    if (object.kind !== "Service") throw new PlainError("setting a selector is only supported for Services");
    const patch = [
      {
        op: at(object, "spec", "selector") === undefined ? "add" : "replace",
        path: "/spec/selector",
        value: selector,
      },
    ];
    const after =
      dryRunOf(call) === "client"
        ? (withAt(object, ["spec", "selector"], selector) as ApiObject)
        : call.session.client.patch(
            { resource, namespace, name },
            "application/json-patch+json",
            patch,
            writeQuery(call),
          );
    outcome.print(after, "selector updated");
  });
  throwAll(errors);
}

function setServiceAccount(call: Call): void {
  const { args } = call;
  const name = args.at(-1);
  const targets = args.slice(0, -1);
  if (name === undefined) throw new PlainError("serviceaccount is required");
  each(call, targets, "serviceaccount updated", (object) => {
    const [spec, path] = podSpecOf(object);
    return withAt(object, path, { ...spec, serviceAccountName: name }) as ApiObject;
  });
}
