import { type ReactNode, useCallback, useEffect, useState } from "react";
import { LabContext, type LabState, type Pane, type Spot } from "./lab-context.tsx";
import type { LabPageData, LoadSolution } from "./page-data.ts";
import { type Saved, withCommand, withWork } from "./saved.ts";
import { useEdits } from "./use-edits.ts";
import { useEngine } from "./use-engine.ts";
import { useSaved } from "./use-saved.ts";
import { useTerminal } from "./use-terminal.ts";

interface Props {
  readonly page: LabPageData;
  /** Absent where there is no solution to look up. */
  readonly loadSolution?: LoadSolution;
  readonly children: ReactNode;
}

/** Holds everything that the parts of a lab's page share. */
export function LabProvider({ page, loadSolution, children }: Props): ReactNode {
  const { lab } = page;
  const { messages, say, dismiss } = useMessages();
  const [saved, change] = useSaved(page, say);
  const { client, run, busy } = useEngine(page, saved.work, say);
  const onLine = useCallback(
    (line: string, work: Saved["work"] | undefined) =>
      change((before) => withCommand(work === undefined ? before : withWork(before, work), line)),
    [change],
  );
  const terminal = useTerminal(lab, saved.work, client, onLine);
  const view = useView(lab.open[0] ?? Object.keys(saved.work)[0] ?? "");
  useRemembered(
    run.tasks.filter(({ status }) => status === "passed").map(({ task }) => task),
    busy,
    change,
  );

  const edits = useEdits(page, change, say);

  const state: LabState = {
    page,
    lab,
    saved,
    run,
    busy,
    messages,
    dismiss,
    ...view,
    ...edits,
    takeSolution: loadSolution === undefined ? undefined : async () => (await loadSolution()).default,
    complete: (file, text, offset) =>
      client().call("complete", { lab, work: { ...saved.work, [file]: text }, file, offset }),
    predict: async (id, choice) => {
      change((before) => ({ ...before, predictions: { ...before.predictions, [id]: choice } }));
      return client().call("predict", { lab, id });
    },
    ...terminal,
  };
  return <LabContext value={state}>{children}</LabContext>;
}

function useMessages() {
  const [messages, setMessages] = useState<readonly string[]>([]);
  const say = useCallback(
    (message: string) => setMessages((before) => (before.includes(message) ? before : [...before, message])),
    [],
  );
  const dismiss = (message: string): void => setMessages((before) => before.filter((one) => one !== message));
  return { messages, say, dismiss };
}

/** What is shown, and where: nothing of it is kept. */
function useView(first: string) {
  const [file, openFile] = useState(first);
  const [spot, setSpot] = useState<Spot | undefined>();
  const [pane, show] = useState<Pane>("text");
  const [offered, setOffered] = useState("");
  const [walked, setWalked] = useState<string | undefined>();
  return {
    file,
    openFile,
    spot,
    goTo: (name: string, line: number): void => {
      openFile(name);
      setSpot((before) => ({ file: name, line, turn: (before?.turn ?? 0) + 1 }));
      show("editor");
    },
    pane,
    show,
    offered,
    offer: (line: string): void => {
      setOffered(line);
      if (line !== "") show("terminal");
    },
    walked,
    walk: (key: string | undefined): void => {
      setWalked(key);
      if (key !== undefined) show("diagram");
    },
  };
}

/** A task that was green once stays in the progress, whatever the learner tries next. */
function useRemembered(
  green: readonly string[],
  busy: boolean,
  change: (next: (saved: Saved) => Saved) => void,
): void {
  const key = green.join(" ");
  useEffect(() => {
    if (busy || key === "") return;
    change((before) => {
      const added = key.split(" ").filter((task) => !before.passed.includes(task));
      return added.length === 0 ? before : { ...before, passed: [...before.passed, ...added] };
    });
  }, [key, busy, change]);
}
