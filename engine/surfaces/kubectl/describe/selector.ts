import { listAt, pairsAt, textAt } from "../server/api.ts";

/** `labels.FormatLabels`: `a=b,c=d`, or `<none>`. */
export function formatLabels(labels: unknown): string {
  const pairs = pairsAt({ labels }, "labels").map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? "<none>" : pairs.join(",");
}

/** `labels.Selector` of a `LabelSelector`, as it prints itself: requirements sorted by key. */
export function selectorText(selector: unknown): string {
  const labels = pairsAt(selector, "matchLabels").map(([key, value]) => ({ key, text: `${key}=${value}` }));
  const expressions = listAt(selector, "matchExpressions").map((one) => {
    const key = textAt(one, "key");
    const values = Array.isArray(one["values"]) ? one["values"].map(String).sort() : [];
    return { key, text: requirement(key, textAt(one, "operator"), values) };
  });
  return [...labels, ...expressions]
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ text }) => text)
    .join(",");
}

function requirement(key: string, operator: string, values: readonly string[]): string {
  if (operator === "Exists") return key;
  if (operator === "DoesNotExist") return `!${key}`;
  return `${key} ${operator === "NotIn" ? "notin" : "in"} (${values.join(",")})`;
}

/** `metav1.FormatLabelSelector`. */
export function formatSelector(selector: unknown): string {
  return selectorText(selector) || "<none>";
}
