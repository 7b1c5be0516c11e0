import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "@docusaurus/types";

const INLINE_SCRIPT = /<script(?![^>]*\bsrc=)([^>]*)>([\s\S]*?)<\/script>/g;

interface Options {
  /** The pages are opened from the file system, where the engine's thread begins as a text of the page. */
  readonly fromFiles?: boolean;
}

/**
 * Puts a Content-Security-Policy into every page: scripts from the site itself, and the inline scripts of that page by
 * hash. Styles are inline in React attributes and in the editor, so they are allowed.
 */
export default function strictCsp(_context: unknown, { fromFiles = false }: Options): Plugin {
  return {
    name: "strict-csp",
    // Synchronous on purpose: the service worker's list of hashes is made after this.
    async postBuild({ outDir }) {
      const pages = readdirSync(outDir, { recursive: true, encoding: "utf8" }).filter((path) =>
        path.endsWith(".html"),
      );
      if (pages.length === 0) throw new Error(`no page in ${outDir}`);
      for (const path of pages) {
        const file = join(outDir, path);
        writeFileSync(file, withPolicy(readFileSync(file, "utf8"), fromFiles));
      }
    },
  };
}

function withPolicy(html: string, fromFiles: boolean): string {
  const hashes = [...html.matchAll(INLINE_SCRIPT)]
    .filter(([, attributes = ""]) => !attributes.includes("ld+json"))
    .map(([, , text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  const policy = [
    "default-src 'self'",
    `script-src ${["'self'", ...new Set(hashes)].join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    fromFiles ? "worker-src blob:" : "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join("; ");
  const marked = html.replace(
    /<head>|<head [^>]*>/,
    `$&<meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
  if (marked === html) throw new Error("a page without a head");
  return marked;
}
