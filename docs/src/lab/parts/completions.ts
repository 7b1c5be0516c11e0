import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { Suggestion, Suggestions } from "../../../../engine/surfaces/lab/completion.ts";
import type { Language } from "./editor-look.ts";

/** Asks for what may stand at an offset of a text. */
export type Complete = (text: string, offset: number) => Promise<Suggestions>;

const TYPES: Readonly<Record<Suggestion["type"], string>> = {
  kind: "class",
  field: "property",
  word: "keyword",
  name: "variable",
};

/** Completion of manifests: what the engine knows of kinds and fields, and the names that the cluster has. */
export function completionsFor(language: Language, complete: () => Complete) {
  return async ({ state, pos, explicit }: CompletionContext): Promise<CompletionResult | null> => {
    const before = state.doc.lineAt(pos).text.slice(0, pos - state.doc.lineAt(pos).from);
    // An empty place asks by itself only behind a field's colon: everywhere else it would be in the way.
    const isAsked = language === "gherkin" ? /^\s*\w+ /.test(before) : /[\w./-]$|: $/.test(before);
    if (!explicit && !isAsked) return null;
    let found: Suggestions;
    try {
      found = await complete()(state.doc.toString(), pos);
    } catch {
      // The engine was started anew; the next letter asks again.
      return null;
    }
    const { typed, options } = found;
    if (options.length === 0) return null;
    const result = { from: pos - typed, options: options.map(completionOf) };
    // Steps are found by any of their words, so that the next letter has to ask again.
    return language === "gherkin" ? { ...result, filter: false } : { ...result, validFor: /^["']?[\w./-]*$/ };
  };
}

function completionOf({ label, type, detail, insert }: Suggestion): Completion {
  return {
    label,
    type: TYPES[type],
    ...(detail === undefined ? {} : { detail }),
    ...(insert === undefined ? {} : { apply: insert }),
  };
}
