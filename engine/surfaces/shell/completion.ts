import { KIND_NAMES, kindNamed, schemeRow } from "../../api/scheme.ts";
import type { Cluster } from "../library/cluster.ts";
import { toolsAt } from "./images.ts";
import type { Place } from "./place.ts";

/** Commands of bash that one types here. */
const BUILTINS = [
  "cat",
  "cd",
  "cut",
  "echo",
  "env",
  "exit",
  "grep",
  "head",
  "history",
  "ls",
  "printenv",
  "sed",
  "sort",
  "tail",
  "tr",
  "wc",
  "why",
];

const VERBS = [
  "annotate",
  "api-resources",
  "apply",
  "auth",
  "cluster-info",
  "config",
  "create",
  "delete",
  "describe",
  "diff",
  "edit",
  "exec",
  "explain",
  "expose",
  "get",
  "label",
  "logs",
  "patch",
  "port-forward",
  "replace",
  "rollout",
  "run",
  "scale",
  "version",
  "wait",
];

const OC_VERBS = ["adm", "debug", "new-project", "project", "projects", "rsh", "status", "whoami"];

/** Verbs whose first word is a pod already. */
const POD_VERBS: ReadonlySet<string> = new Set(["exec", "logs", "port-forward", "rsh", "attach"]);

/** Programs whose argument is a host. */
const HOST_TOOLS: ReadonlySet<string> = new Set([
  "curl",
  "wget",
  "nc",
  "telnet",
  "ping",
  "dig",
  "nslookup",
  "host",
  "traceroute",
  "getent",
]);

/** What one types first behind a tool of a node. */
const NODE_WORDS: Readonly<Record<string, readonly string[]>> = {
  nft: [
    "list",
    "ruleset",
    "tables",
    "table",
    "chains",
    "chain",
    "maps",
    "map",
    "sets",
    "set",
    "ip",
    "ip6",
    "kube-proxy",
  ],
  iptables: ["-t", "nat", "filter", "-L", "-S", "-n", "-v", "--line-numbers"],
  ipvsadm: ["-Ln"],
  ipset: ["list", "save"],
  conntrack: ["-L", "-C"],
  crictl: ["pods", "ps"],
  ip6tables: ["-t", "nat", "filter", "-L", "-S", "-n", "-v", "--line-numbers"],
};

interface Surroundings {
  readonly cluster: Cluster;
  readonly place: Place;
  readonly namespace: string;
}

/** Words that may stand where the line ends, sorted; the last word is the start of each of them. */
export function completions(line: string, around: Surroundings): readonly string[] {
  const command = line.split(/[|;&]|\$\(/).at(-1) ?? "";
  const words = command.trimStart().split(/\s+/);
  const start = words.at(-1) ?? "";
  const candidates = words.length === 1 ? programs(around) : after(words.slice(0, -1), around);
  return [...new Set(candidates)].filter((word) => word.startsWith(start)).sort();
}

function programs({ place }: Surroundings): readonly string[] {
  const clients = place.kind === "workstation" ? ["kubectl", "oc", "ssh"] : [];
  return [...BUILTINS, ...toolsAt(place), ...clients];
}

function after(words: readonly string[], around: Surroundings): readonly string[] {
  const [program = ""] = words;
  if (HOST_TOOLS.has(program)) return hosts(around);
  if (Object.hasOwn(NODE_WORDS, program)) return NODE_WORDS[program] ?? [];
  if (program === "ssh") return names("Node", undefined, around);
  return program === "kubectl" || program === "oc" ? kubectl(program, words.slice(1), around) : [];
}

function kubectl(program: string, words: readonly string[], around: Surroundings): readonly string[] {
  const before = words.at(-1) ?? "";
  if (before === "-n" || before === "--namespace") return names("Namespace", undefined, around);
  if (before === "-o" || before === "--output")
    return ["json", "jsonpath=", "name", "wide", "yaml", "custom-columns="];
  const namespace = namespaceOf(words) ?? around.namespace;
  const [verb, type] = positionals(words);
  if (verb === undefined) return program === "oc" ? [...VERBS, ...OC_VERBS] : VERBS;
  if (POD_VERBS.has(verb)) return type === undefined ? names("Pod", namespace, around) : [];
  if (type === undefined) return KIND_NAMES.map((kind) => schemeRow(kind).plural);
  const row = kindNamed(type);
  return row === undefined ? [] : names(row.kind, row.namespaced ? namespace : undefined, around);
}

function positionals(words: readonly string[]): readonly string[] {
  return words.filter(
    (word, at) => !word.startsWith("-") && !/^-(n|o|l|f|-namespace|-output)$/.test(words[at - 1] ?? ""),
  );
}

function namespaceOf(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word === "-n" || word === "--namespace");
  if (at >= 0) return words[at + 1];
  return words.find((word) => word.startsWith("--namespace="))?.slice("--namespace=".length);
}

function names(kind: string, namespace: string | undefined, { cluster }: Surroundings): readonly string[] {
  return cluster
    .objects(kind)
    .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
    .map(({ metadata }) => metadata.name);
}

/** Services by the shortest name that works there. */
function hosts({ cluster, place, namespace }: Surroundings): readonly string[] {
  const own = place.kind === "pod" ? place.namespace : namespace;
  return cluster
    .objects("Service")
    .map(({ metadata }) =>
      metadata.namespace === own ? metadata.name : `${metadata.name}.${metadata.namespace}`,
    );
}
