import { distance } from "fastest-levenshtein";
import type { Command } from "./command.ts";

/** Commands near a mistyped word, as cobra picks them. */
export function suggestions({ commands = [] }: Command, word: string): readonly string[] {
  return commands
    .filter(
      ({ name, suggestFor = [] }) =>
        distance(word.toLowerCase(), name.toLowerCase()) <= 2 ||
        name.toLowerCase().startsWith(word.toLowerCase()) ||
        suggestFor.some((one) => one.toLowerCase() === word.toLowerCase()),
    )
    .map(({ name }) => name)
    .sort();
}
