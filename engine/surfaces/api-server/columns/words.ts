import {
  compileSelector,
  formatSelector,
  type LabelSelector,
  type Labels,
} from "../../../values/label-selector.ts";

/** `labels.FormatLabels`: by key, `<none>` when there are none. */
export function formatLabels(labels: Labels | undefined): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? "<none>" : pairs.sort().join(",");
}

/** `metav1.FormatLabelSelector`: terms by key; `<none>` for the empty selector. */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
  if (selector === undefined) return "<none>";
  const terms = [...compileSelector(selector).terms].sort((a, b) => (a.key < b.key ? -1 : 1));
  if (terms.length === 0) return "<none>";
  return terms
    .map((term) => formatSelector({ terms: [{ ...term, values: [...term.values].sort() }] }))
    .join(",");
}

/** The first three, and how many more there are; `empty` when there are none. */
export function firstThree(list: readonly string[], empty: string): string {
  const shown = list.slice(0, 3).join(",");
  if (list.length > 3) return `${shown} + ${list.length - 3} more...`;
  return shown === "" ? empty : shown;
}

export function textOr(value: string | undefined, otherwise: string): string {
  return value === undefined || value === "" ? otherwise : value;
}
