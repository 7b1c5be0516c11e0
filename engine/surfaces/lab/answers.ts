import type { Folder } from "./folder.ts";
import type { Answer, LabAnswers, LabFile, LabTask, WrongAnswer } from "./lab.ts";
import { unknownReason } from "./reasons.ts";

const LEAST_WRONG = 2;

/** solution/, solution-ALT/ and wrong/. A classroom's copy has none of them. */
export function readAnswers(folder: Folder, tasks: readonly LabTask[]): LabAnswers | undefined {
  if (folder.paths("solution").length + folder.paths("wrong/").length === 0) return undefined;
  const solution = readSolution(folder, tasks);
  const alternatives = subfolders(folder, /^(solution-[^/]+)\//).map((id) => answerIn(folder, id, `${id}/`));
  const wrong = subfolders(folder, /^wrong\/([^/]+)\//).flatMap((id) => readWrong(folder, tasks, id));
  if (wrong.length < LEAST_WRONG)
    folder.problem(
      "wrong/",
      1,
      `${wrong.length} of ${LEAST_WRONG} wrong answers`,
      "write the mistakes that learners make",
    );
  const explanation = folder.text("solution/README.mdx", "it says why the solution works");
  return { solution, explanation, alternatives, wrong };
}

function readSolution(folder: Folder, tasks: readonly LabTask[]): readonly Answer[] {
  const overlays = folder.paths("solution/").filter((path) => path !== "solution/README.mdx");
  const solution = overlays.flatMap((path): readonly Answer[] => {
    const id = /^solution\/\d+-(.+)\.yaml$/.exec(path)?.[1];
    if (id === undefined || !tasks.some((task) => task.id === id)) {
      folder.problem(path, 1, `${path} is the solution of no task`, "call it solution/NN-TASK.yaml");
      return [];
    }
    return [
      {
        id,
        files: [
          { name: path.slice("solution/".length), text: folder.text(path, "a solution changes something") },
        ],
      },
    ];
  });
  for (const { id, already, anyOrder } of tasks) {
    if (already || anyOrder || solution.some((answer) => answer.id === id)) continue;
    folder.problem(`solution/${id}.yaml`, 1, `task ${id} has no solution`, `write solution/NN-${id}.yaml`);
  }
  const order = solution.map(({ id }) => tasks.findIndex((task) => task.id === id));
  if (order.some((place, index) => index > 0 && place <= (order[index - 1] ?? -1)))
    folder.problem("solution/", 1, "the overlays' numbers are not in the order of the tasks");
  return solution;
}

function answerIn(folder: Folder, id: string, under: string): Answer {
  const paths = folder
    .paths(under)
    .filter((path) => path.endsWith(".yaml") && !path.endsWith("/expect.yaml"));
  if (paths.length === 0) folder.problem(under, 1, `${under} has no manifest`);
  const files = paths.map(
    (path): LabFile => ({
      name: path.slice(under.length),
      text: folder.text(path, "an answer changes something"),
    }),
  );
  return { id, files };
}

function readWrong(folder: Folder, tasks: readonly LabTask[], id: string): readonly WrongAnswer[] {
  const path = `wrong/${id}/expect.yaml`;
  const text = folder.text(path, "it says what the answer fails at");
  const fields = text === "" ? undefined : folder.yaml(path, text, ["fails", "reason", "hint"]);
  if (fields === undefined) return [];
  const fails = fields.texts("fails", 1);
  for (const name of fails)
    if (!tasks.some((task) => task.id === name)) fields.wrong(["fails"], `there is no task ${name}`);
  const [, name, code = ""] = /^(?:([a-z-]+)\/)?([a-z-]+)$/.exec(fields.text("reason")) ?? [];
  const reason = name === undefined ? { code } : { function: name, code };
  const problem = code === "" ? "expected CODE or FUNCTION/CODE" : unknownReason(reason);
  if (problem !== undefined) fields.wrong(["reason"], `reason: ${problem}`);
  const [, task = "", number = ""] = /^([a-z0-9-]+)#(\d+)$/.exec(fields.text("hint")) ?? [];
  const hints = tasks.find((one) => one.id === task)?.hints ?? [];
  if (!hints.some((hint) => String(hint.number) === number))
    fields.wrong(["hint"], "hint: expected TASK#N for a block of hints/TASK.md");
  return [{ ...answerIn(folder, id, `wrong/${id}/`), fails, reason, hint: { task, number: Number(number) } }];
}

function subfolders(folder: Folder, pattern: RegExp): readonly string[] {
  return [...new Set(folder.paths().flatMap((path) => pattern.exec(path)?.[1] ?? []))];
}
