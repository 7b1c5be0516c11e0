import type { Command } from "./command.ts";
import { DESCRIBE } from "./commands/describe.ts";
import { GET } from "./commands/get.ts";

/** Every command of kubectl. */
export const KUBECTL: Command = {
  name: "kubectl",
  short: "kubectl controls the Kubernetes cluster manager",
  commands: [GET, DESCRIBE],
};
