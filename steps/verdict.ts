import {
  type Branch,
  ENDING_KINDS,
  type EndingKind,
  formatObjectName,
  type ObjectName,
  suggest,
} from "../engine/index.ts";
import { didYouMean, StepError } from "./errors.ts";
import { mismatch, percent, successShare } from "./mismatch.ts";
import { BACKEND_KINDS, findName } from "./names.ts";
import { defineSteps, type StepTable, step } from "./registry.ts";
import { checkShares, SHARES_EXAMPLE } from "./shares.ts";
import { requireWitness } from "./witness.ts";
import type { World } from "./world.ts";

/** Endings in which the client runs into its own timeout. */
const TIMEOUTS: readonly EndingKind[] = ["dropped", "resolve-timeout"];

/** Endings for which a server took the connection, whatever it said then. */
const ACCEPTED: readonly EndingKind[] = ["answered", "connected", "closed", "tls-failed"];

function everyEnding(world: World, claim: string, kinds: readonly EndingKind[]): void {
  const { trace } = world.asked();
  if (!trace.branches.every(({ ending }) => kinds.includes(ending.kind))) throw mismatch(claim, trace);
}

function succeeds(world: World): void {
  const { trace } = world.asked();
  if (trace.outcome !== "success") throw mismatch("it succeeds", trace);
}

function succeedsFor(world: World, share: number): void {
  if (share > 100) throw new StepError(`${share}% is more than all connections`);
  const { trace } = world.asked();
  const observed = successShare(trace);
  if (Math.round(observed * 100) === share) return;
  throw mismatch(`it succeeds for ${share}% of connections`, trace, `it succeeds for ${percent(observed)}`);
}

function fails(world: World): void {
  const asked = world.asked();
  if (asked.trace.outcome !== "failure") throw mismatch("it fails", asked.trace);
  requireWitness("it fails", asked, world.cluster());
}

function timesOut(world: World): void {
  everyEnding(world, "it times out", TIMEOUTS);
  requireWitness("it times out", world.asked(), world.cluster());
}

function endsAs(world: World, word: string): void {
  const kind = ENDING_KINDS.find((known) => known === word);
  if (kind === undefined) {
    const near = didYouMean(suggest(word, ENDING_KINDS, 1));
    throw new StepError(`no ending is called "${word}"; the endings are ${ENDING_KINDS.join(", ")}${near}`);
  }
  everyEnding(world, `it ends as ${word}`, [kind]);
}

function hasStatus(world: World, status: number): void {
  const { trace } = world.asked();
  if (trace.request.kind !== "http")
    throw new StepError("the last request was not HTTP, so it has no status");
  const same = trace.branches.every(({ ending }) => ending.kind === "answered" && ending.status === status);
  if (!same) throw mismatch(`the response status is ${status}`, trace);
}

function deniedBy(world: World, text: string): void {
  const asked = world.asked();
  const cluster = world.cluster();
  const kinds = [...new Set(cluster.objects().map(({ kind }) => kind))].filter((kind) =>
    kind.endsWith("NetworkPolicy"),
  );
  const policy = findName(cluster, "policy", kinds, text, world.namespace);
  const claim = `it is denied by policy ${policy.namespace}/${policy.name}`;
  const denied = (branch: Branch): boolean =>
    branch.decidedBy.step.code === "denied" &&
    branch.decidedBy.step.objects.some(
      (use) =>
        kinds.includes(use.kind) && use.name === policy.name && (use.namespace ?? "") === policy.namespace,
    );
  if (!asked.trace.branches.every(denied)) throw mismatch(claim, asked.trace);
  requireWitness(claim, asked, cluster);
}

function reaches(world: World, backend: "pod" | "service", text: string): void {
  const { trace } = world.asked();
  const wanted = findName(world.cluster(), backend, BACKEND_KINDS[backend], text, world.namespace);
  const is = (name: ObjectName | undefined): boolean =>
    name !== undefined && name.name === wanted.name && name.namespace === wanted.namespace;
  const does = ({ reached, ending }: Branch): boolean =>
    ACCEPTED.includes(ending.kind) &&
    (backend === "service" ? is(reached.service) : is(reached.pod) || is(reached.workload));
  if (trace.branches.every(does)) return;
  const observed = trace.branches.map(({ reached }) => {
    const name = backend === "service" ? reached.service : reached.pod;
    return name === undefined ? (reached.address ?? `no ${backend}`) : formatObjectName(name);
  });
  const claim = `it reaches ${backend} ${wanted.namespace}/${wanted.name}`;
  const how = trace.outcome === "success" ? `it reaches ${[...new Set(observed)].join(", ")}` : undefined;
  throw mismatch(claim, trace, how);
}

export const verdictSteps: StepTable = defineSteps("steps/verdict.ts", [
  step({
    keyword: "Then",
    expression: "it succeeds",
    example: "Then it succeeds",
    description: "Every way the request can go connects and, over HTTP, answers below 400.",
    run: succeeds,
  }),
  step({
    keyword: "Then",
    expression: "it succeeds for {int}% of connections",
    example: "Then it succeeds for 50% of connections",
    description: "The share of connections that succeed, rounded to whole percents.",
    run: succeedsFor,
  }),
  step({
    keyword: "Then",
    expression: "it fails",
    example: "Then it fails",
    description:
      "Every way fails, and the same request succeeds once all policies are lifted; else the step errs.",
    run: fails,
  }),
  step({
    keyword: "Then",
    expression: "it times out",
    example: "Then it times out",
    description:
      "Every packet (or every look-up) is lost, and the same request succeeds once all policies are lifted; else the step errs.",
    run: timesOut,
  }),
  step({
    keyword: "Then",
    expression: "it is refused",
    example: "Then it is refused",
    description: "The client is told at once that nothing listens, on every way.",
    run: (world): void => everyEnding(world, "it is refused", ["refused"]),
  }),
  step({
    keyword: "Then",
    expression: "it ends as {word}",
    example: "Then it ends as dropped",
    description: `Exactly this ending on every way: ${ENDING_KINDS.join(", ")}.`,
    run: endsAs,
  }),
  step({
    keyword: "Then",
    expression: "the response status is {int}",
    example: "Then the response status is 200",
    description: "The HTTP status on every way.",
    run: hasStatus,
  }),
  step({
    keyword: "Then",
    expression: "it is denied by policy {string}",
    example: 'Then it is denied by policy "shop/default-deny"',
    description:
      "The policy isolates the pod in the direction that is denied, no rule of any policy allows the flow, and without policies the request succeeds.",
    run: deniedBy,
  }),
  step({
    keyword: "Then",
    expression: "it reaches {backend} {string}",
    example: 'Then it reaches service "shop/api"',
    description:
      "Every way ends at this pod (or a pod of this workload), or went through this Service. A pod that a proxy could not connect to is not reached.",
    run: reaches,
  }),
  step({
    keyword: "Then",
    expression: "the server sees the client as {string}",
    example: 'Then the server sees the client as "192.168.56.11"',
    description: "The source address of the connection where it arrives, on every way that succeeds.",
    run: (world, address): void => {
      const { trace } = world.asked();
      const seen = new Set(trace.branches.flatMap(({ reached }) => reached.clientSeenAs ?? []));
      if (seen.size === 1 && seen.has(address)) return;
      const observed = seen.size === 0 ? "it reaches no server" : `it sees ${[...seen].join(", ")}`;
      throw mismatch(`the server sees the client as ${address}`, trace, observed);
    },
  }),
  step({
    keyword: "Then",
    expression: "{int} requests reach:",
    block: "table",
    example: SHARES_EXAMPLE,
    description: "How requests spread over pods, workloads, Services or addresses, as `1/3` or `33%`.",
    run: checkShares,
  }),
]);
