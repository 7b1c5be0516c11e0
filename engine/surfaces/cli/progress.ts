import type { Io } from "./io.ts";
import type { Report } from "./report.ts";

/** Milliseconds before a run counts as long, and between two updates. */
const PATIENCE = 1000;
const PAUSE = 100;

/** One line on stderr that says how far a long run is. Nothing when nobody watches. */
export class Progress {
  readonly #io: Io;
  readonly #start: number;
  #last = 0;
  #shown = false;

  constructor(io: Io, start: number) {
    this.#io = io;
    this.#start = start;
  }

  show(report: Report): void {
    const now = performance.now();
    if (!this.#io.watched || now - this.#start < PATIENCE || now - this.#last < PAUSE) return;
    this.#last = now;
    this.#shown = true;
    const { scenarios } = report.counts;
    const failed = report.troubles.length;
    this.#io.note(
      `\r\u001b[K${scenarios} of ${report.total} scenarios${failed === 0 ? "" : `, ${failed} not green`}`,
    );
  }

  clear(): void {
    if (this.#shown) this.#io.note("\r\u001b[K");
  }
}
