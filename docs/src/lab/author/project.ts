import { useCallback, useEffect, useState } from "react";
import { newLab } from "../../../../engine/surfaces/lab/template.ts";
import type { Project } from "../engine/author.ts";

const KEY = "podwire.author";
/** A lab of this many files, or a file of this size, is none. */
export const MOST_FILES = 300;
export const LARGEST = 1_000_000;

/** A folder and files that may be part of a lab: nothing that leads out of it, nothing that means something else. */
const SAFE_PATH = /^(?:[A-Za-z0-9][\w.-]*\/){0,4}[A-Za-z0-9][\w.-]*$/;

export function isLabPath(path: string): boolean {
  return SAFE_PATH.test(path) && !path.includes("..") && path.length <= 200;
}

export function freshProject(id = "900-my-lab"): Project {
  return { id, files: newLab(id) };
}

/** The author's folder, kept in this browser after every change. */
export function useProject(
  say: (message: string) => void,
): readonly [Project, (next: (project: Project) => Project) => void] {
  const [project, setProject] = useState<Project>(() => freshProject());
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const { project: kept, message } = load();
    if (message !== undefined) say(message);
    if (kept !== undefined) setProject(kept);
    setReady(true);
  }, [say]);
  useEffect(() => {
    if (!ready) return;
    try {
      localStorage.setItem(KEY, JSON.stringify({ version: 1, ...project }));
    } catch {
      say(
        "The browser's storage is full or blocked: your lab is only in this page. Export it before you leave.",
      );
    }
  }, [project, ready, say]);
  return [project, useCallback((next) => setProject(next), [])];
}

function load(): { readonly project?: Project; readonly message?: string } {
  let text: string | null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    return { message: "This browser does not let the page keep anything: export your lab before you leave." };
  }
  if (text === null) return {};
  const project = readProject(text);
  if (project !== undefined) return { project };
  try {
    localStorage.setItem(`${KEY}.unreadable`, text);
  } catch {
    // There is no room to put it aside.
  }
  return { message: "The lab that was kept cannot be read by this version. It was put aside." };
}

/** Reads what was kept. Nobody says that it was written by this page. */
function readProject(text: string): Project | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { version, id, files } = value as Readonly<Record<string, unknown>>;
  if (version !== 1 || typeof id !== "string" || typeof files !== "object" || files === null)
    return undefined;
  const entries = Object.entries(files).filter(
    (entry): entry is [string, string] => isLabPath(entry[0]) && typeof entry[1] === "string",
  );
  return entries.length === 0 ? undefined : { id, files: Object.fromEntries(entries.slice(0, MOST_FILES)) };
}

/** The folder under another name: lab.yaml names it too. */
export function renamed({ files }: Project, id: string): Project {
  const settings = files["lab.yaml"];
  if (settings === undefined) return { id, files };
  return { id, files: { ...files, "lab.yaml": settings.replace(/^id:.*$/m, `id: ${id}`) } };
}
