/**
 * Live examples of a chapter: a `yaml` fence and a `request` fence that share an id. Pure text work, so that the site,
 * the tests and an editor can all use it.
 */

/** A fenced block of an MDX text. */
export interface Fence {
  /** The word behind the backticks; empty where there is none. */
  readonly language: string;
  /** The rest of that line. */
  readonly meta: string;
  readonly text: string;
  /** Line of the text's first line, from 1. */
  readonly line: number;
}

/** One line of a `request` fence. */
export interface LiveRequest {
  /** A step of the vocabulary without its keyword, as `frontend curls http://api`. */
  readonly text: string;
  /** The kind of ending that every branch of the verdict has. */
  readonly ending: string;
  /** The HTTP status, where the line says one behind the ending. */
  readonly status?: number;
  readonly line: number;
}

export interface LiveExample {
  readonly id: string;
  /** A preset's name or one switch, as the step `the profile {string}` takes it. */
  readonly profile: string;
  readonly manifests: string;
  /** Line of the manifests' first line. */
  readonly line: number;
  readonly requests: readonly LiveRequest[];
}

const FENCE = /^( {0,3}|\t)(`{3,})([^\s`]*)[ \t]*([^`]*)$/;

/** Every fence, in order. Fences of backticks only; one that is never closed reaches to the end. */
export function fencesOf(text: string): readonly Fence[] {
  const fences: Fence[] = [];
  let open:
    | { readonly marks: string; readonly fence: Omit<Fence, "text">; readonly lines: string[] }
    | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    if (open !== undefined) {
      if (line.trim() === open.marks) {
        fences.push({ ...open.fence, text: open.lines.join("\n") });
        open = undefined;
      } else open.lines.push(line);
      continue;
    }
    const [, , marks, language = "", meta = ""] = FENCE.exec(line) ?? [];
    if (marks !== undefined)
      open = { marks, fence: { language, meta: meta.trim(), line: index + 2 }, lines: [] };
  }
  if (open !== undefined) fences.push({ ...open.fence, text: open.lines.join("\n") });
  return fences;
}

/** The value of `key="…"` in a fence's meta. */
export function metaValue(meta: string, key: string): string | undefined {
  return [...meta.matchAll(/(?:^|\s)([a-z-]+)="([^"]*)"/g)].find(([, name]) => name === key)?.[2];
}

/** Whether a fence's meta has a bare word, as `fragment`. */
export function metaHas(meta: string, word: string): boolean {
  return meta
    .replace(/"[^"]*"/g, '""')
    .split(/\s+/)
    .includes(word);
}

/** The live examples of a text. Throws an `Error` that names the line for one that is not whole. */
export function liveExamplesOf(text: string): readonly LiveExample[] {
  const manifests = new Map<string, Fence>();
  const requests = new Map<string, Fence>();
  for (const fence of fencesOf(text)) {
    const id = metaValue(fence.meta, "live");
    if (id === undefined) continue;
    const half = fence.language === "yaml" ? manifests : fence.language === "request" ? requests : undefined;
    if (half === undefined) throw new Error(`line ${fence.line}: a live fence is yaml or request`);
    if (half.has(id))
      throw new Error(`line ${fence.line}: live example "${id}" has two ${fence.language} fences`);
    half.set(id, fence);
  }
  for (const [id, { line }] of requests) {
    if (!manifests.has(id)) throw new Error(`line ${line}: live example "${id}" has no manifests`);
  }
  return [...manifests].map(([id, fence]) => {
    const asked = requests.get(id);
    if (asked === undefined) throw new Error(`line ${fence.line}: live example "${id}" has no requests`);
    const profile = metaValue(fence.meta, "profile") ?? "kubeadm";
    return { id, profile, manifests: fence.text, line: fence.line, requests: requestsOf(asked) };
  });
}

const REQUEST = /^(.+?)\s+#\s+([a-z-]+)(?:\s+([1-5]\d\d))?$/;

function requestsOf({ text, line }: Fence): readonly LiveRequest[] {
  const requests = text.split("\n").flatMap((written, index): readonly LiveRequest[] => {
    if (written.trim() === "") return [];
    const [, step, ending, status] = REQUEST.exec(written.trim()) ?? [];
    if (step === undefined || ending === undefined) {
      throw new Error(`line ${line + index}: write a request as: frontend curls http://api  # answered`);
    }
    const request = { text: step, ending, line: line + index };
    return [status === undefined ? request : { ...request, status: Number(status) }];
  });
  if (requests.length === 0) throw new Error(`line ${line}: no request`);
  return requests;
}

/** The keys of a text's front matter that are plain `key: value` lines, quotes taken off. */
export function frontMatterOf(text: string): ReadonlyMap<string, string> {
  const block = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? "";
  return new Map(
    block.split("\n").flatMap((line): readonly (readonly [string, string])[] => {
      const [, key, value] = /^([a-z_]+):\s*(.*)$/.exec(line) ?? [];
      return key === undefined ? [] : [[key, (value ?? "").replace(/^(["'])(.*)\1$/, "$2")]];
    }),
  );
}

/** A text without its fences and its inline code. */
export function proseOf(text: string): string {
  return text.replace(/^( {0,3})(`{3,})[\s\S]*?^\1\2[ \t]*$/gm, "").replace(/`[^`\n]*`/g, "");
}

/** The targets of Markdown links and `href`s in a text, outside its fences and inline code. */
export function linksOf(text: string): readonly string[] {
  const found = proseOf(text).matchAll(/\]\(([^)\s]+)\)|\bhref="([^"]+)"/g);
  return [...found].map(([, link, href]) => link ?? href ?? "");
}
