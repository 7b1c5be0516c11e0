import type { Cluster } from "../library/cluster.ts";
import { toolsAt } from "./images.ts";
import { kubectlWords } from "./kubectl-completion.ts";
import { type Place, podNamed, podPlace } from "./place.ts";

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
  /** Every file and folder of the place, as absolute paths. */
  paths(): readonly string[];
}

/** Words that may stand where the line ends, sorted; the last word is the start of each of them. */
export function completions(line: string, around: Surroundings): readonly string[] {
  const command = line.split(/[|;&]|\$\(/).at(-1) ?? "";
  const words = command.trimStart().split(/\s+/);
  const start = words.at(-1) ?? "";
  const candidates = words.length === 1 ? programs(around) : after(words.slice(0, -1), start, around);
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
