import type { GherkinDocument, Pickle } from "@cucumber/messages";

/** Where something stands in a feature file. */
interface Place {
  readonly line: number;
  /** `Given `, `When `, … of a step. */
  readonly keyword?: string;
}

const known = new WeakMap<GherkinDocument, ReadonlyMap<string, Place>>();

/** Everything in a document that a pickle may point at, by its id. */
function placesOf(document: GherkinDocument): ReadonlyMap<string, Place> {
  let places = known.get(document);
  if (places === undefined) {
    places = new Map(collect(document));
    known.set(document, places);
  }
  return places;
}

function collect(document: GherkinDocument): readonly (readonly [string, Place])[] {
  const children = (document.feature?.children ?? []).flatMap((child) => [
    child,
    ...(child.rule?.children ?? []),
  ]);
  return children.flatMap(({ background, scenario }) => {
    const steps = [...(background?.steps ?? []), ...(scenario?.steps ?? [])];
    const rows = (scenario?.examples ?? []).flatMap(({ tableBody }) => tableBody);
    const lines = [...(scenario === undefined ? [] : [scenario]), ...rows];
    return [
      ...lines.map(({ id, location }) => [id, { line: location.line }] as const),
      ...steps.map(({ id, location, keyword }) => [id, { line: location.line, keyword }] as const),
    ];
  });
}

/** The line of the scenario, or of the example row that it was made from. */
export function scenarioLine(document: GherkinDocument | undefined, { astNodeIds }: Pickle): number {
  if (document === undefined) return 1;
  return placesOf(document).get(astNodeIds.at(-1) ?? "")?.line ?? 1;
}

/** Where a pickle's step was written. */
export function stepPlace(
  document: GherkinDocument | undefined,
  ids: readonly string[],
): { readonly keyword: string; readonly line: number } | undefined {
  if (document === undefined) return undefined;
  for (const id of ids) {
    const place = placesOf(document).get(id);
    if (place?.keyword !== undefined) return { keyword: place.keyword, line: place.line };
  }
  return undefined;
}
