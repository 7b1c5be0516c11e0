import type { Cluster } from "../../../../engine/index.ts";
import type { Lab } from "../../../../engine/surfaces/lab/lab.ts";
import { type Work, withOverlays } from "../../../../engine/surfaces/lab/work.ts";
import { Shell } from "../../../../engine/surfaces/shell/index.ts";
import { changesBetween, type Snapshot, snapshotOf } from "./cluster-changes.ts";
import { clusterOf } from "./cluster-of.ts";

export interface TerminalReply {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  readonly prompt: string;
  /** The learner's files after the command, when it changed the cluster. */
  readonly work?: Work;
}

interface Session {
  readonly shell: Shell;
  readonly cluster: Cluster;
  /** The files that the cluster is made of, as JSON. */
  readonly made: string;
}

let session: Session | undefined;

/** A terminal beside the cluster of these files; a new one when the files changed outside of it. */
function sessionFor(lab: Lab, work: Work): Session {
  const made = JSON.stringify([lab.id, work]);
  if (session?.made === made) return session;
  const cluster = clusterOf(lab, work);
  const files = Object.fromEntries(Object.entries(work).map(([name, text]) => [`/workspace/${name}`, text]));
  const shell = new Shell(cluster, {
    files,
    applied: Object.values(work),
    width: 96,
    namespace: lab.namespace ?? "default",
  });
  session = { shell, cluster, made };
  return session;
}

/** Runs a line. What it changes in the cluster is written into the learner's files. */
export async function runLine(lab: Lab, work: Work, line: string): Promise<TerminalReply> {
  const { shell, cluster } = sessionFor(lab, work);
  const before: Snapshot = snapshotOf(cluster);
  const { stdout, stderr, exitCode } = await shell.exec(line);
  const changes = changesBetween(before, snapshotOf(cluster));
  const reply = { stdout, stderr, exitCode, prompt: shell.prompt };
  if (changes.length === 0) return reply;
  const changed = withOverlays(work, changes);
  session = { shell, cluster, made: JSON.stringify([lab.id, changed]) };
  for (const [name, text] of Object.entries(changed)) {
    if (work[name] !== text) await shell.writeFile(`/workspace/${name}`, text);
  }
  return { ...reply, work: changed };
}

/** Words that may stand at the end of the line, where the terminal is now. */
export function completeLine(lab: Lab, work: Work, line: string): readonly string[] {
  return sessionFor(lab, work).shell.complete(line);
}
