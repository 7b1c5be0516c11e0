import { useCallback, useEffect, useState } from "react";
import type { LabPageData } from "./page-data.ts";
import { fresh, type Saved } from "./saved.ts";
import { fromFragment } from "./share.ts";
import { keep, load } from "./storage.ts";

type Change = (saved: Saved) => Saved;

/** The learner's state: what was shared by link, else what was kept, else the start; kept again after every change. */
export function useSaved(
  { lab, work }: LabPageData,
  say: (message: string) => void,
): readonly [Saved, (change: Change) => void] {
  const [saved, setSaved] = useState<Saved>(() => fresh(lab.id, work));
  const [ready, setReady] = useState(false);

  useEffect(() => {
    const loaded = load(lab.id);
    if (loaded.message !== undefined) say(loaded.message);
    if (loaded.saved !== undefined) setSaved(loaded.saved);
    fromFragment(lab.id, location.hash)
      .then((shared) => {
        if (shared === undefined) return;
        history.replaceState(history.state, "", location.pathname + location.search);
        setSaved((own) => ({ ...own, work: shared.work, past: [...own.past, own.work] }));
        say("These are the files of the link. Undo brings your own back.");
      })
      .catch(() =>
        say("The link is damaged or belongs to another lab, so it was not used. Your own work is untouched."),
      )
      .finally(() => setReady(true));
  }, [lab, say]);

  useEffect(() => {
    if (!ready) return;
    const trouble = keep(saved);
    if (trouble !== undefined) say(trouble);
  }, [saved, ready, say]);

  return [saved, useCallback((change: Change) => setSaved(change), [])];
}
