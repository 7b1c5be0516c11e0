import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { Project } from "../engine/author.ts";
import { isLabPath, LARGEST, MOST_FILES } from "./project.ts";

/** What was opened is no lab; the message says why. */
export class FolderError extends Error {}

/** A zip with the folder in it, for `podwire lab check` once it is unpacked. The same lab gives the same bytes. */
export function zipped({ id, files }: Project): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(files).map(([path, text]) => [`${id}/${path}`, strToU8(text)] as const);
  // The earliest date that a zip can have: the time of packing says nothing about a lab.
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: "1980-01-02" }) as Uint8Array<ArrayBuffer>;
}

/** A lab out of a zip: its files at the top, or in one folder. Throws `FolderError`. */
export function unzipped(name: string, bytes: Uint8Array): Project {
  let total = 0;
  const taken = unpacked(bytes, (path, size) => {
    total += size;
    // Sizes are what the zip claims; the unpacker writes no more than that.
    if (total > LARGEST * 20) throw new FolderError(`${name} unfolds into more than 20 MB`);
    return !path.endsWith("/") && size <= LARGEST;
  });
  const paths = Object.keys(taken);
  const [settings] = paths
    .filter((path) => /(^|\/)lab\.yaml$/.test(path))
    .sort((a, b) => a.length - b.length);
  if (settings === undefined) throw new FolderError(`${name} holds no lab.yaml, so it is no lab`);
  const base = settings.slice(0, -"lab.yaml".length);
  const files = Object.entries(taken).flatMap(([path, content]): [string, string][] => {
    const own = path.slice(base.length);
    return path.startsWith(base) && isLabPath(own) ? [[own, strFromU8(content)]] : [];
  });
  const folder = base.split("/").at(-2) ?? "";
  return projectOf(folder === "" ? name.replace(/\.zip$/i, "") : folder, files);
}

function unpacked(
  bytes: Uint8Array,
  take: (path: string, size: number) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter: ({ name, originalSize }) => take(name, originalSize) });
  } catch (error) {
    if (error instanceof FolderError) throw error;
    throw new FolderError("This is no zip, or a damaged one");
  }
}

function projectOf(name: string, files: readonly (readonly [string, string])[]): Project {
  if (files.length === 0) throw new FolderError("There is no file of a lab");
  if (files.length > MOST_FILES) throw new FolderError(`There are more than ${MOST_FILES} files`);
  return { id: name, files: Object.fromEntries(files) };
}

/** A folder on disk, as far as the browser lets the page use it. */
export type DiskFolder = FileSystemDirectoryHandle;

interface Picker {
  readonly showDirectoryPicker?: (options: { readonly mode: "readwrite" }) => Promise<DiskFolder>;
}

/** Not every browser has it, and none on a page from the file system. */
export function canUseFolders(): boolean {
  return (window as Picker).showDirectoryPicker !== undefined;
}

/** `undefined` when the author changed their mind. */
export async function pickFolder(): Promise<DiskFolder | undefined> {
  try {
    return await (window as Picker).showDirectoryPicker?.({ mode: "readwrite" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    throw error;
  }
}

/** The lab in a folder. Throws `FolderError` when there is none. */
export async function readFrom(folder: DiskFolder): Promise<Project> {
  const files: [string, string][] = [];
  for await (const [path, file] of filesBelow(folder, "")) {
    if (files.length > MOST_FILES) throw new FolderError(`${folder.name} has more than ${MOST_FILES} files`);
    const content = await file.getFile();
    if (content.size <= LARGEST) files.push([path, await content.text()]);
  }
  if (!files.some(([path]) => path === "lab.yaml"))
    throw new FolderError(`${folder.name} has no lab.yaml: choose the lab's own folder, NNN-slug`);
  return projectOf(folder.name, files);
}

type Entries = AsyncIterable<readonly [string, FileSystemHandle]>;

async function* filesBelow(
  folder: DiskFolder,
  base: string,
): AsyncGenerator<readonly [string, FileSystemFileHandle]> {
  for await (const [name, handle] of folder as unknown as Entries) {
    const path = base + name;
    if (!isLabPath(path)) continue;
    if (handle.kind === "directory") yield* filesBelow(handle as DiskFolder, `${path}/`);
    else yield [path, handle as FileSystemFileHandle];
  }
}

/** Writes the lab into its folder, or into a new one inside another; files that the author took away go. */
export async function writeTo(
  folder: DiskFolder,
  { id, files }: Project,
  known: readonly string[],
): Promise<void> {
  const target = folder.name === id ? folder : await folder.getDirectoryHandle(id, { create: true });
  for (const [path, text] of Object.entries(files)) {
    const [name = "", ...above] = path.split("/").reverse();
    const at = await inside(target, above.reverse());
    const writable = await (await at.getFileHandle(name, { create: true })).createWritable();
    await writable.write(text);
    await writable.close();
  }
  for (const path of known.filter((one) => !Object.hasOwn(files, one))) {
    const [name = "", ...above] = path.split("/").reverse();
    const at = await inside(target, above.reverse());
    await at.removeEntry(name).catch(() => undefined);
  }
}

async function inside(folder: DiskFolder, names: readonly string[]): Promise<DiskFolder> {
  let at = folder;
  for (const name of names) at = await at.getDirectoryHandle(name, { create: true });
  return at;
}
