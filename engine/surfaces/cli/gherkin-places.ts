import type { GherkinDocument, Pickle } from "@cucumber/messages";

/** Line of a scenario, or of the example row that it was made from. */
export function scenarioLine(document: GherkinDocument | undefined, { astNodeIds }: Pickle): number {
  for (const node of nodesOf(document)) {
    if (node.id !== undefined && node.id === astNodeIds.at(-1)) return node.line;
  }
  return 1;
}

/** Keyword and line of a step. */
export function stepPlace(
  document: GherkinDocument | undefined,
  ids: readonly string[],
): { readonly keyword: string; readonly line: number } | undefined {
  for (const node of nodesOf(document)) {
    if (node.keyword !== undefined && ids.includes(node.id ?? ""))
      return { keyword: node.keyword, line: node.line };
  }
  return undefined;
}

interface Node {
  readonly id: string | undefined;
  readonly line: number;
  readonly keyword?: string;
}

/** Everything in a document that a message may point at. */
function nodesOf(document: GherkinDocument | undefined): readonly Node[] {
  const children = (document?.feature?.children ?? []).flatMap((child) => [
    child,
    ...(child.rule?.children ?? []),
  ]);
  return children.flatMap(({ background, scenario }) => {
    const steps = [...(background?.steps ?? []), ...(scenario?.steps ?? [])];
    const rows = (scenario?.examples ?? []).flatMap(({ tableBody }) => tableBody);
    return [
      ...(scenario === undefined ? [] : [{ id: scenario.id, line: scenario.location.line }]),
      ...rows.map((row) => ({ id: row.id, line: row.location.line })),
      ...steps.map((step) => ({ id: step.id, line: step.location.line, keyword: step.keyword })),
    ];
  });
}
