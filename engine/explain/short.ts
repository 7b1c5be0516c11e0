import { isSuccess } from "../trace/ending.ts";
import type { Branch, Trace } from "../trace/trace.ts";
import { nearestSentence } from "./sentence.ts";
import { placeOf, stepPlace, whySentence } from "./why.ts";

/** A trace in a few lines, for the message of a failing step. No trailing line break. */
export function traceToShortText(trace: Trace): string {
  const bad = trace.branches.filter(({ ending }) => !isSuccess(ending));
  const told = bad.length > 0 ? bad : trace.branches.slice(0, 1);
  const why = new Set(told.map(whyLine));
  const nearest =
    bad.length === 0 ? [] : trace.nearest.map((one) => withPlace(nearestSentence(one), placeOf(one.object)));
  const assumed = new Set(
    told.flatMap((branch) => branch.assumed.map(({ subject, remedy }) => `assumed: ${subject}; ${remedy}`)),
  );
  const [first] = told;
  const way = first === undefined ? [] : [`way: ${wayOf(first)}`];
  return [...why, ...nearest, ...assumed, ...trace.hints.map((hint) => `hint: ${hint}`), ...way].join("\n");
}

function whyLine(branch: Branch): string {
  return withPlace(whySentence(branch), stepPlace(branch.decidedBy.step.objects));
}

function withPlace(text: string, place: string | undefined): string {
  return place === undefined ? text : `${text} (${place})`;
}

/** Functions on the last leg before the reply, the one that ended it marked. */
function wayOf({ legs, ending }: Branch): string {
  const leg = legs.findLast(({ purpose }) => purpose !== "reply");
  const names = (leg?.hops ?? []).map(({ step }) => step.function);
  const way = names.filter((name, index) => name !== names[index - 1]).join(" → ");
  const purpose = leg?.purpose === "dns" ? "look-up: " : "";
  return `${purpose}${way}${isSuccess(ending) ? "" : " ✗"}`;
}
