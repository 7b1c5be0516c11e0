import { resolve } from "node:path";

export const ROOT: string = resolve(import.meta.dirname, "../../..");
export const OUTPUT: string = resolve(ROOT, "docs/generated");

export interface GeneratedFile {
  /** Below docs/generated. */
  readonly path: string;
  readonly text: string;
}

/** Front matter and text of a Markdown page. */
export function page(
  path: string,
  front: Readonly<Record<string, string | number>>,
  ...blocks: readonly string[]
): GeneratedFile {
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return { path, text: `---\n${lines.join("\n")}\n---\n\n${blocks.join("\n\n")}\n` };
}

export function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** A Markdown table; bars inside cells are escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("\n", " ").replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
