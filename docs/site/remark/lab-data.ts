import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { exportedData, exportedLoader, type Node } from "./mdx-nodes.ts";

const GENERATED = resolve(__dirname, "../../generated/labs");

/** Puts a lab's data into its page's module, and a way to fetch its solution, which stays in a file of its own. */
export function labData() {
  return (tree: Node, file: { path: string }): void => {
    const id = basename(dirname(file.path));
    const page = readFileSync(resolve(GENERATED, `${id}.lab.json`), "utf8");
    tree.children = [
      exportedData("labPage", JSON.parse(page)),
      exportedLoader("loadSolution", `@site/generated/labs/${id}.solution.json`),
      ...(tree.children ?? []),
    ];
  };
}
