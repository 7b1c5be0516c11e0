import type { ReactNode } from "react";

/** The place of a task in a lab's text. */
export function Task({ id }: { readonly id: string }): ReactNode {
  return <section id={`task-${id}`} className="pw-task" />;
}

/** A question to be answered before anything is run. */
export function Predict({ id }: { readonly id: string }): ReactNode {
  return <section id={`predict-${id}`} className="pw-predict" />;
}

/** A command that goes to the terminal on a click. */
export function Run({ cmd }: { readonly cmd: string }): ReactNode {
  return <code>{cmd}</code>;
}
