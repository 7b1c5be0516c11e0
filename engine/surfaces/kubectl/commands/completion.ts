import type { Command } from "../command.ts";
import { PlainError, usageError } from "../failure.ts";

const SHELLS = ["bash", "fish", "powershell", "zsh"];

/** What people load into their shell; this one completes without. */
export const COMPLETION: Command = {
  name: "completion",
  short: "Output shell completion code for the specified shell (bash, zsh, fish, or powershell)",
  usage: "SHELL",
  run: ({ args, path, session }) => {
    const [shell, ...more] = args;
    if (shell === undefined) throw usageError(path, "Shell not specified.");
    if (more.length > 0) throw usageError(path, "Too many arguments. Expected only the shell type.");
    if (!SHELLS.includes(shell))
      throw new PlainError(
        `Unsupported shell type ${JSON.stringify(shell)}.\nSee '${path} -h' for help and examples`,
      );
    session.out(`# Tab completes the words of ${session.program} here without anything being loaded.\n`);
  },
};
