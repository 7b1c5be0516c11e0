/** A new engine in its own thread, from a script of the site. */
export async function startWorker(): Promise<Worker> {
  return new Worker(new URL("./engine.worker.ts", import.meta.url));
}
