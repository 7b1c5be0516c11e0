import type { Plugin } from "@docusaurus/types";

interface Replaced {
  request: string;
}

/** What the bundler has to know about the engine's terminal: its bash offers gzip where it runs in Node, and only there. */
export default function bundling(): Plugin {
  return {
    name: "engine-bundling",
    configureWebpack: (_config, _isServer, { currentBundler }) => {
      const { NormalModuleReplacementPlugin } = currentBundler.instance;
      return {
        resolve: { fallback: { zlib: false } },
        plugins: [
          new NormalModuleReplacementPlugin(/^node:zlib$/, (resource: Replaced) => {
            resource.request = "zlib";
          }),
        ],
      };
    },
  };
}
