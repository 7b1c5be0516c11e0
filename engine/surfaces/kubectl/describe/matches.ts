import { pairsAt, textAt } from "../server/api.ts";

/** Whether a map of labels holds every pair of a Service's selector; an empty one selects nothing. */
export function selects(selector: unknown, labels: unknown): boolean {
  const pairs = pairsAt({ selector }, "selector");
  return pairs.length > 0 && pairs.every(([key, value]) => textAt(labels, key) === value);
}
