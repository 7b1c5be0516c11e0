import { TEMPLATES } from "../../explain/explain.generated.ts";
import { suggest } from "../../values/suggest.ts";
import type { LabReason } from "./lab.ts";

/** Reasons that no function records: the claim, or the question, is what went wrong. */
const OF_CLAIMS = ["connection-extra", "connection-missing", "mismatch", "input-refused", "question-wrong"];

/** What is wrong with a reason that nothing can be red for; `undefined` when something can. */
export function unknownReason({ function: name, code }: LabReason): string | undefined {
  const known = Object.keys(TEMPLATES);
  const isKnown = name === undefined ? codes(known).includes(code) : known.includes(`${name}/${code}`);
  if (isKnown) return undefined;
  const asked = name === undefined ? code : `${name}/${code}`;
  const [near] = suggest(asked, name === undefined ? codes(known) : known, 1);
  return `there is no reason ${asked}${near === undefined ? "" : `; did you mean ${near}?`}`;
}

function codes(known: readonly string[]): readonly string[] {
  return [...OF_CLAIMS, ...known.map((key) => key.slice(key.indexOf("/") + 1))];
}
