import { useCallback, useEffect, useRef, useState } from "react";
import { EngineClient, StuckError } from "../../worker/engine-client.ts";
import type { LabRun } from "../engine/views.ts";
import type { LabPageData } from "./page-data.ts";
import type { Saved } from "./saved.ts";

const TYPING_MS = 180;

export interface Engine {
  readonly client: () => EngineClient;
  readonly run: LabRun;
  readonly busy: boolean;
}

/** Runs the tasks after every change of the files, in a worker of the lab's own. */
export function useEngine(page: LabPageData, work: Saved["work"], say: (message: string) => void): Engine {
  const own = useRef<EngineClient | undefined>(undefined);
  const client = useCallback((): EngineClient => {
    own.current ??= new EngineClient();
    return own.current;
  }, []);
  const [run, setRun] = useState(page.start);
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);

  useEffect(() => {
    const mine = ++turn.current;
    setBusy(true);
    const timer = setTimeout(
      async () => {
        try {
          const result = await client().call("lab", { lab: page.lab, work });
          if (mine === turn.current) setRun(result);
        } catch (error) {
          const words = error instanceof Error ? error.message : String(error);
          say(
            error instanceof StuckError
              ? `The tasks were stopped (${words}) and the engine started anew. Your files are untouched; change them and they run again.`
              : `The engine failed: ${words}. Your files are untouched.`,
          );
        }
        if (mine === turn.current) setBusy(false);
      },
      mine === 1 ? 0 : TYPING_MS,
    );
    return () => clearTimeout(timer);
  }, [client, page, work, say]);

  return { client, run, busy };
}
