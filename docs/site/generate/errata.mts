import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withSiteLinks } from "./links.mts";
import { type GeneratedFile, page, ROOT } from "./page.mts";

export function errataPage(): GeneratedFile {
  const path = "docs/decisions/brief-errata.md";
  const text = readFileSync(join(ROOT, path), "utf8");
  const [, title = "", body = ""] = /^# (.+)\n([\s\S]*)$/.exec(text) ?? [];
  return page(
    "reference/brief-errata.md",
    {
      title,
      sidebar_label: "Common claims, corrected",
      description:
        "Statements about Kubernetes networking that real clusters contradict, each with a source.",
      slug: "/reference/brief-errata",
      sidebar_position: 6,
    },
    withSiteLinks(body, path),
  );
}
