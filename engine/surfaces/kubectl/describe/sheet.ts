import { alignTabs } from "../print/tabwriter.ts";
import { isJson, pairsAt } from "../server/api.ts";

/** Longest annotation that is shown on one line, in bytes. */
const MAX_ANNOTATION = 140;
const HIDDEN_ANNOTATIONS: ReadonlySet<string> = new Set(["kubectl.kubernetes.io/last-applied-configuration"]);

/** What `kubectl describe` writes of one object: lines with levels of indentation, and tabs that are aligned at the end. */
export class Sheet {
  #done = "";
  #open = "";

  /** Writes text; a level is two spaces. */
  write(level: number, text: string): void {
    this.#open += "  ".repeat(level) + text;
  }

  line(level: number, text: string): void {
    this.write(level, `${text}\n`);
  }

  field(level: number, name: string, value: unknown): void {
    this.line(level, `${name}:\t${String(value)}`);
  }

  /** Aligns what was written so far; the columns after it are on their own. */
  flush(): void {
    this.#done += alignTabs(this.#open, { minimum: 0, padding: 2 });
    this.#open = "";
  }

  /** What was written, tabs and all, for a place that does not align them. */
  get raw(): string {
    return this.#done + this.#open;
  }

  get text(): string {
    this.flush();
    return this.#done;
  }

  /** A map as `key=value` lines below each other. */
  labels(title: string, labels: unknown, indent = "", inner = "\t"): void {
    const pairs = pairsAt({ labels }, "labels").map(([key, value]) => `${key}=${value}`);
    this.write(0, `${indent}${title}:${inner}`);
    this.line(0, pairs.length === 0 ? "<none>" : pairs.join(`\n${indent}${inner}`));
  }

  annotations(title: string, annotations: unknown): void {
    const pairs = pairsAt({ annotations }, "annotations").filter(([key]) => !HIDDEN_ANNOTATIONS.has(key));
    this.write(0, `${title}:\t`);
    if (pairs.length === 0) {
      this.line(0, "<none>");
      return;
    }
    let start = "";
    for (const [key, raw] of pairs) {
      const value = raw.replace(/\n$/, "");
      this.write(0, start);
      start = "\t";
      if (byteLength(value) + byteLength(key) + 2 <= MAX_ANNOTATION && !value.includes("\n"))
        this.line(0, `${key}: ${value}`);
      else this.#longAnnotation(key, value);
    }
  }

  #longAnnotation(key: string, value: string): void {
    this.line(0, `${key}:`);
    for (const part of value.split("\n")) this.line(0, `\t  ${shortened(part, MAX_ANNOTATION - 2)}`);
  }

  /** Name, namespace, labels and annotations. */
  head(object: unknown, { namespaced = true }: { readonly namespaced?: boolean } = {}): void {
    const metadata = isJson(object) && isJson(object["metadata"]) ? object["metadata"] : {};
    this.field(0, "Name", metadata["name"] ?? "");
    if (namespaced) this.field(0, "Namespace", metadata["namespace"] ?? "");
    this.labels("Labels", metadata["labels"]);
    this.annotations("Annotations", metadata["annotations"]);
  }
}

const encoder = new TextEncoder();

function byteLength(text: string): number {
  return encoder.encode(text).length;
}

function shortened(text: string, length: number): string {
  const bytes = encoder.encode(text);
  return bytes.length > length ? `${new TextDecoder().decode(bytes.slice(0, length))}...` : text;
}
