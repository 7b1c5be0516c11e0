import { type ReactNode, useRef, useState } from "react";
import { download } from "../parts/download.ts";
import { useAuthor } from "./author-context.tsx";
import {
  canUseFolders,
  type DiskFolder,
  FolderError,
  pickFolder,
  readFrom,
  unzipped,
  writeTo,
  zipped,
} from "./folder-files.ts";
import { freshProject } from "./project.ts";

/** Where the lab comes from and where it goes: a zip everywhere, a folder on disk where the browser allows it. */
export function Exchange(): ReactNode {
  const { note, setNote, attempt, save, openFolder, pack, openZip, begin } = useExchange();
  const dialog = useRef<HTMLDialogElement>(null);
  const picker = useRef<HTMLInputElement>(null);

  const button = (label: string, work: () => Promise<string>, quiet = true): ReactNode => (
    <button
      type="button"
      className={quiet ? "pw-button pw-button--quiet" : "pw-button"}
      onClick={() => attempt(work)}
    >
      {label}
    </button>
  );
  return (
    <>
      <button
        type="button"
        className="pw-button pw-button--quiet"
        onClick={() => {
          setNote("");
          dialog.current?.showModal();
        }}
      >
        Open and save…
      </button>
      <dialog ref={dialog} className="pw-dialog pw-dialog--small" aria-label="Open and save">
        <h3>Open and save</h3>
        <p>The lab is kept in this browser by itself. Take it into your repository as a folder.</p>
        <p className="pw-dialog__row">
          {button("Export a zip", pack, false)}
          {button("Open a zip", async () => {
            picker.current?.click();
            return "";
          })}
          {button("Begin anew", begin)}
        </p>
        <p className="pw-dialog__row">
          {canUseFolders() ? (
            <>
              {button("Save to a folder", save)}
              {button("Open a folder", openFolder)}
            </>
          ) : (
            <small>This browser lets no page write into a folder; use the zip.</small>
          )}
        </p>
        <input
          ref={picker}
          type="file"
          accept=".zip,application/zip"
          hidden
          aria-label="Zip to open"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file === undefined) return;
            void attempt(() => openZip(file));
            // The same file again is a choice too.
            target.value = "";
          }}
        />
        <p role="status">{note}</p>
        <footer>
          <button type="button" className="pw-button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </footer>
      </dialog>
    </>
  );
}

/** What can be done with the lab as a whole, and what came of it. */
function useExchange() {
  const { project, replace, openFile } = useAuthor();
  const disk = useRef<{ readonly folder: DiskFolder; readonly known: readonly string[] } | undefined>(
    undefined,
  );
  const [note, setNote] = useState("");
  const attempt = async (work: () => Promise<string>): Promise<void> => {
    try {
      setNote(await work());
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      setNote(
        error instanceof FolderError ? `${words}. Nothing was changed.` : `That did not work: ${words}.`,
      );
    }
  };
  const take = (next: typeof project): string => {
    replace(next);
    openFile("index.mdx");
    return `${next.id} is open. Undo brings back what was here.`;
  };
  const save = async (): Promise<string> => {
    const folder = disk.current?.folder ?? (await pickFolder());
    if (folder === undefined) return "";
    await writeTo(folder, project, disk.current?.known ?? []);
    disk.current = { folder, known: Object.keys(project.files) };
    return `Wrote ${Object.keys(project.files).length} files into ${folder.name === project.id ? folder.name : `${folder.name}/${project.id}`}.`;
  };
  const openFolder = async (): Promise<string> => {
    const folder = await pickFolder();
    if (folder === undefined) return "";
    const found = await readFrom(folder);
    disk.current = { folder, known: Object.keys(found.files) };
    return take(found);
  };
  const pack = async (): Promise<string> => {
    download(`${project.id}.zip`, zipped(project), "application/zip");
    return `Unpack it in labs/, then: npx podwire lab check ${project.id}`;
  };
  const openZip = async (file: File): Promise<string> =>
    take(unzipped(file.name, new Uint8Array(await file.arrayBuffer())));
  const begin = async (): Promise<string> => take(freshProject());
  return { note, setNote, attempt, save, openFolder, pack, openZip, begin };
}
