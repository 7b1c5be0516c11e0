import { useCallback, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

/** localStorage may be blocked altogether; a page then works without memory. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** A choice that is remembered and shared by everything on the page that asks for it. */
export function useStored(key: string, fallback: string): readonly [string, (value: string) => void] {
  const value = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => read(key) ?? fallback,
    () => fallback,
  );
  const set = useCallback(
    (next: string) => {
      try {
        localStorage.setItem(key, next);
      } catch {
        // Nothing is lost but the memory of it.
      }
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [value, set];
}
