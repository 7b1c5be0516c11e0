import type { Command } from "./command.ts";
import type { Flag } from "./flags/flag.ts";

/** A short page on a command: what it does, examples, its flags or members, and how it is typed. */
export function helpText(command: Command, path: string): string {
  const { short, usage, examples = [], flags = [], commands = [] } = command;
  const blocks = [`${short}.`];
  if (examples.length > 0) blocks.push(["Examples:", ...examples.map((line) => `  ${line}`)].join("\n"));
  if (commands.length > 0) {
    const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
    const rows = commands.map(({ name, short: words }) => `  ${name.padEnd(width)}${words}`);
    blocks.push(["Available Commands:", ...rows].join("\n"));
  }
  if (flags.length > 0) blocks.push(["Options:", ...flags.map(flagLine)].join("\n"));
  blocks.push(
    `Usage:\n  ${path} ${usage ?? (commands.length > 0 ? "[command] [flags]" : "[flags] [options]")}`,
  );
  if (commands.length > 0)
    blocks.push(`Use "${path} <command> --help" for more information about a given command.`);
  blocks.push(
    `Use "${path.split(" ")[0] ?? "kubectl"} options" for a list of global command-line options (applies to all commands).`,
  );
  return `${blocks.join("\n\n")}\n`;
}

function flagLine({ name, short, type, initial }: Flag): string {
  const shown =
    type === "slice" || type === "array"
      ? "[]"
      : type === "string" || type === "duration"
        ? `'${initial}'`
        : initial;
  return `    ${short === undefined ? "" : `-${short}, `}--${name}=${shown}`;
}
