import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { Cluster } from "../index.ts";
import { ApiServer } from "../surfaces/api-server/api-server.ts";
import { type Kubectl, kubectlFor } from "../surfaces/kubectl/kubectl.ts";
import { KUBECTL, type Loopback, startLoopback } from "./loopback-api-server.ts";

/** Ninety seconds after the objects were made. */
const NOW = 1_767_225_600_000 + 90_000;

/** What one kubectl said. */
export interface Said {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** The real kubectl and ours, each with its own copy of the same cluster. */
export interface Twins {
  real(argv: readonly string[], stdin?: string): Promise<Said>;
  ours(argv: readonly string[], stdin?: string): Said;
  close(): Promise<void>;
}

/** The version that the comparison is with. A dispatcher that stands for several versions is passed over. */
function program(version: string): string | undefined {
  if (KUBECTL === undefined) return undefined;
  const versioned = `${realpathSync(KUBECTL)}.${version}`;
  return existsSync(versioned) ? versioned : KUBECTL;
}

/** Starts both on the manifests of some folders or files. */
export async function startTwins(paths: readonly string[], version = "1.32"): Promise<Twins> {
  const inputs = paths.flatMap(yamlFiles).map((name) => ({ name, text: readFileSync(name, "utf8") }));
  const server = (): ApiServer => new ApiServer(Cluster.load(inputs), { now: () => NOW });
  const loopback: Loopback = await startLoopback(server(), program(version));
  const ours: Kubectl = kubectlFor(server(), { now: () => NOW });
  return {
    real: async (argv, stdin) => {
      const { stdout, stderr, code } = await loopback.kubectl(argv, stdin);
      return { stdout, stderr, exitCode: code };
    },
    ours: (argv, stdin = "") => ours("kubectl", argv, { stdin, ...machineFiles }),
    close: () => loopback.close(),
  };
}

/** Files of this machine, so that both read the same. */
const machineFiles = {
  readFile: (path: string): string | undefined => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return undefined;
    }
  },
  listFolder: (path: string): readonly string[] | undefined =>
    isFolder(path)
      ? readdirSync(path, { recursive: true }).map((name) => join(path, String(name)))
      : undefined,
};

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function yamlFiles(path: string): readonly string[] {
  if (!isFolder(path)) return path.endsWith(".yaml") ? [path] : [];
  return readdirSync(path).flatMap((name) => yamlFiles(join(path, name)));
}

/** The words of a command line; quotes hold a word together. */
export function wordsOf(line: string): readonly string[] {
  return (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'|'$/g, ""));
}

/** Pods are evicted side by side, and Go walks its maps as it likes: those lines and reasons come in any order. */
export function inOrder({ stdout, stderr, ...rest }: Said): Said {
  const isLoose = (line: string): boolean =>
    / evicted$|^evicting pod |^cannot delete |^error when evicting /.test(line);
  const sorted = (text: string): string => {
    const lines = text.split("\n");
    const loose = lines.filter(isLoose).sort();
    return lines.map((line) => (isLoose(line) ? (loose.shift() ?? "") : line)).join("\n");
  };
  const reasons = stderr.replace(/(?<=error(?: occurred)?: \[)[^\]]*/g, (list) =>
    list
      .split(/, (?=cannot delete |error when )/)
      .sort()
      .join(", "),
  );
  return {
    ...rest,
    stdout: sorted(stdout),
    stderr: sorted(reasons).replace(/(?<=Warning: ).*/, (all) => all.split("; ").sort().join("; ")),
  };
}
