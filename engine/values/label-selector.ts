export type Labels = Readonly<Record<string, string>>;

export type SelectorOperator = "In" | "NotIn" | "Exists" | "DoesNotExist";

export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: SelectorOperator;
  readonly values?: readonly string[];
}

/** The selector as Kubernetes writes it. Empty selects everything; absent is the caller's matter. */
export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

/** One term of a selector; `matchLabels` entries become `In` with a single value. */
export interface SelectorTerm {
  readonly key: string;
  readonly operator: SelectorOperator;
  readonly values: readonly string[];
}

/** A selector made ready for matching. All terms must hold. */
export interface CompiledSelector {
  readonly terms: readonly SelectorTerm[];
}

export function compileSelector(selector: LabelSelector): CompiledSelector {
  const terms: SelectorTerm[] = [];
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    terms.push({ key, operator: "In", values: [value] });
  }
  for (const requirement of selector.matchExpressions ?? []) {
    terms.push({ key: requirement.key, operator: requirement.operator, values: requirement.values ?? [] });
  }
  return { terms };
}

export function selects(selector: CompiledSelector, labels: Labels): boolean {
  for (const term of selector.terms) if (!holds(term, labels)) return false;
  return true;
}

/**
 * `labels.Requirement.Matches` of apimachinery: an absent key satisfies `NotIn` and `DoesNotExist`,
 * and an empty value satisfies `In [""]` only when the key is there.
 */
export function holds(term: SelectorTerm, labels: Labels): boolean {
  const present = Object.hasOwn(labels, term.key);
  switch (term.operator) {
    case "In":
      return present && term.values.includes(labels[term.key] as string);
    case "NotIn":
      return !present || !term.values.includes(labels[term.key] as string);
    case "Exists":
      return present;
    case "DoesNotExist":
      return !present;
  }
}

/** The terms that `labels` fail: what would have to differ for the selector to match. */
export function failingTerms(selector: CompiledSelector, labels: Labels): readonly SelectorTerm[] {
  return selector.terms.filter((term) => !holds(term, labels));
}

/** kubectl's spelling: `app=api,tier in (a,b),!legacy`; `<all>` for the empty selector. */
export function formatSelector(selector: CompiledSelector): string {
  return selector.terms.length === 0 ? "<all>" : selector.terms.map(formatTerm).join(",");
}

export function formatTerm(term: SelectorTerm): string {
  switch (term.operator) {
    case "In":
      return term.values.length === 1
        ? `${term.key}=${term.values[0]}`
        : `${term.key} in (${term.values.join(",")})`;
    case "NotIn":
      return term.values.length === 1
        ? `${term.key}!=${term.values[0]}`
        : `${term.key} notin (${term.values.join(",")})`;
    case "Exists":
      return term.key;
    case "DoesNotExist":
      return `!${term.key}`;
  }
}
