import type { Folder } from "./folder.ts";
import { type LabCard, LEVELS, TRACKS } from "./lab.ts";

const KEYS = [
  "title",
  "description",
  "level",
  "minutes",
  "track",
  "objectives",
  "tags",
  "prerequisites",
  "displayed_sidebar",
];

/** The frontmatter of index.mdx. `undefined` when there is none; an issue says so. */
export function readCard(folder: Folder): LabCard | undefined {
  const text = folder.text("index.mdx", "it is the lab's page");
  if (text === "") return undefined;
  const front = /^---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)/.exec(text)?.[1];
  if (front === undefined) {
    folder.problem("index.mdx", 1, "the page does not begin with its frontmatter between two lines ---");
    return undefined;
  }
  // The first line is ---, so lines count from it.
  const fields = folder.yaml("index.mdx", `\n${front}`, KEYS);
  if (fields === undefined) return undefined;
  return {
    id: folder.id,
    title: fields.text("title"),
    description: fields.text("description"),
    level: fields.oneOf("level", LEVELS),
    track: fields.oneOf("track", TRACKS),
    minutes: fields.positive("minutes"),
    objectives: fields.texts("objectives", 1),
    tags: fields.texts("tags", 1),
    prerequisites: fields.texts("prerequisites"),
  };
}

/** Ids that a component of the page names, with their lines. */
export function idsInPage(
  page: string,
  component: "Task" | "Predict",
): readonly { readonly id: string; readonly line: number }[] {
  const pattern = new RegExp(`<${component}\\s+id="([^"]*)"`);
  return page.split("\n").flatMap((line, index) => {
    const id = pattern.exec(line)?.[1];
    return id === undefined ? [] : [{ id, line: index + 1 }];
  });
}

/** A command that the page offers to put into the terminal. */
export interface PageCommand {
  readonly command: string;
  readonly line: number;
}

export function commandsInPage(page: string): readonly PageCommand[] {
  return page.split("\n").flatMap((text, index) => {
    const [, double, single] = /<Run\s+cmd=(?:"([^"]*)"|'([^']*)')/.exec(text) ?? [];
    const command = double ?? single;
    return command === undefined ? [] : [{ command, line: index + 1 }];
  });
}
