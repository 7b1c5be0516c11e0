import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { playgroundLab } from "../../../../engine/surfaces/lab/playground.ts";
import type { PaletteStep } from "../../../../steps/lab/palette.ts";
import { sharedEngine } from "../../worker/engine-client.ts";
import type { AuthorReport, Project } from "../engine/author.ts";
import { DiagramPane } from "../parts/diagram-pane.tsx";
import { EditorPane } from "../parts/editor-pane.tsx";
import { Messages, PANES, TextPane, useShortcuts } from "../parts/lab-layout.tsx";
import { TerminalPane } from "../parts/terminal-pane.tsx";
import { type Pane, type Spot, useLab } from "../state/lab-context.tsx";
import { LabProvider } from "../state/lab-provider.tsx";
import { type LabPageData, NOT_RUN } from "../state/page-data.ts";
import { AuthorBar } from "./author-bar.tsx";
import { AuthorContext, type AuthorState } from "./author-context.tsx";
import { useProject } from "./project.ts";
import { SourcePane } from "./source-pane.tsx";
import { useReport } from "./use-report.ts";

const Preview = lazy(async () => ({ default: (await import("./preview.tsx")).Preview }));

/** A lab while it is written: its folder on one side, on the other what a learner gets. */
export function AuthorPage(): ReactNode {
  const [messages, setMessages] = useState<readonly string[]>([]);
  const say = useCallback(
    (message: string) => setMessages((before) => (before.includes(message) ? before : [...before, message])),
    [],
  );
  const [project, change] = useProject(say);
  const engine = sharedEngine();
  const { report, reading } = useReport(engine, project, say);
  const page = useTrial(project, report);
  const steps = useSteps();
  const whole = useWhole(project, change);
  const open = useOpenFile();
  const state: AuthorState = { project, change, ...whole, report, reading, engine, steps, ...open, say };
  return (
    <AuthorContext value={state}>
      <LabProvider page={page}>
        <Layout
          messages={messages}
          dismiss={(message) => setMessages((before) => before.filter((one) => one !== message))}
        />
      </LabProvider>
    </AuthorContext>
  );
}

/** Changes of the folder as a whole can be undone; within a file the editor does that. */
function useWhole(
  project: Project,
  change: AuthorState["change"],
): Pick<AuthorState, "replace" | "undo" | "canUndo"> {
  const [past, setPast] = useState<readonly Project[]>([]);
  return {
    replace: (next) => {
      setPast([...past, project].slice(-20));
      change(() => next);
    },
    undo: () => {
      const last = past.at(-1);
      setPast(past.slice(0, -1));
      if (last !== undefined) change(() => last);
    },
    canUndo: past.length > 0,
  };
}

function useOpenFile(): Pick<AuthorState, "file" | "openFile" | "spot" | "goTo"> {
  const [file, openFile] = useState("index.mdx");
  const [spot, setSpot] = useState<Spot | undefined>();
  const goTo = (path: string, line: number): void => {
    openFile(path);
    setSpot((before) => ({ file: path, line, turn: (before?.turn ?? 0) + 1 }));
  };
  return { file, openFile, spot, goTo };
}

/** The lab that is tried: as it was last read, so that a half-typed line takes nothing away from the page. */
function useTrial({ id }: Project, { lab, work }: AuthorReport): LabPageData {
  const last = useRef<LabPageData | undefined>(undefined);
  return useMemo(() => {
    const keptAs = `author.${id}`;
    if (lab !== undefined && work !== undefined)
      last.current = { lab: { ...lab, id }, work, start: NOT_RUN, goal: [], keptAs };
    return last.current?.keptAs === keptAs ? last.current : { ...UNREAD, keptAs };
  }, [id, lab, work]);
}

const EMPTY = playgroundLab({ version: 1, lab: "", work: {} });
const UNREAD: LabPageData = {
  lab: { ...EMPTY, title: "A lab that cannot be read yet", description: "Its problems say what is missing." },
  work: {},
  start: NOT_RUN,
  goal: [],
};

function useSteps(): readonly PaletteStep[] {
  const [steps, setSteps] = useState<readonly PaletteStep[]>([]);
  useEffect(() => {
    sharedEngine()
      .call("palette", undefined)
      .then(setSteps)
      // Without them the author has to know the words.
      .catch(() => undefined);
  }, []);
  return steps;
}

interface LayoutProps {
  readonly messages: readonly string[];
  readonly dismiss: (message: string) => void;
}

function Layout({ messages, dismiss }: LayoutProps): ReactNode {
  const lab = useLab();
  const { pane, show } = lab;
  useShortcuts(show);
  // Where only one part has room, an author begins with the folder.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is there
  useEffect(() => show("source"), []);
  const tab = ([key, label]: readonly [Pane, string]): ReactNode => (
    <button key={key} type="button" aria-pressed={pane === key} className="pw-tab" onClick={() => show(key)}>
      {label}
    </button>
  );
  return (
    <div className="pw-lab pw-author" data-shown={pane}>
      <AuthorBar />
      <Messages messages={messages} dismiss={dismiss} />
      <Messages messages={lab.messages} dismiss={lab.dismiss} />
      <nav className="pw-switch" aria-label="Parts of the page">
        {[["source", "Folder"] as const, ...PANES].map(tab)}
      </nav>
      <div className="pw-author__panes">
        <SourcePane />
        <div className="pw-author__trial">
          <nav className="pw-pane__bar pw-author__tabs" aria-label="Parts of the trial">
            <div className="pw-files">{PANES.map(tab)}</div>
            <small>as a learner gets it</small>
          </nav>
          <TextPane>
            <Suspense fallback={<p>Loading…</p>}>
              <Preview />
            </Suspense>
          </TextPane>
          <DiagramPane />
          <EditorPane />
          <TerminalPane />
        </div>
      </div>
    </div>
  );
}
