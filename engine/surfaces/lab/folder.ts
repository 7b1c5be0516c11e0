import { parseManifests } from "../../api/manifest.ts";
import type { Issue } from "../../values/issue.ts";
import { Fields, type Note } from "./fields.ts";

/** A lab's folder as texts, and the issues found in them so far. */
export class Folder {
  readonly id: string;
  readonly issues: Issue[] = [];
  readonly note: Note = (issue) => void this.issues.push(issue);
  readonly #files: ReadonlyMap<string, string>;

  constructor(id: string, files: Readonly<Record<string, string>>) {
    this.id = id;
    this.#files = new Map(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Paths below a folder of the lab, `""` for all, in order. */
  paths(under = ""): readonly string[] {
    return [...this.#files.keys()].filter((path) => path.startsWith(under));
  }

  /** What issues and traces cite. */
  cited(path: string): string {
    return `labs/${this.id}/${path}`;
  }

  /** A file that has to be there; empty when it is not. */
  text(path: string, why: string): string {
    const text = this.#files.get(path);
    if (text === undefined || text.trim() === "") {
      this.problem(path, 1, text === undefined ? `${path} is missing: ${why}` : `${path} is empty: ${why}`);
      return "";
    }
    return text;
  }

  /** A file as it is, empty when it is not there. */
  peek(path: string): string {
    return this.#files.get(path) ?? "";
  }

  /** A mapping in a YAML file. `undefined` when there is none; an issue says so. */
  yaml(path: string, text: string, known: readonly string[]): Fields | undefined {
    const { manifests, issues } = parseManifests(text, this.cited(path));
    this.issues.push(...issues);
    const [first] = manifests;
    if (first !== undefined) return new Fields(first.value, first.source, known, this.note);
    if (issues.length === 0) this.problem(path, 1, `${path}: expected ${known.join(", ")}`);
    return undefined;
  }

  problem(path: string, line: number, message: string, remedy?: string, column = 1): void {
    const at = { file: this.cited(path), line, column };
    const base = { severity: "error", code: "lab-invalid", message, at } as const;
    this.note(remedy === undefined ? base : { ...base, remedy });
  }
}
