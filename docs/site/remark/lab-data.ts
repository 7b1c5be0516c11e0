import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { exportedData, type Node } from "./mdx-nodes.ts";

/** What a lab's page must not carry: answers, which it loads on demand, and wrong answers, which only proofs need. */
const WITHHELD = /^(solution|wrong)/;

/** Puts a lab's files into its page's module, as `labFiles`, by path within the lab. */
export function labData() {
  return (tree: Node, file: { path: string }): void => {
    const folder = dirname(file.path);
    const files = filesBelow(folder, "");
    tree.children = [
      exportedData("labFiles", files),
      exportedData("labId", basename(folder)),
      ...(tree.children ?? []),
    ];
  };
}

function filesBelow(base: string, path: string): Readonly<Record<string, string>> {
  const entries = readdirSync(join(base, path), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  return Object.assign(
    {},
    ...entries.map((entry) => {
      const inner = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) return WITHHELD.test(inner) ? {} : filesBelow(base, inner);
      return inner === "index.mdx" ? {} : { [inner]: readFileSync(join(base, inner), "utf8") };
    }),
  );
}
