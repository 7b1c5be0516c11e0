import { useCallback, useEffect, useRef, useState } from "react";
import { fromFragment } from "../../../../engine/surfaces/lab/share.ts";
import type { LabPageData } from "./page-data.ts";
import { fresh, type Saved, withWork } from "./saved.ts";
import { hereWithoutShare, shareInAddress } from "./share-link.ts";
import { keep, load } from "./storage.ts";

type Change = (saved: Saved) => Saved;

/** The learner's state: what was shared by link, else what was kept, else the start; kept again after every change. */
export function useSaved(
  { lab, work, keptAs = lab.id }: LabPageData,
  say: (message: string) => void,
): readonly [Saved, (change: Change) => void] {
  const [saved, setSaved] = useState<Saved>(() => fresh(keptAs, work));
  const [ready, setReady] = useState(false);
  const start = useRef(work);
  start.current = work;

  useEffect(() => {
    const loaded = load(keptAs);
    if (loaded.message !== undefined) say(loaded.message);
    setSaved(loaded.saved ?? fresh(keptAs, start.current));
    takeShared(keptAs)
      .then((shared) => {
        if (shared === undefined) return;
        setSaved((own) => withWork(own, shared));
        say("These are the files of the link. Undo brings your own back.");
      })
      .catch(() =>
        say("The link is damaged or belongs to another lab, so it was not used. Your own work is untouched."),
      )
      .finally(() => setReady(true));
  }, [keptAs, say]);
  useNewStart(work, setSaved);

  useEffect(() => {
    if (!ready) return;
    const trouble = keep(saved);
    if (trouble !== undefined) say(trouble);
  }, [saved, ready, say]);

  return [saved, useCallback((change: Change) => setSaved(change), [])];
}

/** The files of the page's address, which then stands without them: a reload must not bring them back. */
async function takeShared(lab: string): Promise<Saved["work"] | undefined> {
  const shared = await fromFragment(shareInAddress());
  if (shared === undefined) return undefined;
  if (shared.lab !== lab) throw new Error("of another lab");
  history.replaceState(history.state, "", hereWithoutShare());
  return shared.work;
}

/** An author changes the start while the page stands: files that are still as the old one follow it. */
function useNewStart(work: Saved["work"], setSaved: (change: Change) => void): void {
  const before = useRef(work);
  useEffect(() => {
    const old = before.current;
    before.current = work;
    if (old === work) return;
    setSaved((own) => (same(own.work, old) ? { ...own, work } : own));
  }, [work, setSaved]);
}

function same(one: Saved["work"], other: Saved["work"]): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && one[name] === other[name])
  );
}
