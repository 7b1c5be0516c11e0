import { nearestSteps, type VocabularyEntry, vocabulary } from "../../../../steps/vocabulary.ts";
import { paint } from "../../../explain/paint.ts";
import { oneOf, readArguments } from "../arguments.ts";
import { glueText } from "../glue.ts";
import type { ExitCode, Io } from "../io.ts";

const FORMATS = ["text", "json", "glue"] as const;

/** `podwire steps [WORD]`: the vocabulary, with an example each. */
export function steps(argv: readonly string[], io: Io): ExitCode {
  const args = readArguments(argv, { output: { type: "string", short: "o" } });
  const format = oneOf("-o", args.value("output") ?? "text", FORMATS);
  if (format === "glue") {
    io.out(glueText());
    return 0;
  }
  const word = args.positionals.join(" ").toLowerCase();
  const entries = vocabulary().filter(({ expression, description }) => {
    return `${expression} ${description}`.toLowerCase().includes(word);
  });
  if (entries.length === 0) {
    const near = nearestSteps(word).map(({ expression }) => `  ${expression}`);
    io.note([`no step has "${word}"`, ...(near.length > 0 ? ["nearest:", ...near] : [])].join("\n"));
    return 2;
  }
  io.out(format === "json" ? `${JSON.stringify(entries, undefined, 2)}\n` : asText(entries, io));
  return 0;
}

function asText(entries: readonly VocabularyEntry[], io: Io): string {
  const { bold, dim } = paint(io.color);
  const groups = (["Given", "When", "Then"] as const).flatMap((keyword) => {
    const own = entries.filter((entry) => entry.keyword === keyword);
    if (own.length === 0) return [];
    return [bold(keyword), ...own.map((entry) => oneStep(entry, dim))];
  });
  return `${groups.join("\n\n")}\n`;
}

function oneStep(
  { expression, description, example }: VocabularyEntry,
  dim: (text: string) => string,
): string {
  const lines = example.split("\n").map((line) => dim(`      ${line}`));
  return [`  ${expression}`, `      ${description}`, ...lines].join("\n");
}
