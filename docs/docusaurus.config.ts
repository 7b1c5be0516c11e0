import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import type { Config, PluginConfig } from "@docusaurus/types";
import { homepage } from "../package.json";
import { labData } from "./site/remark/lab-data.ts";
import { liveExamples } from "./site/remark/live-examples.ts";
import { CODE_THEME } from "./src/components/code-theme.ts";

const REPOSITORY = resolve(__dirname, "..");

/** The second build: to be opened from the file system, where there is no server, no fetch and no service worker. */
const FROM_FILES = process.env["SITE_KIND"] === "files";

const ADMONITIONS = {
  keywords: [
    "hood",
    "pitfall",
    "protip",
    "interview",
    "tradeoff",
    "config",
    "security",
    "openshift",
    "realworld",
  ],
  extendDefaults: true,
};

/** Chapters and the pages that are generated from the sources are one set of documents with one sidebar. */
const chapters: PluginConfig = [
  "@docusaurus/plugin-content-docs",
  {
    path: ".",
    include: ["chapters/**/*.mdx", "generated/functions/*.md", "generated/reference/*.md"],
    routeBasePath: "docs",
    sidebarPath: "./sidebars.ts",
    numberPrefixParser: false,
    admonitions: ADMONITIONS,
    beforeDefaultRemarkPlugins: [liveExamples],
  },
];

const labs: PluginConfig = [
  "@docusaurus/plugin-content-docs",
  {
    id: "labs",
    path: "../labs",
    include: ["*/index.mdx"],
    routeBasePath: "labs",
    sidebarPath: "./sidebars.labs.ts",
    numberPrefixParser: false,
    docItemComponent: "@theme/LabItem",
    admonitions: ADMONITIONS,
    beforeDefaultRemarkPlugins: [labData],
  },
];

const pwa: PluginConfig = [
  "@docusaurus/plugin-pwa",
  {
    offlineModeActivationStrategies: ["appInstalled", "standalone", "queryString", "mobile", "saveData"],
    pwaHead: [
      { tagName: "link", rel: "manifest", href: "/manifest.json" },
      { tagName: "meta", name: "theme-color", content: "#2456c6" },
    ],
  },
];

const search: PluginConfig = [
  "@easyops-cn/docusaurus-search-local",
  {
    hashed: true,
    indexBlog: false,
    docsRouteBasePath: ["docs", "labs"],
    docsDir: ["chapters", "../labs"],
    docsPluginIdForPreferredVersion: "default",
    highlightSearchTermsOnTargetPage: false,
    searchBarShortcutHint: true,
  },
];

const NAVBAR = {
  title: "Podwire",
  logo: { alt: "", src: "img/mark.svg", srcDark: "img/mark-dark.svg" },
  items: [
    { to: "/docs", label: "Guide", position: "left", activeBaseRegex: "/docs(?!/reference)" },
    { to: "/labs", label: "Labs", position: "left" },
    {
      to: "/docs/reference/steps",
      label: "Reference",
      position: "left",
      activeBaseRegex: "/docs/reference",
    },
  ],
};

/** Reads the sources anew; everything below depends on what it writes. */
function generate(): void {
  const main = resolve(__dirname, "site/generate/main.mts");
  execFileSync(process.execPath, ["--import", "tsx", main], { cwd: REPOSITORY, stdio: "inherit" });
}

export default function createConfig(): Config {
  // Serving what was built needs no sources.
  if (!process.argv.includes("serve")) generate();
  return {
    title: "Podwire",
    tagline: "Kubernetes and OpenShift networking, proved and learned without a cluster",
    url: process.env["SITE_URL"] ?? homepage,
    baseUrl: process.env["BASE_URL"] ?? "/",
    favicon: "img/mark.svg",
    onBrokenLinks: "throw",
    onBrokenAnchors: "throw",
    future: {
      v4: true,
      experimental_router: FROM_FILES ? "hash" : "browser",
      faster: {
        swcJsLoader: true,
        swcJsMinimizer: true,
        swcHtmlMinimizer: true,
        lightningCssMinimizer: true,
        mdxCrossCompilerCache: true,
        rspackBundler: true,
        // A mix of builds can leave a cache on which the next build hangs.
        rspackPersistentCache: false,
        ssgWorkerThreads: false,
        gitEagerVcs: false,
      },
    },
    i18n: { defaultLocale: "en", locales: ["en"] },
    markdown: { mermaid: true, format: "detect", hooks: { onBrokenMarkdownLinks: "throw" } },
    themes: [
      ["@docusaurus/theme-classic", { customCss: ["./src/css/site.css"] }],
      "@docusaurus/theme-mermaid",
      ...(FROM_FILES ? [] : [search]),
    ],
    plugins: [
      ["./site/plugins/strict-csp.ts", { fromFiles: FROM_FILES }],
      chapters,
      labs,
      "@docusaurus/plugin-content-pages",
      ["./site/plugins/bundling.ts", { inlined: FROM_FILES }],
      ...(FROM_FILES ? [] : [pwa]),
    ],
    customFields: { search: !FROM_FILES },
    themeConfig: {
      mermaid: {
        theme: { light: "neutral", dark: "dark" },
        options: {
          fontFamily: "system-ui, sans-serif",
          flowchart: { curve: "basis", padding: 12 },
          // Labels of arrows stand on the page: Mermaid's own grey has too little contrast in the dark.
          themeCSS:
            ".edgeLabel, .edgeLabel p, .labelBkg { background-color: var(--ifm-background-color); color: var(--ifm-font-color-base); }",
        },
      },
      colorMode: { respectPrefersColorScheme: true },
      docs: { sidebar: { hideable: false } },
      navbar: NAVBAR,
      footer: {
        links: [
          {
            title: "Learn",
            items: [
              { label: "Guide", to: "/docs" },
              { label: "Labs", to: "/labs" },
              { label: "Functions of the data plane", to: "/docs/functions" },
            ],
          },
          {
            title: "Use",
            items: [
              { label: "Step vocabulary", to: "/docs/reference/steps" },
              { label: "Command line", to: "/docs/reference/cli" },
              { label: "Profiles", to: "/docs/reference/profiles" },
            ],
          },
          {
            title: "Check",
            items: [
              { label: "Common claims, corrected", to: "/docs/reference/brief-errata" },
              { label: "Step codes", to: "/docs/reference/step-codes" },
              { label: "Lint codes", to: "/docs/reference/lint-codes" },
            ],
          },
        ],
        copyright: "Apache-2.0. Runs in your browser: no account, no telemetry, nothing is sent anywhere.",
      },
      prism: {
        theme: CODE_THEME,
        darkTheme: CODE_THEME,
      },
      tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
    },
  };
}
