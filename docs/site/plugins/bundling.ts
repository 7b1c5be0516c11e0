import type { Plugin } from "@docusaurus/types";

/** What the bundler has to know about the engine. */
export default function bundling(): Plugin {
  return {
    name: "engine-bundling",
    configureWebpack: () => ({
      resolve: { alias: {}, fallback: {} },
    }),
  };
}
