import { useCallback, useEffect, useState } from "react";
import { fromFragment, PLAYGROUND, readShared, type Shared } from "../../../../engine/surfaces/lab/share.ts";
import { shareInAddress } from "../state/share-link.ts";
import { EXAMPLE } from "./example.ts";

const KEY = "podwire.playground";

/** Where the files stand and what is asked: of the link that was opened, else of the last visit, else an example. */
export function useQuestion(): readonly [Shared | undefined, (next: Shared) => void] {
  const [shared, setShared] = useState<Shared | undefined>();
  useEffect(() => {
    opened()
      // The learner's files are read from the link too, and there it is said that it is damaged.
      .catch(() => undefined)
      .then((found) => setShared(found ?? kept() ?? EXAMPLE));
  }, []);
  const change = useCallback((next: Shared) => {
    setShared(next);
    try {
      localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // The request is asked again on the next visit; the files say so themselves.
    }
  }, []);
  useEffect(() => {
    if (shared !== undefined) change(shared);
  }, [shared, change]);
  return [shared, change];
}

async function opened(): Promise<Shared | undefined> {
  const shared = await fromFragment(shareInAddress());
  if (shared !== undefined && shared.lab !== PLAYGROUND) throw new Error("of a lab");
  return shared;
}

function kept(): Shared | undefined {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? undefined : readShared(JSON.parse(text));
  } catch {
    return undefined;
  }
}
