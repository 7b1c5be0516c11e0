import type { Suggestion, Suggestions } from "../../../../engine/surfaces/lab/completion.ts";
import type { PaletteStep } from "../../../../steps/lab/palette.ts";
import type { Complete } from "../parts/completions.ts";
import type { Language } from "../parts/editor-look.ts";
import type { AuthorState } from "./author-context.tsx";

const NOTHING: Suggestions = { typed: 0, options: [] };

export function languageOf(path: string): Language {
  if (path.endsWith(".feature")) return "gherkin";
  return path.endsWith(".yaml") ? "yaml" : "markdown";
}

/** Steps in tasks.feature, fields and names in manifests. */
export function completeIn(path: string, { engine, report, steps }: AuthorState): Complete {
  if (path.endsWith(".feature")) return async (text, offset) => stepsAt(text.slice(0, offset), steps);
  const [, name] = /^(?:start|solution|solution-[^/]+|wrong\/[^/]+)\/([^/]+\.yaml)$/.exec(path) ?? [];
  const { lab, work = {} } = report;
  if (name === undefined || name === "expect.yaml" || lab === undefined) return async () => NOTHING;
  return (text, offset) =>
    engine.call("complete", { lab, work: { ...work, [name]: text }, file: name, offset });
}

function stepsAt(before: string, steps: readonly PaletteStep[]): Suggestions {
  const [, keyword = "", typed] = /(?:^|\n)[ \t]*(Given|When|Then|And|But)[ \t]+([^\n]*)$/.exec(before) ?? [];
  if (typed === undefined) return NOTHING;
  const words = typed
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 1);
  const own = steps.filter((step) => /And|But/.test(keyword) || step.keyword === keyword);
  const scored = own.map((step) => ({
    step,
    score: words.filter((word) => step.expression.toLowerCase().includes(word)).length,
  }));
  const fitting = words.length === 0 ? scored : scored.filter(({ score }) => score > 0);
  return {
    typed: typed.length,
    options: fitting
      .sort((a, b) => b.score - a.score)
      .slice(0, 30)
      .map(({ step }) => suggestionOf(step)),
  };
}

function suggestionOf({ expression, example, keyword }: PaletteStep): Suggestion {
  const insert = example.replace(/^\w+ /, "").replaceAll("\n", "\n    ");
  return { label: expression, type: "word", detail: keyword, insert };
}
