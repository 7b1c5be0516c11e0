import { useEffect, useRef, useState } from "react";
import { type EngineClient, StuckError } from "../../worker/engine-client.ts";
import type { AuthorReport, Project } from "../engine/author.ts";

const TYPING_MS = 120;

const NOTHING: AuthorReport = { solved: [], wrong: [], findings: [], milliseconds: 0 };

/** Reads the folder after every change. */
export function useReport(
  engine: EngineClient,
  project: Project,
  say: (message: string) => void,
): { readonly report: AuthorReport; readonly reading: boolean } {
  const [report, setReport] = useState(NOTHING);
  const [reading, setReading] = useState(true);
  const turn = useRef(0);
  useEffect(() => {
    const mine = ++turn.current;
    setReading(true);
    const timer = setTimeout(async () => {
      try {
        const result = await engine.call("author", project);
        if (mine === turn.current) setReport(result);
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        say(
          error instanceof StuckError
            ? `Reading the lab was stopped (${words}) and the engine started anew. Your files are untouched.`
            : `The engine failed: ${words}. Your files are untouched.`,
        );
      }
      if (mine === turn.current) setReading(false);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [engine, project, say]);
  return { report, reading };
}
