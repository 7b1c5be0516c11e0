import { Bench } from "tinybench";

const BATCH = 100;

/** The middle value, so that a noisy round does not count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("no values");
  return middle;
}

/**
 * Microseconds of one call: the median of batches of a hundred, so that reading the clock costs nothing.
 * `milliseconds` is how long to go on.
 */
export async function microsecondsOf(call: () => void, milliseconds = 500): Promise<number> {
  const bench = new Bench({ time: milliseconds, warmupTime: milliseconds * 0.4, throws: true });
  bench.add("call", () => {
    for (let index = 0; index < BATCH; index++) call();
  });
  const [task] = await bench.run();
  if (task?.result.state !== "completed") throw new Error("nothing was measured");
  return (task.result.latency.p50 / BATCH) * 1000;
}

/** Microseconds of one call that takes long enough to be measured alone. */
export async function microsecondsOfOne(call: () => void): Promise<number> {
  const bench = new Bench({ time: 500, iterations: 10, warmupTime: 100, warmupIterations: 3, throws: true });
  bench.add("call", call);
  const [task] = await bench.run();
  if (task?.result.state !== "completed") throw new Error("nothing was measured");
  return task.result.latency.p50 * 1000;
}

export function row(what: string, value: string): void {
  console.log(`${what.padEnd(58)} ${value.padStart(14)}`);
}
