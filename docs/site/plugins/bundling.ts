import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Plugin } from "@docusaurus/types";
import { build, type Plugin as EsbuildPlugin } from "esbuild";

interface Replaced {
  request: string;
  context: string;
}

interface Options {
  /** The engine's thread as a text inside the page's scripts, for pages that are opened from the file system. */
  readonly inlined?: boolean;
}

const WORKER = resolve(__dirname, "../../src/worker");
const WORKER_TEXT = resolve(__dirname, "../../generated/worker.json");

/** What the bundler has to know about the engine: its thread, and its terminal's bash, which offers gzip in Node only. */
export default function bundling(_context: unknown, { inlined = false }: Options): Plugin {
  return {
    name: "engine-bundling",
    async loadContent() {
      if (inlined) await writeWorker();
    },
    configureWebpack: (_config, _isServer, { currentBundler }) => {
      const { NormalModuleReplacementPlugin } = currentBundler.instance;
      const start = new NormalModuleReplacementPlugin(/^\.\/start\.ts$/, (resource: Replaced) => {
        if (resource.context === WORKER) resource.request = "./start-inlined.ts";
      });
      return {
        resolve: { fallback: { zlib: false } },
        module: {
          rules: [
            {
              test: /prism-react-renderer[\\/]dist[\\/]index\.m?js$/,
              loader: resolve(__dirname, "slim-prism.cjs"),
            },
          ],
        },
        plugins: [
          new NormalModuleReplacementPlugin(/^node:zlib$/, (resource: Replaced) => {
            resource.request = "zlib";
          }),
          ...(inlined ? [start] : []),
        ],
      };
    },
  };
}

const withoutZlib: EsbuildPlugin = {
  name: "without-zlib",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?zlib$/ }, () => ({ path: "zlib", namespace: "empty" }));
    onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** The thread and everything that it would fetch, in one script. */
async function writeWorker(): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [resolve(WORKER, "engine.worker.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    plugins: [withoutZlib],
    logLevel: "error",
  });
  const [script] = outputFiles;
  if (script === undefined || script.text.length === 0) throw new Error("the engine's thread is empty");
  mkdirSync(dirname(WORKER_TEXT), { recursive: true });
  writeFileSync(WORKER_TEXT, JSON.stringify({ script: script.text }));
}
