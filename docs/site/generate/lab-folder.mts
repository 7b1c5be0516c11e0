import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withSiteLinks } from "./links.mts";
import { type GeneratedFile, page, ROOT } from "./page.mts";

const FROM = "## The folder\n";

/** What `labs/README.md` says of each file and field; the way to a first lab is a chapter. */
export function labFolderPage(): GeneratedFile {
  const path = "labs/README.md";
  const text = readFileSync(join(ROOT, path), "utf8");
  const start = text.indexOf(FROM);
  if (start < 0) throw new Error(`${path} has no section "${FROM.trim()}"`);
  return page(
    "reference/lab-folder.md",
    {
      title: "The folder of a lab",
      sidebar_label: "The folder of a lab",
      description: "Every file of a lab and every field in it.",
      slug: "/reference/lab-folder",
      sidebar_position: 7,
    },
    withSiteLinks(text.slice(start + FROM.length).trim(), path),
  );
}
