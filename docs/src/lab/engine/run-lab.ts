import { type Cluster, InputError, type Issue, NameError } from "../../../../engine/index.ts";
import type { Lab } from "../../../../engine/surfaces/lab/lab.ts";
import type { Work } from "../../../../engine/surfaces/lab/work.ts";
import { runTasks } from "../../../../steps/lab/run-tasks.ts";
import { clusterOf } from "./cluster-of.ts";
import { lanesOf } from "./lanes.ts";
import type { Finding, LabRun, MatrixView, TaskView } from "./views.ts";

/** More workloads than this make a table that nobody reads. */
const MATRIX_LIMIT = 12;

/** Runs every task on the learner's files and looks the files over. Never throws for what a learner may write. */
export async function runLab(lab: Lab, work: Work): Promise<LabRun> {
  const start = performance.now();
  const tasks = (await runTasks(lab, work)).map(
    ({ trace, ...result }): TaskView => ({
      ...result,
      lanes: lanesOf(trace),
    }),
  );
  const { cluster, issues } = lookedOver(lab, work);
  return {
    tasks,
    findings: issues.flatMap(findingOf),
    matrix: cluster === undefined ? { servers: [], rows: [] } : matrixOf(cluster),
    milliseconds: performance.now() - start,
  };
}

/** The cluster of the files, unless they are refused, and everything that is to be said of them. */
export function lookedOver(
  lab: Lab,
  work: Work,
): { readonly cluster?: Cluster; readonly issues: readonly Issue[] } {
  try {
    const cluster = clusterOf(lab, work);
    return { cluster, issues: [...cluster.lint(), ...cluster.issues] };
  } catch (error) {
    if (error instanceof InputError) return { issues: error.issues };
    // A profile that there is not: the tasks say so.
    if (error instanceof NameError) return { issues: [] };
    throw error;
  }
}

export function findingOf({ severity, code, message, remedy, at }: Issue): readonly Finding[] {
  if (at === undefined) return [];
  const words = remedy === undefined ? message : `${message} (${remedy})`;
  return [{ severity, code, message: words, file: at.file, line: at.line, column: at.column ?? 1 }];
}

/** What policies and listeners allow between the workloads of the lab, asked pod to pod. */
function matrixOf(cluster: Cluster): MatrixView {
  const workloads = cluster.workloads().filter(({ pods }) => pods.length > 0);
  const servers = workloads
    .flatMap(({ id, pods, listens }) =>
      listens.map(({ port, protocol }) => ({ id, pod: pods[0] ?? "", port, protocol })),
    )
    .slice(0, MATRIX_LIMIT);
  return {
    servers: servers.map(
      ({ id, port, protocol }) =>
        `${id.replace(/^[^/]*\//, "")}:${port}${protocol === "TCP" ? "" : `/${protocol}`}`,
    ),
    rows: workloads.slice(0, MATRIX_LIMIT).map(({ id, pods }) => ({
      client: id,
      cells: servers.map((server) =>
        server.id === id ? "" : cluster.probe(pods[0] ?? "", server.pod, server.protocol, server.port),
      ),
    })),
  };
}
