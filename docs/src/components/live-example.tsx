import { type ReactNode, useState } from "react";
import type { LiveAnswer, LiveQuestion } from "../live/ask.ts";
import { sharedEngine } from "../worker/engine-client.ts";
import { VerdictMark } from "./verdict-mark.tsx";
import { YamlArea } from "./yaml-area.tsx";

interface Props {
  readonly id: string;
  readonly profile: string;
  readonly manifests: string;
  /** As JSON, because attributes of a page's component are texts. */
  readonly requests: string;
  readonly answers: string;
}

type Requests = LiveQuestion["requests"];

/** Manifests to edit and requests with their verdicts, which the build computed and the reader computes anew. */
export function LiveExample({ id, profile, manifests, requests, answers }: Props): ReactNode {
  const asked: Requests = JSON.parse(requests);
  const [text, setText] = useState(manifests);
  const [shown, setShown] = useState<readonly LiveAnswer[]>(JSON.parse(answers));
  const [state, setState] = useState<"fresh" | "stale" | "running">("fresh");
  const [problem, setProblem] = useState("");

  const run = async (yaml: string): Promise<void> => {
    setState("running");
    try {
      setShown(await sharedEngine().call("live", { profile, manifests: yaml, requests: asked }));
      setProblem("");
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setState("fresh");
  };
  const edit = (yaml: string): void => {
    setText(yaml);
    setState("stale");
  };
  const reset = (): void => {
    setText(manifests);
    setShown(JSON.parse(answers));
    setState("fresh");
  };

  return (
    <section className="pw-live" aria-label={`Live example ${id}`}>
      <header className="pw-live__bar">
        <span className="pw-live__title">manifests.yaml</span>
        {profile === "kubeadm" ? null : <span className="pw-chip">{profile}</span>}
        <span className="pw-live__gap" />
        {text === manifests ? null : (
          <button type="button" className="pw-button pw-button--quiet" onClick={reset}>
            Reset
          </button>
        )}
        <button type="button" className="pw-button" onClick={() => run(text)} disabled={state === "running"}>
          {state === "running" ? "Running…" : "Run"}
        </button>
      </header>
      <YamlArea value={text} label={`Manifests of example ${id}`} onChange={edit} />
      {problem === "" ? null : (
        <p className="pw-live__problem" role="alert">
          The engine was started anew: {problem}.
        </p>
      )}
      <ol
        className={state === "stale" ? "pw-live__answers pw-live__answers--stale" : "pw-live__answers"}
        aria-live="polite"
      >
        {asked.map((request, index) => (
          <Answer key={request.text} request={request} answer={shown[index]} stale={state === "stale"} />
        ))}
      </ol>
    </section>
  );
}

function Answer({
  request,
  answer,
  stale,
}: {
  readonly request: Requests[number];
  readonly answer: LiveAnswer | undefined;
  readonly stale: boolean;
}): ReactNode {
  const wanted = request.status === undefined ? request.ending : `${request.ending} ${request.status}`;
  const error = answer === undefined || answer.ending === "";
  const mark = error ? "error" : answer.succeeded ? "yes" : "no";
  return (
    <li>
      <details>
        <summary>
          <code>{request.text}</code>
          <span className="pw-live__verdict">
            {stale ? (
              <VerdictMark state="wait" word="run again" />
            ) : (
              <VerdictMark state={mark} word={error ? "cannot be asked" : answer.ending} />
            )}
            {!stale && !error && answer.asExpected === "no" ? <small>before: {wanted}</small> : null}
          </span>
        </summary>
        <pre className="pw-trace">{answer?.text ?? ""}</pre>
      </details>
    </li>
  );
}
