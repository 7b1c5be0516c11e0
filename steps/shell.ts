import { Cluster, type ManifestInput } from "../engine/index.ts";
import type { Shell } from "../engine/surfaces/shell/index.ts";
import { StepError, VerdictMismatch } from "./errors.ts";
import { defineSteps, type StepTable, step } from "./registry.ts";
import type { World } from "./world.ts";

/** Lines of an output that a message shows. */
const SHOWN = 20;

interface Ran {
  readonly command: string;
  /** What a terminal would show. */
  readonly output: string;
  readonly exitCode: number;
}

interface Terminal {
  readonly shell: Shell;
  /** How many of the scenario's manifests count as applied already. */
  marked: number;
  ran?: Ran;
}

/** One terminal a scenario, with the directory, variables and namespace that its commands leave. */
const terminals = new WeakMap<World, Terminal>();

async function terminalOf(world: World): Promise<Terminal> {
  const known = terminals.get(world);
  if (known !== undefined) return known;
  const cluster = world.cluster();
  if (!(cluster instanceof Cluster)) throw new StepError("this target has no terminal to run commands in");
  // A bash is half of the program's size, and most scenarios need none.
  const { Shell } = await import("../engine/surfaces/shell/index.ts");
  const terminal = { shell: new Shell(cluster, { namespace: world.namespace }), marked: 0 };
  terminals.set(world, terminal);
  return terminal;
}

/** A scenario's manifests count as applied with kubectl, so that applying them again finds nothing to warn of. */
function markApplied(world: World, terminal: Terminal): void {
  const { manifests } = world;
  for (const { input, namespace } of manifests.slice(terminal.marked))
    terminal.shell.markApplied(textsOf(input), namespace);
  terminal.marked = manifests.length;
}

function textsOf(input: ManifestInput): readonly string[] {
  if (typeof input === "string") return [input];
  return input.flatMap((one) => ("text" in one && typeof one.text === "string" ? [one.text] : []));
}

async function run(world: World, script: string): Promise<void> {
  const terminal = await terminalOf(world);
  markApplied(world, terminal);
  const { stdout, stderr, exitCode } = await terminal.shell.exec(script);
  terminal.ran = { command: script.trim(), output: stdout + stderr, exitCode };
  // A command may have changed the cluster, so no earlier verdict speaks of it.
  world.change(() => {});
}

function ran(world: World): Ran {
  const found = terminals.get(world)?.ran;
  if (found === undefined)
    throw new StepError('no command was run yet; a step such as `I run "kubectl get svc"` comes first');
  return found;
}

function shown({ command, output, exitCode }: Ran): string {
  const lines = output.replace(/\n$/, "").split("\n");
  const more = lines.length > SHOWN ? [`… and ${lines.length - SHOWN} more lines`] : [];
  const text = [...lines.slice(0, SHOWN), ...more].map((line) => `  ${line}`).join("\n");
  return `of: ${command}\nexit code ${exitCode}, output:\n${text}`;
}

function claim(world: World, expected: string, holds: (ran: Ran) => boolean): void {
  const last = ran(world);
  if (!holds(last))
    throw new VerdictMismatch(`expected: ${expected}\n${shown(last)}`, { code: "output-differs" });
}

/** Columns are padded to the widest cell, which is nothing that a scenario should depend on. */
function squeezed(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " "))
    .join("\n");
}

export const shellSteps: StepTable = defineSteps("steps/shell.ts", [
  step({
    keyword: "When",
    expression: "I run {string}",
    example: 'When I run "kubectl get endpointslices -n shop"',
    description:
      "Runs a command line in a terminal beside the cluster: kubectl, oc, curl, dig and what bash has. `kubectl exec` and `ssh` lead into pods and onto nodes.",
    run,
  }),
  step({
    keyword: "When",
    expression: "I run:",
    block: "text",
    example:
      'When I run:\n  """bash\n  kubectl scale deploy/api --replicas=0 -n shop\n  kubectl get endpointslices -n shop\n  """',
    description: "Runs several lines, as a script.",
    run,
  }),
  step({
    keyword: "Then",
    expression: "the output contains {string}",
    example: 'Then the output contains "10.96.0.10"',
    description:
      "What the last command printed, to either stream, has this text; any run of blanks counts as one.",
    run: (world, text) =>
      claim(world, `the output contains "${text}"`, ({ output }) =>
        squeezed(output).includes(squeezed(text)),
      ),
  }),
  step({
    keyword: "Then",
    expression: "the output does not contain {string}",
    example: 'Then the output does not contain "Pending"',
    description: "What the last command printed lacks this text.",
    run: (world, text) =>
      claim(
        world,
        `the output does not contain "${text}"`,
        ({ output }) => !squeezed(output).includes(squeezed(text)),
      ),
  }),
  step({
    keyword: "Then",
    expression: "the output is:",
    block: "text",
    example: 'Then the output is:\n  """\n  pod/web created\n  """',
    description: "All that the last command printed; any run of blanks counts as one.",
    run: (world, text) =>
      claim(world, `the output is\n${text}`, ({ output }) => squeezed(output) === squeezed(text)),
  }),
  step({
    keyword: "Then",
    expression: "the exit code is {int}",
    example: "Then the exit code is 0",
    description: "The exit code of the last command.",
    run: (world, code) => claim(world, `the exit code is ${code}`, ({ exitCode }) => exitCode === code),
  }),
]);
