import type { GherkinDocument as Document, Pickle } from "@cucumber/messages";

type Child = NonNullable<Document["feature"]>["children"][number];

/**
 * The line that opens a doc string with this content, so that errors in it cite the feature file. Equal contents are
 * taken in the order of the steps; `used` remembers which ones were.
 */
export function docStringLine(
  document: Document,
  pickle: Pickle,
  content: string,
  used: Set<string>,
): number {
  const found = pickle.steps.find(
    (step) => !used.has(step.id) && step.argument?.docString?.content === content,
  );
  if (found === undefined) return 0;
  used.add(found.id);
  const lines = linesOf(document);
  return found.astNodeIds.map((id) => lines.get(id)).find((line) => line !== undefined) ?? 0;
}

const known = new WeakMap<Document, ReadonlyMap<string, number>>();

/** Lines of a document's doc strings, by the id of their step. */
function linesOf(document: Document): ReadonlyMap<string, number> {
  let lines = known.get(document);
  if (lines === undefined) {
    const steps = (document.feature?.children ?? []).flatMap(stepsOf);
    lines = new Map(
      steps.flatMap(({ id, docString }) => (docString ? [[id, docString.location.line] as const] : [])),
    );
    known.set(document, lines);
  }
  return lines;
}

type Step = NonNullable<Child["background"]>["steps"][number];

function stepsOf(child: Child | NonNullable<Child["rule"]>["children"][number]): readonly Step[] {
  const inRule = "rule" in child ? (child.rule?.children ?? []).flatMap(stepsOf) : [];
  return [...(child.background?.steps ?? []), ...(child.scenario?.steps ?? []), ...inRule];
}
