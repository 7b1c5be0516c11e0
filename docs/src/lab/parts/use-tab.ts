import { type KeyboardEvent, type RefObject, useRef } from "react";

/**
 * Tab completes the word at the caret, and a second one lists what it may be. It leaves the line when that is empty, and
 * after Escape: whoever has nothing but a keyboard must not be caught.
 */
export function useTab(
  input: RefObject<HTMLInputElement | null>,
  wordsFor: (line: string) => Promise<readonly string[]>,
  put: (text: string, caret: number) => void,
  list: (words: readonly string[]) => void,
): { readonly onTabKey: (event: KeyboardEvent) => boolean } {
  const leaves = useRef(false);
  /** The line at the last Tab that led nowhere. */
  const stuck = useRef<string | undefined>(undefined);

  const complete = async (): Promise<void> => {
    const field = input.current;
    if (field === null) return;
    const { value } = field;
    const caret = field.selectionStart ?? value.length;
    const line = value.slice(0, caret);
    const words = await wordsFor(line);
    // The learner typed on meanwhile: what was asked for is no longer there.
    if (field.value !== value) return;
    const start = /\S*$/.exec(line)?.[0] ?? "";
    const [only, ...others] = words;
    if (only === undefined) return;
    const whole = others.length === 0 ? `${only}${only.endsWith("=") ? "" : " "}` : shared(words);
    if (whole.length > start.length) {
      stuck.current = undefined;
      const done = line.slice(0, line.length - start.length) + whole;
      put(done + value.slice(caret).replace(/^ /, whole.endsWith(" ") ? "" : " "), done.length);
    } else if (stuck.current === value) list(words);
    else stuck.current = value;
  };

  return {
    /** Whether the key was taken. */
    onTabKey: (event) => {
      const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
      if (key === "Escape") {
        leaves.current = true;
        return false;
      }
      const isTab = key === "Tab" && !shiftKey && !ctrlKey && !altKey && !metaKey;
      if (!isTab || leaves.current || (input.current?.value ?? "").trim() === "") {
        if (key !== "Shift") leaves.current = false;
        return false;
      }
      complete().catch(() => undefined);
      return true;
    },
  };
}

/** What all of them begin with. */
function shared(words: readonly string[]): string {
  const [first = ""] = words;
  let length = first.length;
  while (words.some((word) => !word.startsWith(first.slice(0, length)))) length--;
  return first.slice(0, length);
}
