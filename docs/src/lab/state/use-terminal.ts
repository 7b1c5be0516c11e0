import { useCallback, useRef, useState } from "react";
import type { Lab } from "../../../../engine/surfaces/lab/lab.ts";
import { type EngineClient, StuckError } from "../../worker/engine-client.ts";
import type { TerminalLine } from "./lab-context.tsx";
import type { Saved } from "./saved.ts";

/** More lines than anybody scrolls back to. */
const MOST_LINES = 600;
const LONGEST_OUTPUT = 60_000;
const COMMAND_MS = 15_000;

export interface Terminal {
  readonly lines: readonly TerminalLine[];
  readonly prompt: string;
  readonly typing: boolean;
  readonly type: (line: string) => Promise<void>;
  readonly interrupt: () => void;
  readonly clear: () => void;
  readonly wordsFor: (line: string) => Promise<readonly string[]>;
  /** A line in the terminal that no command printed. */
  readonly note: (text: string) => void;
}

export function useTerminal(
  lab: Lab,
  work: Saved["work"],
  client: () => EngineClient,
  onLine: (line: string, work: Saved["work"] | undefined) => void,
): Terminal {
  const [lines, setLines] = useState<readonly TerminalLine[]>([]);
  const [prompt, setPrompt] = useState("$ ");
  const [typing, setTyping] = useState(false);
  const next = useRef(1);

  const add = useCallback((kind: TerminalLine["kind"], text: string): void => {
    if (text === "") return;
    const short = text.length > LONGEST_OUTPUT ? `${text.slice(0, LONGEST_OUTPUT)}\n… (cut)` : text;
    const key = next.current++;
    setLines((before) => [...before, { key, kind, text: short.replace(/\n$/, "") }].slice(-MOST_LINES));
  }, []);

  const type = useCallback(
    async (line: string): Promise<void> => {
      add("typed", `${prompt}${line}`);
      if (line.trim() === "") return;
      if (line.trim() === "clear") return setLines([]);
      setTyping(true);
      try {
        const reply = await client().call("terminal", { lab, work, line }, COMMAND_MS);
        add("out", reply.stdout);
        add("error", reply.stderr);
        setPrompt(reply.prompt);
        onLine(line, reply.work);
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        add("note", error instanceof StuckError ? `Stopped: ${words}. The terminal starts anew.` : words);
        setPrompt("$ ");
        onLine(line, undefined);
      }
      setTyping(false);
    },
    [add, client, lab, onLine, prompt, work],
  );

  const interrupt = useCallback(() => {
    client().restart("interrupted");
  }, [client]);
  const clear = useCallback(() => setLines([]), []);
  const wordsFor = useCallback(
    (line: string) => client().call("tab", { lab, work, line }),
    [client, lab, work],
  );
  const note = useCallback((text: string) => add("out", text), [add]);
  return { lines, prompt, typing, type, interrupt, clear, wordsFor, note };
}
