import { againSteps } from "./again.ts";
import { certificateSteps } from "./certificates.ts";
import { closedWorldSteps } from "./closed-world.ts";
import { clusterSteps } from "./cluster.ts";
import { dnsSteps } from "./dns.ts";
import { httpSteps } from "./http.ts";
import { rbacSteps } from "./rbac.ts";
import type { Keyword, StepDefinition, StepTable } from "./registry.ts";
import { shellSteps } from "./shell.ts";
import { statusSteps } from "./status.ts";
import { trafficSteps } from "./traffic.ts";
import { verdictSteps } from "./verdict.ts";

const TABLES: readonly StepTable[] = [
  clusterSteps,
  trafficSteps,
  dnsSteps,
  verdictSteps,
  againSteps,
  httpSteps,
  certificateSteps,
  closedWorldSteps,
  statusSteps,
  rbacSteps,
  shellSteps,
];

export const ALL_STEPS: readonly StepDefinition[] = TABLES.flatMap(({ steps }) => steps);

/** One step as documentation. */
export interface VocabularyEntry {
  readonly keyword: Keyword;
  readonly expression: string;
  readonly example: string;
  readonly description: string;
  /** The file that defines it, from the root of the package. */
  readonly file: string;
}

/** Every step, in the order of reading: what is given, what is asked, what is claimed. */
export function vocabulary(): readonly VocabularyEntry[] {
  return TABLES.flatMap(({ file, steps }) =>
    steps.map(({ keyword, expression, example, description }) => ({
      keyword,
      expression,
      example,
      description,
      file,
    })),
  );
}

/** The steps whose words are most like those of an undefined step, best first. */
export function nearestSteps(text: string, most = 3): readonly VocabularyEntry[] {
  const wanted = wordsOf(text);
  const scored = vocabulary().map((entry) => ({ entry, score: likeness(wanted, entry.expression) }));
  return scored
    .filter(({ score }) => score >= 0.42)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ entry }) => entry);
}

/** Literal words, and a short one for each quoted text and number: their contents say nothing about the step meant. */
function wordsOf(text: string): readonly string[] {
  const literal = text
    .replace(/"[^"]*"|\{string\}/g, " qq ")
    .replace(/(?<!\S)(?:\d+|\{int\})/g, " nn ")
    .replace(/\{[a-z]+\}/g, " ");
  return literal.toLowerCase().match(/[a-z-]+/g) ?? [];
}

/** How much of the expression's words the text has, with a smaller weight the other way round; 0–1. */
function likeness(text: readonly string[], expression: string): number {
  const words = wordsOf(expression);
  if (text.length === 0 || words.length === 0) return 0;
  const bare = expression.match(/\{(?!string|int)[a-z]+\}/g)?.length ?? 0;
  return 0.75 * cover(words, text) + 0.25 * cover(withoutValues(text, words, bare), words);
}

/** The text without the words that its bare parameters (clients, targets) most likely are. */
function withoutValues(text: readonly string[], words: readonly string[], bare: number): readonly string[] {
  return [...text].sort((a, b) => best(a, words) - best(b, words)).slice(Math.min(bare, text.length - 1));
}

/** Share of the letters of `words` that `by` has alike. */
function cover(words: readonly string[], by: readonly string[]): number {
  const total = words.reduce((sum, word) => sum + word.length, 0);
  return words.reduce((sum, word) => sum + word.length * best(word, by), 0) / total;
}

/** Squared, so that two half-alike words do not outweigh an equal one. */
function best(word: string, by: readonly string[]): number {
  return Math.max(...by.map((one) => alike(word, one) ** 2));
}

/** Dice's coefficient over pairs of letters: 1 for equal words, about 0.8 for one slip in a long one. */
function alike(a: string, b: string): number {
  if (a === b) return 1;
  const left = pairs(a);
  const right = pairs(b);
  const common = left.filter((pair) => right.includes(pair)).length;
  return (2 * common) / (left.length + right.length);
}

function pairs(word: string): readonly string[] {
  const padded = ` ${word} `;
  return [...padded].slice(0, -1).map((letter, index) => letter + (padded[index + 1] ?? ""));
}
