import type { Call, Command } from "../command.ts";
import { PlainError } from "../failure.ts";
import { ALL_NAMESPACES, SELECTOR } from "../flags/common.ts";
import { bool, text } from "../flags/flag.ts";

/** What a cluster without a metrics server answers. */
function noMetrics(): void {
  throw new PlainError("Metrics API not available");
}

export const TOP: Command = {
  name: "top",
  short: "Display resource (CPU/memory) usage",
  commands: [
    {
      name: "node",
      aliases: ["nodes", "no"],
      short: "Display resource (CPU/memory) usage of nodes",
      flags: [SELECTOR, text("sort-by"), bool("no-headers")],
      run: noMetrics,
    },
    {
      name: "pod",
      aliases: ["pods", "po"],
      short: "Display resource (CPU/memory) usage of pods",
      flags: [SELECTOR, ALL_NAMESPACES, text("sort-by"), bool("no-headers"), bool("containers"), bool("sum")],
      run: noMetrics,
    },
  ],
};

function notSimulated(name: string, short: string, instead: string): Command {
  return {
    name,
    short,
    // Whatever flags follow its first word are the refused command's own.
    wordsEndFlags: true,
    run: ({ path }: Call) => {
      throw new PlainError(`${path} is not simulated: ${instead}`);
    },
  };
}

/** Commands that need a process in a container, where the terminal has not already gone in. */
export const REFUSED: readonly Command[] = [
  notSimulated(
    "autoscale",
    "Auto-scale a deployment, replica set, stateful set, or replication controller",
    "use scale",
  ),
  notSimulated(
    "cp",
    "Copy files and directories to and from containers",
    "the containers have no files of their own",
  ),
  notSimulated(
    "kustomize",
    "Build a kustomization target from a directory or URL",
    "give its output to apply -f -",
  ),
  notSimulated("proxy", "Run a proxy to the Kubernetes API server", "use get --raw"),
];
