import { parseManifests } from "../../api/manifest.ts";
import type { Lab, LabAnswers, LabFile } from "./lab.ts";

/** A learner's files, by name: all that is loaded into the cluster. */
export type Work = Readonly<Record<string, string>>;

/** What a learner begins with, also after a reset: start/, and an empty file for each other one that is opened. */
export function startOf(lab: Lab): Work {
  const files = new Map(lab.open.map((name) => [name, ""]));
  for (const { name, text } of lab.start) files.set(name, text);
  return fromMap(files);
}

/** The start with the solutions laid over it, up to and with that of task `upTo`; all of them when it is left out. */
export function withAnswers(lab: Lab, answers: LabAnswers, upTo?: string): Work {
  const last = upTo === undefined ? lab.tasks.length : lab.tasks.findIndex(({ id }) => id === upTo) + 1;
  const wanted = new Set(lab.tasks.slice(0, last).map(({ id }) => id));
  const files = answers.solution.flatMap((answer) => (wanted.has(answer.id) ? answer.files : []));
  return withOverlays(startOf(lab), files);
}

/**
 * Lays manifests over files: a document takes the place of the object of the same kind, namespace and name, in its
 * file; with `$patch: delete` it takes it away; a new object comes in a file of the overlay's name.
 */
export function withOverlays(work: Work, overlays: readonly LabFile[]): Work {
  const files = new Map(Object.entries(work).map(([name, text]) => [name, documentsOf(text)]));
  for (const { name, text } of overlays) {
    for (const document of documentsOf(text)) {
      if (document.id === undefined) continue;
      if (!replaced(files, document) && !document.isDelete)
        files.set(
          name,
          [...(files.get(name) ?? []), document].filter(({ text: own }) => own.trim() !== ""),
        );
    }
  }
  return fromMap(new Map([...files].map(([name, documents]) => [name, joined(documents)])));
}

/** The overlay that leads from one state of the files to another: what `withOverlays` undoes. Empty when nothing differs. */
export function overlayBetween(before: Work, after: Work): string {
  const [was, is] = [byId(before), byId(after)];
  const changed = [...is.values()].filter(({ id, text }) => was.get(id ?? "")?.text !== text);
  const gone = [...was.values()].filter(({ id }) => !is.has(id ?? ""));
  return joined([...changed, ...gone.map((one) => ({ ...one, text: deletion(one) }))]);
}

function byId(work: Work): ReadonlyMap<string, Document> {
  const documents = Object.values(work).flatMap(documentsOf);
  return new Map(documents.flatMap((one) => (one.id === undefined ? [] : [[one.id, one] as const])));
}

function deletion({ text }: Document): string {
  const value = parseManifests(text, "").manifests[0]?.value;
  const { apiVersion, kind, metadata } = value as Readonly<Record<string, unknown>>;
  const { name, namespace } = metadata as Readonly<Record<string, unknown>>;
  const lines = [`apiVersion: ${apiVersion}`, `kind: ${kind}`, "metadata:", `  name: ${name}`];
  if (namespace !== undefined) lines.push(`  namespace: ${namespace}`);
  return [...lines, "$patch: delete", ""].join("\n");
}

interface Document {
  readonly text: string;
  /** `undefined` for what is no object. */
  readonly id: string | undefined;
  readonly isDelete: boolean;
}

function replaced(files: Map<string, readonly Document[]>, by: Document): boolean {
  for (const [name, documents] of files) {
    const at = documents.findIndex(({ id }) => id === by.id);
    if (at < 0) continue;
    files.set(name, by.isDelete ? documents.toSpliced(at, 1) : documents.toSpliced(at, 1, by));
    return true;
  }
  return false;
}

function documentsOf(text: string): readonly Document[] {
  return text.split(/^---(?:[ \t].*)?\r?\n?$/m).map((own) => {
    const value = parseManifests(own, "").manifests[0]?.value;
    const { kind, metadata, $patch } = (value ?? {}) as Readonly<Record<string, unknown>>;
    const { name, namespace = "default" } = (metadata ?? {}) as Readonly<Record<string, unknown>>;
    const id = kind === undefined || name === undefined ? undefined : `${kind} ${namespace}/${name}`;
    return { text: `${own.trim()}\n`, id, isDelete: $patch === "delete" };
  });
}

function joined(documents: readonly Document[]): string {
  const texts = documents.map(({ text }) => text).filter((text) => text.trim() !== "");
  return texts.join("---\n");
}

/** Own properties only, whatever the files are called. */
function fromMap(files: ReadonlyMap<string, string>): Work {
  return Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
