import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import { useStored } from "../../components/stored.ts";

const STEP = 2;
const LEAST = 25;
const MOST = 65;

/** Divides text and workbench; moved by pointer or arrow keys, and remembered. */
export function useSplit(): { readonly share: number; readonly splitter: ReactNode } {
  const [stored, store] = useStored("podwire.split", "40");
  const share = within(Number(stored) || 40);
  const move = (to: number): void => store(String(within(to)));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowLeft") move(share - STEP);
    else if (event.key === "ArrowRight") move(share + STEP);
    else return;
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (event.buttons === 1) move(Math.round((event.clientX / window.innerWidth) * 100));
  };
  return {
    share,
    splitter: (
      <div
        className="pw-splitter"
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the text"
        aria-valuenow={share}
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
      />
    ),
  };
}

function within(share: number): number {
  return Math.min(Math.max(share, LEAST), MOST);
}
