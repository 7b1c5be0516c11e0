/**
 * A new engine in its own thread, from a text: a page that was opened from the file system may start no script of its
 * folder as a worker. The bundler takes this in the place of `start.ts` for that build.
 */
export async function startWorker(): Promise<Worker> {
  const { script } = await import("@site/generated/worker.json");
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
}
