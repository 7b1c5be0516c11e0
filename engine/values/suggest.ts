import { distance } from "fastest-levenshtein";

/** Candidates that a misspelt `text` may have meant, nearest first, at most `most`. */
export function suggest(text: string, candidates: Iterable<string>, most = 3): readonly string[] {
  const wanted = text.toLowerCase();
  const limit = Math.max(2, Math.floor(text.length / 2));
  const scored: { candidate: string; score: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const score = distance(wanted, candidate.toLowerCase());
    if (score <= limit) scored.push({ candidate, score });
  }
  scored.sort((a, b) => a.score - b.score || (a.candidate < b.candidate ? -1 : 1));
  return scored.slice(0, most).map((entry) => entry.candidate);
}

/** Whether `text` is `name` with a letter or two wrong, rather than another word. */
export function isSlip(text: string, name: string): boolean {
  return text !== name && name.length > 4 && distance(text.toLowerCase(), name.toLowerCase()) <= 2;
}
