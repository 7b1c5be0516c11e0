import { functionNames, readmeOf } from "./codes.mts";
import { withSiteLinks } from "./links.mts";
import { type GeneratedFile, page } from "./page.mts";

/** Each function's README as a page under the same slug. */
export function functionPages(): readonly GeneratedFile[] {
  const names = functionNames();
  if (names.length === 0) throw new Error("no function folder found");
  const pages = names.map((name, index) => {
    const path = `engine/network/functions/${name}/README.md`;
    const body = withSiteLinks(readmeOf(name).replace(/^# .+\n/, ""), path);
    const first = /## What it decides\s+([\s\S]*?)(?:\n\n|$)/.exec(body)?.[1] ?? name;
    return page(
      `functions/${name}.md`,
      {
        title: name,
        description: plain(first),
        slug: `/functions/${name}`,
        sidebar_position: index + 1,
      },
      body.trim(),
    );
  });
  const list = names.map((name) => `- [${name}](/docs/functions/${name}): ${firstSentence(name)}`);
  const index = page(
    "functions/index.md",
    {
      title: "Functions of the data plane",
      sidebar_label: "Functions",
      description: "One page for each thing that decides about a packet.",
      slug: "/functions",
      sidebar_position: 20,
    },
    "A packet passes a list of functions. Each answers *pass*, *next* or *end*, and records why. These pages are the README of each function's folder.",
    list.join("\n"),
  );
  return [index, ...pages];
}

function firstSentence(name: string): string {
  const text = /## What it decides\s+([\s\S]*?)(?:\n\n|$)/.exec(readmeOf(name))?.[1] ?? "";
  return (/^[\s\S]*?[.:](?=\s|$)/.exec(text)?.[0] ?? text).replace(/\s+/g, " ").replace(/:$/, ".");
}

function plain(text: string): string {
  return text
    .replace(/[`*_[\]]/g, "")
    .replace(/\(.*?\)/g, "")
    .replace(/\s+/g, " ")
    .slice(0, 200)
    .trim();
}
