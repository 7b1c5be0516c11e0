import { readSaved, type Saved } from "./saved.ts";

const key = (lab: string): string => `podwire.lab.${lab}`;

export interface Loaded {
  readonly saved?: Saved;
  /** What the learner should know about it. */
  readonly message?: string;
}

/** What was kept of a lab. Text that cannot be read is put aside, not thrown away. */
export function load(lab: string): Loaded {
  let text: string | null;
  try {
    text = localStorage.getItem(key(lab));
  } catch {
    return {
      message:
        "This browser does not let the page keep anything, so your work is lost when you leave it. Export it first.",
    };
  }
  if (text === null) return {};
  const saved = readSaved(lab, text);
  if (saved !== undefined) return { saved };
  store(`${key(lab)}.unreadable`, text);
  return {
    message:
      "What was kept of this lab cannot be read by this version. It was put aside, and the lab starts anew.",
  };
}

/** `undefined` when it was kept, otherwise what to tell the learner. */
export function keep(saved: Saved): string | undefined {
  // Earlier files are the first thing to do without when there is little room.
  for (const past of [saved.past, saved.past.slice(-5), []]) {
    if (store(key(saved.lab), JSON.stringify({ ...saved, past }))) return undefined;
  }
  return "The browser's storage is full or blocked: your latest work is only in this page. Export it before you leave.";
}

export function progressOf(lab: string): Pick<Saved, "passed" | "viewed"> {
  return load(lab).saved ?? { passed: [], viewed: [] };
}

function store(name: string, text: string): boolean {
  try {
    localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}
