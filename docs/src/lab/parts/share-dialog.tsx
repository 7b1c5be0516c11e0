import { type ReactNode, useRef, useState } from "react";
import { useLab } from "../state/lab-context.tsx";
import { linkTo } from "../state/share-link.ts";

/** A link to the learner's files. */
export function Share(): ReactNode {
  const { saved, page } = useLab();
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [note, setNote] = useState("");
  const open = async (): Promise<void> => {
    dialog.current?.showModal();
    try {
      const link = await linkTo(page, saved);
      if (field.current === null) return;
      field.current.value = link;
      field.current.select();
      // Where the clipboard is closed to pages, the link stands in the field.
      const copied = await navigator.clipboard?.writeText(link).then(
        () => true,
        () => false,
      );
      setNote(copied ? "Copied." : "");
    } catch (error) {
      setNote(`No link could be made: ${error instanceof Error ? error.message : String(error)}.`);
    }
  };
  return (
    <>
      <button type="button" className="pw-button pw-button--quiet" onClick={open}>
        Share
      </button>
      <dialog ref={dialog} className="pw-dialog" aria-label="Share">
        <h3>A link to your files</h3>
        <p>They are in the link itself, behind the #: no server sees them.</p>
        <input ref={field} readOnly aria-label="Link" className="pw-field" />
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
