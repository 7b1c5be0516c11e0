import { suggest, type Workload } from "../engine/index.ts";
import type { ClusterFace } from "./cluster-face.ts";
import { formatPort, parsePort } from "./destination.ts";
import { didYouMean, StepError, VerdictMismatch } from "./errors.ts";
import { pickName } from "./names.ts";
import { defineSteps, type StepTable, step, type Table } from "./registry.ts";
import { gridText, rowsOf } from "./table.ts";
import { checkTruthTable, TRUTH_EXAMPLE } from "./truth-table.ts";
import type { World } from "./world.ts";

const ALLOWED_EXAMPLE = [
  "Then only these connections are allowed:",
  "  | from     | to  | port |",
  "  | frontend | api | 8080 |",
].join("\n");

type Listener = Workload["listens"][number];

/** A connection between two workloads, and how many of its pairs of pods it works for. */
interface Connection {
  readonly key: string;
  readonly cells: readonly [from: string, to: string, port: string];
  readonly allowed: number;
  readonly of: number;
}

/**
 * Every workload against every port that any workload listens on: exactly the listed ones connect. A workload with
 * several pods is also asked about itself, between two different pods.
 */
function onlyTheseAllowed(world: World, table: Table): void {
  const cluster = world.cluster();
  const workloads = cluster.workloads();
  const expected = new Map(
    rowsOf(table, ["from", "to", "port"]).map((row) => {
      const cells = cellsOf(world, workloads, row["from"] ?? "", row["to"] ?? "", row["port"] ?? "");
      return [cells.join(" "), cells] as const;
    }),
  );
  const observed = connectionsOf(cluster, workloads);
  if (observed.length === 0)
    throw new StepError("no workload could connect to any other: none listens on a port");
  const impossible = [...expected].filter(([key]) => !observed.some((connection) => connection.key === key));
  if (impossible.length > 0) {
    const [, cells] = impossible[0] ?? ["", []];
    throw new StepError(`${cells.join(" ")}: there is no pair of pods to try this with`);
  }
  report(observed, expected);
}

function report(observed: readonly Connection[], expected: ReadonlyMap<string, readonly string[]>): void {
  const missing = observed.filter(({ key, allowed, of }) => expected.has(key) && allowed < of);
  const extra = observed.filter(({ key, allowed }) => !expected.has(key) && allowed > 0);
  if (missing.length + extra.length === 0) return;
  const open = observed.filter(({ allowed }) => allowed > 0).length;
  throw new VerdictMismatch(
    [
      `expected: only ${expected.size === 1 ? "this connection is" : `these ${expected.size} connections are`} allowed`,
      `observed: ${open} of ${observed.length} connections are allowed; ${missing.length} missing, ${extra.length} extra`,
      ...section("missing (listed, but denied):", missing),
      ...section("extra (allowed, but not listed):", extra),
    ].join("\n"),
    { code: extra.length > 0 ? "connection-extra" : "connection-missing" },
  );
}

function section(title: string, connections: readonly Connection[]): readonly string[] {
  if (connections.length === 0) return [];
  const rows = connections.map(({ cells, allowed, of }) => [
    ...cells,
    allowed > 0 && allowed < of ? `for ${allowed} of ${of} pairs of pods` : "",
  ]);
  const sorted = rows.sort((a, b) => (a.join(" ") < b.join(" ") ? -1 : 1));
  return [title, gridText(sorted)];
}

function connectionsOf(cluster: ClusterFace, workloads: readonly Workload[]): readonly Connection[] {
  return workloads.flatMap((from) =>
    workloads.flatMap((to) =>
      to.listens.flatMap((listener) => {
        const connection = tryConnection(cluster, from, to, listener);
        return connection.of === 0 ? [] : [connection];
      }),
    ),
  );
}

function tryConnection(cluster: ClusterFace, from: Workload, to: Workload, listener: Listener): Connection {
  const endings = from.pods.flatMap((client) =>
    to.pods
      .filter((pod) => pod !== client)
      .map((pod) => cluster.probe(client, pod, listener.protocol, listener.port)),
  );
  const allowed = endings.filter((ending) => ending === "connected" || ending === "answered").length;
  const cells = [from.id, to.id, formatPort(listener)] as const;
  return { key: cells.join(" "), cells, allowed, of: endings.length };
}

function cellsOf(
  world: World,
  workloads: readonly Workload[],
  fromText: string,
  toText: string,
  portText: string,
): readonly [string, string, string] {
  const from = pickName("workload", workloads, fromText, world.namespace);
  const to = pickName("workload", workloads, toText, world.namespace);
  const port = parsePort(portText);
  const text = formatPort(port);
  const listens = to.listens.map(formatPort);
  if (!listens.includes(text)) {
    const known = listens.length === 0 ? "nothing" : listens.join(", ");
    throw new StepError(
      `${to.id} does not listen on ${text}; it listens on ${known}${didYouMean(suggest(text, listens, 1))}`,
    );
  }
  return [from.id, to.id, text];
}

export const closedWorldSteps: StepTable = defineSteps("steps/closed-world.ts", [
  step({
    keyword: "Then",
    expression: "only these connections are allowed:",
    block: "table",
    example: ALLOWED_EXAMPLE,
    description:
      "Among all workloads of the scenario and the ports they listen on, pod to pod, exactly these connect.",
    run: onlyTheseAllowed,
  }),
  step({
    keyword: "Then",
    expression: "the connectivity is:",
    block: "table",
    example: TRUTH_EXAMPLE,
    description:
      "A truth table: clients down, host:port[/protocol] across, cells ✓ or ✗ (allow or deny), - for not asked. A ✗ needs the same witness as `it fails`.",
    run: checkTruthTable,
  }),
]);
