import type { ReactNode } from "react";
import { VerdictMark } from "../../components/verdict-mark.tsx";
import type { TaskView } from "../engine/views.ts";
import { type LabState, useOptionalLab } from "../state/lab-context.tsx";
import { Hints } from "./hints.tsx";
import { SolutionButton } from "./solution.tsx";

const CLASSES = { wait: "wait", yes: "green", no: "red", error: "error" } as const;

/** The place of a task in a lab's text: its scenario, how it stands, why, and help. */
export function Task({ id }: { readonly id: string }): ReactNode {
  const state = useOptionalLab();
  const task = state?.lab.tasks.find((one) => one.id === id);
  if (state === undefined || task === undefined) return null;
  const result = state.run.tasks.find((one) => one.task === id);
  const number = state.lab.tasks.indexOf(task) + 1;
  const green = result?.status === "passed";
  const words = state.page.words ?? { yes: "Passed", no: "Not yet" };
  const error = result !== undefined && !green && result.status !== "failed";
  const verdict = result === undefined ? "wait" : green ? "yes" : error ? "error" : "no";
  const word = { wait: "Checking", yes: words.yes, no: words.no, error: "Cannot be checked" }[verdict];
  return (
    <section
      id={`task-${id}`}
      className={`pw-task pw-task--${CLASSES[verdict]}`}
      aria-label={`Task ${number}`}
    >
      <header>
        <h2>
          {state.lab.tasks.length === 1 ? null : <span className="pw-task__number">Task {number}</span>}{" "}
          {task.title}
        </h2>
        <span role="status" aria-live="polite">
          <VerdictMark state={verdict} word={word} />
        </span>
      </header>
      <Scenario
        text={task.scenario}
        failedAt={result?.step?.line}
        first={task.line}
        follow={followed(result, state)}
      />
      {result === undefined || green ? null : <Why result={result} state={state} />}
      <footer>
        {green ? (
          <Walks result={result} state={state} />
        ) : (
          <>
            <Hints task={task} result={result} />
            {state.takeSolution === undefined ? null : <SolutionButton task={id} take={state.takeSolution} />}
          </>
        )}
        {!green && result !== undefined ? <Walks result={result} state={state} /> : null}
      </footer>
    </section>
  );
}

/** The scenario as it stands in tasks.feature; the step that failed is marked. */
function Scenario({
  text,
  first,
  failedAt,
  follow,
}: {
  readonly text: string;
  readonly first: number;
  readonly failedAt: number | undefined;
  /** Shows the way of the packet that made a step fail, if there was one. */
  readonly follow: (() => void) | undefined;
}): ReactNode {
  const lines = text.replace(/\s+$/, "").split("\n");
  const title = lines.findIndex((line) => /^\s*Scenario/.test(line));
  const steps = lines.slice(title + 1);
  const indent = Math.min(...steps.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));
  return (
    <pre className="pw-task__steps">
      {steps.map((line, index) => {
        const at = first + 1 + index;
        const [, keyword = "", rest = line.slice(indent)] =
          /^\s*(Given|When|Then|And|But)\b(.*)$/.exec(line) ?? [];
        const words = (
          <>
            {keyword === "" ? null : <b>{keyword}</b>}
            {rest}
          </>
        );
        if (at !== failedAt)
          return (
            <span key={at} className="pw-task__step">
              {words}
            </span>
          );
        return (
          <span key={at} className="pw-task__step pw-task__step--failed">
            {follow === undefined ? (
              words
            ) : (
              <button type="button" className="pw-task__follow" title="Follow the packet" onClick={follow}>
                {words}
              </button>
            )}
          </span>
        );
      })}
    </pre>
  );
}

function Why({ result, state }: { readonly result: TaskView; readonly state: LabState }): ReactNode {
  const { observed, why, message, issues, reason } = result;
  const [issue] = issues;
  const [deciding] = reason?.objects ?? [];
  const at =
    issue?.at ??
    (deciding?.file === undefined || deciding.line === undefined
      ? undefined
      : { file: deciding.file, line: deciding.line });
  const lines = (why ?? message).split("\n").filter((line) => line.trim() !== "" && !line.startsWith("way:"));
  // Rows of a table lose their meaning with their columns.
  const isRow = (line: string): boolean => /^ {2,}|\S {2,}\S/.test(line);
  const table = lines.some((line) => /\S {2,}\S/.test(line)) ? lines.filter(isRow) : [];
  const sentences = table.length === 0 ? lines : lines.filter((line) => !isRow(line));
  return (
    <div className="pw-task__why">
      {observed === undefined ? null : (
        <p>
          <b>Got:</b> {observed}
        </p>
      )}
      {table.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre className="pw-task__table" tabIndex={0}>
          {table.join("\n")}
        </pre>
      )}
      {sentences.slice(0, table.length === 0 ? 5 : 3).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {at === undefined || !Object.hasOwn(state.saved.work, at.file) ? null : (
        <button type="button" className="pw-link" onClick={() => state.goTo(at.file, at.line)}>
          Show {at.file}, line {at.line}
        </button>
      )}
    </div>
  );
}

/** How to see the way of the first packet that failed, or of the first at all; none where no packet was sent. */
function followed(result: TaskView | undefined, state: LabState): (() => void) | undefined {
  const [lane] = (result?.lanes ?? []).filter(({ succeeds }) => !succeeds).concat(result?.lanes ?? []);
  return lane === undefined ? undefined : () => state.walk(`${result?.task} ${lane.key}`);
}

function Walks({ result, state }: { readonly result: TaskView; readonly state: LabState }): ReactNode {
  const follow = followed(result, state);
  if (follow === undefined) return null;
  return (
    <button type="button" className="pw-button pw-button--quiet" onClick={follow}>
      Follow the packet
    </button>
  );
}
