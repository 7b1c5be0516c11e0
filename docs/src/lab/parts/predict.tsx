import { type ReactNode, useEffect, useState } from "react";
import { useOptionalLab } from "../state/lab-context.tsx";

/** A question to be answered before anything is run; the engine says who was right. */
export function Predict({ id }: { readonly id: string }): ReactNode {
  const state = useOptionalLab();
  const prediction = state?.lab.predictions.find((one) => one.id === id);
  const [right, setRight] = useState<readonly boolean[] | undefined>();
  const [trouble, setTrouble] = useState("");
  const chosen =
    state !== undefined && Object.hasOwn(state.saved.predictions, id)
      ? state.saved.predictions[id]
      : undefined;
  const choose = async (choice: number): Promise<void> => {
    try {
      setRight(await state?.predict(id, choice));
      setTrouble("");
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  // What was chosen on an earlier visit is answered again: only the choice is kept.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the kept choice is there
  useEffect(() => {
    if (chosen !== undefined && right === undefined) void choose(chosen);
  }, [chosen]);
  if (state === undefined || prediction === undefined) return null;
  return (
    <fieldset className="pw-predict">
      <legend>Before you run it</legend>
      <p>{prediction.question}</p>
      <p>
        <code>{prediction.when}</code>
      </p>
      <div className="pw-predict__choices">
        {prediction.choices.map((choice, index) => (
          <label key={choice} className={right?.[index] ? "pw-choice pw-choice--right" : "pw-choice"}>
            <input
              type="radio"
              name={`predict-${id}`}
              checked={chosen === index}
              onChange={() => choose(index)}
            />
            {choice}
            {right === undefined ? null : right[index] ? " ✓" : chosen === index ? " ✗" : ""}
          </label>
        ))}
      </div>
      <div aria-live="polite">
        {trouble === "" ? null : <p>The engine could not be asked: {trouble}.</p>}
        {right === undefined ? null : (
          <p>
            <b>{chosen !== undefined && right[chosen] ? "Right." : "Not quite."}</b> {prediction.why}
          </p>
        )}
      </div>
    </fieldset>
  );
}

/** A command that goes to the terminal on a click. */
export function Run({ cmd }: { readonly cmd: string }): ReactNode {
  const state = useOptionalLab();
  if (state === undefined) return <code>{cmd}</code>;
  return (
    <button
      type="button"
      className="pw-run"
      onClick={() => state.offer(cmd)}
      title="Put it into the terminal"
    >
      <code>{cmd}</code>
    </button>
  );
}
