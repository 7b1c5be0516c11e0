import type { Cluster } from "../library/cluster.ts";
import { toolsAt } from "./images.ts";
import { kubectlWords } from "./kubectl-completion.ts";
import { type Place, podNamed, podPlace } from "./place.ts";

/** Commands of bash that one types here. */
const BUILTINS = (
  "alias awk base64 cat cd cut date diff echo env exit export grep head history id jq less ls printenv sed seq sleep sort " +
  "tail tee timeout tr uname uniq watch wc while whoami why xargs"
).split(" ");

/** Words that a command stands behind. */
const BEFORE_COMMANDS = /^(?:(?:if|then|else|do|while|until|time|watch|xargs|sudo|!|[A-Za-z_]\w*=\S*)\s+)+/;

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
  readonly cwd: string;
  /** What words stand for, as `alias` has it. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Contexts of the kubeconfig. */
  readonly contexts: readonly string[];
  /** Every file and folder of the place, as absolute paths. */
  paths(): readonly string[];
}

/** The word that the line ends in: what completions are the rest of. */
export function wordAtEnd(line: string): string {
  return commandAtEnd(line).trimStart().split(/\s+/).at(-1) ?? "";
}

const commandAtEnd = (line: string): string => line.split(/[|;&]|\$\(/).at(-1) ?? "";

/** Words that may stand where the line ends, sorted; the last word is the start of each of them. */
export function completions(line: string, around: Surroundings): readonly string[] {
  const command = commandAtEnd(line);
  const typed = command.trimStart().replace(BEFORE_COMMANDS, "").split(/\s+/);
  const alias = typed.length > 1 ? around.aliases.get(typed[0] ?? "") : undefined;
  const words = alias === undefined ? typed : [...alias.trim().split(/\s+/), ...typed.slice(1)];
  const start = words.at(-1) ?? "";
  const candidates =
    words.length === 1
      ? [...programs(around), ...around.aliases.keys()]
      : after(words.slice(0, -1), start, around);
  return [...new Set(candidates)].filter((word) => word.startsWith(start)).sort();
}

function programs({ place }: Surroundings): readonly string[] {
  const clients = place.kind === "workstation" ? ["kubectl", "oc", "ssh"] : [];
  return [...BUILTINS, ...toolsAt(place), ...clients];
}

function after(words: readonly string[], start: string, around: Surroundings): readonly string[] {
  const [program = ""] = words;
  const isClient = around.place.kind === "workstation" && /^(kubectl|oc)$/.test(program);
  const dashes = words.indexOf("--");
  if (isClient && dashes > 0) return inside(words.slice(1, dashes), words.slice(dashes + 1), start, around);
  if (isClient && /^(-f|--filename)$/.test(words.at(-1) ?? "")) return files(start, around);
  if (isClient) return kubectlWords(program, words.slice(1), start, around);
  if (FILE_TOOLS.has(program)) return files(start, around);
  const scheme = /^https?:\/\//.exec(start)?.[0] ?? "";
  if (HOST_TOOLS.has(program)) return hosts(around).map((host) => `${scheme}${host}`);
  if (Object.hasOwn(NODE_WORDS, program)) return NODE_WORDS[program] ?? [];
  if (program === "ssh") return names("Node", undefined, around);
  return [];
}

/** Behind `--` of `kubectl exec POD`: a command line of that container. */
function inside(
  words: readonly string[],
  line: readonly string[],
  start: string,
  around: Surroundings,
): readonly string[] {
  const { cluster } = around;
  const at = words.findIndex((word) => word === "-n" || word === "--namespace");
  const namespace = at < 0 ? around.namespace : (words[at + 1] ?? "");
  const pods = words.flatMap((word) => podNamed(cluster, namespace, word.replace(/^pods?\//, "")) ?? []);
  const place = pods[0] === undefined ? undefined : podPlace(pods[0]);
  if (place === undefined) return [];
  const there = { ...around, place, namespace, paths: () => [] };
  return line.length === 0 ? programs(there) : after(line, start, there);
}

const FILE_TOOLS: ReadonlySet<string> = new Set(["cat", "cd", "grep", "head", "ls", "sort", "tail", "wc"]);

/** Files and folders of the folder that the word leads into; a folder ends in a slash. */
function files(start: string, { cwd, paths }: Surroundings): readonly string[] {
  const typed = start.slice(0, start.lastIndexOf("/") + 1);
  const below = typed.replace(/(^|\/)(\.\/)+/g, "$1");
  const folder = below.startsWith("/") ? below : `${cwd === "/" ? "" : cwd}/${below}`;
  const all = paths();
  const found = new Set<string>();
  for (const path of all) {
    if (!path.startsWith(folder) || path.length === folder.length) continue;
    const [name = "", ...rest] = path.slice(folder.length).split("/");
    if (name.startsWith(".") && !start.slice(typed.length).startsWith(".")) continue;
    const isFolder = rest.length > 0 || all.some((one) => one.startsWith(`${folder}${name}/`));
    found.add(`${typed}${name}${isFolder ? "/" : ""}`);
  }
  return [...found];
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
