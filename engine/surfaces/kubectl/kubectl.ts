import type { Memory } from "./contexts.ts";
import { type Output, runCommand } from "./run.ts";
import type { Server } from "./server/api.ts";
import type { Discovery } from "./server/discovery.ts";
import type { Forward, Surroundings } from "./session.ts";
import { KUBECTL, OC } from "./tree.ts";

/** kubectl or oc as a shell calls it: `argv` without the program's name. Synchronous, and never throws for what a user may type. */
export type Kubectl = (
  program: "kubectl" | "oc",
  argv: readonly string[],
  surroundings: Surroundings,
) => Output;

export interface KubectlOptions {
  /** Milliseconds since the epoch: what ages are counted from. */
  readonly now: () => number;
  /** Namespace of the current context, which commands may change. Default `default`. */
  readonly memory?: Memory;
  readonly forward?: (forward: Forward) => void;
  readonly pass?: (seconds: number) => void;
}

/** kubectl and oc as clients of one API server. */
export function kubectlFor(
  server: Server,
  { now, memory = { namespace: "default" }, forward, pass }: KubectlOptions,
): Kubectl {
  const discovered: { value?: Discovery } = {};
  return (program, argv, surroundings) => {
    const around = {
      ...(forward === undefined ? {} : { forward }),
      ...(pass === undefined ? {} : { pass }),
      ...surroundings,
    };
    return runCommand(program === "oc" ? OC : KUBECTL, argv, {
      program,
      server,
      memory,
      around,
      now,
      discovered,
    });
  };
}
