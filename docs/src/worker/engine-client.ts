import type { CallMessage, CallName, Calls, ReplyMessage } from "./protocol.ts";
import { startWorker } from "./start.ts";

/** The worker did not answer in time and was ended. The next call starts a new one. */
export class StuckError extends Error {}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** The first call also loads the engine, which takes its time on a slow line. */
const FIRST_CALL_MS = 60_000;
const CALL_MS = 8_000;

/** Talks to the engine in its own thread, with a watchdog: a runaway request must not take the page with it. */
export class EngineClient {
  #worker: Promise<Worker> | undefined;
  #answered = false;
  #next = 1;
  readonly #waiting = new Map<number, Waiting>();

  call<N extends CallName>(
    name: N,
    question: Calls[N]["question"],
    ms?: number,
  ): Promise<Calls[N]["answer"]> {
    const worker = this.#started();
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const limit = ms ?? (this.#answered ? CALL_MS : FIRST_CALL_MS);
      const timer = setTimeout(() => this.restart(`no answer within ${limit / 1000} seconds`), limit);
      this.#waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject, timer });
      worker.then(
        (started) => started.postMessage({ id, name, question } satisfies CallMessage),
        (error: unknown) => this.restart(error instanceof Error ? error.message : String(error)),
      );
    });
  }

  /** Ends the worker and everything it was asked. */
  restart(why: string): void {
    this.#worker?.then(
      (started) => started.terminate(),
      () => undefined,
    );
    this.#worker = undefined;
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new StuckError(why));
    }
    this.#waiting.clear();
  }

  #started(): Promise<Worker> {
    this.#worker ??= startWorker().then((worker) => {
      worker.onmessage = ({ data }: MessageEvent<ReplyMessage>) => this.#settle(data);
      worker.onerror = (event) => this.restart(event.message || "the engine could not be loaded");
      return worker;
    });
    return this.#worker;
  }

  #settle(reply: ReplyMessage): void {
    const waiting = this.#waiting.get(reply.id);
    if (waiting === undefined) return;
    this.#waiting.delete(reply.id);
    clearTimeout(waiting.timer);
    this.#answered = true;
    if ("error" in reply) waiting.reject(new Error(reply.error));
    else waiting.resolve(reply.answer);
  }
}

let shared: EngineClient | undefined;

/** One engine for all live examples of a page. */
export function sharedEngine(): EngineClient {
  shared ??= new EngineClient();
  return shared;
}
