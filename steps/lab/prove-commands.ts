import { Cluster } from "../../engine/index.ts";
import type { Lab } from "../../engine/surfaces/lab/lab.ts";
import type { PageCommand } from "../../engine/surfaces/lab/page.ts";
import { startOf } from "../../engine/surfaces/lab/work.ts";
import { profileOf } from "../profiles.ts";
import type { LabFinding } from "./finding.ts";

/** What a shell or kubectl say of a line that they do not understand, as opposed to one that fails. */
const NOT_UNDERSTOOD =
  /command not found|unknown command|unknown flag|unknown shorthand flag|syntax error|doesn't have a resource type/;

/** Commands that a page offers have to be ones that the terminal knows; what they find there is another matter. */
export async function proveCommands(
  lab: Lab,
  commands: readonly PageCommand[],
): Promise<readonly LabFinding[]> {
  if (commands.length === 0) return [];
  // A bash is half of the program's size, and many labs offer no command.
  const { Shell } = await import("../../engine/surfaces/shell/index.ts");
  const files = Object.entries(startOf(lab)).filter(([, text]) => text.trim() !== "");
  const cluster = Cluster.load(
    files.map(([name, text]) => ({ name, text })),
    { profile: profileOf(lab.profile) },
  );
  const shell = new Shell(cluster, {
    files: Object.fromEntries(files.map(([name, text]) => [`/workspace/${name}`, text])),
    applied: files.map(([, text]) => text),
  });
  const findings: LabFinding[] = [];
  for (const { command, line } of commands) {
    const { stderr, exitCode } = await shell.exec(command);
    if (exitCode === 0 || !(exitCode === 127 || NOT_UNDERSTOOD.test(stderr))) continue;
    findings.push({
      lab: lab.id,
      message: `index.mdx:${line}: the terminal does not know ${JSON.stringify(command)}`,
      at: { file: `labs/${lab.id}/index.mdx`, line },
      detail: stderr,
    });
  }
  return findings;
}
