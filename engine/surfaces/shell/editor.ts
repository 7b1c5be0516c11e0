import type { OwnCommandPlace } from "./own-command.ts";
import type { Session } from "./session.ts";

/** A text as an editor left it, or why there is none. */
export type Edited = { readonly text: string } | { readonly problem: string };

/** The editor that the shell's variables name, as kubectl looks for it. */
export function editorOf({ env }: OwnCommandPlace): string | undefined {
  return env.get("KUBE_EDITOR") || env.get("EDITOR") || undefined;
}

/** Runs an editor of the shell, such as `sed -i s/80/81/`, on a file with the text. */
export async function editedWith(
  editor: string,
  text: string,
  session: Session,
  { exec }: OwnCommandPlace,
): Promise<Edited> {
  const path = "/tmp/kubectl-edit.yaml";
  await session.writeFile(path, text);
  const { exitCode } = await exec(`${editor} ${path}`);
  const after = await session.readFile(path);
  if (exitCode !== 0 || after === undefined)
    return { problem: `error: there was a problem with the editor ${JSON.stringify(editor)}\n` };
  return { text: after };
}
