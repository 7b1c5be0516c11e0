import { type ReactNode, useMemo, useState } from "react";
import { playgroundLab } from "../../../../engine/surfaces/lab/playground.ts";
import { PLAYGROUND, type Shared } from "../../../../engine/surfaces/lab/share.ts";
import { LabLayout } from "../parts/lab-layout.tsx";
import { Task } from "../parts/task.tsx";
import { useLab } from "../state/lab-context.tsx";
import { LabProvider } from "../state/lab-provider.tsx";
import { type LabPageData, NOT_RUN } from "../state/page-data.ts";
import { useQuestion } from "./question.ts";

/** A lab without an author: somebody's own manifests, and one request that is asked after every change. */
export function PlaygroundPage(): ReactNode {
  const [shared, change] = useQuestion();
  const page = useMemo(() => (shared === undefined ? undefined : pageOf(shared)), [shared]);
  if (shared === undefined || page === undefined) return null;
  return (
    <LabProvider page={page}>
      <LabLayout>
        <article className="markdown">
          <h1>Playground</h1>
          <p className="pw-lab__lead">Your manifests, one request, and every hop of its way.</p>
          <Question shared={shared} onChange={change} />
          <Task id="request" />
          <p>
            Change the manifests in the editor, or <code>kubectl apply</code> them in the terminal: the
            request is asked again each time. <b>Share</b> puts files and request into a link, as{" "}
            <code>podwire trace --share</code> does.
          </p>
        </article>
      </LabLayout>
    </LabProvider>
  );
}

function pageOf(shared: Shared): LabPageData {
  const { work, profile, request } = shared;
  return {
    lab: playgroundLab(shared),
    work,
    start: NOT_RUN,
    goal: [],
    keptAs: PLAYGROUND,
    words: { yes: "It succeeds", no: "It fails" },
    shared: { ...(profile === undefined ? {} : { profile }), ...(request === undefined ? {} : { request }) },
  };
}

/** What is asked, and in which cluster. */
function Question({
  shared,
  onChange,
}: {
  readonly shared: Shared;
  readonly onChange: (shared: Shared) => void;
}): ReactNode {
  const { saved } = useLab();
  const { namespace, when } = shared.request ?? { namespace: "default", when: [""] };
  const [step = "", ...rows] = when;
  const [draft, setDraft] = useState({ step, namespace, profile: (shared.profile ?? []).join(", ") });
  const ask = (): void => {
    const profile = draft.profile.split(/[\s,]+(?=[a-z])/).filter((word) => /^[\w.=,/-]+$/.test(word));
    // The rows of a table belong to the step that has one.
    const table = draft.step.endsWith(":") ? rows : [];
    const next = { namespace: draft.namespace.trim() || "default", when: [draft.step.trim(), ...table] };
    const base = { version: 1, lab: PLAYGROUND, work: saved.work, profile } as const;
    onChange(draft.step.trim() === "" ? base : { ...base, request: next });
  };
  return (
    <form
      className="pw-question"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <label className="pw-question__step">
        The request, as a When step
        <input
          className="pw-field"
          value={draft.step}
          placeholder="frontend curls http://api"
          spellCheck={false}
          onChange={({ target }) => setDraft({ ...draft, step: target.value })}
        />
      </label>
      <label>
        Namespace
        <input
          className="pw-field"
          value={draft.namespace}
          spellCheck={false}
          onChange={({ target }) => setDraft({ ...draft, namespace: target.value })}
        />
      </label>
      <label>
        Cluster
        <input
          className="pw-field"
          value={draft.profile}
          placeholder="kubeadm, cni=cilium"
          spellCheck={false}
          onChange={({ target }) => setDraft({ ...draft, profile: target.value })}
        />
      </label>
      <button type="submit" className="pw-button">
        Ask
      </button>
    </form>
  );
}
