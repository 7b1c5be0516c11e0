import { KIND_NAMES, kindNamed, schemeRow } from "../../api/scheme.ts";
import type { Command } from "../kubectl/command.ts";
import { GLOBAL_FLAGS } from "../kubectl/flags/common.ts";
import type { Flag } from "../kubectl/flags/flag.ts";
import { KUBECTL, OC } from "../kubectl/tree.ts";
import type { Cluster } from "../library/cluster.ts";
import { podNamed } from "./place.ts";

interface Surroundings {
  readonly cluster: Cluster;
  readonly contexts: readonly string[];
  readonly namespace: string;
}

/** What was typed so far, taken apart. */
interface Typed {
  readonly command: Command;
  /** Words that are neither commands nor flags. */
  readonly words: readonly string[];
  /** The flag whose value comes next. */
  readonly pending: Flag | undefined;
  readonly namespace: string;
  readonly flags: readonly Flag[];
  /** `rollout status` goes by what `rollout` is for. */
  readonly types: readonly string[] | undefined;
}

/** Verbs whose first word is a pod, or something with pods behind a slash. */
const POD_VERBS: ReadonlySet<string> = new Set(["exec", "logs", "port-forward", "rsh", "attach", "debug"]);
const NODE_VERBS: ReadonlySet<string> = new Set(["cordon", "uncordon", "drain"]);
const WORKLOADS = ["deployments", "daemonsets", "statefulsets"];
/** Kinds that a verb is for, where not all of them make sense. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  rollout: WORKLOADS,
  scale: ["deployments", "replicasets", "statefulsets"],
  expose: ["deployments", "pods", "replicasets", "services"],
  set: [...WORKLOADS, "pods", "services"],
  taint: ["nodes"],
};
const FORMATS = ["json", "yaml", "name", "wide", "jsonpath=", "custom-columns=", "go-template="];

/** Words that may come next behind `kubectl` or `oc`: from the tree of commands, and the names of the cluster. */
export function kubectlWords(
  program: string,
  words: readonly string[],
  start: string,
  around: Surroundings,
): readonly string[] {
  const typed = read(program === "oc" ? OC : KUBECTL, words, around.namespace);
  const pod = typed.words[0] ?? "";
  if (typed.pending !== undefined) return valuesOf(typed.pending, typed, pod, around);
  const equals = /^(--([\w-]+)=)/.exec(start);
  if (equals !== null) {
    const flag = typed.flags.find(({ name }) => name === equals[2]);
    return flag === undefined
      ? []
      : valuesOf(flag, typed, pod, around).map((value) => `${equals[1]}${value}`);
  }
  if (start.startsWith("-"))
    return typed.flags.map(({ name, alone }) => (alone === undefined ? `--${name}=` : `--${name}`));
  const below = typed.command.commands ?? [];
  if (below.length > 0 && typed.words.length === 0) return below.map(({ name }) => name);
  return operands(typed, words, start, around);
}

function read(root: Command, argv: readonly string[], own: string): Typed {
  let command = root;
  let group = root;
  const words: string[] = [];
  let pending: Flag | undefined;
  let namespace = own;
  const known = (): readonly Flag[] => [...(command.flags ?? []), ...GLOBAL_FLAGS];
  for (const word of argv) {
    if (pending !== undefined) {
      if (pending.name === "namespace") namespace = word;
      pending = undefined;
    } else if (word.startsWith("-")) {
      const { flag, value } = flagOf(word, known());
      if (flag?.name === "namespace" && value !== undefined) namespace = value;
      else if (flag !== undefined && flag.alone === undefined && value === undefined) pending = flag;
    } else {
      const next =
        words.length > 0
          ? undefined
          : command.commands?.find(({ name, aliases = [] }) => [name, ...aliases].includes(word));
      if (next === undefined) words.push(word);
      else {
        group = command === root ? next : group;
        command = next;
      }
    }
  }
  const types = TYPES[command.name] ?? TYPES[group.name];
  return { command, words, pending, namespace, flags: known(), types };
}

/** `--output=json`, `-o`, `-ojson`, `-o=json`; of letters in a row the last one, which may wait for a value. */
function flagOf(
  word: string,
  known: readonly Flag[],
): { readonly flag: Flag | undefined; readonly value: string | undefined } {
  const [name = "", value] = word.replace(/^--?/, "").split(/=(.*)/s);
  if (word.startsWith("--")) return { flag: known.find((one) => one.name === name), value };
  const first = known.find(({ short }) => short === name[0]);
  if (first?.alone === undefined && name.length > 1) return { flag: first, value: name.slice(1) };
  return { flag: known.find(({ short }) => short === name.at(-1)), value };
}

function valuesOf(
  { name }: Flag,
  { command, namespace, flags }: Typed,
  pod: string,
  { cluster, contexts }: Surroundings,
): readonly string[] {
  switch (name) {
    case "context":
      return contexts;
    case "namespace":
      return namesOf(cluster, "Namespace", undefined);
    case "output":
      return command.name === "get" ? FORMATS : FORMATS.filter((one) => one !== "wide");
    case "container": {
      const { containers = [], initContainers = [] } = podNamed(cluster, namespace, pod)?.spec ?? {};
      return [...containers, ...initContainers].map((one) => one.name);
    }
    case "dry-run":
      return ["client", "none", "server"];
    case "service":
      return namesOf(cluster, "Service", namespace);
    case "type":
      return command.name === "patch" ? ["json", "merge", "strategic"] : SERVICE_TYPES;
    case "for":
      return ["condition=", "create", "delete", "jsonpath="];
    case "selector":
      return flags.some((flag) => flag.name === "selector") ? labelsOf(cluster, namespace) : [];
    case "restart":
      return ["Always", "Never", "OnFailure"];
    default:
      return [];
  }
}

const SERVICE_TYPES = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

function operands(
  { command: { name: verb }, words, namespace, types = ALL_TYPES }: Typed,
  argv: readonly string[],
  start: string,
  { cluster, contexts }: Surroundings,
): readonly string[] {
  const [first, ...others] = words;
  if (CONTEXT_VERBS.has(verb)) return first === undefined ? contexts : [];
  if (verb === "completion") return first === undefined ? ["bash", "fish", "powershell", "zsh"] : [];
  if (verb === "can-i") return first === undefined ? VERBS : words.length === 1 ? ALL_TYPES : [];
  if (verb === "project") return namesOf(cluster, "Namespace", undefined);
  if (verb === "route-backends") return first === undefined ? namesOf(cluster, "Route", namespace) : [];
  if (NODE_VERBS.has(verb)) return namesOf(cluster, "Node", undefined);
  if (WITHOUT_OBJECTS.has(verb) || argv.includes("--")) return [];
  const slash = start.indexOf("/");
  if (slash >= 0) return behindSlash(cluster, namespace, start.slice(0, slash));
  if (POD_VERBS.has(verb)) return first === undefined ? namesOf(cluster, "Pod", namespace) : [];
  if (first === undefined) return listed(start, types);
  if (first.includes("/") || verb === "explain") return [];
  const row = kindNamed(first.split(",").at(-1)?.split(".")[0] ?? "");
  const has = new Set(others);
  return row === undefined
    ? []
    : namesOf(cluster, row.kind, row.namespaced ? namespace : undefined).filter((name) => !has.has(name));
}

const CONTEXT_VERBS: ReadonlySet<string> = new Set([
  "delete-context",
  "get-contexts",
  "rename-context",
  "set-context",
  "use-context",
]);
const VERBS = ["create", "delete", "get", "list", "patch", "update", "watch"];
const ALL_TYPES: readonly string[] = [
  ...KIND_NAMES.map((kind) => schemeRow(kind).plural),
  "controllerrevisions",
  "events",
];
const WITHOUT_OBJECTS: ReadonlySet<string> = new Set(["run", "apply", "diff", "api-resources", "create"]);

/** `pods,serv`: the last of several. */
function listed(start: string, types: readonly string[]): readonly string[] {
  const before = start.slice(0, start.lastIndexOf(",") + 1);
  return types.map((type) => `${before}${type}`);
}

function behindSlash(cluster: Cluster, namespace: string, type: string): readonly string[] {
  const row = kindNamed(type.split(".")[0] ?? "");
  if (row === undefined) return [];
  const names = namesOf(cluster, row.kind, row.namespaced ? namespace : undefined);
  return names.map((name) => `${type}/${name}`);
}

function namesOf(cluster: Cluster, kind: string, namespace: string | undefined): readonly string[] {
  return cluster
    .objects(kind)
    .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
    .map(({ metadata }) => metadata.name);
}

/** `app=web` of each pod, which is what one selects by. */
function labelsOf(cluster: Cluster, namespace: string): readonly string[] {
  const pods = cluster.objects("Pod").filter(({ metadata }) => metadata.namespace === namespace);
  return pods.flatMap(({ metadata }) =>
    Object.entries(metadata.labels ?? {})
      .filter(([key]) => !key.includes("hash"))
      .map(([key, value]) => `${key}=${value}`),
  );
}
