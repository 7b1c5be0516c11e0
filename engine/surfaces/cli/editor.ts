import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Opens the user's own editor on a text, as kubectl chooses it; `undefined` when it failed. */
export function editInTerminal(text: string): string | undefined {
  const { KUBE_EDITOR, EDITOR } = process.env;
  const editor = KUBE_EDITOR || EDITOR || "vi";
  const folder = mkdtempSync(join(tmpdir(), "podwire-edit-"));
  const file = join(folder, "edit.yaml");
  try {
    writeFileSync(file, text);
    // The line editor has the terminal in raw mode, which an editor sets for itself.
    process.stdin.setRawMode?.(false);
    const { status } = spawnSync(`${editor} "${file}"`, { shell: true, stdio: "inherit" });
    process.stdin.setRawMode?.(true);
    return status === 0 ? readFileSync(file, "utf8") : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
