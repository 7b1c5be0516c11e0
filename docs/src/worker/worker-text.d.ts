/** The script of the engine's thread, which the build for the file system writes. */
declare module "@site/generated/worker.json" {
  export const script: string;
}
